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

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
)

// sampleOrders is the orders file beside this program, so that it runs from any folder.
//
//go:embed orders.csv
var sampleOrdersCSV []byte

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
	all, err := loadOrders(o)
	if err != nil {
		return err
	}
	orders := ordersOf(o.query, all)
	fmt.Fprintln(stderr, "fetching the bill of", dateText(o.query))
	bills, audit, err := client.CollectBills(ctx, o.query) // every row, or an error
	if err != nil {
		return fmt.Errorf("after %d of %d rows: %w", len(bills), audit.DeclaredTotal, err)
	}
	result, err := recon.Match(bills, fubei.Bill.Record, orders, order.Record, rules(o, audit.Until))
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "付呗 bill %s: %d rows, complete, against %d orders of that time (%d of other times left out)\n\n",
		dateText(o.query), len(bills), len(orders), len(all)-len(orders))
	reporter{stdout, o.language, o.differences}.report(result)
	if err := result.Verify(); err != nil {
		return fmt.Errorf("THE PROOF FAILED, do not use this result: %w", err)
	}
	fmt.Fprintf(stdout, "\nproof: all %d bills and %d orders are in exactly one group each, and the differences add up. digest %s\n",
		len(bills), len(orders), result.Digest())
	return nil
}

// rules: the bills are proven whole up to until; an order of the bill's last day may still be billed the day after.
func rules(o options, until time.Time) recon.Rules {
	r := recon.Rules{BillsUntil: until, Hold: 1}
	if o.feeRate > 0 {
		r.Fees = &recon.FeeSchedule{RatePPM: o.feeRate}
		r.FeeTolerance = recon.Tolerance{Absolute: yuan(1)} // a fen: the parts of a split payment are rounded one by one
	}
	return r
}

// connect returns a client of the real gateway, or of a fake one that it starts on loopback.
func connect(o options) (*fubei.Client, func(), error) {
	if o.real {
		c, err := fubei.New(fubei.Config{BaseURL: o.baseURL, AppID: o.appID, AppSecret: o.appSecret, Prefetch: o.prefetch})
		return c, func() {}, err
	}
	const appID, appSecret = "20170101000000000001", "fictional-secret-for-the-quickstart"
	bills, _ := generate()
	gateway := fubeitest.New(nil, fubeitest.Options{AppID: appID, AppSecret: appSecret, Bills: bills})
	c, err := fubei.New(fubei.Config{BaseURL: gateway.URL(), AppID: appID, AppSecret: appSecret, Prefetch: o.prefetch})
	return c, gateway.Close, err
}

func loadOrders(o options) ([]order, error) {
	if o.orders != "" {
		return readOrdersFile(o.orders)
	}
	return readOrders(bytes.NewReader(sampleOrdersCSV))
}

func dateText(q fubei.BillQuery) string {
	text := fmt.Sprintf("%04d", q.Year)
	if q.Month > 0 {
		text += fmt.Sprintf("-%02d", q.Month)
	}
	if q.Day > 0 {
		text += fmt.Sprintf("-%02d", q.Day)
	}
	return text
}
