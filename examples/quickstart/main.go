// Quickstart does the main job of billrecon: it fetches every bill row of a 付呗 (Fubei) merchant, matches the rows against
// the shop's own orders, prints what agrees and what does not, and proves that nothing was lost.
//
//	go run ./examples/quickstart                 # a fake gateway on loopback, no credentials
//	go run ./examples/quickstart -h              # the flags, and how to query the real gateway
package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

// sampleOrders is the orders file beside this program, so that it runs from any folder.
//
//go:embed orders.csv
var sampleOrders []byte

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// run is main without the process: it returns the exit status.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, env, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "quickstart:", err)
		return 2
	}
	if err := reconcile(ctx, o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "quickstart:", err)
		return 1
	}
	return 0
}

func reconcile(ctx context.Context, o options, stdout, stderr io.Writer) error {
	client, done, err := connect(o)
	if err != nil {
		return err
	}
	defer done()
	shop, read, err := ordersOf(o).Collect(ctx) // every order of the bill's time, or an error with file and line
	if err != nil {
		return err
	}
	fmt.Fprintln(stderr, o.say("正在取账单：", "fetching the bill of ")+o.date)
	bills, audit, err := client.CollectBills(ctx, o.query) // every row, or an error
	if err != nil {
		return fmt.Errorf("after %d of %d rows: %w", len(bills), audit.DeclaredTotal, err)
	}
	result, err := recon.Match(bills, fubei.Bill.Record, shop, orders.RecordOf, rules(o, audit.Until))
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, o.say("付呗账单 %s：%d 笔，已取全；同期订单 %d 笔（文件中其他时间的订单 %d 笔，未计入）\n\n",
		"付呗 bill %s: %d rows, complete, against %d orders of that time (%d of other times left out)\n\n"), o.date, len(bills), len(shop), read.Outside)
	printTable(stdout, result.Groups(), o)
	printDifferences(stdout, result, o)
	if err := result.Verify(); err != nil {
		return fmt.Errorf("THE PROOF FAILED, do not use this result: %w", err)
	}
	fmt.Fprintf(stdout, o.say("\n已验证：%d 笔账单和 %d 笔订单各在一组里，不重不漏，各组差额之和等于总差额。结果指纹 %s（同样的数据再对一次，指纹不变）\n",
		"\nproof: all %d bills and %d orders are in exactly one group each, and the differences add up. digest %s (the same rows give the same)\n"),
		len(bills), len(shop), result.Digest())
	return nil
}

// ordersOf reads the orders created in the time of the query, which is what a bill of that time can hold.
func ordersOf(o options) *orders.Reader {
	only := orders.Options{From: o.from, Through: o.through, Columns: orders.Columns{Time: o.timeColumn}}
	if o.orders == "" {
		return orders.At("orders.csv", bytes.NewReader(sampleOrders), only)
	}
	return orders.File(o.orders, only)
}

// rules: the bills are proven whole up to until; an order of the bill's last day may still be billed the day after.
func rules(o options, until time.Time) recon.Rules {
	r := recon.Rules{BillsUntil: until, Hold: 1}
	if o.feeRate > 0 {
		r.Fees = &recon.FeeSchedule{RatePPM: o.feeRate}
		r.FeeTolerance = recon.Tolerance{Absolute: decimal.New(1, -2)} // a fen: the parts of a split payment are rounded one by one
	}
	return r
}
