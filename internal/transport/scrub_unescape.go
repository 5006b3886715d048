package transport

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescape undoes the escapes of JSON, percent-encoding and HTML, mixed and to any depth, in one pass: a byte that completes an escape
// is replaced, together with it, by what the escape stands for, which may complete another one. Backslashes stay: see [view.folded].
//
// With spaces, \n and its like are a space; without, they are a letter, since a secret may hold a backslash before an n. It reports
// whether there was any escape. cut says that more of the text may follow.
func unescape(text string, spaces, cut bool) (view, bool) {
	u := unescaper{out: make(view, 0, len(text)), spaces: spaces}
	for i := range len(text) {
		u.endNumber(text[i])
		u.push(unit{text[i], int32(i), int32(i + 1)})
	}
	if !cut {
		u.endNumber(0)
	}
	return u.out, u.escaped
}

type unescaper struct {
	out             view
	spaces, escaped bool
}

func (u *unescaper) push(b unit) {
	u.out = append(u.out, b)
	n := len(u.out)
	switch {
	case b.b == ';':
		u.entity()
	case u.spaces && n >= 2 && u.out[n-2].b == '\\' && strings.IndexByte("nrt", b.b) >= 0:
		u.replace(2, " ")
	case isHex(b.b):
		u.hex()
	}
}

// hex replaces %2B, %u002B, \u002B and \x2B.
func (u *unescaper) hex() {
	switch {
	case u.tail("%", 2):
		u.replace(3, string([]byte{byte(u.number(2))}))
	case u.tail("\\x", 2):
		u.replace(4, string([]byte{byte(u.number(2))}))
	case u.tail("\\u", 4), u.tail("%u", 4):
		u.utf16(rune(u.number(4)))
	}
}

// tail reports whether what was pushed last is the prefix, in any case, and so many hex digits.
func (u *unescaper) tail(prefix string, digits int) bool {
	at := len(u.out) - digits - len(prefix)
	if at < 0 {
		return false
	}
	for i := range len(prefix) {
		if c := u.out[at+i].b; c != prefix[i] && c|0x20 != prefix[i] {
			return false
		}
	}
	for _, b := range u.out[len(u.out)-digits:] {
		if !isHex(b.b) {
			return false
		}
	}
	return true
}

func (u *unescaper) number(digits int) uint64 {
	v, _ := strconv.ParseUint(string(u.out[len(u.out)-digits:].bytes()), 16, 32) // tail saw that they are digits
	return v
}

// utf16 replaces an escape of six bytes. The first half of a pair waits in the three bytes that its number has in UTF-8's scheme; the
// backslashes of another layer may stand between the halves.
func (u *unescaper) utf16(r rune) {
	if r < 0xD800 || r > 0xDFFF {
		u.replace(6, string(r))
		return
	}
	if r < 0xDC00 {
		u.replace(6, string([]byte{0xED, 0xA0 | byte(r>>6&0x0F), 0x80 | byte(r&0x3F)}))
		return
	}
	end := len(u.out) - 6
	for end > 0 && u.out[end-1].b == '\\' {
		end--
	}
	if end < 3 || u.out[end-3].b != 0xED || u.out[end-2].b&0xF0 != 0xA0 {
		u.replace(6, "\uFFFD")
		return
	}
	high := rune(0xD000) | rune(u.out[end-2].b&0x3F)<<6 | rune(u.out[end-1].b&0x3F)
	u.replace(len(u.out)-end+3, string(0x10000+(high-0xD800)<<10+(r-0xDC00)))
}

// entity replaces &amp; and &#43; and &#x2B;, in any case.
func (u *unescaper) entity() {
	at := len(u.out) - 2
	for at >= 0 && (isAlphanumeric(u.out[at].b) || u.out[at].b == '#') {
		at--
	}
	if at < 0 || u.out[at].b != '&' {
		return
	}
	text := string(u.out[at:].bytes())
	plain := html.UnescapeString(text)
	if plain == text {
		plain = html.UnescapeString(strings.ToLower(text))
	}
	if plain != text && plain != strings.ToLower(text) {
		u.replace(len(text), plain)
	}
}

// longestNumber bounds how far back a number without its semicolon is looked for.
const longestNumber = 12

// endNumber replaces &#43 and &#x2B when the byte after it ends the number without a semicolon, as HTML allows.
func (u *unescaper) endNumber(next byte) {
	n := len(u.out)
	if n < 3 || !isHex(u.out[n-1].b) || next == ';' || isDigit(next) {
		return
	}
	for at := n - 2; at >= max(0, n-longestNumber); at-- {
		switch c := u.out[at].b; {
		case c == '&':
			text := string(u.out[at:].bytes())
			if hex := strings.HasPrefix(strings.ToLower(text), "&#x"); hex && isHex(next) {
				return
			}
			if plain := html.UnescapeString(text + ";"); strings.HasPrefix(text, "&#") && !strings.HasPrefix(plain, "&#") {
				u.replace(len(text), plain)
			}
			return
		case c != '#' && c|0x20 != 'x' && !isHex(c):
			return
		}
	}
}

// replace puts text in place of the last n units, and looks whether it completes another escape.
func (u *unescaper) replace(n int, text string) {
	u.escaped = true
	at := len(u.out) - n
	from, to := u.out[at].from, u.out[len(u.out)-1].to
	u.out = u.out[:at]
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			u.out = append(u.out, unit{text[i], from, to})
			continue
		}
		u.push(unit{text[i], from, to})
	}
}

func isAlphanumeric(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z' }
