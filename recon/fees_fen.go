package recon

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// fenSchedule is a FeeSchedule of CNY in integers.
type fenSchedule struct {
	rate        int64
	fixed       int64 // in millionths of a fen
	min, max    int64
	rounding    Rounding
	refundsFree bool
}

// Bounds within which a fenSchedule computes without overflow, in fen.
const (
	maxScheduleFen   = 1 << 40
	maxScheduleFixed = 1 << 30
)

// fen is the schedule in integers; false where its fees are not whole fen, or too large, or where check would refuse it.
func (f *FeeSchedule) fen() (s fenSchedule, ok bool) {
	s = fenSchedule{rate: f.RatePPM, max: math.MaxInt64, rounding: f.Rounding, refundsFree: f.RefundsFree}
	fixed, ok := exact.Fen(f.Fixed)
	if !ok || fixed < 0 || fixed > maxScheduleFixed || f.places() != -exact.FenExponent || f.RatePPM < 0 || f.RatePPM > 1_000_000 || f.Rounding > Up {
		return s, false
	}
	s.fixed = fixed * 1_000_000
	if f.Min.Valid {
		s.min, ok = exact.Fen(f.Min.Decimal)
	}
	if ok && f.Max.Valid {
		s.max, ok = exact.Fen(f.Max.Decimal)
	}
	return s, ok
}

// fee is FeeSchedule.fee; false where the amount is too large.
func (s *fenSchedule) fee(fen int64) (fee int64, ok bool) {
	switch {
	case fen > maxScheduleFen || fen < -maxScheduleFen:
		return 0, false
	case fen == 0 || fen < 0 && s.refundsFree:
		return 0, true
	case fen < 0:
		return -s.charge(-fen), true
	}
	return s.charge(fen), true
}

// charge is the fee of a positive amount.
func (s *fenSchedule) charge(fen int64) int64 {
	exact := uint64(fen*s.rate + s.fixed)
	fee, rest := int64(exact/1_000_000), exact%1_000_000
	switch {
	case rest == 0:
	case s.rounding == Up, s.rounding == HalfUp && rest >= 500_000,
		s.rounding == HalfEven && (rest > 500_000 || rest == 500_000 && fee&1 == 1):
		fee++
	}
	return min(max(fee, s.min), s.max)
}

// fenTolerance is a Tolerance of CNY between whole fen, in integers.
type fenTolerance struct {
	absolute, ppm, cap int64
	base               Base
}

// fen is the tolerance in integers: the whole fen that it allows.
func (t *Tolerance) fen() fenTolerance {
	if t.isZero() || unitOrCNY(t.Unit) != CNY {
		return fenTolerance{}
	}
	f := fenTolerance{absolute: floorFen(t.Absolute), ppm: t.PPM, cap: math.MaxInt64, base: t.Base}
	if t.Cap.Valid {
		f.cap = floorFen(t.Cap.Decimal)
	}
	return f
}

// floorFen is the largest number of whole fen that is not above d ≥ 0, and that fits.
func floorFen(d decimal.Decimal) int64 {
	fen, ok := exact.Fen(d.RoundDown(-exact.FenExponent))
	if !ok {
		return math.MaxInt64
	}
	return fen
}

// allows reports whether two lane fees are within tolerance of each other.
func (t fenTolerance) allows(bill, order int64) bool {
	gap, base := abs(bill-order), abs(order)
	switch t.base {
	case BaseBill:
		base = abs(bill)
	case BaseLarger:
		base = max(base, abs(bill))
	}
	return gap <= t.cap && (gap <= t.absolute || gap*1_000_000 <= t.ppm*base)
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
