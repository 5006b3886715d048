package wire

import (
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"
)

// Bounds of an amount, about its value: 9.900000000 has one decimal.
const (
	maxIntegerDigits = 18
	maxDecimals      = 8
	maxExponent      = 30 // as written, on both sides: the 2 of 1e2, the 10 of 0E-10
)

// Money is the next value as an amount, exactly as its digits say: a number, or one in quotes, of either sign, with up to 18
// digits before the point and 8 decimals. It is invalid (absent) for null, "" and blanks, which are not zero, and after an
// error. The exponent stays as written: 9.90 has two decimals.
func (r *Reader) Money() decimal.NullDecimal {
	v, _ := r.RoundedMoney(0)
	return v
}

// RoundedMoney is Money for an amount that may have been calculated as a float64 and has so many decimals, 0 for none of that.
// A number without quotes that is within four units in the last place of the float64 of such an amount is that amount, and rounded
// is true: with 2 decimals, 175.45000000000002 is 175.45. It must have 16 digits or more, below which no such noise shows, and
// 13 before the point at most; with more than 10 it must be within one unit.
func (r *Reader) RoundedMoney(decimals int) (v decimal.NullDecimal, rounded bool) {
	text, k := r.scalar("an amount")
	switch k {
	case Number:
		if decimals > 0 && len(text) > maxExact {
			if d, ok := nearFloat64(text, decimals); ok {
				return decimal.NewNullDecimal(d), true
			}
		}
	case String:
	case Bool:
		r.fail(r.at, "is a boolean, not an amount")
		return v, false
	default:
		return v, false
	}
	v, rule := r.shared.money(text)
	if rule != "" {
		r.fail(r.at, rule)
	}
	return v, false
}

// money parses an amount, sharing the decimals that it made before.
func (s *shared) money(b []byte) (v decimal.NullDecimal, rule string) {
	if coefficient, exp, ok := plainAmount(b); ok {
		return decimal.NewNullDecimal(s.decimal(coefficient, exp)), ""
	}
	if b = trim(b); len(b) == 0 {
		return v, ""
	}
	l, rule := scanLiteral(b)
	if rule == "" {
		rule = l.moneyRule()
	}
	if rule != "" {
		return v, rule
	}
	return decimal.NewNullDecimal(s.amount(&l, b)), ""
}

// maxPlain is how many digits always fit in an int64.
const maxPlain = 18

// plainAmount reads what nearly all amounts are: a sign, up to 18 digits, a point among them and no more than 8 decimals. ok is false
// for all else, which may be an amount as well.
func plainAmount(b []byte) (coefficient int64, exp int32, ok bool) {
	digits := b
	if len(b) > 0 && b[0] == '-' {
		digits = b[1:]
	}
	point := len(digits)
	for i, c := range digits {
		switch {
		case isDigit(c):
			coefficient = coefficient*10 + int64(c-'0')
		case c == '.' && point == len(digits) && i > 0:
			point = i
		default:
			return 0, 0, false
		}
	}
	decimals := max(len(digits)-point-1, 0)
	if point == 0 || point == len(digits)-1 || len(digits) > maxPlain || decimals > maxDecimals {
		return 0, 0, false
	}
	if len(digits) < len(b) {
		coefficient = -coefficient
	}
	return coefficient, -int32(decimals), true
}

// moneyRule is the rule of an amount that l breaks, or "".
func (l *literal) moneyRule() string {
	scale := l.scale()
	switch {
	case l.exponent > maxExponent || -l.exponent > maxExponent:
		return "has an exponent beyond " + strconv.Itoa(maxExponent)
	case l.digits == 0:
		return ""
	case -scale > maxDecimals:
		return "has more than " + strconv.Itoa(maxDecimals) + " decimals"
	case l.significant()+scale > maxIntegerDigits:
		return "has more than " + strconv.Itoa(maxIntegerDigits) + " digits before the point"
	}
	return ""
}

// amount is l as a decimal with the exponent as written. b is where l came from, for the digits beyond an int64.
func (s *shared) amount(l *literal, b []byte) decimal.Decimal {
	exp := int32(l.exponent - l.decimals)
	if l.digits >= maxKept {
		return longAmount(b, exp)
	}
	if l.negative {
		return s.decimal(-int64(l.kept), exp)
	}
	return s.decimal(int64(l.kept), exp)
}

// longAmount reads the digits up to the exponent into a big integer.
func longAmount(b []byte, exp int32) decimal.Decimal {
	digits := make([]byte, 0, maxLiteral)
	for _, c := range b {
		if c|0x20 == 'e' {
			break
		}
		if c != '.' {
			digits = append(digits, c)
		}
	}
	n, _ := new(big.Int).SetString(string(digits), 10) // scanLiteral has seen that these are digits
	return decimal.NewFromBigInt(n, exp)
}
