package form

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// maxCode bounds an order number.
const maxCode = 200

// CheckCode reports by which rule a text is no order number; "" is none. rounded says that it was one before it became a number.
func CheckCode(text []byte) (rule string, rounded bool) {
	switch {
	case len(text) <= maxCode && isCode(text):
		return "", false
	case isScientific(text):
		return "", true
	case len(text) > maxCode:
		return "it is longer than 200 bytes", false
	case !utf8.Valid(text) || bytes.ContainsFunc(text, func(c rune) bool { return c == utf8.RuneError || unicode.IsControl(c) }):
		return "it has a line break, a control character, or bytes that are not of the file's encoding", false
	}
	return "", false
}

// isCode reports that a text is made of ASCII letters, digits, "-" and "_" alone, and has no E, so that it is no number but a whole one.
func isCode(text []byte) bool {
	for _, c := range text {
		if !codes[c] {
			return false
		}
	}
	return true
}

// codes are the bytes of a code.
var codes = func() (is [256]bool) {
	for c := range len(is) {
		is[c] = plain[c] && c|0x20 != 'e' || c == '-' || c == '_'
	}
	return is
}()

// Quote shows a cell, cut to 20 characters.
func Quote(text []byte) string { return fmt.Sprintf("; it is %q", Short(text)) }

// Short is a text cut to 20 characters.
func Short(text []byte) string {
	count := 0
	for i := range string(text) {
		if count++; count > 20 {
			return string(text[:i]) + "…"
		}
	}
	return string(text)
}

// Texts makes one string of cells whose texts come again and again. The zero value is ready.
type Texts struct{ known map[string]string }

// MaxTexts bounds how many texts are kept.
const MaxTexts = 4096

// Of is the string of a cell. What is not UTF-8 becomes U+FFFD.
func (t *Texts) Of(cell []byte) string {
	if len(cell) == 0 {
		return ""
	}
	if known, ok := t.known[string(cell)]; ok {
		return known
	}
	text := string(bytes.ToValidUTF8(cell, []byte("\ufffd")))
	if t.known == nil {
		t.known = map[string]string{}
	}
	if len(t.known) < MaxTexts {
		t.known[string(cell)] = text
	}
	return text
}

// isScientific reports whether a text is a number as spreadsheets write long ones: 2.01611E+19, or 20161107.0.
func isScientific(text []byte) bool {
	whole := digitsAt(text)
	rest := text[whole:]
	if whole == 0 || len(rest) == 0 || rest[0] != '.' && rest[0] != 'e' && rest[0] != 'E' {
		return false
	}
	point := rest[0] == '.'
	if point {
		decimals := digitsAt(rest[1:])
		if rest = rest[1+decimals:]; len(rest) == 0 {
			return len(bytes.Trim(text[whole:], ".0")) == 0
		}
	}
	if rest[0] != 'e' && rest[0] != 'E' {
		return false
	}
	rest, signed := bytes.CutPrefix(rest[1:], []byte("+"))
	if !signed && point {
		rest = bytes.TrimPrefix(rest, []byte("-"))
	}
	return (signed || point) && len(rest) > 0 && digitsAt(rest) == len(rest)
}
