package recon

import "time"

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
