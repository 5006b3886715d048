package xlsx

import (
	"strconv"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// table is a sheet with one table: its head is frozen, repeated on every printed page, and has a filter.
type table struct {
	book    *book
	name    string
	out     *excelize.StreamWriter
	columns []report.Column
	row     int // the next one, from 1
	sums    []total
}

// table opens a sheet. Without widths each column has that of its kind.
func (b *book) table(name string, columns []report.Column, widths []float64) (*table, error) {
	out, err := b.sheet(name)
	if err != nil {
		return nil, err
	}
	t := &table{book: b, name: name, out: out, columns: columns, row: 1, sums: make([]total, len(columns))}
	if err := t.layOut(widths); err != nil {
		return nil, err
	}
	head := make([]excelize.Cell, len(columns))
	for i, c := range columns {
		head[i] = excelize.Cell{StyleID: b.styles.headOf(c.Kind), Value: fit(c.Name)}
	}
	return t, t.write(head)
}

// layOut must come before the rows.
func (t *table) layOut(widths []float64) error {
	for i, c := range t.columns {
		width := widthOf(c)
		if widths != nil {
			width = widths[i]
		}
		if err := t.out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	return t.out.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	})
}

func widthOf(c report.Column) float64 {
	switch {
	case c.ID == "explanation" || c.ID == "nearest":
		return 70
	case c.ID == "decisions":
		return 40
	case c.ID == "key" || c.ID == "id":
		return 26
	case c.Kind == report.Count || c.ID == "unit" || c.ID == "side":
		return 9
	case c.Kind == report.Text || c.Kind == report.Label:
		return 16
	}
	return 14
}

// line adds a row; status colours the column of that name.
func (t *table) line(status recon.Status, texts []string) error {
	cells := make([]excelize.Cell, len(texts))
	for i, text := range texts {
		cells[i] = t.book.cell(t.columns[i].Kind, text)
		if t.columns[i].Kind == report.Amount || t.columns[i].Kind == report.Count {
			t.sums[i].add(text)
		}
		if status != 0 && t.columns[i].ID == "status" {
			cells[i] = t.book.coloured(status, text)
		}
	}
	return t.write(cells)
}

func (t *table) write(cells []excelize.Cell) error {
	err := writeRow(t.out, t.row, cells)
	t.row++
	return err
}

func writeRow(out *excelize.StreamWriter, row int, cells []excelize.Cell) error {
	values := make([]any, len(cells))
	for i := range cells {
		if cells[i].Value != nil { // an empty cell is not written at all
			values[i] = cells[i]
		}
	}
	return out.SetRow("A"+strconv.Itoa(row), values)
}

// filter adds the filter over all rows so far, and repeats the head on every printed page.
func (t *table) filter() error {
	last, err := excelize.CoordinatesToCellName(len(t.columns), t.row-1)
	if err != nil {
		return err
	}
	if err := t.book.file.AutoFilter(t.name, "A1:"+last, nil); err != nil {
		return err
	}
	titles := excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + t.name + "'!$1:$1", Scope: t.name}
	return t.book.file.SetDefinedName(&titles)
}

// total is the exact sum of a column. It is beside the formula, for programs that do not calculate.
type total struct {
	rest   decimal.Decimal
	places int
	text   bool // a cell is text, which formulas leave out
	gap    bool // a cell is empty
}

func (s *total) add(text string) {
	if text == "" {
		s.gap = true
		return
	}
	places, exact := exactPlaces(text)
	if !exact {
		s.text = true
		s.rest = s.rest.Add(decimal.RequireFromString(text))
		return
	}
	s.places = max(s.places, places)
	s.rest = s.rest.Add(decimal.RequireFromString(text))
}

// cell is a formula with its value, rounded to the places that its cells have: a sum of floats is off by less. Where a cell is text, or
// the sum has more digits than Excel keeps, it is the exact sum itself.
func (s *total) cell(b *book, formula string) excelize.Cell {
	text := s.rest.StringFixed(int32(s.places))
	cell := b.amount(text)
	if number, ok := cell.Value.(float64); ok && !s.text {
		return excelize.Cell{StyleID: b.styles.totalOf(s.places), Formula: "ROUND(" + formula + "," + strconv.Itoa(s.places) + ")", Value: number}
	}
	return excelize.Cell{StyleID: b.styles.longAmount, Value: fit(s.rest.String())}
}
