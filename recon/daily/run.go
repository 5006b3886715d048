package daily

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// Result is one day.
type Result struct {
	// Head is what is kept of it.
	Head Head
	// Match is what was found. Its bills and orders are the rows that were matched, and its rules have the pool that it started from.
	Match *recon.Result[Row, Row]
	// Differences are followed until somebody closes them, in the order of Match.
	Differences []Difference
	// Changed are the orders that were changed after an earlier day was done with them.
	Changed []Change
	// LeftOut counts the orders that were not matched.
	LeftOut LeftOut
	// Released are the rows that a decision took out of the pool.
	Released []DifferenceRow
	// Again reports whether the day had been run before, Same whether it gave this answer then.
	Again, Same bool
	// Stale are the later days that must be run again, since they started from what this day had left before.
	Stale []recon.Day
}

// dayRun is one day being run.
type dayRun struct {
	Job
	past    history
	request Request
	rules   recon.Rules
	pool    recon.Pool // what the day before left, without what was released
	base    string
	books   books
	result  *Result
	parts   map[Part][]byte
}

// run takes the day's steps, one after the other. Nothing is kept before the last of them.
func (j Job) run(ctx context.Context, day recon.Day) (*Result, error) {
	past, err := j.history(ctx)
	if err != nil {
		return nil, err
	}
	if err := j.checkDay(past, day); err != nil {
		return nil, err
	}
	r := &dayRun{Job: j, past: past, result: &Result{}}
	r.request = Request{Day: day, Start: startOf(j.Rules, day), End: endOf(j.Rules, day)}
	for _, step := range []func(context.Context) error{r.start, r.readOrders, r.match, r.seal, r.report, r.keep} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return r.result, nil
}

// start takes up what the day before left.
func (r *dayRun) start(ctx context.Context) (err error) {
	if before := r.past.of(r.request.Day - 1); before != nil {
		r.base = before.Left
		if r.pool, err = loadPool(ctx, r.Store, before); err != nil {
			return err
		}
		if err := r.release(ctx); err != nil {
			return err
		}
	}
	r.request.Held = slices.Clone(r.pool.Orders)
	return nil
}

// readOrders asks for the day's orders, and for those that wait and did not come.
func (r *dayRun) readOrders(ctx context.Context) error {
	rows, err := r.read("orders", r.Orders.Orders(ctx, r.request))
	if err != nil {
		return err
	}
	refresher, ok := r.Orders.(Refresher)
	if keys := r.absent(rows); ok && len(keys) > 0 {
		refreshed, err := r.read("refresh", refresher.Refresh(ctx, keys))
		if err != nil {
			return err
		}
		rows = append(rows, refreshed...)
	}
	r.books = books{rules: r.Job.Rules, held: r.pool.Orders, refunds: map[hash]bool{}, done: done{}}
	for _, row := range r.pool.Orders {
		r.books.noteRefund(row.Record)
	}
	earlier, today := r.split(rows)
	if today == 0 && !r.AllowNoOrders {
		return fmt.Errorf("%w: %s, of %d rows", ErrNoOrders, r.request.Day, len(rows))
	}
	wanted, first := map[hash]bool{}, r.oldest()
	for _, row := range earlier {
		wanted[identityOf(r.Job.Rules, row.Record)] = true
		if day := r.Job.Rules.DayOf(row.Record.Time); day == 0 || day > r.request.Day {
			first = 0 // its date does not say on which day it came first
		}
	}
	known, err := doneBefore(ctx, r.Store, r.past, first, r.request.Day, wanted)
	if err != nil {
		return err
	}
	for _, row := range r.releasedOrders() {
		known.add(r.books.doneOrder(row, 1))
	}
	r.books.again(earlier, known)
	r.request.Orders = slices.Clone(r.books.rows)
	for _, c := range r.books.changed {
		if c.Matched != nil {
			r.books.rows = append(r.books.rows, *c.Matched)
		}
	}
	return nil
}

// progressEvery is the number of rows between two calls of Progress.
const progressEvery = 10_000

func (r *dayRun) read(name string, rows iter.Seq2[Row, error]) (all []Row, err error) {
	r.progress(r.request.Day, name, 0)
	for row, err := range rows {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if all = append(all, row); len(all)%progressEvery == 0 {
			r.progress(r.request.Day, name, len(all))
		}
	}
	return all, nil
}

// absent are the keys of the orders that wait and are not among rows, sorted, each once.
func (r *dayRun) absent(rows []Row) (keys []string) {
	came := map[string]bool{"": true}
	for _, row := range rows {
		came[row.Record.Key] = true
	}
	for _, row := range r.pool.Orders {
		if key := row.Record.Key; !came[key] {
			came[key] = true
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// oldest is the first bill day of which orders are known when they come again.
func (r *dayRun) oldest() recon.Day {
	day := r.request.Day - recon.Day(r.remember())
	if len(r.past) > 0 {
		return max(day, r.past[0].Day)
	}
	return r.request.Day
}

// farDays is how far after the day a date is a wrong one, as in package recon: such a row is matched now, since its day is not to come.
const farDays = 31

// split takes the rows of the day as they are, and gives those that may have come before.
func (r *dayRun) split(rows []Row) (earlier []Row, today int) {
	b := &r.books
	for _, row := range rows {
		b.noteRefund(row.Record)
		switch day := r.Job.Rules.DayOf(row.Record.Time); {
		case day == r.request.Day:
			b.rows = append(b.rows, row)
			today++
		case day > r.request.Day && day <= r.request.Day+farDays:
			b.out.Later++
		case day != 0 && day < r.oldest():
			b.out.Earlier++
		default:
			earlier = append(earlier, row)
		}
	}
	return earlier, today
}

// match asks for the bill, matches, and proves.
func (r *dayRun) match(ctx context.Context) (err error) {
	r.progress(r.request.Day, "bills", 0)
	answer, err := r.Bills(ctx, r.request)
	if err != nil {
		return fmt.Errorf("bills: %w", err)
	}
	if answer.Until.Before(r.request.End) {
		return fmt.Errorf("%w: it is known until %s, and the day ends at %s", ErrNotProven, answer.Until.Format(time.RFC3339), r.request.End.Format(time.RFC3339))
	}
	if answer.Again {
		r.pool.Bills = without(r.pool.Bills, answer.Rows)
	}
	r.rules = r.Job.Rules
	r.rules.BillsUntil, r.rules.Pool, r.rules.ReplaceHeld = r.request.End, r.pool, true
	r.progress(r.request.Day, "match", len(answer.Rows)+len(r.books.rows))
	if r.result.Match, err = recon.Match(answer.Rows, Row.record, r.books.rows, Row.record, r.rules); err != nil {
		return err
	}
	return r.result.Match.Verify()
}

// without leaves out the held bills whose keys came again.
func without(held []recon.PoolRow, rows []Row) []recon.PoolRow {
	came := map[string]bool{}
	for _, row := range rows {
		came[row.Record.Key] = row.Record.Key != ""
	}
	return slices.DeleteFunc(slices.Clone(held), func(row recon.PoolRow) bool { return came[row.Record.Key] })
}
