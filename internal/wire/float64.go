package wire

import (
	"math"
	"strconv"

	"github.com/shopspring/decimal"
)

// maxExact is how many significant digits every float64 gives back as they were: a literal with more of them may be a
// number that a program calculated in float64, such as 175.45000000000002.
const maxExact = 15

// nearFloat64 is the amount with so many decimals whose float64 is that of the literal, or the one next to it. The amount is
// made of the literal's digits; float64 only decides how far off it may be. ok is false for a literal that has such an amount's
// digits already, and for one that is near none.
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
	ok = got == near || got == math.Nextafter(near, math.Inf(1)) || got == math.Nextafter(near, math.Inf(-1))
	return amount, ok
}
