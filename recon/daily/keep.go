package daily

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/billrecon/billrecon/recon"
)

// seal writes down what the day found and left.
func (r *dayRun) seal(context.Context) (err error) {
	res := r.result
	res.Changed, res.LeftOut = r.books.changed, r.books.out
	res.Differences = differencesOf(res.Match, r.request.Day, r.Language)
	var pool bytes.Buffer
	if err := res.Match.Pool.Save(&pool); err != nil {
		return err
	}
	differences, err := json.MarshalIndent(res.Differences, "", " ")
	if err != nil {
		return err
	}
	input, err := encodeInput(res.Match)
	if err != nil {
		return err
	}
	r.parts = map[Part][]byte{
		PartPool: pool.Bytes(), PartDone: r.done().encode(), PartDifferences: append(differences, '\n'), PartInput: input,
	}
	res.Head = Head{
		Version: headVersion, Shop: r.Shop, Day: r.request.Day, Base: r.base, Summary: res.Match.Summary(),
		Held: len(res.Match.Pool.Bills) + len(res.Match.Pool.Orders), Changed: len(res.Changed), Released: len(res.Released),
		Differences: len(res.Differences),
	}
	res.Head.seal(r.parts)
	r.parts[PartHead], err = json.MarshalIndent(res.Head, "", " ")
	return err
}

// done is the orders that came or waited, and wait no more.
func (r *dayRun) done() done {
	b, replaced := &r.books, r.result.Match.Replaced()
	waits := map[hash]int{}
	for _, row := range r.result.Match.Pool.Orders {
		waits[contentOf(row.Record)]++
	}
	note := func(record recon.Record) {
		o := b.doneOrder(record, 1)
		if waits[o.content]--; waits[o.content] < 0 {
			b.done.add(o)
		}
	}
	for _, row := range b.rows {
		note(row.Record)
	}
	for i, row := range r.pool.Orders {
		if _, gone := slices.BinarySearch(replaced, i); !gone {
			note(row.Record)
		}
	}
	for _, record := range r.releasedOrders() {
		b.done.add(b.doneOrder(record, 1))
	}
	return b.done
}

func (r *dayRun) releasedOrders() (records []recon.Record) {
	for _, row := range r.result.Released {
		if !row.Bill {
			records = append(records, row.Record)
		}
	}
	return records
}

func (r *dayRun) report(ctx context.Context) error {
	r.find()
	r.progress(r.request.Day, "report", 0)
	for _, report := range r.Reports {
		if err := report(ctx, r.result); err != nil {
			return fmt.Errorf("report: %w", err)
		}
	}
	return nil
}

// find compares the day with what is kept of it.
func (r *dayRun) find() {
	old := r.past.of(r.request.Day)
	if old == nil {
		return
	}
	text, _ := json.MarshalIndent(*old, "", " ")
	r.result.Again, r.result.Same = true, bytes.Equal(text, r.parts[PartHead])
	now := slices.Clone(r.past)
	*now.of(r.request.Day) = r.result.Head
	if first := now.stale(); first != 0 {
		for _, h := range now {
			if h.Day >= first {
				r.result.Stale = append(r.result.Stale, h.Day)
			}
		}
	}
}

// keep is the last step.
func (r *dayRun) keep(ctx context.Context) error {
	r.progress(r.request.Day, "keep", 0)
	if r.result.Same {
		return nil
	}
	return r.Store.Save(ctx, r.request.Day, r.parts)
}
