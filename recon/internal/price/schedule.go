// Package price computes fees and tolerances, each in whole fen and in decimals: what an agreed schedule asks of an amount, whether two
// amounts are within tolerance of each other, and what is compared of two rows that are each the only one of their side. It is exact, and
// says so where a number would not fit in fen. It knows nothing of records, units and rules.
package price

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// Schedule is an agreed price list: Fee = round(RatePPM · |amount| / 10⁶ + Fixed), at least Min and at most Max, with the amount's sign.
type Schedule struct {
	RatePPM     int64 // 0 to 1 000 000
	Fixed       int64 // in fen, 0 to MaxFixed
	Min, Max    int64 // in fen
	Rounding    Rounding
	RefundsFree bool
}

// DecimalSchedule is a Schedule of any amounts, in the unit's major denomination (CNY: yuan).
type DecimalSchedule struct {
	RatePPM     int64               // 0 to 1 000 000
	Fixed       decimal.Decimal     // not negative
	Min, Max    decimal.NullDecimal // not negative, whole in the last of Places
	Rounding    Rounding
	Places      int32 // of a fee: see Decimals
	RefundsFree bool
}

// Rounding says how a fee that is no whole number of the last place becomes one.
type Rounding uint8

// The roundings.
const (
	HalfUp Rounding = iota
	HalfEven
	Down
	Up
)

// Bounds within which a Schedule computes without overflow, in fen.
const (
	MaxFixed  = 1 << 30
	maxAmount = 1 << 40
)

const (
	million         = 1_000_000
	millionExponent = 6
)

// Fee is the fee of an amount; false where the amount is too large.
func (s *Schedule) Fee(fen int64) (fee int64, ok bool) {
	switch {
	case fen > maxAmount || fen < -maxAmount:
		return 0, false
	case fen == 0 || fen < 0 && s.RefundsFree:
		return 0, true
	case fen < 0:
		return -s.charge(-fen), true
	}
	return s.charge(fen), true
}

// Fee is the fee of an amount.
func (s *DecimalSchedule) Fee(amount decimal.Decimal) decimal.Decimal {
	switch {
	case amount.IsZero() || amount.IsNegative() && s.RefundsFree:
		return decimal.Zero
	case amount.IsNegative():
		return s.charge(amount.Neg()).Neg()
	}
	return s.charge(amount)
}

// charge is the fee of a positive amount.
func (s *Schedule) charge(fen int64) int64 {
	millionths := uint64(fen*s.RatePPM) + uint64(s.Fixed)*million
	fee, rest := int64(millionths/million), millionths%million
	switch {
	case rest == 0:
	case s.Rounding == Up, s.Rounding == HalfUp && rest >= million/2,
		s.Rounding == HalfEven && (rest > million/2 || rest == million/2 && fee&1 == 1):
		fee++
	}
	return min(max(fee, s.Min), s.Max)
}

// charge is the fee of a positive amount.
func (s *DecimalSchedule) charge(amount decimal.Decimal) decimal.Decimal {
	fee := amount.Mul(decimal.New(s.RatePPM, -millionExponent)).Add(s.Fixed)
	fee = s.Rounding.round(fee, Decimals(s.Places))
	if s.Min.Valid {
		fee = decimal.Max(fee, s.Min.Decimal)
	}
	if s.Max.Valid {
		fee = decimal.Min(fee, s.Max.Decimal)
	}
	return fee
}

// round rounds d ≥ 0 to places decimals.
func (r Rounding) round(d decimal.Decimal, places int32) decimal.Decimal {
	switch r {
	case HalfEven:
		return d.RoundBank(places)
	case Down:
		return d.RoundDown(places)
	case Up:
		return d.RoundUp(places)
	}
	return d.Round(places)
}

// Decimals is how many decimals a fee of so many Places has: 2 where it is 0, none where it is −1.
func Decimals(places int32) int32 {
	switch places {
	case 0:
		return -exact.FenExponent
	case -1:
		return 0
	}
	return places
}

// Fen is the schedule in fen; false where its fees are not whole fen, or where a number is too large or not in its range.
func (s *DecimalSchedule) Fen() (in Schedule, ok bool) {
	in = Schedule{RatePPM: s.RatePPM, Max: math.MaxInt64, Rounding: s.Rounding, RefundsFree: s.RefundsFree}
	in.Fixed, ok = exact.Fen(s.Fixed)
	if !ok || in.Fixed < 0 || in.Fixed > MaxFixed || Decimals(s.Places) != -exact.FenExponent || s.RatePPM < 0 || s.RatePPM > million || s.Rounding > Up {
		return in, false
	}
	if s.Min.Valid {
		in.Min, ok = exact.Fen(s.Min.Decimal)
	}
	if ok && s.Max.Valid {
		in.Max, ok = exact.Fen(s.Max.Decimal)
	}
	return in, ok
}

// List is a schedule that is prepared for many amounts: it computes in fen where that will do. Its use changes nothing in it.
type List struct {
	decimals DecimalSchedule
	fen      Schedule
	whole    bool // fen is the schedule
}

// NewList prepares a schedule.
func NewList(s DecimalSchedule) List {
	l := List{decimals: s}
	l.fen, l.whole = s.Fen()
	return l
}

// Fee is the fee of an amount, that of DecimalSchedule.
func (l *List) Fee(amount decimal.Decimal) decimal.Decimal {
	if fee, ok := l.inFen(amount); ok {
		return decimal.New(fee, exact.FenExponent)
	}
	return l.decimals.Fee(amount)
}

// AddFee adds the fee of an amount to a sum.
func (l *List) AddFee(sum *exact.Sum, amount decimal.Decimal) {
	if fee, ok := l.inFen(amount); ok {
		sum.AddFen(fee)
		return
	}
	sum.Add(l.decimals.Fee(amount))
}

func (l *List) inFen(amount decimal.Decimal) (fee int64, ok bool) {
	fen, ok := exact.Fen(amount)
	if !ok || !l.whole {
		return 0, false
	}
	return l.fen.Fee(fen)
}
