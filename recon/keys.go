package recon

import (
	"strings"
	"unicode"
)

// FoldKey is a normal form for keys that were typed, or came out of a spreadsheet: white space and invisible characters
// are dropped wherever they stand, and so are quote marks at the start, with which spreadsheets mark text; full-width letters, digits and
// signs become the plain ones, and ASCII letters become upper case.
// Leading zeros stay, they can be part of a number.
//
// Match never applies it: it compares keys as bytes. A caller who wants it applies it to the keys of both sides.
func FoldKey(key string) string {
	return strings.TrimLeftFunc(strings.Map(foldRune, key), isQuote)
}

// isQuote reports whether r is a quote mark that a spreadsheet or a keyboard puts before a number.
func isQuote(r rune) bool { return strings.ContainsRune("'`´‘’", r) }

// keyFolds are the steps of FoldKey, each with what it takes away.
var keyFolds = [...]struct {
	name phrase
	fold func(string) string
}{
	{phrase{"空白或不可见字符", "white space or invisible characters"}, func(key string) string { return strings.Map(dropRune, key) }},
	{phrase{"开头的引号", "a quote mark at the start"}, func(key string) string { return strings.TrimLeftFunc(key, isQuote) }},
	{phrase{"全半角", "width"}, func(key string) string { return strings.Map(narrowRune, key) }},
	{phrase{"大小写", "case"}, FoldKey},
}

// likeText says in what two keys differ that FoldKey makes equal.
func likeText(lang Language, a, b string) string {
	var differ []string
	for _, step := range keyFolds {
		x, y := step.fold(a), step.fold(b)
		if a != b && (x != a || y != b) {
			differ = append(differ, step.name.in(lang))
		}
		a, b = x, y
	}
	return strings.Join(differ, phrase{"、", ", "}.in(lang))
}

// dropRune drops white space and invisible characters.
func dropRune(r rune) rune {
	if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// narrowRune makes full-width forms plain ones.
func narrowRune(r rune) rune {
	if r >= fullWidthFirst && r <= fullWidthLast {
		return r - fullWidthShift
	}
	return r
}

// The full-width forms of the printable ASCII characters, and their distance from these.
const (
	fullWidthFirst = '！'
	fullWidthLast  = '～'
	fullWidthShift = fullWidthFirst - '!'
)

// foldRune is FoldKey for one character; −1 drops it.
func foldRune(r rune) rune {
	r = narrowRune(dropRune(r))
	if r >= 'a' && r <= 'z' {
		r -= 'a' - 'A'
	}
	return r
}
