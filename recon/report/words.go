package report

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/words"
)

// phrase is one text in both languages, with the same verbs in the same order.
type phrase = words.Text[recon.Language]

// named is an enum of package recon.
type named interface {
	String() string
	Chinese() string
}

// nameOf is the enum's word. An English one begins with a capital; Chinese has none.
func nameOf(lang recon.Language, e named) string {
	if lang == recon.English {
		return words.Capital(e.String())
	}
	return e.Chinese()
}

// passName says what brought a group together.
func passName(lang recon.Language, p recon.Pass) string {
	switch p {
	case recon.PassKey:
		return phrase{"单号", "Key"}.In(lang)
	case recon.PassAmountTime:
		return phrase{"金额和时间", "Amount and time"}.In(lang)
	}
	return phrase{"备用单号 ", "Alternative key "}.In(lang) + strconv.Itoa(int(p-recon.PassAltKey)+1)
}

// states lists the states of a set, in their order.
func states(set recon.StateSet) []recon.State {
	var list []recon.State
	for s := range recon.State(8) {
		if set.Has(s) {
			list = append(list, s)
		}
	}
	return list
}

// stateNames is states in words.
func stateNames(lang recon.Language, set recon.StateSet) string {
	if set == 1<<recon.Succeeded { // nearly always
		return phrase{recon.Succeeded.Chinese(), recon.Succeeded.String()}.In(lang)
	}
	var names []string
	for _, s := range states(set) {
		names = append(names, phrase{s.Chinese(), s.String()}.In(lang))
	}
	return words.List(lang, names)
}

// yesNo is a word for a bool.
func yesNo(lang recon.Language, yes bool) string {
	if yes {
		return phrase{"是", "yes"}.In(lang)
	}
	return phrase{"否", "no"}.In(lang)
}

// Visible makes a caller's text fit for a page: control characters are shown by their pictures (NUL as ␀, escape as ␛), and what else
// cannot be seen, or would reorder the line, becomes U+FFFD. Keys are any bytes.
func Visible(text string) string { return visible(text) }

func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) {
			return r
		}
		return picture(r)
	}, text)
}

// picture stands for a character that cannot be seen.
func picture(r rune) rune {
	switch {
	case r < ' ':
		return '␀' + r
	case r == 0x7F:
		return '␡'
	}
	return unicode.ReplacementChar
}
