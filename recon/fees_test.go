package recon

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestFee(t *testing.T) {
	cases := []struct {
		reason string
		f      FeeSchedule
		amount string
		want   string
	}{
		{"nothing agreed", FeeSchedule{}, "100", "0"},
		{"six per mille", FeeSchedule{RatePPM: 6000}, "100", "0.6"},
		{"a half fen goes up", FeeSchedule{RatePPM: 6000}, "2.50", "0.02"},
		{"a half fen to even", FeeSchedule{RatePPM: 6000, Rounding: HalfEven}, "7.50", "0.04"},
		{"cut off", FeeSchedule{RatePPM: 6000, Rounding: Down}, "9.90", "0.05"},
		{"rounded up", FeeSchedule{RatePPM: 6000, Rounding: Up}, "0.01", "0.01"},
		{"small amounts cost nothing", FeeSchedule{RatePPM: 6000}, "0.5", "0"},
		{"a fixed part", FeeSchedule{Fixed: dec("0.3")}, "12", "0.3"},
		{"rate and fixed part", FeeSchedule{RatePPM: 6000, Fixed: dec("0.3")}, "100", "0.9"},
		{"the fixed part is rounded with the rest", FeeSchedule{RatePPM: 6000, Fixed: dec("0.004")}, "0.20", "0.01"},
		{"a minimum", FeeSchedule{RatePPM: 6000, Min: some("0.1")}, "1", "0.1"},
		{"a maximum", FeeSchedule{RatePPM: 6000, Max: some("20")}, "10000", "20"},
		{"nothing costs nothing", FeeSchedule{Fixed: dec("1"), Min: some("5")}, "0", "0"},
		{"a refund gives the fee back", FeeSchedule{RatePPM: 6000, Fixed: dec("0.3")}, "-100", "-0.9"},
		{"a refund rounds as the payment did", FeeSchedule{RatePPM: 6000}, "-2.50", "-0.02"},
		{"a refund has the minimum too", FeeSchedule{RatePPM: 6000, Min: some("0.1")}, "-1", "-0.1"},
		{"the provider keeps the fee", FeeSchedule{RatePPM: 6000, RefundsFree: true}, "-100", "0"},
		{"and still charges payments", FeeSchedule{RatePPM: 6000, RefundsFree: true}, "100", "0.6"},
		{"thousandths", FeeSchedule{RatePPM: 6000, Places: 3}, "2.50", "0.015"},
		{"whole units", FeeSchedule{RatePPM: 500_000, Places: WholeUnits}, "5", "3"},
		{"a fraction of a fen counts", FeeSchedule{RatePPM: 1_000_000}, "0.005", "0.01"},
	}
	for _, c := range cases {
		if got := c.f.Fee(dec(c.amount)); !got.Equal(dec(c.want)) {
			t.Errorf("%s: %s, want %s", c.reason, got, c.want)
		}
	}
}

func TestFeeScheduleCheck(t *testing.T) {
	huge := decimal.New(1, 101)
	cases := []struct {
		reason string
		f      *FeeSchedule
		field  string
	}{
		{"none", nil, ""},
		{"the zero value", &FeeSchedule{}, ""},
		{"all of it", &FeeSchedule{RatePPM: 6000, Fixed: dec("1"), Min: some("0.01"), Max: some("0.01"), Rounding: Up, Places: 8}, ""},
		{"a negative rate", &FeeSchedule{RatePPM: -1}, "Fees.RatePPM"},
		{"more than all", &FeeSchedule{RatePPM: 1_000_001}, "Fees.RatePPM"},
		{"a negative fixed part", &FeeSchedule{Fixed: dec("-1")}, "Fees.Fixed"},
		{"an endless fixed part", &FeeSchedule{Fixed: huge}, "Fees.Fixed"},
		{"an unknown rounding", &FeeSchedule{Rounding: 4}, "Fees.Rounding"},
		{"too few places", &FeeSchedule{Places: -2}, "Fees.Places"},
		{"too many places", &FeeSchedule{Places: 9}, "Fees.Places"},
		{"a negative minimum", &FeeSchedule{Min: some("-1")}, "Fees.Min"},
		{"an endless minimum", &FeeSchedule{Min: decimal.NewNullDecimal(huge)}, "Fees.Min"},
		{"a minimum of half a fen", &FeeSchedule{Min: some("0.005")}, "Fees.Min"},
		{"half a fen where three places are", &FeeSchedule{Min: some("0.005"), Places: 3}, ""},
		{"a maximum with fen where none are", &FeeSchedule{Max: some("0.5"), Places: WholeUnits}, "Fees.Max"},
		{"a negative maximum", &FeeSchedule{Max: some("-1")}, "Fees.Max"},
		{"a maximum below the minimum", &FeeSchedule{Min: some("2"), Max: some("1")}, "Fees.Max"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			wantError(t, c.f.check(), ErrInvalidRules, c.field)
		})
	}
}

func TestFeeScheduleApplies(t *testing.T) {
	var none *FeeSchedule
	cases := []struct {
		reason string
		f      *FeeSchedule
		unit   string
		want   bool
	}{
		{"no schedule", none, CNY, false},
		{"yuan by default", &FeeSchedule{}, CNY, true},
		{"the empty unit is yuan", &FeeSchedule{Unit: CNY}, "", true},
		{"points have no fee in yuan", &FeeSchedule{}, "福豆", false},
		{"unless the schedule is of points", &FeeSchedule{Unit: "福豆"}, "福豆", true},
	}
	for _, c := range cases {
		if c.f.applies(c.unit) != c.want {
			t.Errorf("%s: applies must be %v", c.reason, c.want)
		}
	}
}
