package daily

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily/internal/again"
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
	Released []SideRow
	// Again reports whether the day had been run before, Same whether it gave this answer then.
	Again, Same bool
	// Stale are the later days that must be run again, since they started from what this day had left before.
	Stale []recon.Day

	kept kept // up to this day
}

// Days are the heads of all days up to this one, ascending.
func (r *Result) Days() []Head { return slices.Clone(r.kept.days) }

// Open lists the differences of all days up to this one, as Open does of a Store, whether this day is kept already or not.
func (r *Result) Open(ctx context.Context) ([]Followed, error) {
	all, err := follow(ctx, r.kept, func(ctx context.Context, h Head) ([]Difference, error) {
		if h.Day == r.Head.Day {
			return r.Differences, nil
		}
		return r.kept.differences(ctx, h)
	})
	return openFirst(all), err
}

// dayRun is one day being run.
type dayRun struct {
	Job
	past     kept
	request  Request
	pool     recon.Pool      // what the day before left, without what was released
	released []recon.PoolRow // the orders among that
	orders   []Row           // to be matched
	bills    []Row
	came     *again.Orders // those that came, sorted
	result   *Result
	parts    map[Part][]byte
}

// run takes the day's steps, one after the other. Nothing is kept before the last of them.
func (j Job) run(ctx context.Context, past kept, day recon.Day) (*Result, error) {
	r := &dayRun{
		Job: j, past: past, request: Request{Day: day, Start: j.Rules.StartOf(day), End: j.Rules.StartOf(day + 1)},
		result: &Result{}, parts: map[Part][]byte{},
	}
	for _, step := range []func(context.Context) error{r.start, r.takeOrders, r.takeBills, r.match, r.seal, r.report, r.keep} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return r.result, nil
}

// start takes up what the day before left, without what was released since.
func (r *dayRun) start(ctx context.Context) (err error) {
	r.result.Head = Head{Version: headVersion, Shop: r.Shop, Day: r.request.Day, Sums: map[Part]string{}}
	if before := r.past.of(r.request.Day - 1); before != nil {
		r.result.Head.Base = before.Left
		if r.pool, err = readPart[recon.Pool](ctx, r.past, *before, PartPool); err != nil {
			return err
		}
		if err = r.release(ctx, *before); err != nil {
			return err
		}
	}
	r.request.Held = slices.Clone(r.pool.Orders)
	return nil
}

func (r *dayRun) progress(step string, rows int) {
	if r.Progress != nil {
		r.Progress(Step{r.request.Day, step, rows})
	}
}

// progressEvery is the number of rows between two calls of Progress.
const progressEvery = 10_000

func (r *dayRun) read(step string, rows iter.Seq2[Row, error]) (all []Row, err error) {
	r.progress(step, 0)
	for row, err := range rows {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", step, err)
		}
		if all = append(all, row); len(all)%progressEvery == 0 {
			r.progress(step, len(all))
		}
	}
	return all, nil
}

// takeBills asks for the day's bill. Held bills whose keys came again give way.
func (r *dayRun) takeBills(ctx context.Context) error {
	r.progress("bills", 0)
	answer, err := r.Bills(ctx, r.request)
	if err != nil {
		return fmt.Errorf("bills: %w", err)
	}
	if end := r.request.End; answer.Until.Before(end) {
		return fmt.Errorf("%w: it is known until %s, and the day ends at %s", ErrNotProven, answer.Until.Format(time.RFC3339), end.Format(time.RFC3339))
	}
	if r.bills = answer.Rows; answer.Again {
		came := map[string]bool{}
		for _, row := range r.bills {
			came[row.Record.Key] = row.Record.Key != ""
		}
		r.pool.Bills = slices.DeleteFunc(r.pool.Bills, func(row recon.PoolRow) bool { return came[row.Record.Key] })
	}
	return nil
}

// match matches, and proves the result.
func (r *dayRun) match(context.Context) (err error) {
	r.progress("match", len(r.bills)+len(r.orders))
	rules := r.Rules
	rules.BillsUntil, rules.Pool, rules.ReplaceHeld = r.request.End, r.pool, true
	if r.result.Match, err = recon.Match(r.bills, Row.record, r.orders, Row.record, rules); err != nil {
		return err
	}
	return r.result.Match.Verify()
}

// seal writes down what the day found and left, and compares it with what is kept of the day.
func (r *dayRun) seal(context.Context) (err error) {
	r.noteDone()
	result, match, head := r.result, r.result.Match, &r.result.Head
	result.Differences = r.differences()
	for part, content := range map[Part]any{PartPool: match.Pool, PartDone: r.came.Done, PartDifferences: result.Differences} {
		if r.parts[part], err = json.Marshal(content); err != nil {
			return err
		}
		head.Sums[part] = sumOf(r.parts[part])
	}
	if r.parts[PartInput], err = encodeInput(match); err != nil {
		return err
	}
	head.Left = sumOf([]byte(head.Base + head.Sums[PartPool] + head.Sums[PartDone]))
	head.Summary, head.Held = match.Summary(), len(match.Pool.Bills)+len(match.Pool.Orders)
	head.Changed, head.Released, head.Differences = len(result.Changed), len(result.Released), len(result.Differences)
	if r.parts[PartHead], err = json.Marshal(head); err != nil {
		return err
	}
	if old := r.past.of(head.Day); old != nil {
		text, _ := json.Marshal(old) // what was read is written the same
		result.Again, result.Same = true, bytes.Equal(text, r.parts[PartHead])
	}
	now := r.past.with(*head)
	result.Stale, result.kept = now.stale(), now.upTo(head.Day)
	return nil
}

func (r *dayRun) report(ctx context.Context) error {
	r.progress("report", 0)
	for _, report := range r.Reports {
		if err := report(ctx, r.result); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	return nil
}

// keep keeps the day, unless this answer is kept already.
func (r *dayRun) keep(ctx context.Context) error {
	r.progress("keep", 0)
	if r.result.Same {
		return nil
	}
	return r.past.Save(ctx, dayName(r.request.Day, r.past.runs[r.request.Day]+1), r.parts)
}
