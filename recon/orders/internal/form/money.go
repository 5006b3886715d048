package form

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Money is Coef · 10^−Places. It is a number without an allocation, so that lines can be checked fast.
type Money struct {
	Coef   int64
	Places int32
}

// Decimal is the number, exact.
func (m Money) Decimal() decimal.Decimal { return decimal.New(m.Coef, -m.Places) }

const (
	maxDigits   = 18 // what fits in an int64
	exactDigits = 15 // what a binary float holds
)

// MoneyRule is what ParseMoney asks for.
const MoneyRule = "it must be an amount such as 1234.50, 1,234.50, ¥12.00, 12元 or (3.00), of at most 18 digits"

// ParseMoney reads an amount that is not empty. ok is false for anything it does not know, other currencies and exponents included.
func ParseMoney(cell []byte) (m Money, ok bool) {
	if m, ok = parseDigits(cell); ok || len(cell) > 64 {
		return m, ok
	}
	text, negative := Fold(cell), false
	if n := len(text); n > 2 && text[0] == '(' && text[n-1] == ')' {
		negative, text = true, text[1:n-1]
	}
	signed := negative
	for range 2 { // the sign and the currency, in either order
		text = strings.TrimSpace(text)
		if len(text) > 0 && !signed && (text[0] == '-' || text[0] == '+') {
			negative, signed, text = text[0] == '-', true, text[1:]
		}
		text = cut(text, strings.CutPrefix, "¥", "CNY", "RMB", "人民币")
	}
	text = cut(text, strings.CutSuffix, "元", "圆", "CNY", "RMB")
	if m, ok = parseDigits([]byte(text)); negative {
		m.Coef = -m.Coef
	}
	return m, ok
}

// cut takes off one of several parts, and the spaces around.
func cut(text string, by func(text, part string) (string, bool), parts ...string) string {
	text = strings.TrimSpace(text)
	for _, part := range parts {
		if rest, ok := by(text, part); ok {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// parseDigits reads digits with at most one point, and commas between groups of three.
func parseDigits(cell []byte) (m Money, ok bool) {
	digits, group, commas, point := 0, 0, false, false
	for i, c := range cell {
		switch {
		case IsDigit(c):
			if m.Coef > 0 || c != '0' {
				digits++
			}
			if digits > maxDigits || m.Places == maxDigits {
				return m, false
			}
			m.Coef = m.Coef*10 + int64(c-'0')
			if group++; point {
				m.Places++
			}
		case c == ',' && !point && i > 0 && group <= 3 && (!commas || group == 3):
			commas, group = true, 0
		case c == '.' && !point && group > 0 && (!commas || group == 3):
			point = true
		default:
			return m, false
		}
	}
	if group == 0 || commas && !point && group != 3 {
		return m, false
	}
	return m.withoutNoise(digits), true
}

// withoutNoise makes 575.67 of 575.66999999999996: what a sum of binary floats has beyond 15 digits is no money. Other numbers of
// more than 15 digits stay as they are.
func (m Money) withoutNoise(digits int) Money {
	if digits <= exactDigits || m.Places <= 2 || digits-int(m.Places) > exactDigits-2 {
		return m // the last one: 15 digits would not reach the fen
	}
	short, unit := m, int64(1)
	for ; digits > exactDigits; digits-- {
		unit *= 10
		short.Places--
	}
	for short.Coef = (m.Coef + unit/2) / unit; short.Places > 2 && short.Coef%10 == 0; short.Places-- {
		short.Coef /= 10
	}
	if short.Places > 2 {
		return m
	}
	return short
}
