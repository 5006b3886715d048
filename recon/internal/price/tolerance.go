package price

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// Tolerance is the largest difference that still counts as agreement: the larger of Absolute and PPM parts per million of the base, at
// most Cap. The zero Tolerance allows none.
type Tolerance struct {
	Absolute, Cap int64 // in fen
	PPM           int64 // 0 to 1 000 000
	Base          Base
}

// DecimalTolerance is a Tolerance of any amounts, in the unit's major denomination (CNY: yuan).
type DecimalTolerance struct {
	Absolute decimal.Decimal // not negative
	Cap      decimal.NullDecimal
	PPM      int64 // 0 to 1 000 000
	Base     Base
}

// Base names the amount that a tolerance in ppm is taken of. Its sign does not matter.
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
	return gap <= t.Cap && (gap <= t.Absolute || gap*million <= t.PPM*base)
}

func size(n int64) int64 { return max(n, -n) }

// Allows reports whether two amounts are within tolerance of each other.
func (t DecimalTolerance) Allows(bill, order decimal.Decimal) bool {
	if t.IsZero() {
		return bill.Equal(order)
	}
	return bill.Sub(order).Abs().LessThanOrEqual(t.Threshold(bill, order))
}

// Threshold is the largest difference that is allowed of these amounts. It is computed exactly: nothing is rounded.
func (t DecimalTolerance) Threshold(bill, order decimal.Decimal) decimal.Decimal {
	if t.IsZero() {
		return decimal.Zero
	}
	limit := t.Absolute
	if t.PPM > 0 {
		limit = decimal.Max(limit, t.base(bill, order).Mul(decimal.New(t.PPM, -millionExponent)))
	}
	if t.Cap.Valid {
		limit = decimal.Min(limit, t.Cap.Decimal)
	}
	return limit
}

// base is the size of what PPM is taken of.
func (t DecimalTolerance) base(bill, order decimal.Decimal) decimal.Decimal {
	switch t.Base {
	case BaseBill:
		return bill.Abs()
	case BaseLarger:
		return decimal.Max(bill.Abs(), order.Abs())
	}
	return order.Abs()
}

// IsZero reports whether no difference is ever allowed.
func (t DecimalTolerance) IsZero() bool {
	if t.Cap.Valid && t.Cap.Decimal.IsZero() {
		return true
	}
	return t.PPM == 0 && t.Absolute.IsZero()
}

// Fen is the tolerance in fen: the whole fen that it allows.
func (t DecimalTolerance) Fen() Tolerance {
	if t.IsZero() {
		return Tolerance{}
	}
	in := Tolerance{Absolute: floorFen(t.Absolute), Cap: math.MaxInt64, PPM: t.PPM, Base: t.Base}
	if t.Cap.Valid {
		in.Cap = floorFen(t.Cap.Decimal)
	}
	return in
}

// floorFen is the largest number of whole fen that is not above d ≥ 0, and that fits.
func floorFen(d decimal.Decimal) int64 {
	fen, ok := exact.Fen(d.RoundDown(-exact.FenExponent))
	if !ok {
		return math.MaxInt64
	}
	return fen
}
