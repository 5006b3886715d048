package recon

import (
	"encoding/json"
	"errors"

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

// moneyText writes an amount for people: yuan always with fen, other units as short as exact.
func moneyText(unit string, d decimal.Decimal) string {
	if unitOrCNY(unit) == CNY {
		return exact.Money(d)
	}
	return exact.Text(d)
}

// statesText lists the states of a set.
func statesText(lang Language, set StateSet) string {
	var list []string
	for s := range State(8) {
		if set.Has(s) {
			list = append(list, stateWords.In(lang, s))
		}
	}
	return words.List(lang, list)
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
