package form

import (
	"bytes"
	"unicode/utf8"

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
	var scratch [96]byte
	if bytes.ContainsFunc(cell, beyondASCII) {
		cell = Fold(scratch[:0], cell)
	}
	negative := false
	if n := len(cell); n > 2 && cell[0] == '(' && cell[n-1] == ')' {
		negative, cell = true, cell[1:n-1]
	}
	signed := negative
	for range 2 { // the sign and the currency, in either order
		cell = bytes.TrimSpace(cell)
		if len(cell) > 0 && !signed && (cell[0] == '-' || cell[0] == '+') {
			negative, signed, cell = cell[0] == '-', true, cell[1:]
		}
		cell = cut(cell, bytes.CutPrefix, "¥", "CNY", "RMB", "人民币")
	}
	cell = bytes.TrimSpace(cut(bytes.TrimSpace(cell), bytes.CutSuffix, "元", "圆", "CNY", "RMB"))
	if m, ok = parseDigits(cell); negative {
		m.Coef = -m.Coef
	}
	return m, ok
}

func cut(cell []byte, by func(s, part []byte) ([]byte, bool), parts ...string) []byte {
	if len(cell) == 0 || IsDigit(cell[0]) && IsDigit(cell[len(cell)-1]) {
		return cell
	}
	for _, part := range parts {
		if rest, ok := by(cell, []byte(part)); ok {
			return bytes.TrimSpace(rest)
		}
	}
	return cell
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
	short := m
	for ; digits > exactDigits && short.Places > 0; digits-- {
		last := short.Coef % 10
		short.Coef, short.Places = short.Coef/10, short.Places-1
		if digits == exactDigits+1 && last >= 5 {
			short.Coef++
		}
	}
	for short.Places > 2 && short.Coef%10 == 0 {
		short.Coef, short.Places = short.Coef/10, short.Places-1
	}
	if short.Places > 2 {
		return m
	}
	return short
}

func beyondASCII(c rune) bool { return c >= utf8.RuneSelf }
