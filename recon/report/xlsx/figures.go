package xlsx

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon/report"
)

// figures writes each of the sections that are parts of a whole on a sheet of its own, with a total for each side and unit, and so
// each of the caller's, without one.
func (b *book) figures() error {
	names := map[string]bool{}
	for _, sheet := range b.file.GetSheetList() {
		names[strings.ToLower(sheet)] = true
	}
	for _, s := range b.report.Sections() {
		if !s.Figures && !s.Own {
			continue
		}
		if err := b.sectionSheet(sheetName(s.Title, names), s); err != nil {
			return err
		}
	}
	return nil
}

// longestName is how many characters the name of a sheet may have.
const longestName = 31

// sheetName makes a name of a title that Excel takes and that is not there yet.
func sheetName(title string, names map[string]bool) string {
	clean := strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return '_'
		}
		return r
	}, fit(title)), "'")
	name := shorten(clean, longestName)
	for n := 2; names[strings.ToLower(name)]; n++ {
		suffix := " " + strconv.Itoa(n)
		name = shorten(clean, longestName-len(suffix)) + suffix
	}
	names[strings.ToLower(name)] = true
	return name
}

// shorten counts as Excel does, in units of UTF-16.
func shorten(text string, most int) string {
	units := 0
	for i, r := range text {
		if units += utf16Length(r); units > most {
			return text[:i]
		}
	}
	return text
}

func (b *book) sectionSheet(name string, s report.Section) error {
	t, err := b.table(name, s.Columns, nil)
	if err != nil {
		return err
	}
	for _, line := range s.Lines {
		if err := t.line(line.Status, line.Cells); err != nil {
			return err
		}
	}
	if err := t.filter(); err != nil {
		return err
	}
	if s.Figures {
		if err := t.wholes(s); err != nil {
			return err
		}
	}
	if err := t.note(s.Note); err != nil {
		return err
	}
	return t.out.Flush()
}

// note stands below the table, a row apart.
func (t *table) note(text string) error {
	if text == "" {
		return nil
	}
	t.row++
	return t.write([]excelize.Cell{{StyleID: t.book.styles.text, Value: fit(text)}})
}

// sideUnit is what a total is of.
type sideUnit struct{ side, unit string }

// wholes adds the totals, where they say more than the lines.
func (t *table) wholes(s report.Section) error {
	side, unit, last := columnOf(s, "side"), columnOf(s, "unit"), t.row-1
	var wholes []sideUnit
	sums := map[sideUnit][]total{}
	for _, line := range s.Lines {
		whole := sideUnit{line.Cells[side], line.Cells[unit]}
		if sums[whole] == nil {
			sums[whole] = make([]total, len(s.Columns))
			wholes = append(wholes, whole)
		}
		for i, c := range s.Columns {
			if c.Kind == report.Amount || c.Kind == report.Count {
				sums[whole][i].add(line.Cells[i])
			}
		}
	}
	if len(wholes) == len(s.Lines) {
		return nil
	}
	for _, whole := range wholes {
		if err := t.whole(whole, sums[whole], side, unit, last); err != nil {
			return err
		}
	}
	return nil
}

func columnOf(s report.Section, id string) int {
	for i, c := range s.Columns {
		if c.ID == id {
			return i
		}
	}
	return 0
}

// whole is the total of one side and unit. EXACT compares as Go does: SUMIFS would take a * for any text, and A for a.
func (t *table) whole(whole sideUnit, sums []total, side, unit, last int) error {
	column := func(i int) string { name, _ := excelize.ColumnNumberToName(i + 1); return name }
	span := func(i int) string { return column(i) + "$2:" + column(i) + "$" + strconv.Itoa(last) }
	row := strconv.Itoa(t.row)
	match := "EXACT(" + span(side) + "," + column(side) + row + ")*EXACT(" + span(unit) + "," + column(unit) + row + ")"
	cells := make([]excelize.Cell, len(t.columns))
	if side > 0 {
		cells[0] = excelize.Cell{StyleID: t.book.styles.head, Value: t.book.word("合计", "Total")}
	}
	cells[side] = excelize.Cell{StyleID: t.book.styles.head, Value: fit(whole.side)}
	cells[unit] = excelize.Cell{StyleID: t.book.styles.head, Value: fit(whole.unit)}
	for i, c := range t.columns {
		if c.ID == "fee_difference" && sums[i].gap {
			continue // some lines have no fee to compare: their scheduled fees are in the total beside it
		}
		if c.Kind == report.Amount || c.Kind == report.Count {
			cells[i] = sums[i].cell(t.book, "SUMPRODUCT("+match+"*"+span(i)+")")
		}
	}
	return t.write(cells)
}
