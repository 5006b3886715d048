package recon

import (
	"strings"
	"unicode"
)

// FoldKey is a normal form for keys that were typed, or came out of a spreadsheet: white space and invisible characters
// are dropped wherever they stand, full-width letters, digits and signs become the plain ones, and ASCII letters become upper case.
// Leading zeros stay, they can be part of a number.
//
// Match never applies it: it compares keys as bytes. A caller who wants it applies it to the keys of both sides.
func FoldKey(key string) string {
	return strings.Map(foldRune, key)
}

// The full-width forms of the printable ASCII characters, and their distance from these.
const (
	fullWidthFirst = '！'
	fullWidthLast  = '～'
	fullWidthShift = fullWidthFirst - '!'
)

// foldRune is FoldKey for one character; −1 drops it.
func foldRune(r rune) rune {
	if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	if r >= fullWidthFirst && r <= fullWidthLast {
		r -= fullWidthShift
	}
	if r >= 'a' && r <= 'z' {
		r -= 'a' - 'A'
	}
	return r
}
