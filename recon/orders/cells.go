package orders

import (
	"context"

	"github.com/billrecon/billrecon/recon"
)

// Cell is a cell as it stands in the file, beside the name of its column.
type Cell struct{ Name, Text string }

// Cells reads the cells of rows of this file again, untouched, in the order of the columns: one list for each row. They may hold
// personal data. A CSV file is read where the rows are, another table from its start. A row that is no longer there is ErrChanged.
func (r *Reader) Cells(ctx context.Context, rows ...Row) ([][]Cell, error) {
	p, err := r.plan(ctx)
	if err != nil {
		return nil, err
	}
	p.o.From, p.o.Through, p.o.Keep = 0, 0, nil
	all, wanted := make([][]Cell, len(rows)), map[int][]int{}
	for i, row := range rows {
		wanted[row.Line] = append(wanted[row.Line], i)
	}
	for i, row := range rows {
		if all[i] != nil {
			continue // it is of the same line as another one, or not of a CSV file
		}
		for err = range p.lines(ctx, row.Line, row.Offset) {
			if err != nil {
				break
			}
			for _, same := range wanted[p.line.Number] {
				all[same] = p.cells(rows[same].Record)
			}
			if delete(wanted, p.line.Number); p.source == nil || len(wanted) == 0 {
				break
			}
		}
		if err == nil && all[i] == nil {
			err = p.fault(ErrChanged, "a row is no longer where it was read")
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// cells are those of the line, when it still says what a row was made of.
func (p *plan) cells(want recon.Record) (cells []Cell) {
	var o order
	if p.bad = nil; !p.read(&o) || p.bad != nil {
		return nil
	}
	p.emit = func(row Row, _ error) bool {
		if r := row.Record; r.Key == want.Key && r.Kind == want.Kind && r.Amount.Equal(want.Amount) && r.Time.Equal(want.Time) {
			for i, name := range p.head.Names {
				cells = append(cells, Cell{Name: name, Text: p.texts.Of(p.line.Cells[i])})
			}
		}
		return true
	}
	p.rows(&o)
	return cells
}
