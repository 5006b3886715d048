package recon

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestExactText(t *testing.T) {
	cases := []struct {
		reason string
		d      decimal.Decimal
		want   string
	}{
		{"nothing", decimal.Decimal{}, "0"},
		{"a zero with decimals", dec("0.00"), "0"},
		{"a trailing zero", dec("1.50"), "1.5"},
		{"whole yuan written with fen", dec("470.00"), "470"},
		{"a negative fraction", dec("-0.005"), "-0.005"},
		{"zeros before the point", dec("12e3"), "12000"},
		{"the last plain exponent", dec("1e18"), "1000000000000000000"},
		{"the first with an exponent", dec("1e19"), "1e19"},
		{"the last plain decimal", dec("1e-18"), "0.000000000000000001"},
		{"the first small one with an exponent", dec("-25e-20"), "-25e-20"},
		{"the largest exponent", dec("1e10000"), "1e10000"},
		{"zeros that would take the exponent out of bounds", decimal.New(100, 10_000), "100e10000"},
	}
	for _, c := range cases {
		if got := exactText(c.d); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}

func TestExactTextIsOfTheNumberAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawAmount(t)
		same := d.Mul(dec("1.0000000"))
		text := exactText(d)
		if !json.Valid([]byte(text)) {
			t.Fatalf("%s is no JSON number", text)
		}
		if back, ok := parseAmount(text); !ok || !back.Equal(d) {
			t.Fatalf("%s reads back as %s, %v", text, back, ok)
		}
		if exactText(same) != text {
			t.Fatalf("equal numbers have the texts %s and %s", exactText(same), text)
		}
	})
}

func TestParseAmountRefusals(t *testing.T) {
	cases := map[string]string{
		"nothing":                   "",
		"a space in front":          " 1",
		"a space behind":            "1 ",
		"a plus":                    "+1",
		"no digit before the point": ".5",
		"no digit behind the point": "1.",
		"thousands":                 "1,000",
		"a leading zero":            "01",
		"hexadecimal":               "0x10",
		"not a number":              "NaN",
		"a word":                    "true",
		"a list":                    "[1]",
		"full width":                "１２",
		"a minus that is not ASCII": "−1",
		"an exponent out of bounds": "1e10001",
		"a small one":               "1e-10001",
		"an absurd exponent":        "1e999999999999",
		"too many digits":           strings.Repeat("9", 10_001),
		"longer than any amount":    strings.Repeat("9", 100_000),
	}
	for reason, text := range cases {
		if d, ok := parseAmount(text); ok {
			t.Errorf("%s: read as %s", reason, d)
		}
	}
}

func TestAmountsInBoundsReadBackInBounds(t *testing.T) {
	for _, d := range []decimal.Decimal{
		decimal.New(100, 10_000),
		decimal.New(1, -10_000),
		dec("1" + strings.Repeat("0", 9_999)),
		dec(strings.Repeat("9", 10_000)).Shift(10_000),
		dec(strings.Repeat("9", 10_000)).Shift(-10_000),
	} {
		text := exactText(d)
		if back, ok := parseAmount(text); !ok || !back.Equal(d) {
			t.Errorf("%d characters do not read back", len(text))
		}
	}
}

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
		{"not ten thousand zeros", CNY, "1e10000", "1e10000"},
	}
	for _, c := range cases {
		if got := moneyText(c.unit, dec(c.amount)); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}
