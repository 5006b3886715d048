package daily

import (
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Change is an order that was settled, or reported, on an earlier day and says something else now.
type Change struct {
	// Now is the order as it is.
	Now Row
	// Was and Is are what it counted and counts, in the unit of the order: 0 for one that is not paid, or was given back.
	Was, Is decimal.Decimal
	// Matched is the row that was matched for it: Is − Was, a refund when that is negative. It has no Time, since nobody knows when the
	// order was changed. Nil when both are equal: something else was changed, such as a fee.
	Matched *Row
}

// LeftOut counts the orders that were not matched.
type LeftOut struct {
	// Known came again as they were. Earlier are of bill days before those that the Store remembers, Later of days to come.
	Known, Earlier, Later int
}

// takeOrders asks for the day's orders and sorts them out.
func (r *dayRun) takeOrders(ctx context.Context) error {
	rows, err := r.askOrders(ctx)
	if err != nil {
		return err
	}
	r.noteRefunds(rows)
	earlier := r.split(rows)
	if len(r.orders) == 0 && !r.AllowNoOrders {
		return fmt.Errorf("%w: %s, of %d rows", ErrNoOrders, r.request.Day, len(rows))
	}
	known, err := r.doneBefore(ctx, earlier)
	if err != nil {
		return err
	}
	r.replace(r.dropKnown(earlier, known), known)
	r.request.Orders = slices.Clone(r.orders)
	for _, c := range r.result.Changed {
		if c.Matched != nil {
			r.orders = append(r.orders, *c.Matched)
		}
	}
	return nil
}

// askOrders asks for the day's orders, and for those that wait and are not among them.
func (r *dayRun) askOrders(ctx context.Context) ([]Row, error) {
	rows, err := r.read("orders", r.Orders.Orders(ctx, r.request))
	refresher, ok := r.Orders.(Refresher)
	if err != nil || !ok {
		return rows, err
	}
	absent := map[string]bool{}
	for _, row := range r.pool.Orders {
		absent[row.Record.Key] = true
	}
	for _, row := range rows {
		delete(absent, row.Record.Key)
	}
	if delete(absent, ""); len(absent) == 0 {
		return rows, nil
	}
	refreshed, err := r.read("refresh", refresher.Refresh(ctx, slices.Sorted(maps.Keys(absent))))
	return append(rows, refreshed...), err
}

// payment is what a payment and its refunds have in common.
type payment struct{ key, unit string }

// noteRefunds notes the payments of which rows of refunds say what went back: as in package recon, these count as money that moved,
// though their State is Refunded.
func (r *dayRun) noteRefunds(rows []Row) {
	note := func(o recon.Record) {
		if o.Kind != recon.Payment && o.Key != "" && o.State.Moved(o.Kind) {
			r.refunded[payment{o.Key, o.UnitOrCNY()}] = true
		}
	}
	for _, row := range r.pool.Orders {
		note(row.Record)
	}
	for _, row := range rows {
		note(row.Record)
	}
}

// farDays is how far after the day a date is a wrong one, as in package recon: such a row is matched now, since its day is not to come.
const farDays = 31

// split takes the orders of the day as they are, and gives those that may have come before.
func (r *dayRun) split(rows []Row) (earlier []keptOrder) {
	today, oldest := r.request.Day, r.request.Day
	if days := r.past.days; len(days) > 0 {
		oldest = max(today-recon.Day(r.remember()), days[0].Day)
	}
	for i, row := range rows {
		switch day := r.Rules.DayOf(row.Record.Time); {
		case day == today:
			r.orders = append(r.orders, row)
		case day > today && day <= today+farDays:
			r.result.LeftOut.Later++
		case day != 0 && day < oldest:
			r.result.LeftOut.Earlier++
		default:
			o := r.keptOrder(row.Record)
			o.row = &rows[i]
			earlier = append(earlier, o)
		}
	}
	return earlier
}

// keptOrder is what is kept of an order that a day was done with: that was settled, or reported.
type keptOrder struct {
	// Identity stays the same when an order is changed. Nothing but its content tells an order without a key from others.
	Identity string `json:"identity"`
	// Count is how many there are of this content; less by one for each that was changed later, so that it may be negative.
	Count int `json:"count"`
	// Amount is that of the order, Counted what it counted: 0 when no money moved.
	Amount  decimal.Decimal `json:"amount"`
	Counted decimal.Decimal `json:"counted,omitzero"`

	content string // changes with whatever matching sees of the order
	row     *Row   // of one that came now
	waits   bool   // in the pool: no day was done with it
}

func (r *dayRun) keptOrder(o recon.Record) keptOrder {
	sum := o.ContentHash()
	k := keptOrder{content: hex.EncodeToString(sum[:16]), Amount: o.Amount}
	if k.Identity = k.content; o.Key != "" {
		k.Identity = sumOf(fmt.Appendf(nil, "%d %d %q %q", r.Rules.DayOf(o.Time), o.Kind, o.UnitOrCNY(), o.Key))[:32]
	}
	if o.State.Moved(o.Kind) || o.State == recon.Refunded && r.refunded[payment{o.Key, o.UnitOrCNY()}] {
		k.Counted = o.Amount
	}
	return k
}

// done is orders that days were done with, by their content.
type done map[string]keptOrder

// add adds some orders of one content, or takes them away.
func (d done) add(o keptOrder, count int) {
	if o.Count = d[o.content].Count + count; o.Count == 0 {
		delete(d, o.content)
		return
	}
	d[o.content] = o
}

// doneBefore is what earlier days were done with, of the orders that these may be.
func (r *dayRun) doneBefore(ctx context.Context, came []keptOrder) (done, error) {
	known, wanted, first := done{}, map[string]bool{}, r.request.Day
	for _, o := range came {
		wanted[o.Identity] = true
		if day := r.Rules.DayOf(o.row.Record.Time); day <= r.request.Day {
			first = min(first, day)
		} else {
			first = 0 // such a date, as none at all, does not say on which day the order came first
		}
	}
	for _, h := range r.past.days {
		if h.Day < first || h.Day >= r.request.Day {
			continue
		}
		orders, err := content[done](ctx, r.past, h, PartDone)
		if err != nil {
			return nil, err
		}
		for content, o := range orders {
			if o.content = content; wanted[o.Identity] {
				known.add(o, o.Count)
			}
		}
	}
	for _, row := range r.released {
		known.add(r.keptOrder(row.Record), 1)
	}
	return known, nil
}

// dropKnown drops the orders that are known as they are: an earlier day was done with them, or they wait, and have no key to replace them by.
func (r *dayRun) dropKnown(came []keptOrder, known done) []keptOrder {
	for _, row := range r.pool.Orders {
		if row.Record.Key == "" {
			known.add(r.keptOrder(row.Record), 1)
		}
	}
	return slices.DeleteFunc(came, func(now keptOrder) bool {
		if known[now.content].Count <= 0 {
			return false
		}
		known.add(now, -1)
		r.result.LeftOut.Known++
		return true
	})
}

// replace finds out what each order takes the place of: of one that waits, in whose place package recon matches it, of one that was
// done, which was changed, or of none: it is new. Equal amounts come first.
func (r *dayRun) replace(came []keptOrder, known done) {
	before := map[string][]keptOrder{} // by their identity, those that wait first
	for _, row := range r.pool.Orders {
		o := r.keptOrder(row.Record)
		o.waits = true
		before[o.Identity] = append(before[o.Identity], o)
	}
	for _, content := range slices.Sorted(maps.Keys(known)) {
		for o := known[content]; o.Count > 0; o.Count-- {
			before[o.Identity] = append(before[o.Identity], o)
		}
	}
	for _, equal := range []bool{true, false} {
		came = slices.DeleteFunc(came, func(now keptOrder) bool {
			left := before[now.Identity]
			i := slices.IndexFunc(left, func(old keptOrder) bool { return !equal || old.Amount.Equal(now.Amount) })
			if i < 0 {
				return false
			}
			if left[i].waits {
				r.orders = append(r.orders, *now.row)
			} else {
				r.change(left[i], now)
			}
			before[now.Identity] = slices.Delete(left, i, i+1)
			return true
		})
	}
	for _, o := range came {
		r.orders = append(r.orders, *o.row)
	}
}

// change notes what has become of an order that was done.
func (r *dayRun) change(old, now keptOrder) {
	c := Change{Now: *now.row, Was: old.Counted, Is: now.Counted}
	if moved := c.Is.Sub(c.Was); !moved.IsZero() {
		matched, o := *now.row, now.row.Record
		matched.Record = recon.Record{Key: o.Key, AltKeys: o.AltKeys, Amount: moved, Unit: o.Unit, Channel: o.Channel}
		if moved.IsNegative() {
			matched.Record.Kind = recon.Refund
		}
		c.Matched = &matched
	}
	r.result.Changed = append(r.result.Changed, c)
	r.done.add(old, -1)
	r.done.add(now, 1)
}

// noteDone adds to the changes the orders that came or waited, and wait no more. One that a newer one replaced is not among them.
func (r *dayRun) noteDone() {
	add := func(o recon.Record, count int) { r.done.add(r.keptOrder(o), count) }
	match := r.result.Match
	for _, row := range r.orders {
		add(row.Record, 1)
	}
	for _, row := range slices.Concat(r.pool.Orders, r.released) {
		add(row.Record, 1)
	}
	for _, i := range match.Replaced() {
		add(r.pool.Orders[i].Record, -1)
	}
	for _, row := range match.Pool.Orders {
		add(row.Record, -1)
	}
}
