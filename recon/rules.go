package recon

import (
	"cmp"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// Rules say what counts as agreement. The zero Rules are the strictest: exact amounts, no hold window, bills of which nothing is proven.
type Rules struct {
	// BillsUntil is how far the bills are proven to be whole: every bill before this instant is among those given, now or in an
	// earlier run. It is exclusive: for the whole of 22 November it is 23 November, 00:00 at UTC+8. The clients' Audit.Until is made for it.
	// Zero means that nothing is proven: nothing one-sided or open becomes an exception, it is Doubtful and stays in the pool.
	// No row moves it, whatever its date. See LastBillDay.
	BillsUntil time.Time
	// Location is the zone of the bill day; nil means UTC+8.
	Location *time.Location
	// CutOff is the time of day at which the next bill day starts, 0 ≤ CutOff < 24 h: 23 h puts 23:00:00 and later into the next day. Zero is midnight.
	CutOff time.Duration
	// Hold is the number of bill days that a row waits for its partner: a row of bill day d is in its window while LastBillDay − d < Hold,
	// or d is after LastBillDay. Zero lets only rows of days wait that the bills have not reached. At most 3660.
	Hold int
	// Pool is what the run before left in doubt, and must be of an earlier bill day than this run. It is read, never changed.
	Pool Pool
	// ReplaceHeld says that the orders given are the current state, such as this morning's export: each replaces at most one held order of
	// the same Key, Kind, Unit and bill day, of equal Amount where there is one. A held order that none replaces stays, and a replaced
	// one is in no group (see Result.Replaced). Orders that were settled before must not be given again: Match cannot know them.
	ReplaceHeld bool
	// AmountTolerance, FeeTolerance and IncomeTolerance allow differences; the zero Tolerance allows none.
	AmountTolerance, FeeTolerance, IncomeTolerance Tolerance
	// Fees is the agreed fee schedule, the expected fee of orders that give none. Nil means none is agreed.
	Fees *FeeSchedule
	// AmountTime, when not nil, adds the last pass: equal amount, unit and near time, unique in both directions.
	AmountTime *AmountTime
	// SubsetSteps bounds the exact subset search of one group. 0 means 1 << 16, negative switches the search off.
	SubsetSteps int
	// Control are totals the provider declared; they are checked before anything is matched.
	Control *ControlTotals
	// Workers is the number of goroutines; 0 means GOMAXPROCS. The result does not depend on it.
	Workers int
}

// AmountTime is the asymmetric window of the last pass, anchored at the order's time:
// a bill may lie from Before before it up to After after it, both inclusive. Neither may be negative.
type AmountTime struct {
	Before, After time.Duration
}

// LastBillDay is the last complete bill day: the last one that ends no later than BillsUntil, Location and CutOff considered.
// It is no day when BillsUntil is zero.
func (r Rules) LastBillDay() Day {
	if r.BillsUntil.IsZero() {
		return 0
	}
	return r.DayOf(r.BillsUntil) - 1
}

// maxHold bounds Rules.Hold: ten years.
const maxHold = 3660

// check refuses rules that contradict themselves, and a pool that is not of this run's past. It names the first thing that it refuses.
func (r *Rules) check() error {
	return inRules(cmp.Or(
		r.checkOwn(),
		r.AmountTolerance.check("AmountTolerance"),
		r.FeeTolerance.check("FeeTolerance"),
		r.IncomeTolerance.check("IncomeTolerance"),
		r.Fees.check(),
		r.Control.checkRules(),
		r.Pool.check(r.LastBillDay()),
	))
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

// ControlTotals (控制总数) are what the provider declares about the whole bill, of one unit.
// Match checks them before it matches anything. What is absent is not checked; a Count of 0 is checked.
type ControlTotals struct {
	// Unit is the unit counted; empty means CNY. Rows of other units are left out.
	Unit string
	// Count is the number of bill rows, of any state; nil means none was declared. new(int64(63)) makes one.
	Count *int64
	// Amount is the sum of Amount over the rows whose money moved (State.Moved), refunds negative, in yuan for CNY.
	Amount decimal.NullDecimal
	// Fee is the sum of Fee over the same rows. When it is declared, each of them must have a Fee.
	Fee decimal.NullDecimal
}

// checkRules refuses totals that no bill can have. A nil ControlTotals is none.
func (c *ControlTotals) checkRules() error {
	switch {
	case c == nil:
		return nil
	case c.Count != nil && *c.Count < 0:
		return badRules("Control.Count", "it must be zero or positive")
	case c.Amount.Valid && !exact.InBounds(c.Amount.Decimal):
		return badRules("Control.Amount", inBounds)
	case c.Fee.Valid && !exact.InBounds(c.Fee.Decimal):
		return badRules("Control.Fee", inBounds)
	}
	return nil
}

// check compares the totals with those of the caller's bill rows, not the pool's. A nil ControlTotals agrees with everything.
// The error names the first total that differs, with the declared and the found one.
func (c *ControlTotals) check(found controlFound) error {
	switch {
	case c == nil:
		return nil
	case c.Count != nil && *c.Count != found.Count:
		return differs("Control.Count", strconv.FormatInt(*c.Count, 10), strconv.FormatInt(found.Count, 10))
	case c.Amount.Valid && !c.Amount.Decimal.Equal(found.Amount.Decimal()):
		return differs("Control.Amount", moneyText(c.Unit, c.Amount.Decimal), moneyText(c.Unit, found.Amount.Decimal()))
	case c.Fee.Valid && found.Feeless > 0:
		return badControl("Control.Fee", "a sum is declared, and "+strconv.FormatInt(found.Feeless, 10)+" bill rows have no fee")
	case c.Fee.Valid && !c.Fee.Decimal.Equal(found.Fee.Decimal()):
		return differs("Control.Fee", moneyText(c.Unit, c.Fee.Decimal), moneyText(c.Unit, found.Fee.Decimal()))
	}
	return nil
}

func differs(field, declared, found string) error {
	return badControl(field, "the provider declares "+declared+", the bills given have "+found)
}

// controlFound is what the bill rows of one unit add up to.
type controlFound struct {
	unit           string
	Count, Feeless int64
	Amount, Fee    exact.Sum
}

func (f *controlFound) add(r Record) {
	if r.UnitOrCNY() != f.unit {
		return
	}
	f.Count++
	if !r.State.Moved(r.Kind) {
		return
	}
	f.Amount.Add(r.Amount)
	if !r.Fee.Valid {
		f.Feeless++
		return
	}
	f.Fee.Add(r.Fee.Decimal)
}

// merge adds what another part of the bills adds up to.
func (f *controlFound) merge(o *controlFound) {
	f.Count, f.Feeless = f.Count+o.Count, f.Feeless+o.Feeless
	f.Amount.Merge(o.Amount)
	f.Fee.Merge(o.Fee)
}
