package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/internal/peers"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
	"github.com/billrecon/billrecon/recon/report"
	"github.com/billrecon/billrecon/recon/shards"
)

func billRecord(b peers.Bill) recon.Record {
	r := recon.Record{
		Key: b.Merchant, AltKeys: recon.AltKeys{b.SN}, Amount: decimal.New(b.Total, -2), Fee: decimal.NewNullDecimal(decimal.New(b.Fee, -2)),
		Income: decimal.NewNullDecimal(decimal.New(b.Income, -2)), Time: time.Unix(b.Created, 0).In(zone),
	}
	if !b.Paid {
		r.State = recon.Pending
	}
	return r
}

// collect takes all rows.
func collect[T any](rows iter.Seq2[T, error]) (all []T, err error) {
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, nil
}

// result is what was matched with orders of type O.
type result[O any] = *recon.Result[peers.Bill, O]

func ours(dir string, write func(dir string, r result[peers.Order]) error) (matched, other int64, err error) {
	b, err := collect(readBills(dir))
	if err != nil {
		return 0, 0, err
	}
	o, err := collect(readOrders(dir))
	if err != nil {
		return 0, 0, err
	}
	return match(dir, b, o, peers.Order.Record, write)
}

// withOrders reads the orders as a shop would: with all checks of recon/orders.
func withOrders(dir string) (matched, other int64, err error) {
	b, err := collect(readBills(dir))
	if err != nil {
		return 0, 0, err
	}
	o, _, err := orders.File(orderFile(dir), orders.Options{Columns: orders.Columns{Number: "order_no", Time: "placed"}}).Collect(context.Background())
	if err != nil {
		return 0, 0, err
	}
	return match(dir, b, o, orders.RecordOf, reported)
}

func match[O any](dir string, b []peers.Bill, o []O, record func(O) recon.Record, write func(string, result[O]) error) (matched, other int64, err error) {
	r, err := recon.Match(b, billRecord, o, record, peers.Rules())
	if err != nil {
		return 0, 0, err
	}
	matched, other = count(r.Summary())
	return matched, other, write(dir, r)
}

// reported proves the result and writes the CSV of a report.
func reported[O any](dir string, r result[O]) (err error) {
	rep, err := report.New(r, report.Options{Language: recon.English})
	if err != nil {
		return err
	}
	return cmp.Or(writeFile(differences(dir), func(w io.Writer) { err = rep.CSV(w) }), err)
}

// bare proves the result and writes a line for each difference.
func bare[O any](dir string, r result[O]) error {
	if err := r.Verify(); err != nil {
		return err
	}
	return writeFile(differences(dir), func(w io.Writer) {
		for g := range r.Differences() {
			line(w, g)
		}
	})
}

func line(w io.Writer, g recon.Group) {
	fmt.Fprintf(w, "%s,%v,%q\n", g.Key, g.Outcome, g.Explain(recon.English))
}

// count is the groups that are Matched, and the others.
func count(s recon.Summary) (matched, other int64) {
	for outcome, n := range s.Outcomes {
		if recon.Outcome(outcome) == recon.Matched {
			matched += n
		} else {
			other += n
		}
	}
	return matched, other
}

// sharded never holds the rows of a side.
func sharded(dir string, memory int64) (matched, other int64, err error) {
	folder, err := os.MkdirTemp(dir, "shards")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(folder)
	result, err := shards.Match(context.Background(), readBills(dir), billRecord, readOrders(dir), peers.Order.Record, peers.Rules(),
		shards.Folder{Path: filepath.Join(folder, "run"), Shards: 128, Memory: memory})
	if err != nil {
		return 0, 0, err
	}
	var failed error
	err = writeFile(differences(dir), func(w io.Writer) {
		for g, err := range result.Differences() {
			if failed = err; failed != nil {
				return
			}
			line(w, g.Group)
		}
	})
	if failed != nil {
		return 0, 0, failed
	}
	matched, other = count(result.Summary())
	return matched, other, err
}
