package main

import (
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

func orderRecord(o peers.Order) recon.Record {
	r := recon.Record{Key: o.Number, Amount: decimal.New(o.Amount, -2), Time: time.Unix(o.Placed, 0).In(zone)}
	if !o.Paid {
		r.State = recon.Pending
	}
	if o.Amount < 0 {
		r.Kind = recon.Refund
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

func ours(dir string, read func(string) iter.Seq2[peers.Order, error]) (matched, other int64, err error) {
	b, err := collect(readBills(dir))
	if err != nil {
		return 0, 0, err
	}
	o, err := collect(read(dir))
	if err != nil {
		return 0, 0, err
	}
	return match(dir, b, o, orderRecord)
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
	return match(dir, b, o, orders.RecordOf)
}

func match[O any](dir string, b []peers.Bill, o []O, record func(O) recon.Record) (matched, other int64, err error) {
	result, err := recon.Match(b, billRecord, o, record, peers.Rules())
	if err != nil {
		return 0, 0, err
	}
	r, err := report.New(result, report.Options{Language: recon.English}) // it proves the result
	if err != nil {
		return 0, 0, err
	}
	s := result.Summary()
	err = writeFile(differences(dir), func(w io.Writer) { err = r.CSV(w) })
	matched, other = count(s)
	return matched, other, err
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
	result, err := shards.Match(context.Background(), readBills(dir), billRecord, readOrders(dir), orderRecord, peers.Rules(),
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
			fmt.Fprintf(w, "%s,%v,%s\n", g.Key, g.Outcome, g.Explain(recon.English))
		}
	})
	if failed != nil {
		return 0, 0, failed
	}
	matched, other = count(result.Summary())
	return matched, other, err
}
