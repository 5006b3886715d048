// Package again sorts the orders that come on a bill day: most of an export of several days came before. It tells which are known, which were
// changed since, and which are to be matched, and keeps account of those that days were done with.
package again

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Order is what is kept of an order that a day was done with: that was settled, or reported.
type Order struct {
	// Identity stays the same when an order is changed. Nothing but its content tells an order without a key from others.
	Identity string `json:"identity"`
	// Count is how many there are of this content; less by one for each that was changed later, so that it may be negative.
	Count int `json:"count"`
	// Amount is that of the order, Counted what it counted: 0 when no money moved.
	Amount  decimal.Decimal `json:"amount"`
	Counted decimal.Decimal `json:"counted,omitzero"`

	content string // changes with whatever matching sees of the order
	at      int    // its place, of one that came now
	waits   bool   // in the pool, where what comes now takes its place
}

// Done is orders that days were done with, by their content.
type Done map[string]Order

// add adds some orders of one content, or takes them away.
func (d Done) add(o Order, count int) {
	if o.Count = d[o.content].Count + count; o.Count == 0 {
		delete(d, o.content)
		return
	}
	d[o.content] = o
}

// Change is an order that a day was done with, and that says something else now.
type Change struct {
	At int // the place of the order as it is
	// Was and Is are what it counted and counts.
	Was, Is decimal.Decimal
	// Matched is the row that is matched for it: Is − Was, a refund when that is negative. Nil when both are equal.
	Matched *recon.Record
}

// Days are those that orders are sorted by.
type Days struct {
	Rules recon.Rules // for DayOf
	// Today is the bill day, Oldest the first one of which orders are known.
	Today, Oldest recon.Day
}

// Orders are those that come on a bill day: Take them, Know what earlier days were done with, and Sort them.
type Orders struct {
	// Match are the places of those that are matched.
	Match   []int
	Changed []Change
	// Fresh counts those of the day itself. Known came again as they were, Earlier are of days before Days.Oldest, Later of days to come.
	Fresh, Known, Earlier, Later int
	// Done is what the day is done with.
	Done Done

	days     Days
	waiting  []recon.PoolRow
	row      func(at int) recon.Record
	earlier  []Order         // those that may have come before
	wanted   map[string]bool // their identities
	known    Done
	refunded map[payment]bool
}

// payment is what a payment and its refunds have in common.
type payment struct{ key, unit string }

// farDays is how far after the day a date is a wrong one, as in package recon: such a row is matched now, since its day is not to come.
const farDays = 31

// Take takes so many orders, and what waits in the pool. It returns the first day that may have been done with one of them.
func Take(orders int, row func(at int) recon.Record, waiting []recon.PoolRow, days Days) (o *Orders, first recon.Day) {
	o = &Orders{days: days, waiting: waiting, row: row, Done: Done{}, known: Done{}, wanted: map[string]bool{}, refunded: map[payment]bool{}}
	for _, held := range waiting {
		o.noteRefund(held.Record)
	}
	for at := range orders {
		o.noteRefund(row(at))
	}
	first = days.Today
	for at := range orders {
		switch day := days.Rules.DayOf(row(at).Time); {
		case day == days.Today:
			o.Match = append(o.Match, at)
		case day > days.Today && day <= days.Today+farDays:
			o.Later++
		case day != 0 && day < days.Oldest:
			o.Earlier++
		default:
			now := o.order(row(at))
			now.at, o.wanted[now.Identity] = at, true
			o.earlier = append(o.earlier, now)
			if day > days.Today {
				day = 0 // such a date, as none at all, does not say on which day the order came first
			}
			first = min(first, day)
		}
	}
	o.Fresh = len(o.Match)
	return o, first
}

// noteRefund notes the payment of which a refund says what went back: as in package recon, it counts as money that moved, though its State is
// Refunded.
func (o *Orders) noteRefund(row recon.Record) {
	if row.Kind != recon.Payment && row.Key != "" && row.State.Moved(row.Kind) {
		o.refunded[payment{row.Key, row.UnitOrCNY()}] = true
	}
}

func (o *Orders) order(row recon.Record) Order {
	sum := row.ContentHash()
	k := Order{content: hex.EncodeToString(sum[:16]), Amount: row.Amount}
	if k.Identity = k.content; row.Key != "" {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %d %q %q", o.days.Rules.DayOf(row.Time), row.Kind, row.UnitOrCNY(), row.Key))
		k.Identity = hex.EncodeToString(sum[:16])
	}
	if row.State.Moved(row.Kind) || row.State == recon.Refunded && o.refunded[payment{row.Key, row.UnitOrCNY()}] {
		k.Counted = row.Amount
	}
	return k
}

// Know adds what an earlier day was done with.
func (o *Orders) Know(done Done) {
	for content, d := range done {
		if d.content = content; o.wanted[d.Identity] {
			o.known.add(d, d.Count)
		}
	}
}

// KnowRow adds a row that is done with, though no day kept it.
func (o *Orders) KnowRow(row recon.Record) { o.known.add(o.order(row), 1) }

// Sort finds out what each order takes the place of: of one that waits, in whose place package recon matches it, of one that a day was done
// with, or of none: it is new. Those that say the same come first, then equal amounts.
func (o *Orders) Sort() {
	before := map[string][]Order{} // by their identity, those that wait first
	for _, row := range o.waiting {
		old := o.order(row.Record)
		old.waits = row.Record.Key != ""
		before[old.Identity] = append(before[old.Identity], old)
	}
	for _, content := range slices.Sorted(maps.Keys(o.known)) {
		for old := o.known[content]; old.Count > 0; old.Count-- {
			before[old.Identity] = append(before[old.Identity], old)
		}
	}
	same := func(old, now Order) bool { return old.content == now.content && !old.waits }
	for _, alike := range []func(old, now Order) bool{
		same,
		func(old, now Order) bool { return old.Amount.Equal(now.Amount) },
		func(Order, Order) bool { return true },
	} {
		o.earlier = slices.DeleteFunc(o.earlier, func(now Order) bool {
			left := before[now.Identity]
			i := slices.IndexFunc(left, func(old Order) bool { return alike(old, now) })
			if i < 0 {
				return false
			}
			switch old := left[i]; {
			case same(old, now):
				o.Known++
			case old.waits:
				o.Match = append(o.Match, now.at)
			default:
				o.change(old, now)
			}
			before[now.Identity] = slices.Delete(left, i, i+1)
			return true
		})
	}
	for _, now := range o.earlier {
		o.Match = append(o.Match, now.at)
	}
}

// change notes what has become of an order that was done.
func (o *Orders) change(old, now Order) {
	c := Change{At: now.at, Was: old.Counted, Is: now.Counted}
	if moved := c.Is.Sub(c.Was); !moved.IsZero() {
		row := o.row(now.at)
		c.Matched = &recon.Record{Key: row.Key, AltKeys: row.AltKeys, Amount: moved, Unit: row.Unit, Channel: row.Channel}
		if moved.IsNegative() {
			c.Matched.Kind = recon.Refund
		}
	}
	o.Changed = append(o.Changed, c)
	o.Done.add(old, -1)
	o.Done.add(now, 1)
}

// Finish adds rows to what the day is done with, or takes them away where count is −1.
func (o *Orders) Finish(row recon.Record, count int) { o.Done.add(o.order(row), count) }
