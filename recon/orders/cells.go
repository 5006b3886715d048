package orders

import (
	"bytes"
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
	all := make([][]Cell, len(rows))
	if csv, ok := p.source.(csvSource); ok {
		for i, row := range rows {
			for line, failed := range csv.from(ctx, row.Line, row.Offset) {
				all[i], err = p.cells(&line, row.Record), failed
				break
			}
		}
	} else {
		wanted := map[int][]int{}
		for i, row := range rows {
			wanted[row.Line] = append(wanted[row.Line], i)
		}
		for line, failed := range p.source.Lines(ctx) {
			if failed == nil && p.head.Line == 0 {
				if err = p.find(&line); err != nil {
					break
				}
				continue
			}
			for _, i := range wanted[line.Number] {
				all[i] = p.cells(&line, rows[i].Record)
			}
			delete(wanted, line.Number)
			if err = failed; err != nil || len(wanted) == 0 {
				break
			}
		}
	}
	for _, cells := range all {
		if err == nil && cells == nil {
			err = p.fault(ErrChanged, "a row is no longer where it was read")
		}
	}
	if err != nil {
		return nil, err
	}
	return all, nil
}

// cells are those of a line that still says what a row was made of.
func (p *plan) cells(line *Line, want recon.Record) (cells []Cell) {
	var o order
	if len(line.Cells) < len(p.head.Names) || p.read(line, &o) != nil {
		return nil
	}
	same := false
	p.o.From, p.o.Through, p.o.Keep = 0, 0, nil
	p.emit = func(row Row) bool {
		r := row.Record
		same = same || r.Key == want.Key && r.Kind == want.Kind && r.Amount.Equal(want.Amount) && r.Time.Equal(want.Time)
		return true
	}
	p.rows(line, &o)
	for i, name := range p.head.Names {
		if same {
			cells = append(cells, Cell{Name: name, Text: string(bytes.ToValidUTF8(line.Cells[i], []byte("\ufffd")))})
		}
	}
	return cells
}
