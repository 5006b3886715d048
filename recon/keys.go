package recon

import (
	"github.com/billrecon/billrecon/recon/internal/spelling"
	"github.com/billrecon/billrecon/recon/internal/words"
)

// FoldKey is a normal form for keys that were typed, or came out of a spreadsheet: white space and invisible characters
// are dropped wherever they stand, and so are quote marks at the start, with which spreadsheets mark text; full-width letters, digits and
// signs become the plain ones, and ASCII letters become upper case.
// Leading zeros stay, they can be part of a number.
//
// Match never applies it: it compares keys as bytes. A caller who wants it applies it to the keys of both sides.
func FoldKey(key string) string { return spelling.Fold(key) }

// foldWords say what FoldKey takes away.
var foldWords = words.Enum[Language, spelling.Step]{
	spelling.Invisible: {"空白或不可见字符", "white space or invisible characters"},
	spelling.Width:     {"全半角", "width"},
	spelling.Quotes:    {"开头的引号", "a quote mark at the start"},
	spelling.Case:      {"大小写", "case"},
}

// likeText says in what two keys differ that FoldKey makes equal.
func likeText(lang Language, a, b string) string {
	return foldWords.OfSet(lang, spelling.Differences(a, b))
}
