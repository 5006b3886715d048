package wire

import (
	"math"
	"strconv"

	"github.com/shopspring/decimal"
)

// maxExact is how many significant digits every float64 gives back as they were: a literal with more of them may be a
// number that a program calculated in float64, such as 175.45000000000002.
const maxExact = 15

// nearFloat64 is the amount with so many decimals whose float64 is that of the literal, or a few units in the last place from it.
// The amount is made of the literal's digits; float64 only decides how far off it may be. ok is false for a literal that has such
// an amount's digits already, and for one that is near none.
func nearFloat64(text []byte, decimals int) (amount decimal.Decimal, ok bool) {
	l, rule := scanLiteral(text)
	if rule != "" || l.significant() <= maxExact || l.significant()+l.scale()+decimals > maxExact {
		return amount, false
	}
	amount = longAmount(text, int32(l.exponent-l.decimals)).Round(int32(decimals))
	near, err := strconv.ParseFloat(amount.String(), 64)
	if err != nil {
		return amount, false
	}
	got, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return amount, false
	}
	return amount, unitsApart(got, near) <= noise(l.significant()+l.scale())
}

// noise is how many units in the last place an amount with so many digits before the point may be off. A difference of two amounts
// can be off by two, where it lies below a power of two and the amount it is taken from above it, with units twice as large. Up to
// ten digits four units are less than a thousandth of a fen; with thirteen, one unit is a fifth of a fen, and three of them would
// be nearer to another one.
func noise(integerDigits int) uint64 {
	if integerDigits <= 10 {
		return 4
	}
	return 1
}

// unitsApart is how many float64 lie between a and b, and one more unless they are equal. Numbers of different signs are apart
// beyond count.
func unitsApart(a, b float64) uint64 {
	if math.Signbit(a) != math.Signbit(b) {
		return math.MaxUint64
	}
	x, y := math.Float64bits(a), math.Float64bits(b)
	return max(x, y) - min(x, y)
}
