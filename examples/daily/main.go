// Daily is the job that a shop runs every morning: it fetches yesterday's bill (at UTC+8) of one provider, matches it against the
// shop's own orders, keeps what is in doubt in a pool file for the next day, and writes reports to a folder.
//
//	go run . -fake                                              # a fake provider on loopback, no credentials
//	go run . -provider fubei -shop shop-7 -orders orders.csv    # with FUBEI_APP_ID and FUBEI_APP_SECRET_FILE
//	go run . -h                                                 # the flags, the environment, the exit status
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/term"
)

// The exit status, for cron and its kind.
const (
	exitClean       = 0 // everything agrees, or waits for its time
	exitDifferences = 1 // the day is reconciled, and somebody has to look at exceptions (异常)
	exitFailed      = 2 // the day is not reconciled: the pool is as it was
)

// system is what the job needs of the outside.
type system struct {
	env      environment
	now      func() time.Time
	stdout   io.Writer
	stderr   io.Writer
	terminal bool // stderr is a terminal
	disk     disk
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	s := system{
		env: os.Getenv, now: time.Now, stdout: os.Stdout, stderr: os.Stderr,
		terminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
	status := run(ctx, s, os.Args[1:])
	stop()
	os.Exit(status)
}

// run is main without the process: it returns the exit status.
func run(ctx context.Context, s system, args []string) int {
	o, err := parseOptions(args, s.env, s.now(), s.stderr)
	if errors.Is(err, flag.ErrHelp) {
		return exitClean
	}
	if err != nil {
		fmt.Fprintln(s.stderr, "daily:", err)
		return exitFailed
	}
	exceptions, err := reconcile(ctx, s, o)
	if err != nil {
		fmt.Fprintln(s.stderr, "daily:", err)
		return exitFailed
	}
	if exceptions > 0 {
		return exitDifferences
	}
	return exitClean
}
