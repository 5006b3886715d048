package report

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon"
)

func TestAmountText(t *testing.T) {
	for _, c := range []struct{ reason, unit, amount, want string }{
		{"whole yuan", "CNY", "12", "12.00"},
		{"one decimal", "CNY", "12.5", "12.50"},
		{"fen", "CNY", "12.05", "12.05"},
		{"zero", "CNY", "0", "0.00"},
		{"zero with an exponent", "CNY", "0e50", "0.00"},
		{"a negative fen", "CNY", "-0.01", "-0.01"},
		{"less than a fen", "CNY", "0.005", "0.005"},
		{"zeros at the end are not less than a fen", "CNY", "1.5000", "1.50"},
		{"hundreds as an exponent", "CNY", "12e2", "1200.00"},
		{"more than an int64", "CNY", "123456789012345678901234567890.12", "123456789012345678901234567890.12"},
		{"very large", "CNY", "1e30", "1e30"},
		{"very small", "CNY", "-25e-30", "-25e-30"},
		{"another unit is as short as it is", "次", "3", "3"},
		{"another unit, zeros dropped", "次", "3.10", "3.1"},
		{"another unit, hundreds", "福豆", "5e3", "5000"},
	} {
		require.Equal(t, c.want, amountText(c.unit, dec(c.amount)), c.reason)
	}
}

func TestAmountTextIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawAmount(t)
		for _, unit := range []string{recon.CNY, "次"} {
			s := amountText(unit, d)
			back, err := decimal.NewFromString(s)
			if err != nil || !back.Equal(d) || !json.Valid([]byte(s)) {
				t.Fatalf("%v is %q", d, s)
			}
			if again := amountText(unit, d.Mul(decimal.New(1000, -3))); again != s {
				t.Fatalf("the same number is %q and %q", s, again)
			}
		}
	})
}

// drawAmount covers small and large numbers and every way to write them.
func drawAmount(t *rapid.T) decimal.Decimal {
	d := decimal.New(rapid.Int64().Draw(t, "coefficient"), rapid.Int32Range(-30, 30).Draw(t, "exponent"))
	if rapid.Bool().Draw(t, "long") {
		d = d.Mul(decimal.New(math.MaxInt64, 0))
	}
	return d
}

func TestGrouped(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "1": "1", "123": "123", "1234": "1,234", "-123.45": "-123.45", "-1234567.8": "-1,234,567.8", "123456e30": "123,456e30", "0.0001234": "0.0001234",
	} {
		require.Equal(t, want, grouped(text))
	}
}

func TestMoneyAndDrift(t *testing.T) {
	require.Equal(t, "1,234.50", money("CNY", dec("1234.5")))
	require.Equal(t, "1,234 次", money("次", dec("1234")))
	require.Equal(t, "+1.00", drift("CNY", dec("1")))
	require.Equal(t, "-1.00", drift("CNY", dec("-1")))
	require.Equal(t, "0.00", drift("CNY", dec("0")))
	require.Equal(t, "+2 a␊b", drift("a\nb", dec("2")), "a unit is the caller's text")
}
