package price

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestRounding: halves of a fen, what is just beside them, and whole fen; a refund's fee mirrors the payment's.
func TestRounding(t *testing.T) {
	const whole, half = 200, 100 // at 0.5 %
	for _, c := range []struct {
		rounding Rounding
		fees     [5]int64 // of 0.5, 1.5, just below 1.5, just above 1.5, and 1 fen
	}{
		{HalfUp, [...]int64{1, 2, 1, 2, 1}},
		{HalfEven, [...]int64{0, 2, 1, 2, 1}},
		{Down, [...]int64{0, 1, 1, 1, 1}},
		{Up, [...]int64{1, 2, 2, 2, 1}},
	} {
		s := Schedule{RatePPM: 5000, Max: 1 << 40, Rounding: c.rounding}
		for i, fen := range [...]int64{half, whole + half, whole + half - 1, whole + half + 1, whole} {
			fee, ok := s.Fee(fen)
			assert.True(t, ok)
			assert.Equal(t, c.fees[i], fee, "rounding %d of %d", c.rounding, fen)
			back, _ := s.Fee(-fen)
			assert.Equal(t, -fee, back, "rounding %d of %d", c.rounding, -fen)
		}
	}
}

// TestBoundsOfAFee: Fixed is added before Min and Max bound it, zero costs nothing, and a refund is free where it is said to be.
func TestBoundsOfAFee(t *testing.T) {
	s := Schedule{RatePPM: 10_000, Fixed: 3, Min: 10, Max: 20}
	for fen, want := range map[int64]int64{0: 0, 1: 10, 700: 10, 800: 11, 1700: 20, 1800: 20, -800: -11, -1: -10} {
		fee, ok := s.Fee(fen)
		assert.True(t, ok)
		assert.Equal(t, want, fee, "of %d", fen)
	}
	s.RefundsFree = true
	fee, ok := s.Fee(-800)
	assert.True(t, ok)
	assert.Zero(t, fee)
}

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
