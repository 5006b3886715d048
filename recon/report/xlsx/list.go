package xlsx

import (
	"fmt"
	"iter"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon/report"
)

// Columns of report.Report.Lines: the one that is coloured, and a narrow one.
const (
	statusColumn = 1
	unitColumn   = 5
)

// list writes the groups, on a further sheet whenever one is full. Without groups there is one sheet with the header alone.
func (b *book) list() error {
	next, stop := iter.Pull(b.report.Lines())
	defer stop()
	line, more := next()
	for n := 1; ; n++ {
		name := b.word("明细", "List")
		if n > 1 {
			name += " " + strconv.Itoa(n)
		}
		s, err := b.listSheet(name)
		if err != nil {
			return err
		}
		for s.row <= b.rows && more {
			if err := s.line(line); err != nil {
				return err
			}
			line, more = next()
		}
		if err := s.finish(); err != nil || !more {
			return err
		}
	}
}

// listSheet is a sheet of the list, with its header.
type listSheet struct {
	book    *book
	name    string
	out     *excelize.StreamWriter
	columns []report.Column
	row     int // the next one, from 1
}

func (b *book) listSheet(name string) (*listSheet, error) {
	out, err := b.sheet(name)
	if err != nil {
		return nil, err
	}
	s := &listSheet{book: b, name: name, out: out, columns: b.report.Columns(), row: 1}
	if err := s.layOut(); err != nil {
		return nil, err
	}
	head := make([]excelize.Cell, len(s.columns))
	for i, c := range s.columns {
		head[i] = excelize.Cell{StyleID: b.styles.head, Value: fit(c.Name)}
	}
	return s, s.write(head)
}

// layOut must come before the rows.
func (s *listSheet) layOut() error {
	for i, c := range s.columns {
		if err := s.out.SetColWidth(i+1, i+1, widthOf(c.Kind, i)); err != nil {
			return err
		}
	}
	return s.out.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	})
}

func widthOf(kind report.Kind, column int) float64 {
	switch {
	case column == statusColumn || kind == report.Count:
		return 9
	case column == unitColumn:
		return 7
	case kind == report.Text && column > unitColumn:
		return 70 // explanations
	case kind == report.Text:
		return 28
	case kind == report.Label:
		return 16
	}
	return 14
}

func (s *listSheet) line(l report.Line) error {
	cells := make([]excelize.Cell, len(l.Cells))
	for i, text := range l.Cells {
		cells[i] = s.book.cell(s.columns[i].Kind, text)
	}
	cells[statusColumn] = s.book.coloured(l.Status, l.Cells[statusColumn])
	return s.write(cells)
}

func (s *listSheet) write(cells []excelize.Cell) error {
	err := writeRow(s.out, s.row, cells)
	s.row++
	return err
}

func writeRow(out *excelize.StreamWriter, row int, cells []excelize.Cell) error {
	values := make([]any, len(cells))
	for i := range cells {
		if cells[i].Value != nil { // an empty cell is not written at all
			values[i] = cells[i]
		}
	}
	return out.SetRow(fmt.Sprintf("A%d", row), values)
}

// finish adds the filter over all rows, and repeats the header on every printed page.
func (s *listSheet) finish() error {
	last, err := excelize.CoordinatesToCellName(len(s.columns), s.row-1)
	if err != nil {
		return err
	}
	if err := s.book.file.AutoFilter(s.name, "A1:"+last, nil); err != nil {
		return err
	}
	titles := excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + s.name + "'!$1:$1", Scope: s.name}
	if err := s.book.file.SetDefinedName(&titles); err != nil {
		return err
	}
	return s.out.Flush()
}
