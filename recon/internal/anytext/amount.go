package anytext

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// Amount is an amount as a JSON string, which no reader rounds, and nil, which omitempty leaves out, for one that is absent. Equal numbers
// give equal bytes.
func Amount(d decimal.NullDecimal) json.RawMessage {
	if !d.Valid {
		return nil
	}
	return json.RawMessage(`"` + exact.Text(d.Decimal) + `"`) // a number has no character that needs escaping
}

// ParseAmount reads a string or a number. Nothing and null are an absent amount. It returns false for anything else, and for what is not
// within exact.Bounds.
func ParseAmount(data json.RawMessage) (d decimal.NullDecimal, ok bool) {
	text := string(data)
	if text == "" || text == "null" {
		return d, true
	}
	if n := len(text); n >= 2 && text[0] == '"' {
		text = text[1 : n-1]
	}
	d.Decimal, d.Valid = exact.Parse(text)
	return d, d.Valid
}
