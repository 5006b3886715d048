package price

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func some(text string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(text)) }

func yuan(fen int64) decimal.Decimal { return decimal.New(fen, exact.FenExponent) }

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

// TestFeeAgainstRationals: a fee in decimals is the exact one, rounded.
func TestFeeAgainstRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := DecimalSchedule{
			RatePPM:  rapid.Int64Range(0, 1_000_000).Draw(t, "rate"),
			Fixed:    decimal.New(rapid.Int64Range(0, 500).Draw(t, "fixed"), -3),
			Rounding: Rounding(rapid.IntRange(0, 3).Draw(t, "rounding")),
			Places:   rapid.Int32Range(-1, 8).Draw(t, "places"),
		}
		amount := decimal.New(rapid.Int64Range(1, 1<<40).Draw(t, "amount"), rapid.Int32Range(-4, 3).Draw(t, "exponent"))
		got := s.Fee(amount)
		if back := s.Fee(amount.Neg()); !back.Equal(got.Neg()) {
			t.Fatalf("the refund's fee is %s, the payment's %s", back, got)
		}
		exact := new(big.Rat).Mul(amount.Rat(), big.NewRat(s.RatePPM, 1_000_000))
		exact.Add(exact, s.Fixed.Rat())
		unit := decimal.New(1, -Decimals(s.Places)).Rat()
		checkRounded(t, got.Rat(), exact, unit, s.Rounding)
	})
}

// checkRounded states the definition of each rounding: whole in the last place, on the right side, near enough.
func checkRounded(t *rapid.T, got, exact, unit *big.Rat, r Rounding) {
	if q := new(big.Rat).Quo(got, unit); !q.IsInt() {
		t.Fatalf("%s is not whole in units of %s", got, unit)
	}
	off := new(big.Rat).Sub(got, exact)
	twice := new(big.Rat).Abs(off)
	twice.Add(twice, twice)
	far := twice.Cmp(unit)
	even := new(big.Rat).Quo(got, unit).Num().Bit(0) == 0
	switch {
	case r == Down && (off.Sign() > 0 || new(big.Rat).Neg(off).Cmp(unit) >= 0),
		r == Up && (off.Sign() < 0 || off.Cmp(unit) >= 0),
		(r == HalfUp || r == HalfEven) && far > 0,
		r == HalfUp && far == 0 && off.Sign() < 0,
		r == HalfEven && far == 0 && !even:
		t.Fatalf("rounding %d of %s to units of %s is %s", r, exact, unit, got)
	}
}

// TestRoundingOfDecimals: the same in decimals, of any number of places.
func TestRoundingOfDecimals(t *testing.T) {
	cases := []struct {
		reason, in                 string
		places                     int32
		halfUp, halfEven, down, up string
	}{
		{"nothing to round", "1.23", 2, "1.23", "1.23", "1.23", "1.23"},
		{"below a half", "1.234", 2, "1.23", "1.23", "1.23", "1.24"},
		{"above a half", "1.236", 2, "1.24", "1.24", "1.23", "1.24"},
		{"a half beside an even digit", "1.245", 2, "1.25", "1.24", "1.24", "1.25"},
		{"a half beside an odd digit", "1.235", 2, "1.24", "1.24", "1.23", "1.24"},
		{"a little above a half", "1.2450001", 2, "1.25", "1.25", "1.24", "1.25"},
		{"a trace", "0.0000001", 2, "0", "0", "0", "0.01"},
		{"to whole units", "2.5", 0, "3", "2", "2", "3"},
		{"fewer places than asked for", "7", 2, "7", "7", "7", "7"},
		{"carries on", "9.995", 2, "10", "10", "9.99", "10"},
		{"zero", "0", 2, "0", "0", "0", "0"},
	}
	for _, c := range cases {
		for r, want := range map[Rounding]string{HalfUp: c.halfUp, HalfEven: c.halfEven, Down: c.down, Up: c.up} {
			if got := r.round(dec(c.in), c.places); !got.Equal(dec(want)) {
				t.Errorf("%s: rounding %d of %s is %s, want %s", c.reason, r, c.in, got, want)
			}
		}
	}
}

func TestDecimals(t *testing.T) {
	for places, want := range map[int32]int32{0: 2, -1: 0, 1: 1, 2: 2, 8: 8} {
		assert.Equal(t, want, Decimals(places), "places %d", places)
	}
}

// someFen are small, large and round numbers: half a per cent of every other round one ends in half a fen.
func someFen(most int64) *rapid.Generator[int64] {
	round := rapid.Map(rapid.Int64Range(-100, 100), func(n int64) int64 { return n * 100 })
	return rapid.OneOf(rapid.Int64Range(-100, 100), rapid.Int64Range(-most, most), round)
}

func drawOptional(t *rapid.T, name string, least int64) decimal.NullDecimal {
	if rapid.Bool().Draw(t, "has "+name) {
		return decimal.NewNullDecimal(yuan(rapid.Int64Range(least, least+1000).Draw(t, name)))
	}
	return decimal.NullDecimal{}
}

func drawSchedule(t *rapid.T) DecimalSchedule {
	return DecimalSchedule{
		RatePPM:     rapid.SampledFrom([]int64{5000, 6000, 3800, 0, 1, 250_000, 1_000_000}).Draw(t, "rate"),
		Fixed:       decimal.New(rapid.Int64Range(0, 300).Draw(t, "fixed"), rapid.Int32Range(-3, 0).Draw(t, "exponent")),
		Rounding:    Rounding(rapid.IntRange(0, 3).Draw(t, "rounding")),
		Places:      rapid.SampledFrom([]int32{0, 0, 0, 1, 2, 3, -1}).Draw(t, "places"),
		RefundsFree: rapid.Bool().Draw(t, "refunds are free"),
		Min:         drawOptional(t, "minimum", 0),
		Max:         drawOptional(t, "maximum", 1000),
	}
}

// TestFenSchedule: in fen a schedule asks what it asks in decimals, or says that it cannot. A list asks the same of any amount.
func TestFenSchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		decimals := drawSchedule(t)
		s, ok := decimals.Fen()
		fixed, _ := exact.Fen(decimals.Fixed)
		if whole := yuan(fixed).Equal(decimals.Fixed) && Decimals(decimals.Places) == 2; ok != whole {
			t.Fatalf("%+v in fen: %v, want %v", decimals, ok, whole)
		}
		list := NewList(decimals)
		for _, fen := range rapid.SliceOfN(someFen(1<<42), 20, 20).Draw(t, "amounts") {
			want, part := decimals.Fee(yuan(fen)), yuan(fen).Shift(-1)
			if fee, small := s.Fee(fen); ok && small && !want.Equal(yuan(fee)) {
				t.Fatalf("%+v: the fee of %d fen is %d, want %s", decimals, fen, fee, want)
			}
			if got := list.Fee(yuan(fen)); !got.Equal(want) {
				t.Fatalf("%+v: the fee of %d fen is %s in a list, want %s", decimals, fen, got, want)
			}
			var sum exact.Sum
			list.AddFee(&sum, yuan(fen))
			list.AddFee(&sum, part)
			if got := sum.Decimal(); !got.Equal(want.Add(decimals.Fee(part))) {
				t.Fatalf("%+v: the fees of %d fen and of a tenth of it add up to %s", decimals, fen, got)
			}
			if got := list.Fee(part); !got.Equal(decimals.Fee(part)) {
				t.Fatalf("%+v: the fee of %s is %s in a list, want %s", decimals, part, got, decimals.Fee(part))
			}
		}
	})
}

// TestSchedulesThatAreNotOfFen, each by one thing alone.
func TestSchedulesThatAreNotOfFen(t *testing.T) {
	for _, c := range []struct {
		reason string
		s      DecimalSchedule
		want   bool
	}{
		{"one that is", DecimalSchedule{RatePPM: 6000, Fixed: dec("0.30"), Min: some("0.01"), Max: some("20"), Places: 2}, true},
		{"a fixed part of half a fen", DecimalSchedule{Fixed: dec("0.005")}, false},
		{"the largest fixed part", DecimalSchedule{Fixed: yuan(MaxFixed)}, true},
		{"a larger one", DecimalSchedule{Fixed: yuan(MaxFixed + 1)}, false},
		{"a negative one", DecimalSchedule{Fixed: dec("-0.01")}, false},
		{"three places", DecimalSchedule{Places: 3}, false},
		{"whole units", DecimalSchedule{Places: -1}, false},
		{"a minimum of half a fen", DecimalSchedule{Min: some("0.005")}, false},
		{"a maximum of half a fen", DecimalSchedule{Max: some("0.005")}, false},
		{"a negative rate", DecimalSchedule{RatePPM: -1}, false},
		{"more than all", DecimalSchedule{RatePPM: 1_000_001}, false},
		{"an unknown rounding", DecimalSchedule{Rounding: 4}, false},
	} {
		_, ok := c.s.Fen()
		assert.Equal(t, c.want, ok, c.reason)
	}
}

// BenchmarkFee is what it brings to prepare a schedule once.
func BenchmarkFee(b *testing.B) {
	s, amount := DecimalSchedule{RatePPM: 6000, Min: some("0.01"), Max: some("20")}, dec("123.45")
	list := NewList(s)
	b.Run("prepared", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			list.Fee(amount)
		}
	})
	b.Run("each", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			list := NewList(s)
			list.Fee(amount)
		}
	})
	b.Run("decimals", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.Fee(amount)
		}
	})
}
