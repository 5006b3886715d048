package price

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// TestAllows: what is exactly as far off as is allowed is within tolerance.
func TestAllows(t *testing.T) {
	for _, c := range []struct {
		reason      string
		tolerance   Tolerance
		bill, order int64
		want        int64 // how far off the bill's fee may be, upwards
	}{
		{"none", Tolerance{}, 500, 500, 0},
		{"a size", Tolerance{Absolute: 4, Cap: 1 << 40}, 500, 500, 4},
		{"a share of the order's", Tolerance{PPM: 6000, Cap: 1 << 40}, 500, 500, 3},
		{"the larger of both", Tolerance{Absolute: 4, PPM: 6000, Cap: 1 << 40}, 500, 500, 4},
		{"at most the cap", Tolerance{PPM: 100_000, Cap: 7}, 500, 500, 7},
		{"a share of the bill's, which grows with it", Tolerance{PPM: 10_000, Cap: 1 << 40, Base: BaseBill}, 500, 500, 5},
		{"a share of the larger one", Tolerance{PPM: 500_000, Cap: 1 << 40, Base: BaseLarger}, 500, 500, 500},
	} {
		for gap := range c.want + 3 {
			assert.Equal(t, gap <= c.want, c.tolerance.Allows(c.bill+gap, c.order), "%s, %d off", c.reason, gap)
			assert.Equal(t, gap <= c.want, c.tolerance.Allows(-c.bill-gap, -c.order), "%s, %d off, given back", c.reason, gap)
		}
	}
}

func TestToleranceIsZero(t *testing.T) {
	for _, c := range []struct {
		reason string
		t      DecimalTolerance
		want   bool
	}{
		{"the zero value", DecimalTolerance{}, true},
		{"only a cap", DecimalTolerance{Cap: some("5")}, true},
		{"a cap of zero", DecimalTolerance{PPM: 5, Cap: some("0.00")}, true},
		{"a base alone", DecimalTolerance{Base: BaseBill}, true},
		{"an amount", DecimalTolerance{Absolute: dec("0.01")}, false},
		{"a rate", DecimalTolerance{PPM: 1}, false},
	} {
		assert.Equal(t, c.want, c.t.IsZero(), c.reason)
	}
}

// TestToleranceAgainstRationals: the threshold is exact, and what is allowed goes up to it.
func TestToleranceAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		allowed := DecimalTolerance{
			Absolute: decimal.New(rapid.Int64Range(0, 1000).Draw(t, "absolute"), -2),
			PPM:      rapid.Int64Range(0, 1_000_000).Draw(t, "ppm"),
			Base:     Base(rapid.IntRange(0, 2).Draw(t, "base")),
		}
		if rapid.Bool().Draw(t, "capped") {
			allowed.Cap = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1000, 5000).Draw(t, "cap"), -2))
		}
		bill, order := drawAmount(t, "bill"), drawAmount(t, "order")
		want := rationalThreshold(allowed, bill.Abs().Rat(), order.Abs().Rat())
		if got := allowed.Threshold(bill, order).Rat(); got.Cmp(want) != 0 {
			t.Fatalf("the threshold is %s, want %s", got, want)
		}
		gap := bill.Sub(order).Abs().Rat()
		if got := allowed.Allows(bill, order); got != (gap.Cmp(want) <= 0) {
			t.Fatalf("%s beside %s is allowed: %v", bill, order, got)
		}
	})
}

func drawAmount(t *rapid.T, name string) decimal.Decimal {
	return decimal.New(someFen(1<<40).Draw(t, name), rapid.SampledFrom([]int32{-2, -2, -2, -5, 3}).Draw(t, name+"'s exponent"))
}

func rationalThreshold(t DecimalTolerance, bill, order *big.Rat) *big.Rat {
	base := order
	if t.Base == BaseBill || t.Base == BaseLarger && bill.Cmp(order) > 0 {
		base = bill
	}
	limit := new(big.Rat).Mul(base, big.NewRat(t.PPM, 1_000_000))
	if fixed := t.Absolute.Rat(); fixed.Cmp(limit) > 0 {
		limit = fixed
	}
	if t.Cap.Valid && t.Cap.Decimal.Rat().Cmp(limit) < 0 {
		limit = t.Cap.Decimal.Rat()
	}
	return limit
}

// TestFenTolerance: in fen a tolerance allows what it allows in decimals.
func TestFenTolerance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		allowed := DecimalTolerance{
			Absolute: decimal.New(rapid.Int64Range(0, 500).Draw(t, "absolute"), rapid.Int32Range(-4, -1).Draw(t, "exponent")),
			PPM:      rapid.SampledFrom([]int64{0, 1, 6000, 333_333, 1_000_000}).Draw(t, "ppm"),
			Base:     Base(rapid.IntRange(0, 2).Draw(t, "base")),
		}
		if rapid.Bool().Draw(t, "has a cap") {
			allowed.Cap = decimal.NewNullDecimal(allowed.Absolute.Add(decimal.New(rapid.Int64Range(0, 3000).Draw(t, "cap"), -3)))
		}
		bill := someFen(MaxFee).Draw(t, "bill")
		order := bill + rapid.Int64Range(-20, 20).Draw(t, "gap")
		want := allowed.Allows(yuan(bill), yuan(order))
		if got := allowed.Fen().Allows(bill, order); got != want {
			t.Fatalf("%+v allows %d beside %d: %v, want %v", allowed, bill, order, got, want)
		}
	})
}

// TestToleranceIncludesItsBounds: what is exactly as far off as is allowed is within tolerance.
func TestToleranceIncludesItsBounds(t *testing.T) {
	for _, c := range []struct {
		reason  string
		allowed DecimalTolerance
		within  int64 // fen beside 500
	}{
		{"a size", DecimalTolerance{Absolute: yuan(4)}, 4},
		{"a share", DecimalTolerance{PPM: 6000}, 3},
		{"a share with a cap", DecimalTolerance{PPM: 100_000, Cap: decimal.NewNullDecimal(yuan(7))}, 7},
		{"more than fits", DecimalTolerance{Absolute: decimal.New(1, 90)}, 60},
	} {
		for _, order := range []int64{500, -500} {
			for gap := int64(-60); gap <= 60; gap++ {
				want := size(gap) <= c.within
				assert.Equal(t, want, c.allowed.Fen().Allows(order+gap, order), "%s: %d beside %d, in fen", c.reason, order+gap, order)
				assert.Equal(t, want, c.allowed.Allows(yuan(order+gap), yuan(order)), "%s: %d beside %d", c.reason, order+gap, order)
			}
		}
	}
}
