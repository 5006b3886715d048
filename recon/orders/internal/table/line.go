package table

import (
	"bytes"
	"unicode/utf8"

	"github.com/billrecon/billrecon/recon/orders/internal/form"
)

// totals begin the lines with sums that exporters put at the end.
var totals = []string{"合计", "总计", "小计", "共计", "汇总", "总额", "total", "subtotal", "grandtotal", "sum"}

// isTotal reports whether a cell names a line of sums: one of the words, alone or with a figure.
func isTotal(cell []byte) bool {
	name := []byte(form.PlainName(cell))
	for _, word := range totals {
		rest, ok := bytes.CutPrefix(name, []byte(word))
		// total1 may be an order number.
		if ok && (len(rest) == 0 || word[0] >= utf8.RuneSelf || rest[0] == ':' || rest[0] == '(') &&
			len(bytes.TrimLeft(rest, ":,.()¥0123456789笔条单元共")) == 0 {
			return true
		}
	}
	return false
}

// Lines tells the rows below a head from the lines around them, in one reading.
type Lines struct {
	Head   *Head
	Key    int // which of Head.At every row has a cell of
	Totals int // the number of the first line of sums, 0 for none
}

// IsRow reports whether a line is a row. Empty lines, lines of sums with the remarks below them, and a remark that begins with "#" are
// none. A row has as many cells as the head, and cells in columns with a name alone: it breaks the rule otherwise.
func (l *Lines) IsRow(line int, cells [][]byte) (row bool, rule string) {
	columns, width := l.Head.At[l.Key], len(l.Head.Names)
	if len(cells) == width && l.Totals == 0 && !l.Head.unnamed {
		if key := cells[columns[0]]; len(key) > 0 && form.IsDigit(key[0]) {
			return true, ""
		}
	}
	var first, key []byte // cells that are not empty
	filled, stray := 0, false
	for i, cell := range cells {
		if text := form.Clean(cell); len(text) > 0 {
			if filled++; filled == 1 {
				first = text
			}
			stray = stray || i >= width || l.Head.Names[i] == ""
		}
	}
	for _, i := range columns {
		if i < len(cells) && len(key) == 0 {
			key = form.Clean(cells[i])
		}
	}
	switch {
	case filled == 0 || filled == 1 && (first[0] == '#' || l.Totals > 0):
		return false, ""
	case (len(key) == 0 || bytes.Equal(key, first)) && isTotal(first):
		if l.Totals == 0 {
			l.Totals = line
		}
		return false, ""
	case l.Totals > 0:
		return false, "it comes after the line of sums, and is none"
	case len(cells) < width:
		return false, "it has fewer cells than the head: it was cut off, or a cell has a line break without quotes"
	case stray:
		return false, "it has a cell that the head has no name for: a cell has the delimiter in it without quotes, or the head has merged cells"
	}
	return true, ""
}
