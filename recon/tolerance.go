package recon

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/price"
)

// Base names the side whose net a tolerance in ppm is taken of.
type Base uint8

// The bases. BaseOrder is the zero value.
const (
	BaseOrder  Base = iota // the orders' net
	BaseBill               // the bills' net
	BaseLarger             // the larger of the two, by size
)

// Tolerance (允许误差) is the largest difference that still counts as agreement, itself included:
// the larger of Absolute and PPM parts per million of the base's net, and at most Cap.
// The zero Tolerance allows none. It is computed exactly: nothing is rounded.
//
// It bears on amounts of one unit only, never on counts, states or units.
type Tolerance struct {
	// Absolute is a fixed amount, in Unit's major denomination (CNY: yuan). Not negative.
	Absolute decimal.Decimal
	// PPM is parts per million of the base: 6000 is 0.6 %. 0 to 1 000 000.
	PPM int64
	// Base says of which net PPM is taken. The sign of the net does not matter.
	Base Base
	// Cap, when valid, is the most that is ever allowed. Not negative, and not below Absolute.
	Cap decimal.NullDecimal
	// Unit is the unit it applies to; empty means CNY. Other units are compared exactly.
	Unit string
}

// check refuses what contradicts itself. field names the tolerance, such as "AmountTolerance".
func (t Tolerance) check(field string) error {
	switch {
	case t.Absolute.IsNegative() || !exact.InBounds(t.Absolute):
		return badRules(field+".Absolute", notNegative)
	case t.PPM < 0 || t.PPM > 1_000_000:
		return badRules(field+".PPM", "it must be 0 to 1000000")
	case t.Base > BaseLarger:
		return badRules(field+".Base", "it must be BaseOrder, BaseBill or BaseLarger")
	case !t.Cap.Valid:
		return nil
	case t.Cap.Decimal.IsNegative() || !exact.InBounds(t.Cap.Decimal):
		return badRules(field+".Cap", notNegative)
	case t.Cap.Decimal.LessThan(t.Absolute):
		return badRules(field+".Cap", "it must not be below Absolute")
	}
	return nil
}

// of is the tolerance of amounts of a unit, as package price computes with it.
func (t *Tolerance) of(unit string) price.DecimalTolerance {
	if unitOrCNY(unit) != unitOrCNY(t.Unit) {
		return price.DecimalTolerance{}
	}
	return price.DecimalTolerance{Absolute: t.Absolute, PPM: t.PPM, Base: price.Base(t.Base), Cap: t.Cap}
}

// threshold is the largest |bill − order| that t allows for these nets of unit, exactly.
func (t *Tolerance) threshold(unit string, bill, order decimal.Decimal) decimal.Decimal {
	return t.of(unit).Threshold(bill, order)
}

// finding is the bit of a difference, WithinTolerance where t allows it, and nothing where there is none.
func (t *Tolerance) finding(unit string, bill, order decimal.Decimal, bit Verdict) Verdict {
	switch {
	case bill.Equal(order):
		return 0
	case t.of(unit).Allows(bill, order):
		return WithinTolerance
	}
	return bit
}

// unitOrCNY gives the empty unit its name.
func unitOrCNY(unit string) string {
	if unit == "" {
		return CNY
	}
	return unit
}
