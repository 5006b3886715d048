// Package price computes with fees in whole fen: what an agreed schedule asks, whether two fees are within tolerance, and what is
// compared of two rows that are each the only one of their side. It is exact, and says so where a number would not fit.
package price

// Schedule is an agreed price list: Fee = round(RatePPM · |amount| / 10⁶ + Fixed), at least Min and at most Max, with the amount's sign.
type Schedule struct {
	RatePPM     int64 // 0 to 1 000 000
	Fixed       int64 // in fen, 0 to MaxFixed
	Min, Max    int64 // in fen
	Rounding    Rounding
	RefundsFree bool
}

// Rounding says how a fee that is no whole fen becomes one.
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

// charge is the fee of a positive amount.
func (s *Schedule) charge(fen int64) int64 {
	const million = 1_000_000
	exact := uint64(fen*s.RatePPM) + uint64(s.Fixed)*million
	fee, rest := int64(exact/million), exact%million
	switch {
	case rest == 0:
	case s.Rounding == Up, s.Rounding == HalfUp && rest >= million/2,
		s.Rounding == HalfEven && (rest > million/2 || rest == million/2 && fee&1 == 1):
		fee++
	}
	return min(max(fee, s.Min), s.Max)
}

// Tolerance is the largest difference that still counts as agreement: the larger of Absolute and PPM parts per million of the base, at
// most Cap. The zero Tolerance allows none.
type Tolerance struct {
	Absolute, Cap int64 // in fen
	PPM           int64
	Base          Base
}

// Base names the fee that a tolerance in ppm is taken of.
type Base uint8

// The bases.
const (
	BaseOrder Base = iota
	BaseBill
	BaseLarger
)

// Allows reports whether two fees of at most MaxFee are within tolerance of each other.
func (t Tolerance) Allows(bill, order int64) bool {
	gap, base := size(bill-order), size(order)
	switch t.Base {
	case BaseBill:
		base = size(bill)
	case BaseLarger:
		base = max(base, size(bill))
	}
	return gap <= t.Cap && (gap <= t.Absolute || gap*1_000_000 <= t.PPM*base)
}

func size(n int64) int64 { return max(n, -n) }
