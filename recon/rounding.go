package recon

import "github.com/shopspring/decimal"

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
