package transport

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	mask         = "***"
	maxText      = 300 // runes of a message or of a cause
	maxShortText = 64  // runes of a code or a request id
)

// scrubber makes text that came from elsewhere safe to print.
type scrubber struct{ forms []string }

func newScrubber(secrets []string) scrubber {
	var s scrubber
	for _, secret := range secrets {
		s.forms = append(s.forms, formsOf(secret)...)
	}
	return s
}

// text cleans, masks secrets and mobile numbers, and cuts last, so that no cut
// can leave a part of a secret that is then not recognised.
func (s scrubber) text(text string, runes int) string {
	return cut(maskMobiles(s.maskSecrets(clean(text))), runes)
}

// maskSecrets marks all matches before it replaces any, so that secrets which
// overlap leave no remainder.
func (s scrubber) maskSecrets(text string) string {
	var marked []bool
	for _, form := range s.forms {
		for from := 0; ; {
			i := strings.Index(text[from:], form)
			if i < 0 {
				break
			}
			if marked == nil {
				marked = make([]bool, len(text))
			}
			at := from + i
			for j := range len(form) {
				marked[at+j] = true
			}
			from = at + 1
		}
	}
	if marked == nil {
		return text
	}
	return replaceMarked(text, marked)
}

func replaceMarked(text string, marked []bool) string {
	var b strings.Builder
	for i := range len(text) {
		if !marked[i] {
			b.WriteByte(text[i])
		} else if i == 0 || !marked[i-1] {
			b.WriteString(mask)
		}
	}
	return b.String()
}

// clean makes one line of valid UTF-8: white space becomes a space, characters
// that do not show are dropped before secrets are looked for, since they could
// hide one.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

var digitRuns = regexp.MustCompile(`[0-9]+`)

// maskMobiles masks mainland mobile numbers: 11 digits that start with 13 to
// 19, also after the country code 86.
func maskMobiles(text string) string {
	return digitRuns.ReplaceAllStringFunc(text, func(run string) string {
		number := run
		if len(run) == 13 {
			number = strings.TrimPrefix(run, "86")
		}
		if len(number) == 11 && number[0] == '1' && number[1] >= '3' {
			return mask
		}
		return run
	})
}

// cut shortens to at most n runes, the last one an ellipsis if it did.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}
