// Package form reads the forms that texts, money and times have in the cells of exported tables. It knows no orders, and its errors
// are the caller's to word.
package form

import (
	"bytes"
	"strings"
	"unicode"
)

// Clean takes off what spreadsheets and exporters put around a text: spaces, tabs, byte order marks and other characters that nobody
// sees, a leading backtick or apostrophe, and ="…".
func Clean(cell []byte) []byte {
	if n := len(cell); n == 0 || plain[cell[0]] && plain[cell[n-1]] {
		return cell
	}
	return cleaned(cell)
}

func cleaned(cell []byte) []byte {
	if n := len(cell); n >= 3 && (plain[cell[0]] || isHan(cell[0])) && (plain[cell[n-1]] || isHan(cell[n-3])) {
		return cell
	}
	for n := -1; n != len(cell); {
		n = len(cell)
		cell = bytes.TrimFunc(cell, unseen)
		if len(cell) > 0 && (cell[0] == '`' || cell[0] == '\'') {
			cell = cell[1:]
		}
		if m := len(cell); m >= 3 && cell[0] == '=' && cell[1] == '"' && cell[m-1] == '"' {
			cell = cell[2 : m-1]
		}
	}
	return cell
}

// plain are the bytes that leave nothing to take off at an end of a text: ASCII letters, digits, "-" and "_".
var plain = func() (is [256]bool) {
	for c := range len(is) {
		lower := byte(c) | 0x20
		is[c] = IsDigit(byte(c)) || 'a' <= lower && lower <= 'z' && c < 0x80 || c == '-' || c == '_'
	}
	return is
}()

// isHan reports that a byte begins a Chinese character of three bytes, U+4000 to U+9FFF.
func isHan(c byte) bool { return 0xe4 <= c && c <= 0xe9 }

func unseen(c rune) bool {
	return unicode.IsSpace(c) || unicode.Is(unicode.Cf, c) || unicode.IsControl(c)
}

// Fold is a text with full-width letters, digits and signs as ASCII, and the yen sign in one form.
func Fold(text []byte) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '！' && c <= '～':
			return c - '！' + '!'
		case c == '\u3000' || c == '\u00a0':
			return ' '
		case c == '￥':
			return '¥'
		case c == '−' || c == '–':
			return '-'
		}
		return c
	}, string(text))
}

// IsAbsent reports whether a cell is empty, or holds what is written for nothing.
func IsAbsent(cell []byte) bool {
	switch string(cell) {
	case "", "/", "无", "—":
		return true
	}
	return cell[0] == '-' && len(bytes.TrimLeft(cell, "-")) == 0
}

// IsDigit reports whether a byte is an ASCII digit.
func IsDigit(c byte) bool { return '0' <= c && c <= '9' }

// areDigits reports whether a text has nothing but ASCII digits.
func areDigits(text []byte) bool { return len(bytes.TrimLeft(text, "0123456789")) == 0 }

// PlainName is a name or a word without what exporters vary: case, spaces, "_", "-" and "(元)" at its end.
func PlainName(cell []byte) string {
	return strings.TrimSuffix(namePunctuation.Replace(strings.ToLower(Fold(Clean(cell)))), "(元)")
}

var namePunctuation = strings.NewReplacer(" ", "", "_", "", "-", "", "\t", "", "\n", "")
