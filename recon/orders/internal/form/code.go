package form

import (
	"bytes"
	"fmt"
	"regexp"
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
	case scientific.Match(text):
		return "", true
	case len(text) > maxCode:
		return "it is longer than 200 bytes", false
	case !utf8.Valid(text) || bytes.ContainsFunc(text, func(c rune) bool { return c == utf8.RuneError || unicode.IsControl(c) }):
		return "it has a line break, a control character, or bytes that are not of the file's encoding", false
	}
	return "", false
}

// isCode reports that a text is made of codes alone.
func isCode(text []byte) bool {
	for _, c := range text {
		if !codes[c] {
			return false
		}
	}
	return true
}

// codes are the bytes of a number that was never more than a whole one: the plain ones without E.
var codes = func() [256]bool {
	is := plain
	is['e'], is['E'] = false, false
	return is
}()

// scientific is a number as spreadsheets write long ones: 2.01611E+19, or 20161107.0.
var scientific = regexp.MustCompile(`^[0-9]+(\.0*|\.[0-9]*[eE][-+]?[0-9]+|[eE]\+[0-9]+)$`)

// Quote shows a cell, cut to 20 characters.
func Quote(text []byte) string { return fmt.Sprintf("; it is %q", Short(text)) }

// Short is a text cut to 20 characters.
func Short(text []byte) string {
	short := fmt.Sprintf("%.20s", text)
	if len(short) < len(text) {
		short += "…"
	}
	return short
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
