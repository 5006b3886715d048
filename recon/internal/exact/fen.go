// Package exact computes with money: sums, fen, texts and searches for parts that add up, all without rounding.
package exact

import "github.com/shopspring/decimal"

// MaxDigits and MaxExponent bound every amount that is taken in: what is larger would be exact but slow,
// since 1e9999 beside 1e-9999 is a sum of 20 000 digits.
const (
	MaxDigits   = 100
	MaxExponent = 100
)

// Bounds says the bounds in words.
const Bounds = "at most 100 digits and an exponent within ±100"

// InBounds reports whether d is within Bounds.
func InBounds(d decimal.Decimal) bool {
	exp := d.Exponent()
	return exp <= MaxExponent && exp >= -MaxExponent && d.NumDigits() <= MaxDigits
}

// FenExponent is the exponent of a fen: hundredths.
const FenExponent = -2

// Decimal digits of an int64: any number of 18 digits fits, some of 19 do, none of 20.
// A number of 16 digits still fits after a multiplication by 100.
const (
	digitsTimes100 = 16
	digitsInt64    = 19
)

// powersOfTen are the powers that fit in an int64.
var powersOfTen = [digitsInt64]int64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// Fen gives d in hundredths when d is a whole number of them that fits in an int64.
// Within bounds the answer depends on the number alone, not on how it is written: 1.5, 1.50 and 1.500 are all 150.
// What is out of bounds is never whole fen, so that whole fen need no check of their bounds.
// It allocates only for coefficients of 20 digits and more that have zeros to drop.
//
// CoefficientInt64 is undefined beyond 64 bits. NumDigits is the cheapest exact guard that decimal offers:
// one call for any sign and exponent, where a comparison with the limits takes up to two.
func Fen(d decimal.Decimal) (int64, bool) { return FenOf(d, d.CoefficientInt64()) }

// FenOf is Fen of a decimal whose CoefficientInt64 is c.
func FenOf(d decimal.Decimal, c int64) (int64, bool) {
	if d.NumDigits() > digitsTimes100 {
		return longFen(d)
	}
	switch d.Exponent() {
	case -2:
		return c, true
	case -1:
		return c * 10, true
	case 0:
		return c * 100, true
	}
	return scaleFen(c, d.Exponent())
}

// longFen is Fen for more than 16 digits.
func longFen(d decimal.Decimal) (int64, bool) {
	digits, exp := d.NumDigits(), int64(d.Exponent())
	if digits > MaxDigits {
		return 0, false // not even to see whether they are zeros: it is refused
	}
	if digits <= digitsInt64 {
		// Below 10¹⁹ the lower 64 bits are the whole coefficient, so that an overflow shows in the sign.
		c := d.CoefficientInt64()
		if (c < 0) != d.IsNegative() {
			return 0, false
		}
		return scaleFen(c, d.Exponent())
	}
	if exp >= FenExponent || int64(digits)+exp > digitsInt64+FenExponent {
		return 0, false
	}
	short := d.Normalize()
	if short.NumDigits() > digitsInt64 {
		return 0, false
	}
	return Fen(short)
}

// scaleFen turns c · 10^exp into hundredths.
func scaleFen(c int64, exp int32) (int64, bool) {
	shift := int64(exp) - FenExponent
	switch {
	case c == 0:
		// A zero of any exponent is no fen, but to compare it with another amount would write that exponent out.
		return 0, exp <= MaxExponent && exp >= -MaxExponent
	case shift >= digitsInt64 || shift <= -digitsInt64:
		return 0, false
	case shift < 0:
		p := powersOfTen[-shift]
		return c / p, c%p == 0
	}
	p := powersOfTen[shift]
	fen := c * p
	return fen, fen/p == c
}
