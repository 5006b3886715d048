package recon_test

import "github.com/billrecon/billrecon/recon"

// This file is the paragraph about BillsUntil, T, the window and Since.

// farDays is how far after T a date may lie before it is taken for a wrong one.
const farDays = 31

// laterThanAll is the day of a row that will count from a T which is not known yet.
const laterThanAll = 1 << 30

// findLastDay finds T: the last bill day that ends no later than BillsUntil.
// The day that BillsUntil lies in is not over; the day before it is.
func (o *oracle) findLastDay() {
	if !o.rules.BillsUntil.IsZero() {
		o.lastDay, o.knowsDay = billDay(o.rules.BillsUntil, o.rules)-1, true
	}
}

// aged fills in from which day a row ages, and what that makes of it. A row without a time, or with a wrong one, ages from
// the first T that was known while it was there.
func (o *oracle) aged(r oracleRow) oracleRow {
	timed := !r.rec.Time.IsZero()
	if timed {
		r.day, r.dated = billDay(r.rec.Time, o.rules), true
		r.far = r.since != 0 || o.knowsDay && r.day > o.lastDay+farDays
	}
	switch {
	case r.since != 0:
		r.day, r.dated = int(r.since), true
	case r.far || !timed:
		r.day, r.dated = o.lastDay, o.knowsDay
	}
	if !r.dated {
		r.day = laterThanAll
	}
	if o.knowsDay {
		r.over = o.lastDay-r.day >= o.rules.Hold
		r.late = o.lastDay-r.day >= 2*o.rules.Hold && r.over
	}
	return r
}

// daysFrom is how many bill days lie between two rows. Days that are not known count as equal.
func (r oracleRow) daysFrom(x oracleRow) int {
	if !r.dated || !x.dated {
		return 0
	}
	return max(r.day-x.day, x.day-r.day)
}

// remembered is what the pool says of a row that is held.
func (r oracleRow) remembered() recon.PoolRow {
	held := recon.PoolRow{Since: r.since, Twin: r.twin, Moved: r.refundedButMoved(), Record: *r.rec}
	if held.Since == 0 && r.dated && (r.far || r.rec.Time.IsZero()) {
		held.Since = recon.Day(r.day)
	}
	return held
}

// older says that a row is singled out before another: the earlier time, then what is without a time by how long it is
// held. It never looks at places, nor at pool or fresh.
func (r oracleRow) older(x oracleRow) bool {
	a, b := r.rec.Time, x.rec.Time
	switch {
	case a.IsZero() != b.IsZero():
		return b.IsZero()
	case !a.Equal(b):
		return a.Before(b)
	case a.IsZero() && r.day != x.day:
		return r.day < x.day
	}
	return r.words < x.words
}
