package orders

import (
	"context"
	"io"
	"iter"

	"github.com/billrecon/billrecon/recon/orders/internal/csvtext"
)

// Source gives the lines of a table, in order. File and At have one for CSV, package xlsx for workbooks; a query can be one too.
type Source interface {
	// Lines yields every line from the first on, the head and empty ones included. An *Error is of its line alone, and others may
	// follow; another error ends it. It may be ranged over again, and then yields the same, or an error that matches ErrChanged.
	Lines(ctx context.Context) iter.Seq2[Line, error]
}

// Line is one line of a table.
type Line struct {
	Number int   // from 1
	Offset int64 // where it starts, when lines can be read from an offset
	// Cells are UTF-8, untouched. They are valid until the next line is asked for.
	Cells [][]byte
	// Inexact, when it is not nil, says of each cell whether the table holds it as a number of more than 15 digits, so that an order
	// number in it has been rounded.
	Inexact []bool
}

// csvLines yields the lines of a CSV file from one on, whose number and offset are given. What is read is written to sum.
func csvLines(ctx context.Context, f csvtext.File, number int, offset int64, sum io.Writer) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for line, err := range f.Lines(ctx, number, offset, sum) {
			if damage, ok := err.(*csvtext.Damage); ok { // it is given as it is
				err = &Error{Line: line.Number, Offset: line.Offset, Rule: damage.Rule, kind: ErrLine, ends: damage.Ends}
			}
			if !yield(Line{Number: line.Number, Offset: line.Offset, Cells: line.Cells}, err) {
				return
			}
		}
	}
}
