package wire

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestInt(t *testing.T) {
	const whole, inRange = "is not a whole number", "is not within -5 to 1500"
	for _, c := range []struct {
		reason, value string
		want          int64
		ok            bool
		rule          string
	}{
		{"number", `12`, 12, true, ""},
		{"zero is present", `0`, 0, true, ""},
		{"minus zero", `-0`, 0, true, ""},
		{"negative", `-5`, -5, true, ""},
		{"quoted", `"12"`, 12, true, ""},
		{"quoted with leading zeros", `"0012"`, 12, true, ""},
		{"many leading zeros", `"` + strings.Repeat("0", 100) + `12"`, 12, true, ""},
		{"quoted with blanks", `" 12 "`, 12, true, ""},
		{"quoted with escapes", `"\u0031\t"`, 1, true, ""},
		{"decimals that are zero", `1.0`, 1, true, ""},
		{"many decimals that are zero", `1.` + strings.Repeat("0", 50), 1, true, ""},
		{"exponent", `1e2`, 100, true, ""},
		{"exponent that removes decimals", `1.5E+1`, 15, true, ""},
		{"negative exponent that stays whole", `1500e-2`, 15, true, ""},
		{"zero with a huge exponent", `0e9999`, 0, true, ""},
		{"null is absent", `null`, 0, false, ""},
		{"empty is absent", `""`, 0, false, ""},
		{"blank is absent", `" "`, 0, false, ""},

		{"fraction", `1.5`, 0, false, whole},
		{"small fraction", `1e-99999999999`, 0, false, whole},
		{"quoted fraction", `"0.10"`, 0, false, whole},
		{"word", `"twelve"`, 0, false, whole},
		{"plus sign", `"+1"`, 0, false, whole},
		{"lone minus", `"-"`, 0, false, whole},
		{"two minus", `"--1"`, 0, false, whole},
		{"no digit after the point", `"1."`, 0, false, whole},
		{"no digit before the point", `".5"`, 0, false, whole},
		{"hexadecimal", `"0x10"`, 0, false, whole},
		{"underscore", `"1_000"`, 0, false, whole},
		{"comma", `"1,000"`, 0, false, whole},
		{"full-width digit", `"１"`, 0, false, whole},
		{"blank inside", `"1 2"`, 0, false, whole},
		{"above", `1501`, 0, false, inRange},
		{"below", `-6`, 0, false, inRange},
		{"above after the exponent", `1e99`, 0, false, inRange},
		{"absurd exponent", `1e99999999999999999999`, 0, false, inRange},
		{"beyond 64 bits", `99999999999999999999`, 0, false, inRange},
		{"far beyond 64 bits", `"-` + strings.Repeat("9", 100) + `"`, 0, false, inRange},
		{"boolean", `true`, 0, false, "is a boolean, not a whole number"},
		{"object", `{}`, 0, false, "is an object, not a whole number"},
		{"array", `[1]`, 0, false, "is an array, not a whole number"},
	} {
		err := member(t, c.value, func(r *Reader) {
			got, ok := r.Int(-5, 1500)
			assert.Equal(t, c.want, got, c.reason)
			assert.Equal(t, c.ok, ok, c.reason)
		})
		assert.Equal(t, c.rule, rule(t, err, "v"), c.reason)
	}
}

func TestIntAtTheEdgesOf64Bits(t *testing.T) {
	for literal, want := range map[string]int64{
		"9223372036854775807": math.MaxInt64, "-9223372036854775808": math.MinInt64, "9223372036854775807.0": math.MaxInt64,
		"922337203685477580.7e1": math.MaxInt64, "-9223372036854775808000e-3": math.MinInt64, "1e18": 1e18,
		"999999999999999999": 999999999999999999, "1000000000000000000": 1e18,
	} {
		got, rule := parseInt([]byte(literal), math.MinInt64, math.MaxInt64)
		assert.Empty(t, rule, literal)
		assert.Equal(t, want, got, literal)
	}
	for _, literal := range []string{"9223372036854775808", "-9223372036854775809", "9999999999999999999", "1e19", "18446744073709551616", "1e20"} {
		_, rule := parseInt([]byte(literal), math.MinInt64, math.MaxInt64)
		assert.Contains(t, rule, "is not within", literal)
	}
}

// FuzzInt holds parseInt against big.Rat, which knows all forms of a number.
func FuzzInt(f *testing.F) {
	for _, s := range []string{"0", "-1", "0012", "1.0", "1e2", "1.5", "1e99", "-9223372036854775808", "9223372036854775807.00", "120e-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, rule := parseInt([]byte(s), math.MinInt64, math.MaxInt64)
		if plain, err := strconv.ParseInt(s, 10, 64); err == nil && s[0] != '+' && len(s) <= maxLiteral && (rule != "" || got != plain) {
			t.Fatalf("%q is %d, not %d %s", s, plain, got, rule)
		}
		if _, exp, _ := strings.Cut(strings.ToLower(s), "e"); len(exp) > 4 || rule == notWhole && !strings.ContainsAny(s, "0123456789") {
			return
		}
		want, known := new(big.Rat).SetString(s)
		if rule == "" && (!known || !want.IsInt() || !want.Num().IsInt64() || want.Num().Int64() != got) {
			t.Fatalf("%q read as %d", s, got)
		}
		if known && rule != "" && isPlainNumber(s) && want.IsInt() && want.Num().IsInt64() {
			t.Fatalf("%q refused: %s", s, rule)
		}
	})
}

// isPlainNumber says that s is written the way scanLiteral accepts.
func isPlainNumber(s string) bool {
	_, rule := scanLiteral([]byte(s))
	return rule == ""
}
