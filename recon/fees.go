package recon

import (
	"cmp"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/price"
)

// FeeSchedule is an agreed price list (费率) of one unit: what a payment's fee should be.
// Fee = round(RatePPM · |amount| / 10⁶ + Fixed), at least Min and at most Max, with the amount's sign.
// Nothing is rounded before the one named rounding.
type FeeSchedule struct {
	// RatePPM is the rate in parts per million: 6000 is 0.6 % (千分之六). 0 to 1 000 000.
	RatePPM int64
	// Fixed is added to every fee, in the unit's major denomination (CNY: yuan). Not negative.
	Fixed decimal.Decimal
	// Min and Max, when valid, bound the size of a fee. Not negative, Min ≤ Max, both whole in the last place.
	Min, Max decimal.NullDecimal
	// Rounding is how the last place is reached; the zero value is HalfUp.
	Rounding Rounding
	// Places is the number of decimals a fee has: 0 means 2 (CNY: fen), WholeUnits means none. At most 8.
	Places int32
	// Per is what is priced: each bill row, each order, or the net of the group.
	Per FeePer
	// RefundsFree says that a refund moves no fee: the provider keeps the payment's, and charges none.
	// The default is that a refund gives back what the schedule asks of the same amount.
	RefundsFree bool
	// Unit is the unit it applies to; empty means CNY. Rows of other units have no expected fee.
	Unit string
}

// FeePer says what a FeeSchedule prices.
type FeePer uint8

// What can be priced. PerPayment is the zero value.
const (
	PerPayment FeePer = iota // each bill row that moved money: providers charge each payment
	PerOrder                 // each order that moved money
	PerGroup                 // the net of the orders that are judged together
)

// WholeUnits as FeeSchedule.Places rounds to whole units (CNY: whole yuan).
const WholeUnits int32 = -1

// maxPlaces bounds FeeSchedule.Places: no provider in the scope of this package prices finer.
const maxPlaces = 8

// check refuses what contradicts itself. A nil schedule is no schedule.
func (f *FeeSchedule) check() error {
	if f == nil {
		return nil
	}
	switch {
	case f.RatePPM < 0 || f.RatePPM > 1_000_000:
		return badRules("Fees.RatePPM", "it must be 0 to 1000000")
	case f.Fixed.IsNegative() || !exact.InBounds(f.Fixed):
		return badRules("Fees.Fixed", notNegative)
	case f.Rounding > Up:
		return badRules("Fees.Rounding", "it must be HalfUp, HalfEven, Down or Up")
	case f.Per > PerGroup:
		return badRules("Fees.Per", "it must be PerPayment, PerOrder or PerGroup")
	case f.Places < WholeUnits || f.Places > maxPlaces:
		return badRules("Fees.Places", "it must be -1 to 8")
	}
	return f.checkBounds()
}

func (f *FeeSchedule) checkBounds() error {
	if err := cmp.Or(f.checkBound("Fees.Min", f.Min), f.checkBound("Fees.Max", f.Max)); err != nil {
		return err
	}
	if f.Min.Valid && f.Max.Valid && f.Max.Decimal.LessThan(f.Min.Decimal) {
		return badRules("Fees.Max", "it must not be below Min")
	}
	return nil
}

func (f *FeeSchedule) checkBound(field string, bound decimal.NullDecimal) error {
	switch {
	case !bound.Valid:
		return nil
	case bound.Decimal.IsNegative() || !exact.InBounds(bound.Decimal):
		return badRules(field, notNegative)
	case !bound.Decimal.Equal(bound.Decimal.RoundDown(price.Decimals(f.Places))):
		return badRules(field, "it must be whole in the last of Places")
	}
	return nil
}

// applies reports whether rows of unit have an expected fee.
func (f *FeeSchedule) applies(unit string) bool {
	return f != nil && unitOrCNY(unit) == unitOrCNY(f.Unit)
}

// Fee is the fee of one amount, or of a net where Per is PerGroup: positive for a payment, negative (given back) or zero
// (RefundsFree) for a negative amount, zero for zero, whatever Fixed and Min are.
func (f *FeeSchedule) Fee(amount decimal.Decimal) decimal.Decimal {
	list := price.NewList(f.schedule())
	return list.Fee(amount)
}

// schedule is what package price computes with.
func (f *FeeSchedule) schedule() price.DecimalSchedule {
	return price.DecimalSchedule{
		RatePPM: f.RatePPM, Fixed: f.Fixed, Min: f.Min, Max: f.Max,
		Rounding: price.Rounding(f.Rounding), Places: f.Places, RefundsFree: f.RefundsFree,
	}
}

// Rounding says how a fee that is no whole number of the last place becomes one. It works on the size of the fee, so that a
// refund's fee mirrors the payment's.
type Rounding uint8

// The roundings. HalfUp is the zero value.
const (
	HalfUp   Rounding = iota // 四舍五入: a half goes away from zero
	HalfEven                 // 银行家舍入: a half goes to the even neighbour
	Down                     // 舍去: towards zero
	Up                       // 进位: away from zero
)

// newFeeLanes prepares what is compared of fees.
func newFeeLanes(rules *Rules) *price.Lanes {
	l := &price.Lanes{Tolerance: rules.FeeTolerance.of(CNY).Fen()}
	if l.Asked = rules.Fees.applies(CNY); l.Asked {
		schedule := rules.Fees.schedule()
		l.Schedule, l.Priced = schedule.Fen()
	}
	return l
}
