package recon

import "time"

// Rules say what counts as agreement. The zero Rules are the strictest: exact amounts, no hold window, bills not known to be complete.
type Rules struct {
	// BillsComplete says that the bills are proven whole up to BillDate. While it is false no order is ever made an exception:
	// what would be one is Doubtful and stays in the pool.
	BillsComplete bool
	// Location is the zone of the bill day; nil means UTC+8.
	Location *time.Location
	// CutOff is the time of day at which the next bill day starts, 0 ≤ CutOff < 24 h: 23 h puts 23:00:00 and later into the next day. Zero is midnight.
	CutOff time.Duration
	// BillDate is any instant within the last bill day that the bills cover. Zero means the latest bill day among the bills, or the pool's.
	BillDate time.Time
	// Hold is the number of bill days a one-sided row stays Doubtful. A row of bill day d is held while last bill day − d < Hold.
	// Zero holds only rows of days that the bills have not reached. At most 3660.
	Hold int
	// Pool is what the run before left in doubt. It is read, never changed.
	Pool Pool
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
