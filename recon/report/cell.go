package report

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// EscapeCell makes a text safe as a cell of a CSV file that a spreadsheet opens: it puts an apostrophe before what would run as a
// formula, and before what the spreadsheet would change, such as a number of 20 digits or 0012. A text that begins with an apostrophe
// gets one more. What stands after a semicolon, a tab, a bar or a line end is treated like a beginning, because in other locales it is
// one. UnescapeCell gives the text back.
func EscapeCell(text string) string {
	if isPlain(text) {
		return text
	}
	first := runs(text) || changes(text)
	if !first && !hasSeparator(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 1)
	if first {
		b.WriteByte('\'')
	}
	for i := range len(text) {
		b.WriteByte(text[i])
		if isSeparator(text[i]) && runs(text[i+1:]) {
			b.WriteByte('\'')
		}
	}
	return b.String()
}

// UnescapeCell is the text of a cell that EscapeCell made.
func UnescapeCell(cell string) string {
	if !strings.Contains(cell, "'") {
		return cell
	}
	var b strings.Builder
	begins := true
	for i := range len(cell) {
		if begins && cell[i] == '\'' {
			begins = false
			continue
		}
		b.WriteByte(cell[i])
		begins = isSeparator(cell[i])
	}
	return b.String()
}

// isPlain is the common case, in one look: a letter, and then letters, digits, dashes and underlines.
func isPlain(text string) bool {
	if len(text) <= longestWord && changesAsWord(text) {
		return false
	}
	for i := range len(text) {
		c := text[i]
		letter := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		if !letter && (i == 0 || c != '-' && c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return true
}

// isSeparator reports whether other locales take it for the end of a cell.
func isSeparator(c byte) bool {
	switch c {
	case ';', '\t', '|', '\n', '\r':
		return true
	}
	return false
}

func hasSeparator(text string) bool {
	for i := range len(text) {
		if isSeparator(text[i]) {
			return true
		}
	}
	return false
}

// runs reports whether a spreadsheet would take the text for a formula, or an apostrophe of the text for one of EscapeCell.
// Spreadsheets skip what is invisible, and some read the full-width signs as the plain ones.
func runs(text string) bool {
	for i, r := range text {
		switch {
		case strings.ContainsRune("=+-@＝＋－＠−﹢﹣﹦﹫", r), i == 0 && (r == '\'' || r == '\t' || r == '\r'):
			return true
		case r < utf8.RuneSelf && isSeparator(byte(r)):
			return false // another cell begins there
		case r == '"' || r == utf8.RuneError || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			continue
		}
		return false
	}
	return false
}

// exactDigits is how long a number a spreadsheet shows as it was written.
const exactDigits = 11

// changes reports whether a spreadsheet would read the text as a number, a date or a truth value that is written in another way.
func changes(text string) bool {
	if len(text) <= longestWord && changesAsWord(text) {
		return true
	}
	digits := 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("eE+.,:/-%()年月日 $¥￥€£", r):
			return false
		}
	}
	short := digits == len(text) && digits <= exactDigits && (text[0] != '0' || digits == 1)
	return digits > 0 && !short
}

// longestWord bounds what changesAsWord looks at.
const longestWord = 24

// changesAsWord: MAR1, 2-sept and 5 DEC 2026 are dates, TRUE and FALSE truth values, 1 PM is a time.
func changesAsWord(text string) bool {
	word := strings.Trim(text, "0123456789 -/.,:'")
	switch {
	case word == "" || len(word) > len("september"):
		return false
	case len(word) == len(text):
		return strings.EqualFold(word, "true") || strings.EqualFold(word, "false")
	case len(word) <= len("pm"):
		hour := strings.EqualFold(word, "a") || strings.EqualFold(word, "p") || strings.EqualFold(word, "am") || strings.EqualFold(word, "pm")
		return hour && strings.ContainsAny(text, " :")
	}
	return isMonth(word)
}

// isMonth reports whether a word is the beginning of a month's name, of three letters or more.
func isMonth(word string) bool {
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if len(word) >= 3 && len(word) <= len(name) && strings.EqualFold(name[:len(word)], word) {
			return true
		}
	}
	return false
}
