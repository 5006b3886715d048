package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"net/netip"
)

// options are what the command line says.
type options struct {
	addr  string // host:port to listen on, loopback only
	state string // folder of a daily job, "" for none
}

func parseOptions(args []string, stderr io.Writer) (options, error) {
	flags := flag.NewFlagSet("console", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, "Reconciles a made-up month and serves it as a reconciliation console on loopback.\n\n")
		flags.PrintDefaults()
	}
	var o options
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8090", "loopback address to listen on; port 0 picks a free one")
	flags.StringVar(&o.state, "state", "", "folder of what examples/daily keeps (its -state): its open differences and decisions are shown too")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	return o, checkAddr(o.addr)
}

// checkAddr refuses to listen where others could reach a console that asks for no password.
func checkAddr(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || !loopback(host) {
		return fmt.Errorf("-addr must be a loopback address with a port, such as 127.0.0.1:8090")
	}
	return nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}
