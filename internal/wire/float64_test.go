package wire

import (
	"math"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestRoundedMoney(t *testing.T) {
	for _, test := range []struct {
		reason, literal, want string
		rounded               bool
		err                   string
	}{
		{"one unit above", `175.45000000000002`, "175.45", true, ""},
		{"one unit below", `575.66999999999996`, "575.67", true, ""},
		{"the float64 itself, with 17 digits", `9.9000000000000004`, "9.9", true, ""},
		{"below zero", `-575.6699999999999`, "-575.67", true, ""},
		{"with an exponent", `1.7545000000000002e2`, "175.45", true, ""},
		{"of few decimals, which were taken as they came before", `123456789.12000001`, "123456789.12", true, ""},
		{"exact digits stay", `175.45`, "175.45", false, ""},
		{"so do three decimals", `175.451`, "175.451", false, ""},
		{"eight decimals that are no noise", `175.45000002`, "175.45000002", false, ""},
		{"digits that a large float64 has no room for", `1234567890123456.789`, "1234567890123456.789", false, ""},
		{"two units above", `175.45000000000005`, "", false, "has more than 8 decimals"},
		{"near half a fen", `175.45500000000001`, "", false, "has more than 8 decimals"},
		{"near zero is not zero", `5.551115123125783e-17`, "", false, "has more than 8 decimals"},
		{"quoted money is never rounded", `"175.45000000000002"`, "", false, "has more than 8 decimals"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := NewReader([]byte(test.literal))
			v, rounded := r.RoundedMoney(2)
			assert.Equal(t, test.rounded, rounded)
			if test.err != "" {
				require.ErrorContains(t, r.Err(), test.err)
				return
			}
			require.NoError(t, r.Err())
			assert.Equal(t, test.want, v.Decimal.String())
		})
	}
	r := NewReader([]byte(`175.45000000000002`))
	r.Money()
	assert.ErrorContains(t, r.Err(), "has more than 8 decimals", "only where the page promises decimals")
}

// Every amount of up to 13 digits before the point is found again from its float64 and the ones next to it, however printed.
func TestRoundedMoneyFindsEveryAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := decimal.New(rapid.Int64Range(-1e15+1, 1e15-1).Draw(t, "fen"), -2)
		f, err := strconv.ParseFloat(want.String(), 64)
		require.NoError(t, err)
		switch rapid.IntRange(-1, 1).Draw(t, "units") {
		case 1:
			f = math.Nextafter(f, math.Inf(1))
		case -1:
			f = math.Nextafter(f, math.Inf(-1))
		}
		if want.IsZero() {
			f = 0
		}
		digits := rapid.SampledFrom([]int{-1, 17}).Draw(t, "digits")
		literal := strconv.FormatFloat(f, 'g', digits, 64)
		r := NewReader([]byte(literal))
		got, _ := r.RoundedMoney(2)
		require.NoError(t, r.Err(), literal)
		require.True(t, want.Equal(got.Decimal), "%s became %s, not %s", literal, got.Decimal, want)
	})
}
