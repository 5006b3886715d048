package recon

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/spelling"
	"github.com/billrecon/billrecon/recon/internal/words"
)

// Language selects the language of an explanation.
type Language uint8

// The languages.
const (
	Chinese Language = iota // 简体中文
	English
)

// phrase is one text in both languages, with the same verbs in the same order.
type phrase = words.Text[Language]

// moneyIn is an amount with its unit.
func moneyIn(lang Language, unit string, d decimal.Decimal) string {
	text := moneyText(unit, d)
	if unitOrCNY(unit) == CNY {
		return phrase{"", "CNY "}.In(lang) + text + phrase{" 元", ""}.In(lang)
	}
	return text + " " + spelling.Shown(unit)
}

// moneyText writes an amount for people: yuan always with fen, other units as short as exact.
func moneyText(unit string, d decimal.Decimal) string {
	if unitOrCNY(unit) == CNY {
		return exact.Money(d)
	}
	return exact.Text(d)
}

// keyText is a key with its name, or that there is none.
func keyText(lang Language, key string) string {
	if key == "" {
		return phrase{"没有单号", "without a key"}.In(lang)
	}
	return phrase{"单号 %s", "key %s"}.Fill(lang, spelling.ShownKey(key))
}

// The things that are counted.
var (
	billRows  = phrase{"账单", "bill row"}
	orderRows = phrase{"订单", "order"}
)

// rowsText names rows of one side by their numbers: "账单第 5 行", "order rows 3, 5".
func rowsText(lang Language, bills bool, indexes []int) string {
	side := phrase{"订单", "order "}
	if bills {
		side = phrase{"账单", "bill "}
	}
	return side.In(lang) + words.Rows(lang, indexes)
}

// readWord reads what the enum's JSON writes.
func readWord[T ~uint8](to *T, field string, enum words.Enum[Language, T], data []byte) error {
	n, ok := enum.FromJSON(data)
	if !ok {
		return badRecord(field, "it must be a known word, or a number of 0 to 255")
	}
	*to = n
	return nil
}
