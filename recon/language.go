package recon

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
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

// longestKey is how much of a key a text shows, in characters.
const longestKey = 64

// keyText makes a key fit to print: one line, nothing invisible, not endless. A key with white space or quote marks is put in quotes,
// so that they show.
func keyText(key string) string {
	visible := []rune(strings.Map(visibleRune, key))
	text := string(visible)
	if len(visible) > longestKey {
		text = string(visible[:longestKey]) + "…"
	}
	if strings.ContainsFunc(key, func(r rune) bool { return unicode.IsSpace(r) || isQuote(r) }) {
		return `"` + text + `"`
	}
	return text
}

// visibleRune replaces what cannot be seen or would reorder the line.
func visibleRune(r rune) rune {
	if unicode.IsGraphic(r) {
		return r
	}
	return unicode.ReplacementChar
}

// moneyIn is an amount with its unit.
func moneyIn(lang Language, unit string, d decimal.Decimal) string {
	text := moneyText(unit, d)
	if unitOrCNY(unit) != CNY {
		return text + " " + strings.Map(visibleRune, unit)
	}
	if lang == English {
		return "CNY " + text
	}
	return text + " 元"
}

// billCount and orderCount are "账单 2 笔" and "2 bill rows".
func billCount(lang Language, n int) string {
	return count(n).fill(lang, phrase{"账单", "bill row"}.in(lang), n)
}

func orderCount(lang Language, n int) string {
	return count(n).fill(lang, phrase{"订单", "order"}.in(lang), n)
}

// count knows that English has a plural.
func count(n int) phrase {
	if n == 1 {
		return phrase{"%s %d 笔", "%[2]d %[1]s"}
	}
	return phrase{"%s %d 笔", "%[2]d %[1]ss"}
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
