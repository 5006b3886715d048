// Console runs a reconciliation and serves it as a reconciliation console (对账控制台) on loopback: the API of the console's
// page, and one HTML page that uses it. The page needs no JavaScript.
//
//	go run ./examples/console            # then open the address that it prints
//	go run ./examples/console -h         # the flags
//
// The month is made up, with every trouble an accountant meets; the bill rows come from a fake 付呗 (Fubei) gateway.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is main without the process: it returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "console:", err)
		return 2
	}
	if err := serve(ctx, o, stdout); err != nil {
		fmt.Fprintln(stderr, "console:", err)
		return 1
	}
	return 0
}

// serve reconciles, listens and serves until ctx ends.
func serve(ctx context.Context, o options, stdout io.Writer) error {
	a, err := newApp(ctx, o)
	if err != nil {
		return err
	}
	defer a.close()
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return err
	}
	base := "http://" + listener.Addr().String()
	fmt.Fprintf(stdout, "%d orders, %d bill rows, reconciled and proven: digest %s\n", len(a.orders), len(a.bills), a.result.Digest())
	fmt.Fprintf(stdout, "page: %s/\n", base)
	fmt.Fprintf(stdout, "API:  %s/pay/consume_order?reconciliation_status=3\n", base)
	return serveOn(ctx, listener, guard(a.handler()))
}
