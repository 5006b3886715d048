package wire

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestMoney(t *testing.T) {
	const absent = "absent"
	for _, c := range []struct {
		reason, value string
		want          string // "absent", "" with a rule, or the amount with its digits as written
		rule          string
	}{
		{"string", `"9.90"`, "9.90", ""},
		{"number", `9.9`, "9.9", ""},
		{"number keeps its zeros", `-2.00`, "-2.00", ""},
		{"what float64 gets wrong", `575.67`, "575.67", ""},
		{"zero is present", `"0.00"`, "0.00", ""},
		{"bare zero", `0`, "0", ""},
		{"minus zero is zero", `-0.0`, "0.0", ""},
		{"blanks around", `" 12.30\t"`, "12.30", ""},
		{"leading zeros", `"0012.30"`, "12.30", ""},
		{"largest", `999999999999999999.99999999`, "999999999999999999.99999999", ""},
		{"largest below zero", `"-999999999999999999.99999999"`, "-999999999999999999.99999999", ""},
		{"19 digits", `"12345678901.23456789"`, "12345678901.23456789", ""},
		{"19 digits and an exponent", `-1234567890123456.789e1`, "-12345678901234567.89", ""},
		{"exponent", `1.5e3`, "1500", ""},
		{"negative exponent", `"150E-2"`, "1.50", ""},
		{"zero with a scale, as Java writes it", `0E-10`, "0.0000000000", ""},
		{"zeros at the end are no decimals", `9.900000000000`, "9.900000000000", ""},
		{"null is absent", `null`, absent, ""},
		{"empty is absent", `""`, absent, ""},
		{"blank is absent", `"  "`, absent, ""},

		{"two dashes without policy", `"--"`, "", notDecimal},
		{"one dash without policy", `"-"`, "", notDecimal},
		{"thousands without policy", `"1,234.56"`, "", notDecimal},
		{"plus sign", `"+1"`, "", notDecimal},
		{"no digit before the point", `".5"`, "", notDecimal},
		{"no digit after the point", `"1."`, "", notDecimal},
		{"full-width digits", `"１２．３"`, "", notDecimal},
		{"unicode minus", `"−1"`, "", notDecimal},
		{"hexadecimal", `"0x10"`, "", notDecimal},
		{"not a number", `"NaN"`, "", notDecimal},
		{"infinity", `"Infinity"`, "", notDecimal},
		{"currency sign", `"¥9.90"`, "", notDecimal},
		{"blank inside", `"1 234"`, "", notDecimal},
		{"word", `"null"`, "", notDecimal},
		{"huge exponent", `"1e10000"`, "", "has an exponent beyond 30"},
		{"huge negative exponent", `1e-10000`, "", "has an exponent beyond 30"},
		{"zero with a huge exponent", `0e31`, "", "has an exponent beyond 30"},
		{"too large", `1000000000000000000`, "", "has more than 18 digits before the point"},
		{"too large by its exponent", `1e18`, "", "has more than 18 digits before the point"},
		{"too many decimals", `0.000000001`, "", "has more than 8 decimals"},
		{"too many decimals by the exponent", `1e-9`, "", "has more than 8 decimals"},
		{"boolean", `true`, "", "is a boolean, not an amount"},
		{"object", `{}`, "", "is an object, not an amount"},
		{"array", `[1]`, "", "is an array, not an amount"},
	} {
		err := member(t, c.value, func(r *Reader) {
			got := r.Money()
			assert.Equal(t, c.rule == "" && c.want != absent, got.Valid, c.reason)
			if got.Valid {
				assert.Equal(t, c.want, got.Decimal.StringFixed(max(0, -got.Decimal.Exponent())), c.reason)
			}
		})
		assert.Equal(t, c.rule, rule(t, err, "v"), c.reason)
	}
}

func TestMoneyIsTheSameWithAndWithoutTheTable(t *testing.T) {
	var small, large shared
	large.size(1 << 20)
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(-100_000, 100_000).Draw(t, "fen")
		places := rapid.Int32Range(0, 4).Draw(t, "places")
		text := decimal.New(fen, -places).StringFixed(places)
		want := decimal.RequireFromString(text)
		for _, s := range []*shared{&small, &large} {
			got, rule := s.money([]byte(text))
			if rule != "" || !got.Valid || !got.Decimal.Equal(want) || got.Decimal.Exponent() != want.Exponent() {
				t.Fatalf("%s read as %v: %s", text, got, rule)
			}
		}
	})
}

func TestSharedDecimalsAreSafeToUse(t *testing.T) {
	var s shared
	s.size(1 << 20)
	first, _ := s.money([]byte("9.90"))
	sum := first.Decimal.Add(first.Decimal).Neg().Mul(first.Decimal).Shift(3).Round(1)
	require.False(t, sum.IsZero())
	changed := first
	require.NoError(t, changed.UnmarshalJSON([]byte(`"1.23"`)), "the one way to change a decimal in place")
	second, _ := s.money([]byte("9.90"))
	assert.Equal(t, "9.90", first.Decimal.StringFixed(2))
	assert.Equal(t, "9.90", second.Decimal.StringFixed(2))
}

func TestRepeatedMoneyDoesNotAllocate(t *testing.T) {
	var s shared
	s.size(1 << 20)
	amount := []byte("1234.56")
	assert.Zero(t, testing.AllocsPerRun(100, func() { s.money(amount) }))
}

// FuzzMoney holds amounts against decimal.NewFromString: what both accept is equal to the last digit, and what is
// refused is refused for a reason.
func FuzzMoney(f *testing.F) {
	for _, s := range []string{"9.90", "-0.00", "1e2", "0E-10", "999999999999999999.99999999", "1e10000", "1,234.56", "１", "+1", ".5", "1.", "0x10", "--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var none shared
		got, rule := none.money([]byte(s))
		plain := strings.Trim(s, " \t\r\n")
		if rule == "" && !got.Valid {
			if plain != "" {
				t.Fatalf("%q is absent", s)
			}
			return
		}
		want, wantErr := decimal.NewFromString(plain)
		if rule != "" {
			if wantErr == nil && isPlainNumber(plain) && want.Abs().LessThan(decimal.New(1, 18)) && want.Equal(want.Truncate(8)) && !strings.ContainsAny(plain, "eE") {
				t.Fatalf("%q refused: %v", s, rule)
			}
			return
		}
		if wantErr != nil || !want.Equal(got.Decimal) || want.Exponent() != got.Decimal.Exponent() {
			t.Fatalf("%q read as %s, not %s (%v)", s, got.Decimal, want, wantErr)
		}
		again, rule := none.money([]byte(got.Decimal.StringFixed(max(0, -got.Decimal.Exponent()))))
		if rule != "" || !again.Decimal.Equal(got.Decimal) {
			t.Fatalf("%q does not come back: %v", s, rule)
		}
	})
}
