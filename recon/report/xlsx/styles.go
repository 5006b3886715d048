package xlsx

import (
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// The number formats of Excel: the text format, and how an amount looks with a number of decimals.
const (
	formatText = 49
	formatFen  = "#,##0.00"
)

// statusColours are the fills behind a status, light enough to read black text on.
var statusColours = map[recon.Status]string{
	recon.StatusReconciled:   "D9F0E3",
	recon.StatusUnreconciled: "E4E7EB",
	recon.StatusException:    "F9D6D5",
	recon.StatusReversed:     "D6E4F7",
	recon.StatusDoubtful:     "FBE7C2",
}

// styles are the cell styles of a workbook, by their numbers.
type styles struct {
	file                   *excelize.File
	head, number           int // heads of texts and of numbers
	title, text            int
	count, fen, longAmount int
	status                 map[recon.Status]int
	places                 map[int]int // amounts that need more or less than two decimals
	totals                 map[int]int // the same of totals, which are bold
}

func newStyles(f *excelize.File) (styles, error) {
	m := maker{file: f}
	top := &excelize.Alignment{Vertical: "top"}
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left", Indent: 1} // apart from the number before it
	s := styles{
		file:       f,
		title:      m.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}),
		head:       m.head("left", 1),
		number:     m.head("right", 0),
		text:       m.style(excelize.Style{NumFmt: formatText, Alignment: left}),
		count:      m.style(excelize.Style{NumFmt: 3, Alignment: top}),
		fen:        m.amount(formatFen),
		longAmount: m.style(excelize.Style{NumFmt: formatText, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "right"}}),
		status:     map[recon.Status]int{},
		places:     map[int]int{},
		totals:     map[int]int{},
	}
	for status, colour := range statusColours {
		s.status[status] = m.style(excelize.Style{NumFmt: formatText, Alignment: left, Fill: fill(colour)})
	}
	return s, m.err
}

func fill(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// maker keeps the first error.
type maker struct {
	file *excelize.File
	err  error
}

func (m *maker) style(s excelize.Style) int {
	id, err := m.file.NewStyle(&s)
	if m.err == nil {
		m.err = err
	}
	return id
}

func (m *maker) head(side string, indent int) int {
	place := &excelize.Alignment{Vertical: "top", Horizontal: side, Indent: indent, WrapText: true}
	return m.style(excelize.Style{Font: &excelize.Font{Bold: true}, Fill: fill("EEF1F4"), Alignment: place})
}

func (m *maker) amount(format string) int {
	return m.style(excelize.Style{CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top"}})
}

func (m *maker) total(format string) int {
	return m.style(excelize.Style{CustomNumFmt: &format, Font: &excelize.Font{Bold: true}, Fill: fill("EEF1F4")})
}

// headOf is the style of a column's head, which stands where its cells do.
func (s *styles) headOf(kind report.Kind) int {
	if kind == report.Amount || kind == report.Count {
		return s.number
	}
	return s.head
}
