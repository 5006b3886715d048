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
		{"two units above: 1027.88 − 102.57 in float64", `925.3100000000002`, "925.31", true, ""},
		{"four units above", `175.4500000000001`, "175.45", true, ""},
		{"five units above", `175.45000000000013`, "", false, "has more than 8 decimals"},
		{"six decimals that are no noise", `175.454999`, "175.454999", false, ""},
		{"eight decimals that are no noise, with 16 digits", `12345678.45499999`, "12345678.45499999", false, ""},
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

// A server that subtracts the fee from the total in float64 sends differences that are off by more than one unit: each of them is
// the exact difference, however it falls.
func TestRoundedMoneyOfDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(0, 100_000_000).Draw(t, "total in fen")
		fee := rapid.Int64Range(0, total/10).Draw(t, "fee in fen")
		requireDifference(t, total, fee)
	})
	for power := int64(1); power <= 1<<19; power *= 2 { // where the units of total are twice those of the difference
		for fen := int64(1); fen <= 200; fen++ {
			for _, fee := range []int64{fen, 2 * fen, 77} {
				if total := 100*power - 1 + fen; fee <= total/10 {
					requireDifference(t, total, fee)
				}
			}
		}
	}
}

func requireDifference(t require.TestingT, total, fee int64) {
	float := func(fen int64) float64 {
		f, err := strconv.ParseFloat(decimal.New(fen, -2).StringFixed(2), 64)
		require.NoError(t, err)
		return f
	}
	literal := strconv.FormatFloat(float(total)-float(fee), 'f', -1, 64)
	r := NewReader([]byte(literal))
	got, _ := r.RoundedMoney(2)
	require.NoError(t, r.Err(), literal)
	want := decimal.New(total-fee, -2)
	require.True(t, want.Equal(got.Decimal), "%s became %s, not %s", literal, got.Decimal, want)
}

// With more than ten digits before the point a unit is no longer small beside a fen.
func TestRoundedMoneyOfLargeAmounts(t *testing.T) {
	for _, test := range []struct {
		units   int
		rounded bool
	}{{1, true}, {2, false}, {4, false}} {
		f := 12345678901.23
		for range test.units {
			f = math.Nextafter(f, math.Inf(1))
		}
		r := NewReader([]byte(strconv.FormatFloat(f, 'f', -1, 64)))
		v, rounded := r.RoundedMoney(2)
		require.NoError(t, r.Err())
		assert.Equal(t, test.rounded, rounded, test.units)
		assert.Equal(t, test.rounded, v.Decimal.Equal(decimal.New(1234567890123, -2)), test.units)
	}
}
