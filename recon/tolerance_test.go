package recon

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestToleranceThreshold(t *testing.T) {
	cases := []struct {
		reason            string
		tol               Tolerance
		unit, bill, order string
		want              string
	}{
		{"none", Tolerance{}, CNY, "100", "100", "0"},
		{"a fixed amount", Tolerance{Absolute: dec("0.05")}, CNY, "100", "100", "0.05"},
		{"a rate of the orders", Tolerance{PPM: 1000}, CNY, "200", "100", "0.1"},
		{"a rate of the bills", Tolerance{PPM: 1000, Base: BaseBill}, CNY, "200", "100", "0.2"},
		{"a rate of the larger, bill", Tolerance{PPM: 1000, Base: BaseLarger}, CNY, "200", "100", "0.2"},
		{"a rate of the larger, orders", Tolerance{PPM: 1000, Base: BaseLarger}, CNY, "100", "300", "0.3"},
		{"larger is by size, not by sign", Tolerance{PPM: 1000, Base: BaseLarger}, CNY, "-300", "100", "0.3"},
		{"refunds have a size", Tolerance{PPM: 1000}, CNY, "0", "-100", "0.1"},
		{"the larger of fixed and rate, fixed", Tolerance{Absolute: dec("1"), PPM: 1000}, CNY, "0", "100", "1"},
		{"the larger of fixed and rate, rate", Tolerance{Absolute: dec("1"), PPM: 100_000}, CNY, "0", "100", "10"},
		{"a cap", Tolerance{PPM: 100_000, Cap: some("2")}, CNY, "0", "100", "2"},
		{"a cap that is not reached", Tolerance{PPM: 1000, Cap: some("2")}, CNY, "0", "100", "0.1"},
		{"a cap of zero switches it off", Tolerance{PPM: 1000, Cap: some("0")}, CNY, "0", "100", "0"},
		{"one ppm of one fen is kept exactly", Tolerance{PPM: 1}, CNY, "0", "0.01", "0.00000001"},
		{"the empty unit is CNY", Tolerance{Absolute: dec("1"), Unit: CNY}, "", "0", "100", "1"},
		{"another unit is exact", Tolerance{Absolute: dec("1")}, "福豆", "0", "100", "0"},
		{"a unit of its own", Tolerance{Absolute: dec("1"), Unit: "福豆"}, "福豆", "0", "100", "1"},
		{"and then CNY is exact", Tolerance{Absolute: dec("1"), Unit: "福豆"}, CNY, "0", "100", "0"},
	}
	for _, c := range cases {
		if got := c.tol.threshold(c.unit, dec(c.bill), dec(c.order)); !got.Equal(dec(c.want)) {
			t.Errorf("%s: %s, want %s", c.reason, got, c.want)
		}
	}
}

func TestToleranceCheck(t *testing.T) {
	cases := []struct {
		reason string
		tol    Tolerance
		field  string
	}{
		{"the zero value", Tolerance{}, ""},
		{"all of it", Tolerance{Absolute: dec("1"), PPM: 1_000_000, Base: BaseLarger, Cap: some("1")}, ""},
		{"a negative amount", Tolerance{Absolute: dec("-0.01")}, "FeeTolerance.Absolute"},
		{"an endless amount", Tolerance{Absolute: decimal.New(1, 101)}, "FeeTolerance.Absolute"},
		{"a negative rate", Tolerance{PPM: -1}, "FeeTolerance.PPM"},
		{"more than all", Tolerance{PPM: 1_000_001}, "FeeTolerance.PPM"},
		{"an unknown base", Tolerance{Base: 3}, "FeeTolerance.Base"},
		{"a negative cap", Tolerance{Cap: some("-1")}, "FeeTolerance.Cap"},
		{"an endless cap", Tolerance{Cap: decimal.NewNullDecimal(decimal.New(1, 101))}, "FeeTolerance.Cap"},
		{"a cap below the fixed amount", Tolerance{Absolute: dec("2"), Cap: some("1")}, "FeeTolerance.Cap"},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			wantError(t, c.tol.check("FeeTolerance"), ErrInvalidRules, c.field)
		})
	}
}

// TestFinding: what a difference of two amounts comes to, in the tolerance's unit and in another one.
func TestFinding(t *testing.T) {
	tol := Tolerance{Absolute: dec("0.05")}
	for _, c := range []struct {
		unit, bill, order string
		want              Verdict
	}{
		{CNY, "1", "1.00", 0},
		{"", "1.05", "1", WithinTolerance},
		{CNY, "1", "1.051", FoundFee},
		{"福豆", "1", "1", 0},
		{"福豆", "1.05", "1", FoundFee},
	} {
		if got := tol.finding(c.unit, dec(c.bill), dec(c.order), FoundFee); got != c.want {
			t.Errorf("%s beside %s in %q: %v, want %v", c.bill, c.order, c.unit, got, c.want)
		}
	}
}
