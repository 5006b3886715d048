package xlsx

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// exactDigits is how many digits of a number Excel keeps.
const exactDigits = 15

// cell makes an Excel cell of a cell of the report.
func (b *book) cell(kind report.Kind, text string) excelize.Cell {
	switch {
	case text == "":
		return excelize.Cell{}
	case kind == report.Count:
		return b.count(text)
	case kind == report.Amount:
		return b.amount(text)
	}
	return excelize.Cell{StyleID: b.styles.text, Value: fit(text)}
}

func (b *book) count(text string) excelize.Cell {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || len(text) > exactDigits {
		return excelize.Cell{StyleID: b.styles.longAmount, Value: fit(text)}
	}
	return excelize.Cell{StyleID: b.styles.count, Value: n}
}

// amount is a number where Excel can hold it exactly. A workbook stores numbers as text, and excelize writes the shortest text that
// reads back as the same float64: of a number with at most 15 digits that is the number itself. Nothing is computed with it.
func (b *book) amount(text string) excelize.Cell {
	places, exact := exactPlaces(text)
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || !exact {
		return excelize.Cell{StyleID: b.styles.longAmount, Value: fit(text)}
	}
	return excelize.Cell{StyleID: b.styles.ofPlaces(places), Value: number}
}

// exactPlaces is the number of decimals of an amount that Excel can hold.
func exactPlaces(text string) (int, bool) {
	whole, decimals, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if len(strings.TrimLeft(whole+decimals, "0")) > exactDigits || strings.Contains(text, "e") {
		return 0, false
	}
	return len(decimals), true
}

// ofPlaces is the style of amounts with a number of decimals.
func (s *styles) ofPlaces(places int) int {
	if places == 2 {
		return s.fen
	}
	return s.made(s.places, places, (*maker).amount)
}

// totalOf is the style of totals with a number of decimals.
func (s *styles) totalOf(places int) int { return s.made(s.totals, places, (*maker).total) }

// made is a style that is made when it is first needed. When a workbook has no room for it, that of fen shows less and keeps the number.
func (s *styles) made(styles map[int]int, places int, style func(*maker, string) int) int {
	id, ok := styles[places]
	if !ok {
		format := "#,##0"
		if places > 0 {
			format += "." + strings.Repeat("0", places)
		}
		m := maker{file: s.file}
		if id = style(&m, format); m.err != nil {
			return s.fen
		}
		styles[places] = id
	}
	return id
}

// coloured is the cell of a status.
func (b *book) coloured(status recon.Status, text string) excelize.Cell {
	style, ok := b.styles.status[status]
	if !ok {
		style = b.styles.text
	}
	return excelize.Cell{StyleID: style, Value: fit(text)}
}

// fit makes a text that XML and a cell of Excel can hold.
func fit(text string) string {
	text = report.Visible(text)
	if len(text) <= excelize.TotalCellChars {
		return text
	}
	return cut(text)
}

// cut counts as Excel does, in units of UTF-16.
func cut(text string) string {
	units := 0
	end := 0
	for i, r := range text {
		if units += utf16Length(r); units > excelize.TotalCellChars {
			return text[:end] + "…"
		}
		if units < excelize.TotalCellChars {
			end = i + len(string(r))
		}
	}
	return text
}

func utf16Length(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}
