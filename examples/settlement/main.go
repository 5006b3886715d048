// Settlement fetches the settlement bill (对账单) of a 百福得 (Dbenefit) customer for a range of payment times, proves that it is
// whole, sums money and points apart, and writes the rows as CSV.
//
//	go run ./examples/settlement -fake                                # a fake 百福得 on loopback, no credentials
//	go run ./examples/settlement -from 2022-9-1 -to 2022-12-15 -out bill.csv   # with SETTLEMENT_…: the real one
//	go run ./examples/settlement -h
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"

	"github.com/billrecon/billrecon/examples/internal/fakefile"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

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
		fmt.Fprintln(stderr, "settlement:", err)
		return 2
	}
	if err := report(ctx, o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

// report fetches the bill and prints what it is. A partial bill is neither summed nor written.
func report(ctx context.Context, o options, stdout, stderr io.Writer) error {
	client, done, err := connect(o)
	if err != nil {
		return err
	}
	defer done()
	items, audit, err := client.CollectItems(ctx, o.query)
	if err != nil {
		fmt.Fprintf(stderr, "%d items came before the failure, on %d pages: a partial bill, not used\n", len(items), audit.Pages)
		return err
	}
	if o.fake {
		fmt.Fprintln(stdout, "fake: these items are made up")
	}
	fmt.Fprintf(stdout, "百福得 settlement bill, paid %s to %s: %d items on %d pages, complete: %t\n\n",
		shown(o.query.PaymentStart), shown(o.query.PaymentEnd), len(items), audit.Pages, audit.Complete)
	sumOf(items).print(stdout)
	for _, finding := range audit.Findings {
		fmt.Fprintln(stdout, "finding:", finding)
	}
	return write(o, items, stdout)
}

// connect gives a client of the real 百福得, or of a fake one that it starts on loopback.
func connect(o options) (client *settlement.Client, done func(), err error) {
	cfg := settlement.Config{Version: o.version, Prefetch: o.parallel}
	if !o.fake {
		cfg.BaseURL, cfg.Token, cfg.Signer = o.baseURL, o.token(), o.signer
		client, err = settlement.New(cfg)
		return client, func() {}, err
	}
	gateway := settlementtest.New(nil, settlementtest.Options{Items: samples()})
	cfg.BaseURL = gateway.URL()
	cfg.Token = settlement.StaticToken(settlementtest.Token)
	cfg.Signer = settlement.SortedSecretParamMD5(settlementtest.Secret)
	client, err = settlement.New(cfg)
	return client, gateway.Close, err
}

// write makes the CSV file, if one is wanted. A file of made-up items says so in its name and in its first column.
func write(o options, items []settlement.Item, stdout io.Writer) error {
	name, mark := o.out, slices.Clone[[]string]
	if o.fake {
		name, mark = fakefile.Name(name), fakefile.Row
	}
	if name == "" {
		return nil
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	err = writeTable(file, items, mark)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		fmt.Fprintf(stdout, "\n%d rows written to %s\n", len(items), name)
	}
	return err
}
