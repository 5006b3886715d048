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
	dashes, noMinus, grouped := MoneyPolicy{DashIsAbsent: true}, MoneyPolicy{NonNegative: true}, MoneyPolicy{Thousands: true}
	whole := MoneyPolicy{MaxDecimals: -1, MaxExponent: -1}
	const absent = "absent"
	for _, c := range []struct {
		reason, value string
		policy        MoneyPolicy
		want          string // "absent", "" with a rule, or the amount with its digits as written
		rule          string
	}{
		{"string", `"9.90"`, MoneyPolicy{}, "9.90", ""},
		{"number", `9.9`, MoneyPolicy{}, "9.9", ""},
		{"number keeps its zeros", `-2.00`, MoneyPolicy{}, "-2.00", ""},
		{"what float64 gets wrong", `575.67`, MoneyPolicy{}, "575.67", ""},
		{"zero is present", `"0.00"`, MoneyPolicy{}, "0.00", ""},
		{"bare zero", `0`, MoneyPolicy{}, "0", ""},
		{"minus zero is zero", `-0.0`, noMinus, "0.0", ""},
		{"blanks around", `" 12.30\t"`, MoneyPolicy{}, "12.30", ""},
		{"leading zeros", `"0012.30"`, MoneyPolicy{}, "12.30", ""},
		{"largest", `999999999999999999.99999999`, MoneyPolicy{}, "999999999999999999.99999999", ""},
		{"largest below zero", `"-999999999999999999.99999999"`, MoneyPolicy{}, "-999999999999999999.99999999", ""},
		{"19 digits", `"12345678901.23456789"`, MoneyPolicy{}, "12345678901.23456789", ""},
		{"19 digits and an exponent", `-1234567890123456.789e1`, MoneyPolicy{}, "-12345678901234567.89", ""},
		{"exponent", `1.5e3`, MoneyPolicy{}, "1500", ""},
		{"negative exponent", `"150E-2"`, MoneyPolicy{}, "1.50", ""},
		{"zero with a scale, as Java writes it", `0E-10`, MoneyPolicy{}, "0.0000000000", ""},
		{"zeros at the end are no decimals", `9.900000000000`, MoneyPolicy{}, "9.900000000000", ""},
		{"two dashes, by policy", `"--"`, dashes, absent, ""},
		{"one dash, by policy", `"-"`, dashes, absent, ""},
		{"dash policy takes amounts", `"-1"`, dashes, "-1", ""},
		{"thousands, by policy", `"1,234.56"`, grouped, "1234.56", ""},
		{"millions, by policy", `"-12,345,678"`, grouped, "-12345678", ""},
		{"thousands policy takes plain digits", `"1234.56"`, grouped, "1234.56", ""},
		{"whole, by policy", `198`, whole, "198", ""},
		{"whole with zero decimals", `"198.00"`, whole, "198.00", ""},
		{"null is absent", `null`, MoneyPolicy{}, absent, ""},
		{"empty is absent", `""`, MoneyPolicy{}, absent, ""},
		{"blank is absent", `"  "`, MoneyPolicy{}, absent, ""},

		{"two dashes without policy", `"--"`, MoneyPolicy{}, "", notDecimal},
		{"one dash without policy", `"-"`, MoneyPolicy{}, "", notDecimal},
		{"three dashes", `"---"`, dashes, "", notDecimal},
		{"thousands without policy", `"1,234.56"`, MoneyPolicy{}, "", notDecimal},
		{"group of two", `"1,23.45"`, grouped, "", notDecimal},
		{"group of four", `"1,2345"`, grouped, "", notDecimal},
		{"long first group", `"1234,567"`, grouped, "", notDecimal},
		{"empty first group", `",123"`, grouped, "", notDecimal},
		{"comma at the end", `"123,"`, grouped, "", notDecimal},
		{"two commas", `"1,,234"`, grouped, "", notDecimal},
		{"comma in the decimals", `"1.234,567"`, grouped, "", notDecimal},
		{"group that starts with zero", `"0,123"`, grouped, "", notDecimal},
		{"dash inside", `"1-,234"`, grouped, "", notDecimal},
		{"plus sign", `"+1"`, MoneyPolicy{}, "", notDecimal},
		{"no digit before the point", `".5"`, MoneyPolicy{}, "", notDecimal},
		{"no digit after the point", `"1."`, MoneyPolicy{}, "", notDecimal},
		{"full-width digits", `"１２．３"`, MoneyPolicy{}, "", notDecimal},
		{"unicode minus", `"−1"`, MoneyPolicy{}, "", notDecimal},
		{"hexadecimal", `"0x10"`, MoneyPolicy{}, "", notDecimal},
		{"not a number", `"NaN"`, MoneyPolicy{}, "", notDecimal},
		{"infinity", `"Infinity"`, MoneyPolicy{}, "", notDecimal},
		{"currency sign", `"¥9.90"`, MoneyPolicy{}, "", notDecimal},
		{"blank inside", `"1 234"`, MoneyPolicy{}, "", notDecimal},
		{"word", `"null"`, MoneyPolicy{}, "", notDecimal},
		{"huge exponent", `"1e10000"`, MoneyPolicy{}, "", "has an exponent beyond 30"},
		{"huge negative exponent", `1e-10000`, MoneyPolicy{}, "", "has an exponent beyond 30"},
		{"zero with a huge exponent", `0e31`, MoneyPolicy{}, "", "has an exponent beyond 30"},
		{"exponent refused by policy", `1e1`, whole, "", "has an exponent beyond 0"},
		{"too large", `1000000000000000000`, MoneyPolicy{}, "", "has more than 18 digits before the point"},
		{"too large by its exponent", `1e18`, MoneyPolicy{}, "", "has more than 18 digits before the point"},
		{"too many decimals", `0.000000001`, MoneyPolicy{}, "", "has more than 8 decimals"},
		{"too many decimals by the exponent", `1e-9`, MoneyPolicy{}, "", "has more than 8 decimals"},
		{"not whole", `1.5`, whole, "", "has more than 0 decimals"},
		{"limit of the policy", `100`, MoneyPolicy{MaxIntegerDigits: 2}, "", "has more than 2 digits before the point"},
		{"negative, by policy", `-0.01`, noMinus, "", "is below zero"},
		{"boolean", `true`, MoneyPolicy{}, "", "is a boolean, not an amount"},
		{"object", `{}`, MoneyPolicy{}, "", "is an object, not an amount"},
		{"array", `[1]`, MoneyPolicy{}, "", "is an array, not an amount"},
	} {
		err := member(t, c.value, func(r *Reader) {
			got := r.Money(c.policy)
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
			got, rule := s.money([]byte(text), &MoneyPolicy{})
			if rule != "" || !got.Valid || !got.Decimal.Equal(want) || got.Decimal.Exponent() != want.Exponent() {
				t.Fatalf("%s read as %v: %s", text, got, rule)
			}
		}
	})
}

func TestSharedDecimalsAreSafeToUse(t *testing.T) {
	var s shared
	s.size(1 << 20)
	first, _ := s.money([]byte("9.90"), &MoneyPolicy{})
	sum := first.Decimal.Add(first.Decimal).Neg().Mul(first.Decimal).Shift(3).Round(1)
	require.False(t, sum.IsZero())
	changed := first
	require.NoError(t, changed.UnmarshalJSON([]byte(`"1.23"`)), "the one way to change a decimal in place")
	second, _ := s.money([]byte("9.90"), &MoneyPolicy{})
	assert.Equal(t, "9.90", first.Decimal.StringFixed(2))
	assert.Equal(t, "9.90", second.Decimal.StringFixed(2))
}

func TestRepeatedMoneyDoesNotAllocate(t *testing.T) {
	var s shared
	s.size(1 << 20)
	amount := []byte("1234.56")
	assert.Zero(t, testing.AllocsPerRun(100, func() { s.money(amount, &MoneyPolicy{}) }))
}

func TestParseMoney(t *testing.T) {
	got, err := ParseMoney(" 12.30 ", MoneyPolicy{})
	require.NoError(t, err)
	assert.Equal(t, "12.30", got.Decimal.StringFixed(2))

	got, err = ParseMoney("--", MoneyPolicy{DashIsAbsent: true})
	require.NoError(t, err)
	assert.False(t, got.Valid)

	got, err = ParseMoney("fictional-secret", MoneyPolicy{})
	assert.EqualError(t, err, "is not a decimal number")
	assert.False(t, got.Valid)
}

// FuzzMoney holds ParseMoney against decimal.NewFromString: what both accept is equal to the last digit, and what the
// default policy refuses is refused for a reason.
func FuzzMoney(f *testing.F) {
	for _, s := range []string{"9.90", "-0.00", "1e2", "0E-10", "999999999999999999.99999999", "1e10000", "1,234.56", "１", "+1", ".5", "1.", "0x10", "--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseMoney(s, MoneyPolicy{})
		plain := strings.Trim(s, " \t\r\n")
		if err == nil && !got.Valid {
			if plain != "" {
				t.Fatalf("%q is absent", s)
			}
			return
		}
		want, wantErr := decimal.NewFromString(plain)
		if err != nil {
			if wantErr == nil && isPlainNumber(plain) && want.Abs().LessThan(decimal.New(1, 18)) && want.Equal(want.Truncate(8)) && !strings.ContainsAny(plain, "eE") {
				t.Fatalf("%q refused: %v", s, err)
			}
			return
		}
		if wantErr != nil || !want.Equal(got.Decimal) || want.Exponent() != got.Decimal.Exponent() {
			t.Fatalf("%q read as %s, not %s (%v)", s, got.Decimal, want, wantErr)
		}
		again, err := ParseMoney(got.Decimal.StringFixed(max(0, -got.Decimal.Exponent())), MoneyPolicy{})
		if err != nil || !again.Decimal.Equal(got.Decimal) {
			t.Fatalf("%q does not come back: %v", s, err)
		}
	})
}
