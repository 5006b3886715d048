package recon

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
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

func TestToleranceIsZero(t *testing.T) {
	cases := []struct {
		reason string
		tol    Tolerance
		want   bool
	}{
		{"the zero value", Tolerance{}, true},
		{"only a cap", Tolerance{Cap: some("5")}, true},
		{"a cap of zero", Tolerance{PPM: 5, Cap: some("0.00")}, true},
		{"a base alone", Tolerance{Base: BaseBill}, true},
		{"an amount", Tolerance{Absolute: dec("0.01")}, false},
		{"a rate", Tolerance{PPM: 1}, false},
	}
	for _, c := range cases {
		if c.tol.isZero() != c.want {
			t.Errorf("%s: isZero must be %v", c.reason, c.want)
		}
	}
}

func TestToleranceAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tol := Tolerance{
			Absolute: decimal.New(rapid.Int64Range(0, 1000).Draw(t, "absolute"), -2),
			PPM:      rapid.Int64Range(0, 1_000_000).Draw(t, "ppm"),
			Base:     Base(rapid.IntRange(0, 2).Draw(t, "base")),
		}
		if rapid.Bool().Draw(t, "capped") {
			tol.Cap = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1000, 5000).Draw(t, "cap"), -2))
		}
		bill, order := drawAmount(t), drawAmount(t)
		want := rationalThreshold(tol, bill.Abs().Rat(), order.Abs().Rat())
		if got := tol.threshold("", bill, order).Rat(); got.Cmp(want) != 0 {
			t.Fatalf("threshold is %s, want %s", got, want)
		}
	})
}

func rationalThreshold(tol Tolerance, bill, order *big.Rat) *big.Rat {
	base := order
	if tol.Base == BaseBill || tol.Base == BaseLarger && bill.Cmp(order) > 0 {
		base = bill
	}
	limit := new(big.Rat).Mul(base, big.NewRat(tol.PPM, 1_000_000))
	if fixed := tol.Absolute.Rat(); fixed.Cmp(limit) > 0 {
		limit = fixed
	}
	if tol.Cap.Valid && tol.Cap.Decimal.Rat().Cmp(limit) < 0 {
		limit = tol.Cap.Decimal.Rat()
	}
	return limit
}
