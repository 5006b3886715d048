// Package cell writes the cells of the CSV files that example programs make.
package cell

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Amount is empty for one that was not given, which is not zero. It has two decimals or more.
func Amount(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.StringFixed(max(2, -d.Decimal.Exponent()))
}

// Harmless keeps a spreadsheet from running a cell as a formula. A negative amount is none.
func Harmless(cell string) string {
	if _, err := decimal.NewFromString(cell); err == nil || cell == "" {
		return cell
	}
	if strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
