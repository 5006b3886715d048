package exact

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// plainExponent bounds how many zeros Text writes out.
const plainExponent = 18

// Text is the shortest plain form of d. It depends on the number alone, neither on how it was written nor on the
// settings of package decimal, so equal numbers give equal bytes. It is also a JSON number.
// Numbers with more than 18 trailing zeros or decimals are written with an exponent: 1e100.
func Text(d decimal.Decimal) string {
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
	if exp > MaxExponent {
		digits += strings.Repeat("0", exp-MaxExponent)
		exp = MaxExponent
	}
	return digits + "e" + strconv.Itoa(exp)
}

// maxTotalDigits bounds a total: from the largest amount in bounds down to the smallest place in bounds, and the carries.
const maxTotalDigits = MaxDigits + 2*MaxExponent + 32

// Parse reads one amount in JSON's grammar: no plus sign, no spaces, no separators, digits on both sides of a point.
func Parse(text string) (decimal.Decimal, bool) {
	d, ok := ParseTotal(text)
	return d, ok && InBounds(d)
}

// ParseTotal is Parse for sums of amounts, which can have more digits than each of them.
func ParseTotal(text string) (decimal.Decimal, bool) {
	if len(text) == 0 || len(text) > maxTotalDigits || !isNumber(text) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	exp := d.Exponent()
	return d, err == nil && exp <= MaxExponent && exp >= -MaxExponent
}

// isNumber reports whether text is a JSON number and nothing else: Valid alone allows white space, strings and words.
func isNumber(text string) bool {
	first, last := text[0], text[len(text)-1]
	return (first == '-' || isDigit(first)) && isDigit(last) && json.Valid([]byte(text))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// Money writes d with two decimals at least, 1.50, and is Text where that would hide digits or write out zeros without end.
func Money(d decimal.Decimal) string {
	if d.Normalize().Exponent() > FenExponent && d.Exponent() <= plainExponent {
		return d.StringFixed(-FenExponent)
	}
	return Text(d)
}
