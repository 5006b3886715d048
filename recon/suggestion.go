package recon

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/spelling"
	"github.com/billrecon/billrecon/recon/internal/words"
)

// Hint says why a row of the other side is worth a look.
type Hint uint8

// The hints, strongest first. The zero Hint is none.
const (
	_              Hint = iota
	HintSameKey         // the same key: the row waits in the pool, or another group has it
	HintOtherField      // the key stands in another field of that row: Key against AltKeys, or crosswise among AltKeys
	HintLikeKey         // the keys differ only in case, width, white space, invisible characters or quote marks at the start: see FoldKey
	HintAmount          // the same amount and unit, within three days, under another key, and not Matched with anything
)

// Suggestion is a near miss: a row of the other side that may belong to a one-sided group. It never changes an outcome.
type Suggestion struct {
	Hint Hint
	// Bill says that the row is a bill row; otherwise it is an order.
	Bill bool
	// Pool says that Index is into the pool's rows of that side; otherwise it is into the slice given to Match.
	Pool  bool
	Index int
	// Like is, with HintLikeKey, the key of the group's row that Key is like.
	Like string
	// Key, Unit ("CNY" when the row names none) and Amount are the row's own.
	Key    string
	Unit   string
	Amount decimal.Decimal
	// Gap is the row's time less the group's row's time, positive when the row is later. It is known only if Timed.
	Gap   time.Duration
	Timed bool
}

// Explain says in one line which row it is and why it is suggested.
func (s Suggestion) Explain(lang Language) string {
	return phrase{"%s，%s，%s：%s%s。", "%s, %s, %s: %s%s."}.Fill(lang,
		words.Capital(s.place(lang)), keyText(lang, s.Key), moneyIn(lang, s.Unit, s.Amount), s.reason(lang), s.gap(lang))
}

// place is side, slice and row number from 1.
func (s Suggestion) place(lang Language) string {
	row := rowsText(lang, s.Bill, []int{s.Index})
	if s.Pool {
		return phrase{"存疑池%s", "%s of the pool"}.Fill(lang, row)
	}
	return row
}

// hintTexts are the hints in words; the first is for a hint that has none.
var hintTexts = [...]phrase{
	{"原因未知", "reason unknown"},
	HintSameKey:    {"单号相同", "the same key"},
	HintOtherField: {"单号在另一个字段里", "the key stands in another field"},
	HintLikeKey:    {"单号只差大小写、全半角、空白或引号", "the keys differ only in case, width, white space or quote marks"},
	HintAmount:     {"金额相同，单号不同", "the same amount under another key"},
}

// reason is the hint in words; of keys that are alike it says in what they differ.
func (s Suggestion) reason(lang Language) string {
	switch {
	case s.Hint == HintLikeKey && s.Like != "":
		return phrase{"与单号 %s 只差%s", "it differs from key %s only in %s"}.Fill(lang, spelling.ShownKey(s.Like), likeText(lang, s.Like, s.Key))
	case int(s.Hint) < len(hintTexts):
		return hintTexts[s.Hint].In(lang)
	}
	return hintTexts[0].In(lang)
}

// gap is how much earlier or later the row is.
func (s Suggestion) gap(lang Language) string {
	span := words.Span(lang, s.Gap.Abs())
	switch {
	case !s.Timed:
		return ""
	case s.Gap < 0:
		return phrase{"，早 %s", ", %s earlier"}.Fill(lang, span)
	case s.Gap > 0:
		return phrase{"，晚 %s", ", %s later"}.Fill(lang, span)
	}
	return phrase{"，时间相同", ", at the same time"}.In(lang)
}
