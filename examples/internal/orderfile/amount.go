// Package orderfile reads what stands in a shop's own file of orders, as the examples do.
package orderfile

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"
)

// longest is how many characters an amount may have: enough for every shop, and short enough to be printed.
const longest = 24

// Amount reads an amount of yuan in plain digits, with a sign and a decimal point if there are. A spreadsheet that shortened an amount to 1E+15 has lost the
// rest of it, so an exponent is refused. The error does not repeat the text.
func Amount(text string) (decimal.Decimal, error) {
	amount, err := decimal.NewFromString(text)
	if err != nil || len(text) > longest || strings.ContainsAny(text, "eE") {
		return decimal.Decimal{}, errors.New("amount is not a number of yuan such as 12.50")
	}
	return amount, nil
}
