package row

import (
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"time"

	"github.com/billrecon/billrecon/internal/wire"
)

// maxFields is how many fields a table can have: the ones seen are bits of a word.
const maxFields = 64

// Table is how rows of type T are read, written and compared. It never changes, and may be used by many goroutines.
type Table[T any] struct {
	provider string // the package of T, which errors start with
	typeName string
	fields   []Field[T]
	extra    func(*T) *map[string]json.RawMessage
	raw      func(*T) *json.RawMessage
	required uint64 // the fields without which a row is refused, as bits
	presets  []func(*T)
	checks   []Field[T]
}

// Of makes a table of its fields, in the order in which they are written. One [Extra] is required, one [Raw] is allowed, and any
// number of [Check]. It
// panics when a name stands twice, which is a mistake in the program.
func Of[T any](fields ...Field[T]) *Table[T] {
	row := reflect.TypeFor[T]()
	t := &Table[T]{provider: path.Base(row.PkgPath()), typeName: row.Name()}
	for _, f := range fields {
		switch {
		case f.extra != nil:
			t.extra = f.extra
		case f.raw != nil:
			t.raw = f.raw
		case f.check != nil:
			t.checks = append(t.checks, f)
		default:
			t.add(f)
		}
	}
	if t.extra == nil || len(t.fields) > maxFields {
		panic("row: the table of " + t.typeName + " has no Extra, or more than 64 fields")
	}
	return t
}

func (t *Table[T]) add(f Field[T]) {
	if t.find([]byte(f.name), 0) >= 0 {
		panic(fmt.Sprintf("row: the table of %s has %s twice", t.typeName, f.name))
	}
	f.quoted, f.codec = `"`+f.name+`":`, f.build(f.rules)
	if f.rules.required {
		t.required |= 1 << len(t.fields)
	}
	if f.codec.preset != nil {
		t.presets = append(t.presets, f.codec.preset)
	}
	t.fields = append(t.fields, f)
}

// blank sets the fields of a zero row whose absent value is not zero.
func (t *Table[T]) blank(row *T) {
	for _, preset := range t.presets {
		preset(row)
	}
}

// find is the index of the field with this name, -1 if there is none. It looks first where it is expected.
func (t *Table[T]) find(name []byte, expected int) int {
	if expected < len(t.fields) && t.fields[expected].name == string(name) {
		return expected
	}
	for i := range t.fields {
		if t.fields[i].name == string(name) {
			return i
		}
	}
	return -1
}

// Equal reports whether both rows say the same: amounts by value (9.9 is 9.90), times by instant, JSON texts without regard to
// white space and the escapes of <, > and &. Raw is not compared.
func (t *Table[T]) Equal(a, b *T) bool {
	for i := range t.fields {
		if !t.fields[i].codec.same(a, b) {
			return false
		}
	}
	return wire.SameExtra(*t.extra(a), *t.extra(b))
}

// Options say how rows are read.
type Options struct {
	// Zone is the zone of the times in the rows. nil is UTC+8, in which times without a zone are read in any case.
	Zone *time.Location
	// KeepRaw keeps the JSON text of every row in its Raw field.
	KeepRaw bool
}

// Input is the document that rows are read from.
type Input struct {
	// Reader stands where the next row, or list of rows, starts.
	*wire.Reader
	Options
	// Likely is how many rows a list is likely to have, 0 for its limit.
	Likely int
	// Unknown counts what is odd about the rows: "field:memo" for a member that the table does not know, "pay_type:7" for a
	// value of an enum without a name, "store_id:unreadable" for a value that can not be read, "income:rounded" for an amount
	// that came with the noise of a float64.
	Unknown wire.Unknown
}
