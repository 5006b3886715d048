package row

import "encoding/json"

// Field is one line of a table: a member of the row, and the struct field that holds it. Its methods return a changed copy.
type Field[T any] struct {
	name   string
	quoted string   // the name as it stands before a value, with its colon
	codec  codec[T] // made by build when the table is complete
	rules  rules
	build  func(rules) codec[T]

	extra func(*T) *map[string]json.RawMessage // of Extra alone
	raw   func(*T) *json.RawMessage            // of Raw alone
	check func(*T) bool                        // of Check alone
}

// rules are what the methods of a Field change.
type rules struct {
	required    bool   // a row without a value is refused
	strict      bool   // a row whose value can not be read is refused
	orderNumber bool   // scientific notation is no text
	bare        bool   // written without quotes
	absent      string // what is written where there is no value
	decimals    int    // of amounts that come as float64
	zero        bool   // the zero of a calendar is no time
}

// codec is what a kind of field does. read reports an error through the Reader; write appends nothing where the value is absent.
type codec[T any] struct {
	read   func(in *Input, row *T) outcome
	write  func(b []byte, row *T) ([]byte, error)
	same   func(a, b *T) bool
	clear  func(row *T)
	preset func(row *T)       // makes a zero row absent, nil where it is
	number func(row *T) int64 // of an enum
}

// Identity makes the field what a row is known by: a row without it is refused, and so is one with an [Field.OrderNumber] in
// scientific notation.
func (f Field[T]) Identity() Field[T] {
	f.rules.required = true
	return f.Strict().OrderNumber()
}

// Strict refuses a row whose value can not be read. Identities and money always are strict.
func (f Field[T]) Strict() Field[T] {
	f.rules.strict = true
	return f
}

// OrderNumber makes a number in scientific notation unreadable: 2.0161107095823e+19 is what a spreadsheet leaves of an order
// number. Text without a point or a sign, such as the hex digits 20161107e12, is no such number.
func (f Field[T]) OrderNumber() Field[T] {
	f.rules.orderNumber = true
	return f
}

// Absent is the JSON text that is written where there is no value. Without it the member is left out.
func (f Field[T]) Absent(text string) Field[T] {
	f.rules.absent = text
	return f
}

// Bare writes a number without quotes, and so a text that is a whole number of 64 bits.
func (f Field[T]) Bare() Field[T] {
	f.rules.bare = true
	return f
}

// Decimals is how many decimals the provider's page promises for an amount. One that comes without quotes and with the noise of
// a float64 is the amount that was meant: see wire.Reader.RoundedMoney. It is counted as "name:rounded".
func (f Field[T]) Decimals(n int) Field[T] {
	f.rules.decimals = n
	return f
}

// ZeroIsAbsent makes 0 seconds no time.
func (f Field[T]) ZeroIsAbsent() Field[T] {
	f.rules.zero = true
	return f
}

// Extra is where the members go that the table does not know, and the texts of values that can not be read.
func Extra[T any](at func(*T) *map[string]json.RawMessage) Field[T] { return Field[T]{extra: at} }

// Raw is where the JSON text of a row goes, if that is to be kept.
func Raw[T any](at func(*T) *json.RawMessage) Field[T] { return Field[T]{raw: at} }

// Check counts key for every row that is read and for which odd returns true: what contradicts itself in a row that is
// kept as it came.
func Check[T any](key string, odd func(*T) bool) Field[T] { return Field[T]{name: key, check: odd} }

// set is the outcome of a value that is there, or not.
func set(has bool) outcome {
	if has {
		return given
	}
	return 0
}
