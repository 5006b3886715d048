package report

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/exact"
)

// plainPlaces bounds how many zeros or decimals an amount is written out with; beyond, it has an exponent.
const plainPlaces = 18

// amountText is an amount as plain digits, and exact: CNY always with fen, what has more decimals with all of them, other units as
// short as they are. It depends on the number alone. It is also a JSON number.
func amountText(unit string, d decimal.Decimal) string {
	var buf [32]byte
	return string(appendAmount(buf[:0], unit, d))
}

// appendAmount is amountText without a string of its own.
func appendAmount(b []byte, unit string, d decimal.Decimal) []byte {
	if fen, ok := exact.Fen(d); ok && unit == recon.CNY {
		return appendFen(b, fen)
	}
	return append(b, longAmount(unit, d)...)
}

// longAmount is an amount of any size and unit.
func longAmount(unit string, d decimal.Decimal) string {
	d = d.Normalize()
	exp := d.Exponent()
	switch {
	case exp > plainPlaces || exp < -plainPlaces:
		return d.Coefficient().String() + "e" + strconv.Itoa(int(exp))
	case unit == recon.CNY:
		return d.StringFixed(max(2, -exp))
	}
	return d.StringFixed(max(0, -exp))
}

func appendFen(b []byte, fen int64) []byte {
	size := uint64(fen)
	if fen < 0 {
		b, size = append(b, '-'), -size
	}
	b = strconv.AppendUint(b, size/100, 10)
	return append(b, '.', byte('0'+size%100/10), byte('0'+size%10))
}

// grouped sets the integer digits of a plain amount apart by threes: 1234567.80 is 1,234,567.80.
func grouped(text string) string {
	whole, rest := text, ""
	if at := strings.IndexAny(text, ".e"); at >= 0 {
		whole, rest = text[:at], text[at:]
	}
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String() + rest
}

// signed puts a plus sign before what is above zero.
func signed(text string, d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + text
	}
	return text
}

// money is an amount for people: grouped, and with its unit unless that is CNY.
func money(unit string, d decimal.Decimal) string {
	return withUnit(grouped(amountText(unit, d)), unit)
}

// drift is a difference for people: money with its sign.
func drift(unit string, d decimal.Decimal) string {
	return withUnit(signed(grouped(amountText(unit, d)), d), unit)
}

func withUnit(text, unit string) string {
	if unit == recon.CNY {
		return text
	}
	return text + " " + visible(unit)
}
