// Package spelling takes out of keys what typing and spreadsheets put into them, and shows what cannot be seen.
package spelling

import (
	"strings"
	"unicode"
)

// Fold is the normal form of a key: without white space, without invisible characters and without quote marks at its start, with plain
// characters in place of full-width ones and with ASCII letters in upper case. What is in it already, digits and capital letters, costs
// little.
func Fold(key string) string {
	for i := range len(key) {
		if c := key[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return unquoted(strings.Map(func(r rune) rune { return upper(narrow(visible(r))) }, key))
		}
	}
	return key
}

// Step is one of the things that Fold does.
type Step uint8

// The steps, in the order in which Differences takes them.
const (
	Invisible Step = iota // white space and invisible characters are dropped
	Width                 // full-width characters become plain ones
	Quotes                // quote marks at the start are dropped
	Case                  // ASCII letters become upper case
)

// folds does what the steps do, one after the other.
var folds = [...]func(string) string{
	Invisible: func(key string) string { return strings.Map(visible, key) },
	Width:     func(key string) string { return strings.Map(narrow, key) },
	Quotes:    unquoted,
	Case:      func(key string) string { return strings.Map(upper, key) },
}

// Differences returns the steps that make two keys equal which Fold makes equal, as a set of bits 1<<Step: those that change one of the
// keys while they still differ. It is 0 for equal keys.
func Differences(a, b string) uint8 {
	var set uint8
	for step, fold := range folds {
		if a == b {
			break
		}
		x, y := fold(a), fold(b)
		if x != a || y != b {
			set |= 1 << step
		}
		a, b = x, y
	}
	return set
}

// unquoted is the key without quote marks at its start.
func unquoted(key string) string { return strings.TrimLeftFunc(key, isQuote) }

// isQuote reports whether r is a quote mark that a spreadsheet or a keyboard puts before a number.
func isQuote(r rune) bool { return strings.ContainsRune("'`´‘’", r) }

func visible(r rune) rune {
	if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// The full-width forms of the printable ASCII characters, and their distance from these.
const (
	fullWidthFirst = '！'
	fullWidthLast  = '～'
	fullWidthShift = fullWidthFirst - '!'
)

func narrow(r rune) rune {
	if r >= fullWidthFirst && r <= fullWidthLast {
		return r - fullWidthShift
	}
	return r
}

func upper(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r - ('a' - 'A')
	}
	return r
}

// longest is how much of a key is shown, in characters.
const longest = 64

// ShownKey makes a key fit to print: one line, nothing invisible, not endless. A key with white space or quote marks is put in quotes,
// so that they show.
func ShownKey(key string) string {
	text := Shown(key)
	if shown := []rune(text); len(shown) > longest {
		text = string(shown[:longest]) + "…"
	}
	if strings.ContainsFunc(key, func(r rune) bool { return unicode.IsSpace(r) || isQuote(r) }) {
		return `"` + text + `"`
	}
	return text
}

// Shown is the text with a sign in place of each character that cannot be seen or would reorder the line.
func Shown(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}
