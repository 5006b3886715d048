package recon

import (
	"strconv"
	"time"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// maxHold bounds Rules.Hold: ten years.
const maxHold = 3660

// check refuses rules that contradict themselves, and a pool that is not of this run's past.
func (r *Rules) check() error { return inRules(r.checkAll()) }

func (r *Rules) checkAll() error {
	if err := r.checkOwn(); err != nil {
		return err
	}
	tolerances := [...]struct {
		field string
		Tolerance
	}{
		{"AmountTolerance", r.AmountTolerance},
		{"FeeTolerance", r.FeeTolerance},
		{"IncomeTolerance", r.IncomeTolerance},
	}
	for _, t := range tolerances {
		if err := t.check(t.field); err != nil {
			return err
		}
	}
	if err := r.Fees.check(); err != nil {
		return err
	}
	if err := r.Control.checkRules(); err != nil {
		return err
	}
	return r.Pool.check(r.LastBillDay())
}

// checkOwn checks the plain fields.
func (r *Rules) checkOwn() error {
	switch {
	case r.CutOff < 0 || r.CutOff >= 24*time.Hour:
		return badRules("CutOff", "it must be at least 0 and below 24h")
	case r.Hold < 0 || r.Hold > maxHold:
		return badRules("Hold", "it must be 0 to "+strconv.Itoa(maxHold))
	case r.Workers < 0:
		return badRules("Workers", "it must be zero or positive")
	case r.AmountTime != nil && r.AmountTime.Before < 0:
		return badRules("AmountTime.Before", "it must be zero or positive")
	case r.AmountTime != nil && r.AmountTime.After < 0:
		return badRules("AmountTime.After", "it must be zero or positive")
	}
	return nil
}

// checkAmounts refuses amounts that would be slow to compute with.
func checkAmounts(name string, i int, m *monies) error {
	for _, f := range [...]struct {
		field string
		*money
	}{{"Amount", &m.amount}, {"Fee", &m.fee}, {"Income", &m.income}} {
		if f.given && !f.whole && !exact.InBounds(f.Decimal) {
			return badRecord(name+"["+strconv.Itoa(i)+"]."+f.field, "it must have "+exact.Bounds)
		}
	}
	return nil
}
