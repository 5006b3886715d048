// Eshouhou fetches the settlement statements (结算单) of e售后 work orders and writes them as CSV, one row per work order, in the
// order asked for.
//
//	go run ./examples/eshouhou -fake                      # a fake e售后 on loopback, no credentials
//	go run ./examples/eshouhou -ids ids.txt -out out.csv  # with ESHOUHOU_APP_ID and ESHOUHOU_APP_SECRET: the real one
//	go run ./examples/eshouhou -h
package main

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/examples/internal/fakefile"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}

// run is main without the process: it returns the exit status.
func run(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, env, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "eshouhou:", err)
		return 2
	}
	if err := export(ctx, o, stdin, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

func export(ctx context.Context, o options, stdin io.Reader, stdout, stderr io.Writer) error {
	client, samples, done, err := connect(o)
	if err != nil {
		return err
	}
	defer done()
	ids, err := o.workOrders(stdin)
	if err != nil {
		return err
	}
	if ids == nil {
		ids = samples
	}
	name, rows := o.out, table{}
	if o.fake {
		name, rows.mark = fakefile.Name(name), fakefile.Row
	}
	out, err := openOutput(name, stdout)
	if err != nil {
		return err
	}
	rows.out = csv.NewWriter(out)
	sum, err := fetch(ctx, client, ids, &rows, stderr)
	if closed := out.Close(); err == nil {
		err = closed
	}
	fmt.Fprintln(stderr, sum)
	if err == nil && sum.failed > 0 {
		err = fmt.Errorf("eshouhou: %d work orders failed: see the column result", sum.failed)
	}
	return err
}

// connect gives a client of the real e售后, or of a fake one on loopback together with the ids that it knows.
func connect(o options) (client *eshouhou.Client, samples []string, done func(), err error) {
	if !o.fake {
		client, err = eshouhou.New(eshouhou.Config{AppID: o.appID, AppSecret: o.appSecret, Concurrency: o.concurrency})
		return client, nil, func() {}, err
	}
	gateway, samples := startFake()
	client, err = eshouhou.New(gatewayConfig(gateway, o.concurrency))
	return client, samples, gateway.Close, err
}

// openOutput opens the file to write to, "" being standard output, which stays open.
func openOutput(name string, stdout io.Writer) (io.WriteCloser, error) {
	if name == "" {
		return keepOpen{stdout}, nil
	}
	return os.Create(name)
}

type keepOpen struct{ io.Writer }

func (keepOpen) Close() error { return nil }
