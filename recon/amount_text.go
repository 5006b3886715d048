package recon

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// plainExponent bounds how many zeros exactText writes out.
const plainExponent = 18

// exactText is the shortest plain form of d. It depends on the number alone, neither on how it was written nor on the
// settings of package decimal, so equal numbers give equal bytes. It is also a JSON number.
// Numbers with more than 18 trailing zeros or decimals are written with an exponent: 1e10000.
func exactText(d decimal.Decimal) string {
	d = d.Normalize()
	exp := d.Exponent()
	switch {
	case exp > plainExponent || exp < -plainExponent:
		return exponentText(d)
	case exp < 0:
		return d.StringFixed(-exp)
	}
	return d.StringFixed(0)
}

// exponentText writes coefficient and exponent. Dropping zeros can have taken the exponent past its bound:
// they are put back, so that what was in bounds reads back in bounds.
func exponentText(d decimal.Decimal) string {
	digits, exp := d.Coefficient().String(), int(d.Exponent())
	if exp > maxExponent {
		digits += strings.Repeat("0", exp-maxExponent)
		exp = maxExponent
	}
	return digits + "e" + strconv.Itoa(exp)
}

// maxTotalDigits bounds a total: from the largest amount in bounds down to the smallest place in bounds, and the carries.
const maxTotalDigits = maxDigits + 2*maxExponent + 32

// parseAmount reads one amount in JSON's grammar: no plus sign, no spaces, no separators, digits on both sides of a point.
func parseAmount(text string) (decimal.Decimal, bool) {
	d, ok := parseTotal(text)
	return d, ok && inBounds(d)
}

// parseTotal is parseAmount for sums of amounts, which can have more digits than each of them.
func parseTotal(text string) (decimal.Decimal, bool) {
	if len(text) == 0 || len(text) > maxTotalDigits || !isNumber(text) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	exp := d.Exponent()
	return d, err == nil && exp <= maxExponent && exp >= -maxExponent
}

// isNumber reports whether text is a JSON number and nothing else: Valid alone allows white space, strings and words.
func isNumber(text string) bool {
	first, last := text[0], text[len(text)-1]
	return (first == '-' || isDigit(first)) && isDigit(last) && json.Valid([]byte(text))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// moneyText writes an amount for people: yuan always with fen, other units as short as exact.
func moneyText(unit string, d decimal.Decimal) string {
	if unitOrCNY(unit) == CNY && d.Normalize().Exponent() > fenExponent && d.Exponent() <= plainExponent {
		return d.StringFixed(-fenExponent)
	}
	return exactText(d)
}
