package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// reconcile is the whole job of one day. The pool is written last: until then a killed run has changed nothing that the next one
// reads, and a run that ends before has only to be started again.
func reconcile(ctx context.Context, s system, o options) (exceptions int64, err error) {
	for _, folder := range []string{o.state, o.reports} {
		if err := os.MkdirAll(folder, 0o750); err != nil {
			return 0, err
		}
	}
	unlock, err := lock(o.state, s.now())
	if err != nil {
		return 0, err
	}
	defer unlock()
	files := pools{o.state, o.account()}
	pool, err := files.before(o.day, o.first)
	if err != nil {
		return 0, err
	}
	client, all, done, err := connect(s, o, pool)
	if err != nil {
		return 0, err
	}
	defer done()
	orders := ordersOf(o.day, all)
	got, err := client.fetch(ctx, request{o.day, orders, pool}, newProgress(s.stderr, s.terminal))
	if err != nil {
		return 0, err
	}
	run := dayRun{options: o, bills: got.bills, orders: orders, rules: rulesOf(o, got), left: len(all) - len(orders)}
	if err := run.match(); err != nil {
		return 0, err
	}
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if err := writeReports(s.disk, o, run.report); err != nil {
		return 0, err
	}
	stale, err := files.save(s.disk, o.day, run.result.Pool)
	if err != nil {
		return 0, err
	}
	run.print(s.stdout)
	if stale {
		fmt.Fprintf(s.stderr, "daily: the pool of this day has changed: run -date %s again, which started from the old one\n",
			o.day.AddDate(0, 0, 1).Format(time.DateOnly))
	}
	return run.exceptions(), nil
}

// connect opens the provider and reads the orders: the real ones, or those of a fake.
func connect(s system, o options, pool recon.Pool) (client source, orders []order, done func(), err error) {
	env, done := s.env, func() {}
	if o.fake {
		var sales []sale
		sales, orders = fakeDay(o.day, pool)
		env, done = o.provider.fake(sales)
	}
	if o.orders != "" {
		orders, err = readOrdersFile(o.orders)
	}
	if err == nil {
		client, err = o.provider.open(env)
	}
	if err != nil {
		done()
		return nil, nil, nil, err
	}
	return client, orders, done, nil
}

// rulesOf: the bill is proven whole by its fetch.
func rulesOf(o options, got fetched) recon.Rules {
	return recon.Rules{BillsUntil: got.until, Hold: o.hold, Pool: got.pool}
}

// dayRun is one day, matched.
type dayRun struct {
	options options
	bills   []recon.Record
	orders  []order
	rules   recon.Rules
	left    int // orders of other days in the file
	result  *recon.Result[recon.Record, order]
	report  *report.Report
}

// match matches and proves.
func (r *dayRun) match() (err error) {
	itself := func(bill recon.Record) recon.Record { return bill }
	if r.result, err = recon.Match(r.bills, itself, r.orders, order.Record, r.rules); err != nil {
		return err
	}
	title := fmt.Sprintf("%s %s %s", r.options.shop, r.options.provider.name, r.options.day.Format(time.DateOnly))
	if r.options.fake {
		title += " (fake)"
	}
	r.report, err = report.New(r.result, report.Options{Language: r.options.language, Title: title})
	if errors.Is(err, recon.ErrProof) {
		return fmt.Errorf("THE PROOF FAILED, nothing was written: %w", err)
	}
	return err
}

// exceptions is the number of groups that somebody has to look at (异常).
func (r *dayRun) exceptions() int64 {
	for _, s := range r.report.Overview().Statuses {
		if s.Status == recon.StatusException {
			return s.Groups
		}
	}
	return 0
}
