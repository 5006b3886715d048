package anytext

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestAmount(t *testing.T) {
	for _, c := range []struct{ reason, amount, want string }{
		{"fen", "1.98", `"1.98"`},
		{"zeros at the end", "1.50", `"1.5"`},
		{"zero is not absent", "0.00", `"0"`},
		{"a refund", "-3", `"-3"`},
		{"many zeros", "1e100", `"1e100"`},
	} {
		got := Amount(decimal.NewNullDecimal(decimal.RequireFromString(c.amount)))
		if string(got) != c.want {
			t.Errorf("%s: %s, want %s", c.reason, got, c.want)
		}
	}
	if got := Amount(decimal.NullDecimal{}); got != nil {
		t.Errorf("an absent amount is %s", got)
	}
}

func TestParseAmount(t *testing.T) {
	for _, c := range []struct{ reason, data, want string }{
		{"a string", `"-1.50"`, "-1.5"},
		{"a number", `1.50`, "1.5"},
		{"an exponent", `1e3`, "1000"},
		{"nothing", ``, "absent"},
		{"null", `null`, "absent"},
		{"an empty string", `""`, "refused"},
		{"half a string", `"`, "refused"},
		{"thousands", `"1,234.56"`, "refused"},
		{"an escape", `"\u0031"`, "refused"},
		{"a word", `"null"`, "refused"},
		{"an object", `{}`, "refused"},
		{"white space", `" 1"`, "refused"},
		{"an exponent beyond the bounds", `"1e101"`, "refused"},
		{"too many digits", `"` + strings.Repeat("7", 101) + `"`, "refused"},
	} {
		d, ok := ParseAmount(json.RawMessage(c.data))
		got := d.Decimal.String()
		if !d.Valid {
			got = "absent"
		}
		if !ok {
			got = "refused"
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.reason, got, c.want)
		}
	}
}

func TestAmountReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := decimal.New(rapid.Int64().Draw(t, "coefficient"), int32(rapid.IntRange(-100, 80).Draw(t, "exponent")))
		text := Amount(decimal.NewNullDecimal(want))
		got, ok := ParseAmount(text)
		if !ok || !got.Valid || !got.Decimal.Equal(want) || !json.Valid(text) {
			t.Fatalf("%s reads back as %v, %v", text, got, ok)
		}
	})
}
