package report

import "strconv"

// OwnColumn is a column of the caller's own rows: a file and its line, a cashier, a note. Own makes one.
type OwnColumn struct {
	name  string
	value any // func(R) string
}

// Own is a column that shows value of each row. The name is one line of at most 40 visible characters. R must be the type of the rows
// that were matched, as in
//
//	report.Options{OrderColumns: []report.OwnColumn{report.Own("行", func(o Order) string { return o.Line })}}
//
// Of a group with several rows the values stand side by side. Rows of the pool have none: only their recon.Record was kept.
func Own[R any](name string, value func(R) string) OwnColumn { return OwnColumn{name, value} }

// The limits of own columns.
const (
	mostOwn    = 16
	longestOwn = 40
)

// ownColumns are those of bills and of orders.
func (o Options) ownColumns() [2][]OwnColumn { return [...][]OwnColumn{o.BillColumns, o.OrderColumns} }

// ownFuncs are the funcs of columns, once they are found to be of the type of the rows.
func ownFuncs[R any](field string, columns []OwnColumn) ([]func(R) string, error) {
	if len(columns) > mostOwn {
		return nil, &Error{field, "it must have at most " + strconv.Itoa(mostOwn) + " columns"}
	}
	list := make([]func(R) string, len(columns))
	for i, c := range columns {
		at := field + "[" + strconv.Itoa(i) + "]"
		if c.name == "" || !isLine(c.name, longestOwn) {
			return nil, &Error{at, "its name must be one line of UTF-8 with 1 to " + strconv.Itoa(longestOwn) + " visible characters"}
		}
		value, ok := c.value.(func(R) string)
		if !ok || value == nil {
			return nil, &Error{at, "its func must take the type of the rows that were matched"}
		}
		list[i] = value
	}
	return list, nil
}
