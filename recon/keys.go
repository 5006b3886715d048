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

// keyFolds are the steps of FoldKey, each with what it takes away.
var keyFolds = [...]struct {
	name phrase
	fold func(string) string
}{
	{phrase{"空白或不可见字符", "white space or invisible characters"}, spelling.Visible},
	{phrase{"开头的引号", "a quote mark at the start"}, spelling.Unquoted},
	{phrase{"全半角", "width"}, spelling.Narrow},
	{phrase{"大小写", "case"}, FoldKey},
}

// likeText says in what two keys differ that FoldKey makes equal.
func likeText(lang Language, a, b string) string {
	var differ []string
	for _, step := range keyFolds {
		x, y := step.fold(a), step.fold(b)
		if a != b && (x != a || y != b) {
			differ = append(differ, step.name.In(lang))
		}
		a, b = x, y
	}
	return words.List(lang, differ)
}
