package wire

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// What quoted saw between the quotes.
const (
	sawEscape uint8 = 1 << iota
	sawWide         // bytes outside of ASCII
)

// quoted steps over the string that starts at pos and returns what stands between its quotes, as written. It checks the
// grammar, escapes included; what the bytes mean is for decode.
func (r *Reader) quoted() (raw []byte, seen uint8) {
	doc, start := r.doc, r.pos+1
	for i := start; ; {
		if i = plainRun(doc, i); i >= len(doc) {
			r.truncated()
			return nil, 0
		}
		switch c := doc[i]; {
		case c == '"':
			r.pos = i + 1
			return doc[start:i], seen
		case c == '\\':
			n := r.escape(i)
			if n == 0 {
				return nil, 0
			}
			seen |= sawEscape
			i += n
		case c >= utf8.RuneSelf:
			seen |= sawWide
			i++
		default:
			r.fail(i, "holds a control character")
			return nil, 0
		}
	}
}

// plainRun is the index of the first byte from i on that ends a run of printable ASCII without quote or backslash.
func plainRun(doc []byte, i int) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for i+8 <= len(doc) {
		x := binary.LittleEndian.Uint64(doc[i:])
		quote, slash := x^(ones*'"'), x^(ones*'\\')
		// The top bit of the lowest byte that matches is exact; above it a borrow may set others.
		if m := ((quote-ones)&^quote | (slash-ones)&^slash | (x-ones*' ')&^x | x) & tops; m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
		i += 8
	}
	for i < len(doc) {
		if c := doc[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			break
		}
		i++
	}
	return i
}

// escape is the length of the escape sequence at i, or 0 and an error.
func (r *Reader) escape(i int) int {
	if i+1 >= len(r.doc) {
		r.truncated()
		return 0
	}
	switch r.doc[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		return r.unicodeEscape(i)
	}
	r.fail(i, "holds an unknown escape")
	return 0
}

func (r *Reader) unicodeEscape(i int) int {
	for j := i + 2; j < i+6; j++ {
		if j >= len(r.doc) {
			r.truncated()
			return 0
		}
		if hexValue(r.doc[j]) < 0 {
			r.fail(i, "holds an unknown escape")
			return 0
		}
	}
	return 6
}

// decode turns what stands between quotes into text: raw itself when there is nothing to do, otherwise appended to dst.
// It refuses bytes that are not UTF-8, and half of a surrogate pair.
func (r *Reader) decode(dst, raw []byte, seen uint8) (text []byte, ok bool) {
	if seen&sawWide != 0 && !utf8.Valid(raw) {
		r.fail(r.at, "is not UTF-8 text")
		return nil, false
	}
	if seen&sawEscape == 0 {
		return raw, true
	}
	if dst, ok = unescape(dst, raw); !ok {
		r.fail(r.at, "holds half of a surrogate pair")
	}
	return dst, ok
}

// unescape appends raw with its escapes replaced; quoted has checked their grammar.
func unescape(dst, raw []byte) (text []byte, ok bool) {
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			dst = append(dst, raw[i])
			i++
			continue
		}
		if raw[i+1] != 'u' {
			dst = append(dst, simpleEscape(raw[i+1]))
			i += 2
			continue
		}
		c, n := unicodeAt(raw[i:])
		if n == 0 {
			return dst, false
		}
		dst = utf8.AppendRune(dst, c)
		i += n
	}
	return dst, true
}

func simpleEscape(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// unicodeAt reads the \u escape, or the pair of them, that s starts with. n is its length, 0 for a lone surrogate.
func unicodeAt(s []byte) (c rune, n int) {
	c = hex4(s[2:6])
	if !utf16.IsSurrogate(c) {
		return c, 6
	}
	if len(s) < 12 || s[6] != '\\' || s[7] != 'u' {
		return 0, 0
	}
	if c = utf16.DecodeRune(c, hex4(s[8:12])); c == utf8.RuneError {
		return 0, 0
	}
	return c, 12
}

func hex4(s []byte) rune {
	var c rune
	for _, d := range s {
		c = c<<4 | rune(hexValue(d))
	}
	return c
}

func hexValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
