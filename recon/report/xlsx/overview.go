package xlsx

import (
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon/report"
)

// overview writes the sections below each other, but for those that have a sheet of their own.
func (b *book) overview(sheet string) error {
	out, err := b.sheet(sheet)
	if err != nil {
		return err
	}
	if err = out.SetColWidth(1, 1, 28); err == nil {
		err = out.SetColWidth(2, 9, 16)
	}
	row := 1
	put := func(cells ...excelize.Cell) {
		if err == nil {
			err = writeRow(out, row, cells)
		}
		row++
	}
	put(excelize.Cell{StyleID: b.styles.title, Value: fit(b.report.Title())})
	put(excelize.Cell{StyleID: b.styles.text, Value: b.report.Period()})
	for _, s := range b.report.Sections() {
		if s.Figures || s.Own {
			continue // on a sheet of its own
		}
		put()
		put(excelize.Cell{StyleID: b.styles.title, Value: fit(s.Title)})
		put(b.heads(s)...)
		for _, line := range s.Lines {
			put(b.sectionLine(s, line)...)
		}
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

func (b *book) heads(s report.Section) []excelize.Cell {
	cells := make([]excelize.Cell, len(s.Columns))
	for i, c := range s.Columns {
		cells[i] = excelize.Cell{StyleID: b.styles.headOf(c.Kind), Value: fit(c.Name)}
	}
	return cells
}

// sectionLine colours the name of a status.
func (b *book) sectionLine(s report.Section, line report.Line) []excelize.Cell {
	cells := make([]excelize.Cell, len(line.Cells))
	for i, text := range line.Cells {
		cells[i] = b.cell(s.Columns[i].Kind, text)
	}
	if line.Status != 0 {
		cells[0] = b.coloured(line.Status, line.Cells[0])
	}
	return cells
}
