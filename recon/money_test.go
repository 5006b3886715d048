package recon

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

func TestMoneyText(t *testing.T) {
	cases := []struct {
		reason, unit, amount, want string
	}{
		{"yuan have fen", CNY, "198", "198.00"},
		{"the empty unit is yuan", "", "-1.5", "-1.50"},
		{"a fraction of a fen is not hidden", CNY, "0.005", "0.005"},
		{"zeros behind the fen are", CNY, "1.2300", "1.23"},
		{"counts have no fen", "次", "3.00", "3"},
		{"points keep what they have", "福豆", "2.5", "2.5"},
		{"not a hundred zeros", CNY, "1e100", "1e100"},
	}
	for _, c := range cases {
		if got := moneyText(c.unit, dec(c.amount)); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}

// dec reads a decimal that the test wrote itself.
func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// some is a decimal that is there.
func some(text string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(text)) }

// drawAmount draws whole fen mostly, and any exponent sometimes.
func drawAmount(t *rapid.T) decimal.Decimal {
	exp := rapid.SampledFrom([]int32{-2, -2, -1, 0, -3, -8, -20, 5, 16, 17, 30}).Draw(t, "exponent")
	return decimal.New(rapid.Int64().Draw(t, "coefficient"), exp)
}

// sumOf adds texts up.
func sumOf(texts ...string) (s exact.Sum) {
	for _, text := range texts {
		s.Add(dec(text))
	}
	return s
}
