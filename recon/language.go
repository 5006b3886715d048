package recon

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/spelling"
)

// Language selects the language of an explanation.
type Language uint8

// The languages.
const (
	Chinese Language = iota // 简体中文
	English
)

// phrase is one text in both languages, with the same verbs in the same order.
type phrase struct{ chinese, english string }

// in picks the language; what is not English is Chinese.
func (p phrase) in(lang Language) string {
	if lang == English {
		return p.english
	}
	return p.chinese
}

// fill is the text with its verbs filled.
func (p phrase) fill(lang Language, args ...any) string {
	return fmt.Sprintf(p.in(lang), args...)
}

// moneyIn is an amount with its unit.
func moneyIn(lang Language, unit string, d decimal.Decimal) string {
	text := moneyText(unit, d)
	if unitOrCNY(unit) != CNY {
		return text + " " + spelling.Shown(unit)
	}
	if lang == English {
		return "CNY " + text
	}
	return text + " 元"
}

// The things that are counted.
var (
	billRows  = phrase{"账单", "bill row"}
	orderRows = phrase{"订单", "order"}
)

// count is "账单 2 笔" and "2 bill rows".
func (p phrase) count(lang Language, n int) string {
	text := phrase{"%s %d 笔", "%[2]d %[1]ss"}
	if n == 1 {
		text.english = "%[2]d %[1]s"
	}
	return text.fill(lang, p.in(lang), n)
}

// longestList is how many row numbers a text shows.
const longestList = 10

// rowNumbers lists indexes as row numbers from 1: "第 3、5 行", "rows 3, 5".
func rowNumbers(lang Language, indexes []int) string {
	shown := indexes[:min(len(indexes), longestList)]
	numbers := make([]string, len(shown))
	for i, index := range shown {
		numbers[i] = strconv.Itoa(index + 1)
	}
	list := strings.Join(numbers, phrase{"、", ", "}.in(lang))
	if len(indexes) > longestList {
		list += phrase{" 等", " …"}.in(lang)
	}
	if len(indexes) == 1 {
		return phrase{"第 %s 行", "row %s"}.fill(lang, list)
	}
	return phrase{"第 %s 行", "rows %s"}.fill(lang, list)
}

// moneyText writes an amount for people: yuan always with fen, other units as short as exact.
func moneyText(unit string, d decimal.Decimal) string {
	if unitOrCNY(unit) == CNY {
		return exact.Money(d)
	}
	return exact.Text(d)
}

// statesText lists the states of a set.
func statesText(lang Language, set StateSet) string {
	var words []string
	for s := range State(8) {
		if set.Has(s) {
			words = append(words, wordOf(lang, stateWords, int(s)))
		}
	}
	return strings.Join(words, phrase{"、", ", "}.in(lang))
}

// capital makes an English word begin a sentence; Chinese has no capitals.
func capital(word string) string {
	if word == "" || word[0] < 'a' || word[0] > 'z' {
		return word
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// wordOf is the n-th of words, or the number itself where there is none: unknown numbers survive as such.
func wordOf(lang Language, words []phrase, n int) string {
	if n < len(words) && words[n] != (phrase{}) {
		return words[n].in(lang)
	}
	return strconv.Itoa(n)
}

// wordJSON writes a known value as a word and an unknown one as a number.
func wordJSON(words []phrase, n int) ([]byte, error) {
	if n < len(words) && words[n] != (phrase{}) {
		return json.Marshal(words[n].english)
	}
	return json.Marshal(n)
}

// readWord reads what wordJSON writes.
func readWord[T ~uint8](to *T, field string, words []phrase, data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		n := slices.IndexFunc(words, func(word phrase) bool { return word.english == text })
		if n >= 0 && text != "" {
			*to = T(n)
			return nil
		}
	} else if n, err := strconv.ParseUint(string(data), 10, 8); err == nil {
		*to = T(n)
		return nil
	}
	return badRecord(field, "it must be a known word, or a number of 0 to 255")
}

// shapeError replaces an error of package json, whose text can repeat a value, by one that names the field.
// An error of this package passes.
func shapeError(field string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) && kind.Field != "" {
		return badRecord(field+"."+kind.Field, "it has the wrong JSON type")
	}
	return badRecord(field, "it is not the JSON that this package writes")
}
