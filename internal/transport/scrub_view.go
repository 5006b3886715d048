package transport

import (
	"unicode"
	"unicode/utf8"
)

// view is a text in which secrets are looked for, with where each byte of it comes from.
type view []unit

// unit is a byte made of the bytes of the text from "from" to "to", the latter not included.
type unit struct {
	b        byte
	from, to int32
}

// viewsOf returns the text and, if they differ, the text unescaped, without and with spaces for \n and its like; all of them folded.
func viewsOf(text string, cut bool) []view {
	plain := make(view, len(text))
	for i := range len(text) {
		plain[i] = unit{text[i], int32(i), int32(i + 1)}
	}
	views := []view{plain.folded()}
	for _, spaces := range []bool{false, true} {
		open, escaped := unescape(text, spaces, cut)
		if escaped {
			views = append(views, open.folded())
		}
	}
	return views
}

// bytes is the view as a text.
func (v view) bytes() []byte {
	b := make([]byte, len(v))
	for i := range v {
		b[i] = v[i].b
	}
	return b
}

// folded is in lower case, without characters that do not show and without backslashes, of which each layer of JSON adds some, and with
// a space for a plus sign, as in a query.
func (v view) folded() view {
	out := make(view, 0, len(v))
	text, buf := v.bytes(), make([]byte, 0, utf8.UTFMax)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			out = append(out, v[i])
			i++
			continue
		}
		switch r = unicode.ToLower(shown(r)); r {
		case '+':
			r = ' '
		case '\\':
			r = -1
		}
		if r >= 0 {
			buf = utf8.AppendRune(buf[:0], r)
			for _, b := range buf {
				out = append(out, unit{b, v[i].from, v[i+n-1].to})
			}
		}
		i += n
	}
	return out
}

// alphanumeric has the letters and digits alone: what separates groups of base64 or hex is gone.
func (v view) alphanumeric() view {
	out := make(view, 0, len(v))
	for _, u := range v {
		if isDigit(u.b) || 'a' <= u.b && u.b <= 'z' {
			out = append(out, u)
		}
	}
	return out
}

// withoutHexPrefixes leaves out "0x" before two hex digits, and reports whether there was any.
func (v view) withoutHexPrefixes() (view, bool) {
	out := make(view, 0, len(v))
	for i := 0; i < len(v); i++ {
		if i+3 < len(v) && v[i].b == '0' && v[i+1].b == 'x' && isHex(v[i+2].b) && isHex(v[i+3].b) {
			i++
			continue
		}
		out = append(out, v[i])
	}
	return out, len(out) != len(v)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
