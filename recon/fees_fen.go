package recon

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/price"
)

func newFeeLanes(rules *Rules) *price.Lanes {
	l := &price.Lanes{Tolerance: rules.FeeTolerance.fen()}
	if l.Asked = rules.Fees.applies(CNY); l.Asked {
		l.Schedule, l.Priced = rules.Fees.fen()
	}
	return l
}

// fen is the schedule in integers; false where its fees are not whole fen, or too large, or where check would refuse it.
func (f *FeeSchedule) fen() (s price.Schedule, ok bool) {
	s = price.Schedule{RatePPM: f.RatePPM, Max: math.MaxInt64, Rounding: price.Rounding(f.Rounding), RefundsFree: f.RefundsFree}
	s.Fixed, ok = exact.Fen(f.Fixed)
	if !ok || s.Fixed < 0 || s.Fixed > price.MaxFixed || f.places() != -exact.FenExponent || f.RatePPM < 0 || f.RatePPM > 1_000_000 || f.Rounding > Up {
		return s, false
	}
	if f.Min.Valid {
		s.Min, ok = exact.Fen(f.Min.Decimal)
	}
	if ok && f.Max.Valid {
		s.Max, ok = exact.Fen(f.Max.Decimal)
	}
	return s, ok
}

// fen is the tolerance in integers: the whole fen that it allows.
func (t *Tolerance) fen() price.Tolerance {
	if t.isZero() || unitOrCNY(t.Unit) != CNY {
		return price.Tolerance{}
	}
	f := price.Tolerance{Absolute: floorFen(t.Absolute), PPM: t.PPM, Cap: math.MaxInt64, Base: price.Base(t.Base)}
	if t.Cap.Valid {
		f.Cap = floorFen(t.Cap.Decimal)
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
