// Doctor asks a provider what nobody knows: which signer it takes, what a page past the end brings, how a wrong sign is refused. It
// only reads, in at most 30 requests, one a second, and prints a table of what it asked, what came and what that settles, and then the
// lines of Config that follow. Its report has no value of a reply in it and can be attached to a public issue.
//
//	go run ./examples/doctor -fake settlement                  # a fake provider on loopback, no credentials
//	go run ./examples/doctor -out report.json settlement       # with SETTLEMENT_…: the real one
//	go run ./examples/doctor -apply report.json                # the lines of Config that follow from a report
//	go run ./examples/doctor -h
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"

	"github.com/billrecon/billrecon/examples/internal/fakefile"
	"github.com/billrecon/billrecon/examples/internal/tap"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	w := world{http.DefaultTransport, net.DefaultResolver.LookupHost}
	os.Exit(w.run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// world is the network.
type world struct {
	transport http.RoundTripper
	lookup    func(ctx context.Context, host string) (addresses []string, err error)
}

// run is main without the process: it returns the exit status.
func (w world) run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil && o.fake {
		values, done := o.startFake()
		defer done()
		env = func(name string) string { return values[name] }
	}
	if err == nil && o.apply == "" {
		err = o.setAccess(env)
	}
	if err != nil {
		fmt.Fprintln(stderr, "doctor:", err)
		return 2
	}
	if err := w.answer(ctx, o, stdout); err != nil {
		fmt.Fprintln(stderr, "doctor:", err)
		return 1
	}
	return 0
}

func (w world) answer(ctx context.Context, o options, stdout io.Writer) error {
	if o.apply != "" {
		file, err := os.Open(o.apply)
		if err != nil {
			return err
		}
		defer file.Close()
		return apply(file, stdout)
	}
	r, err := w.examine(ctx, o)
	if err != nil {
		return err
	}
	r.print(stdout)
	return write(o, r)
}

// examine asks everything.
func (w world) examine(ctx context.Context, o options) (report, error) {
	v := &visit{ctx: ctx, o: o, tap: &tap.Tap{Base: w.transport, URL: o.url, Pause: o.pause}}
	v.tap.Hide.Add(o.id)
	v.tap.Hide.Add(o.write)
	for _, name := range variables[o.provider][1:] {
		v.tap.Hide.Add(o.value(name))
	}
	_, unknown := w.lookup(ctx, o.url.Hostname())
	known := yesNo(unknown == nil, "resolves", "unknown")
	v.note("dns", yesNo(net.ParseIP(o.url.Hostname()) != nil, "address", known), "", 0)
	ask := map[string]call{"fubei": v.fubei, "settlement": v.settlement, "eshouhou": v.eshouhou, "console": v.console}
	if err := ask[o.provider](); err != nil {
		return report{}, err // of a Config: it names the field and the rule
	}
	return v.report(), ctx.Err()
}

// write makes the report, if one is wanted. One of made-up answers says so in its name.
func write(o options, r report) error {
	name := o.out
	if o.fake {
		name = fakefile.Name(name)
	}
	if name == "" {
		return nil
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o600)
}
