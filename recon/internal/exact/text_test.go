package exact

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
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
		{"the largest exponent", dec("1e100"), "1e100"},
		{"zeros that would take the exponent out of bounds", decimal.New(100, 100), "100e100"},
	}
	for _, c := range cases {
		if got := Text(c.d); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}

func TestTextIsOfTheNumberAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawAmount(t)
		same := d.Mul(dec("1.0000000"))
		text := Text(d)
		if !json.Valid([]byte(text)) {
			t.Fatalf("%s is no JSON number", text)
		}
		if back, ok := Parse(text); !ok || !back.Equal(d) {
			t.Fatalf("%s reads back as %s, %v", text, back, ok)
		}
		if Text(same) != text {
			t.Fatalf("equal numbers have the texts %s and %s", Text(same), text)
		}
	})
}

func TestParseRefusals(t *testing.T) {
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
		"an exponent out of bounds": "1e101",
		"a small one":               "1e-101",
		"an absurd exponent":        "1e999999999999",
		"too many digits":           strings.Repeat("9", 101),
		"longer than any amount":    strings.Repeat("9", 100_000),
	}
	for reason, text := range cases {
		if d, ok := Parse(text); ok {
			t.Errorf("%s: read as %s", reason, d)
		}
	}
}

func TestAmountsInBoundsReadBackInBounds(t *testing.T) {
	for _, d := range []decimal.Decimal{
		decimal.New(100, 100),
		decimal.New(1, -100),
		dec("1" + strings.Repeat("0", 99)),
		dec(strings.Repeat("9", 100)).Shift(100),
		dec(strings.Repeat("9", 100)).Shift(-100),
	} {
		text := Text(d)
		if back, ok := Parse(text); !ok || !back.Equal(d) {
			t.Errorf("%d characters do not read back", len(text))
		}
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct{ reason, amount, want string }{
		{"yuan have fen", "198", "198.00"},
		{"negative", "-1.5", "-1.50"},
		{"a fraction of a fen is not hidden", "0.005", "0.005"},
		{"zeros behind the fen are", "1.2300", "1.23"},
		{"not a hundred zeros", "1e100", "1e100"},
	} {
		if got := Money(dec(c.amount)); got != c.want {
			t.Errorf("%s: %q, want %q", c.reason, got, c.want)
		}
	}
}
