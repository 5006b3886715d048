package wire

import (
	"bytes"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"
)

// Bounds of a [MoneyPolicy] that says nothing else.
const (
	defaultIntegerDigits = 18
	defaultDecimals      = 8
	defaultExponent      = 30
)

// MoneyPolicy says which literals are an amount. The zero value takes amounts of up to 18 integer digits and 8 decimals,
// of either sign; null, "" and blanks mean that the amount is absent, which is not zero.
type MoneyPolicy struct {
	// DashIsAbsent makes "-" and "--" mean absent.
	DashIsAbsent bool
	// NonNegative refuses amounts below zero. -0 is zero.
	NonNegative bool
	// Thousands accepts "1,234.56": groups of exactly three digits, in quotes. Without it a comma is an error.
	Thousands bool
	// MaxIntegerDigits bounds the digits before the point: 0 is 18.
	MaxIntegerDigits int
	// MaxDecimals bounds the digits after the point, zeros at the end not counted: 0 is 8, below 0 is none at all.
	MaxDecimals int
	// Float64 is how many decimals an amount has that comes as a float64, 0 if that does not happen. A number without quotes
	// that is within one unit in the last place of a float64 of such an amount is that amount: with 2, 175.45000000000002 is
	// 175.45. It must have 16 digits or more, below which no such noise shows, and 13 before the point at most.
	Float64 int
	// MaxExponent bounds a written exponent (the 2 of 1e2, the 10 of 0E-10) on both sides: 0 is 30, below 0 is none at all.
	MaxExponent int
}

// Money is the next value as an amount, exactly as its digits say: a number, or one in quotes. It is invalid (absent) for
// null, "", and what the policy says, and after an error. The exponent stays as written: 9.90 has two decimals.
func (r *Reader) Money(p MoneyPolicy) decimal.NullDecimal {
	v, _ := r.RoundedMoney(&p)
	return v
}

// RoundedMoney is Money, and reports whether the amount was rounded by the rule of MoneyPolicy.Float64.
func (r *Reader) RoundedMoney(p *MoneyPolicy) (v decimal.NullDecimal, rounded bool) {
	text, k := r.scalar("an amount")
	switch k {
	case Number:
		if p.Float64 > 0 && len(text) > maxExact {
			if d, ok := nearFloat64(text, p.Float64); ok {
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
	v, rule := r.shared.money(text, p)
	if rule != "" {
		r.fail(r.at, rule)
	}
	return v, false
}

// ParseMoney is [Reader.Money] for text from elsewhere, such as a CSV cell. The error is a rule without a place ("is not a
// decimal number"), and never holds s.
func ParseMoney(s string, p MoneyPolicy) (decimal.NullDecimal, error) {
	var none shared
	v, rule := none.money([]byte(s), &p)
	if rule != "" {
		return decimal.NullDecimal{}, ruleError(rule)
	}
	return v, nil
}

// money parses an amount, sharing the decimals that it made before.
func (s *shared) money(b []byte, p *MoneyPolicy) (v decimal.NullDecimal, rule string) {
	if b = trim(b); p.absent(b) {
		return v, ""
	}
	if p.Thousands && len(b) <= maxLiteral {
		b = ungroup(b)
	}
	l, rule := scanLiteral(b)
	if rule == "" {
		rule = p.check(&l)
	}
	if rule != "" {
		return v, rule
	}
	return decimal.NewNullDecimal(s.amount(&l, b)), ""
}

func (p *MoneyPolicy) absent(b []byte) bool {
	return len(b) == 0 || p.DashIsAbsent && (string(b) == "--" || string(b) == "-")
}

// check answers the rule that l breaks, or "". Bounds are about the value, so 9.900000000 has one decimal.
func (p *MoneyPolicy) check(l *literal) string {
	if limit := bound(p.MaxExponent, defaultExponent); l.exponent > limit || -l.exponent > limit {
		return "has an exponent beyond " + strconv.Itoa(limit)
	}
	if l.digits == 0 {
		return ""
	}
	if p.NonNegative && l.negative {
		return "is below zero"
	}
	scale := l.scale()
	if limit := bound(p.MaxDecimals, defaultDecimals); -scale > limit {
		return "has more than " + strconv.Itoa(limit) + " decimals"
	}
	if limit := bound(p.MaxIntegerDigits, defaultIntegerDigits); l.significant()+scale > limit {
		return "has more than " + strconv.Itoa(limit) + " digits before the point"
	}
	return ""
}

// bound is the limit that a policy's field stands for.
func bound(field, standard int) int {
	if field == 0 {
		return standard
	}
	return max(field, 0)
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

// ungroup removes the commas of a number whose integer part is grouped rightly; any other text stays as it is, to be
// refused for its comma.
func ungroup(b []byte) []byte {
	start := 0
	if len(b) > 0 && b[0] == '-' {
		start = 1
	}
	end := start
	for end < len(b) && (isDigit(b[end]) || b[end] == ',') {
		end++
	}
	groups := bytes.Split(b[start:end], []byte{','})
	if !grouped(groups) {
		return b
	}
	out := append(make([]byte, 0, len(b)), b[:start]...)
	for _, g := range groups {
		out = append(out, g...)
	}
	return append(out, b[end:]...)
}

// grouped says that the first group has one to three digits and does not start with zero, and all others have three.
func grouped(groups [][]byte) bool {
	if first := groups[0]; len(groups) < 2 || len(first) < 1 || len(first) > 3 || first[0] == '0' {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}
