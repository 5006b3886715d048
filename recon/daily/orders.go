package daily

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily/internal/again"
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
	if err := r.sortOrders(ctx, rows); err != nil {
		return err
	}
	for _, at := range r.came.Match {
		r.orders = append(r.orders, rows[at])
	}
	r.request.Orders = slices.Clone(r.orders)
	for _, c := range r.came.Changed {
		change := Change{Now: rows[c.At], Was: c.Was, Is: c.Is}
		if c.Matched != nil {
			matched := rows[c.At]
			matched.Record = *c.Matched
			change.Matched = &matched
			r.orders = append(r.orders, matched)
		}
		r.result.Changed = append(r.result.Changed, change)
	}
	r.result.LeftOut = LeftOut{Known: r.came.Known, Earlier: r.came.Earlier, Later: r.came.Later}
	return nil
}

// sortOrders finds out which orders came before, and what became of them.
func (r *dayRun) sortOrders(ctx context.Context, rows []Row) error {
	days := again.Days{Rules: r.Rules, Today: r.request.Day, Oldest: r.request.Day}
	if past := r.past.days; len(past) > 0 {
		days.Oldest = max(days.Today-recon.Day(r.remember()), past[0].Day)
	}
	came, first := again.Take(len(rows), func(at int) recon.Record { return rows[at].Record }, r.pool.Orders, days)
	if came.Fresh == 0 && !r.AllowNoOrders {
		return fmt.Errorf("%w: %s, of %d rows", ErrNoOrders, days.Today, len(rows))
	}
	for _, h := range r.past.days {
		if h.Day < first || h.Day >= days.Today {
			continue
		}
		done, err := readPart[again.Done](ctx, r.past, h, PartDone)
		if err != nil {
			return err
		}
		came.Know(done)
	}
	for _, row := range r.released {
		came.KnowRow(row.Record)
	}
	came.Sort()
	r.came = came
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

// noteDone adds to the changes the orders that came or waited, and wait no more. One that a newer one replaced is not among them.
func (r *dayRun) noteDone() {
	match := r.result.Match
	for _, row := range r.orders {
		r.came.Finish(row.Record, 1)
	}
	for _, row := range slices.Concat(r.pool.Orders, r.released) {
		r.came.Finish(row.Record, 1)
	}
	for _, i := range match.Replaced() {
		r.came.Finish(r.pool.Orders[i].Record, -1)
	}
	for _, row := range match.Pool.Orders {
		r.came.Finish(row.Record, -1)
	}
}
