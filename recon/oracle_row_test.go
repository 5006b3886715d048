package recon_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// The oracle is the slow twin of the engine: the page of rules in code, nested loops, whole numbers, every subset tried.
// It is written from the page alone and shares no code with the engine. This file is the paragraph about the Record:
// what a row says, and how it counts.

// oracleCount is how a row counts in its bucket.
type oracleCount uint8

const (
	countsNot      oracleCount = iota // unpaid: nothing moved
	countsMoved                       // its amount counts
	countsReturned                    // a payment that came and went: it counts zero
)

// oracleRow is a record with its place: at is its index among all rows of its side, the caller's first and then the pool's.
type oracleRow struct {
	side   side
	at     int
	rec    *recon.Record
	amount micro // what the record says, whether it counts or not
	words  string
	held   bool      // it comes from the pool
	since  recon.Day // the pool's
	counts oracleCount
	day    int  // the bill day that its age counts from
	dated  bool // false while no such day is known
	over   bool // its window is over
	late   bool // it is past twice the window
	far    bool // its date is wrong
	like   bool // a fresh row that says the same as a held one
	twin   bool // a row like it was settled under its key
	part   bool // other rows of its bucket were settled
}

// micro is an amount in millionths of the unit. Amounts of the oracle are small and have few decimals.
type micro int64

const oneYuan micro = 1_000_000

func microOf(d decimal.Decimal) micro { return micro(d.Shift(6).IntPart()) }

func (m micro) abs() micro { return max(m, -m) }

func (r oracleRow) unit() string {
	if r.rec.Unit == "" {
		return "CNY"
	}
	return r.rec.Unit
}

// worth is what the row adds to the net of its side.
func (r oracleRow) worth() micro {
	if r.counts != countsMoved {
		return 0
	}
	return r.amount
}

func (r oracleRow) isBill() bool     { return r.side == billSide }
func (r oracleRow) isMoved() bool    { return r.counts == countsMoved }
func (r oracleRow) isReturned() bool { return r.counts == countsReturned }
func (r oracleRow) isUnpaid() bool   { return r.counts == countsNot }
func (r oracleRow) isAlive() bool    { return r.counts != countsNot }
func (r oracleRow) isManual() bool   { return r.rec.Manual }
func (r oracleRow) isUnknown() bool  { return r.rec.State == recon.Unknown }
func (r oracleRow) inWindow() bool   { return !r.over }

// movesByItself says that the row moved money whatever its bucket holds.
func (r oracleRow) movesByItself() bool {
	switch r.rec.State {
	case recon.Succeeded, recon.Unknown:
		return true
	case recon.Refunded:
		return r.rec.Kind != recon.Payment
	}
	return false
}

// counted says how each row counts in its bucket, the rows of its side that share its key: a payment in State Refunded is
// returned, unless rows of its own side and unit say what went back. What once counted as moved stays so.
func (rows oracleRows) counted(keyOf func(oracleRow) string) oracleRows {
	out := append(oracleRows(nil), rows...)
	for i := range out {
		r := &out[i]
		refunded := func(x oracleRow) bool { return keyOf(x) != "" && keyOf(x) == keyOf(*r) && x.givesBack(*r) }
		switch {
		case r.movesByItself():
			r.counts = countsMoved
		case r.rec.State != recon.Refunded:
			r.counts = countsNot
		case r.isMoved() || rows.any(refunded):
			r.counts = countsMoved
		default:
			r.counts = countsReturned
		}
	}
	return out
}

// givesBack says that the row is a moved refund of the side and unit of x.
func (r oracleRow) givesBack(x oracleRow) bool {
	return r.side == x.side && r.unit() == x.unit() && r.rec.Kind != recon.Payment && r.movesByItself()
}

// refundedButMoved says that the row is a payment in State Refunded that counts as moved.
func (r oracleRow) refundedButMoved() bool { return r.isMoved() && !r.movesByItself() }

// isSameRow says that two are one row, not only alike.
func (r oracleRow) isSameRow(x oracleRow) bool { return r.side == x.side && r.at == x.at }

// content writes all that a row says, and what the pool must remember of it.
func (r oracleRow) content() string {
	return fmt.Sprintf("%s since=%s twin=%t moved=%t", r.words, r.since, r.twin, r.isMoved())
}

// write puts into words all that the row itself says, so that rows which say the same can stand for one another.
func (r oracleRow) write() string {
	var b strings.Builder
	rec := r.rec
	fmt.Fprintf(&b, "%s key=%q amount=%s unit=%s kind=%d state=%d", r.side, rec.Key, rec.Amount, r.unit(), rec.Kind, rec.State)
	for i, alt := range rec.AltKeys {
		if alt != "" {
			fmt.Fprintf(&b, " alt%d=%q", i, alt)
		}
	}
	for i, d := range []decimal.NullDecimal{rec.Fee, rec.Income} {
		if d.Valid {
			fmt.Fprintf(&b, " %s=%s", []string{"fee", "income"}[i], d.Decimal)
		}
	}
	if !rec.Time.IsZero() {
		b.WriteString(" time=" + rec.Time.UTC().Format(time.RFC3339Nano))
	}
	if rec.Channel != "" {
		fmt.Fprintf(&b, " channel=%s", rec.Channel)
	}
	if rec.Manual {
		b.WriteString(" manual")
	}
	return b.String()
}
