// Daily is the job that a shop runs every morning: it fetches yesterday's bill (at UTC+8) of one provider, matches it against the
// shop's own orders, keeps what is in doubt for the next day, and writes reports to a folder.
//
//	go run . -fake                                              # a fake provider on loopback, no credentials
//	go run . -provider fubei -shop shop-7 -orders orders.csv    # with FUBEI_APP_ID and FUBEI_APP_SECRET_FILE
//	go run . -fake -open                                        # the differences that nobody has closed, and -decide closes one
//	go run . -h                                                 # the flags, the environment, the exit status
package main

import (
	"cmp"
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

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/daily"
)

// The exit status, for cron and its kind.
const (
	exitClean       = 0 // everything agrees, or waits for its time
	exitDifferences = 1 // the days are reconciled, and somebody has to look at exceptions (异常)
	exitFailed      = 2 // a day is not reconciled: what is kept is as it was
)

// system is what the job needs of the outside.
type system struct {
	env            func(string) string
	now            func() time.Time
	stdout, stderr io.Writer
	terminal       bool // stderr is a terminal
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the first signal ends the run in good order, a second one at once
	s := system{env: os.Getenv, now: time.Now, stdout: os.Stdout, stderr: os.Stderr, terminal: term.IsTerminal(int(os.Stderr.Fd()))}
	os.Exit(run(ctx, s, os.Args[1:]))
}

// run is main without the process: it returns the exit status.
func run(ctx context.Context, s system, args []string) int {
	o, err := parseOptions(args, s.env, s.stderr)
	if errors.Is(err, flag.ErrHelp) {
		return exitClean
	}
	work := reconcile
	if o.open || o.decide.Difference != "" {
		work = follow
	}
	var exceptions int64
	if err == nil {
		exceptions, err = work(ctx, s, o)
	}
	if err != nil {
		fmt.Fprintln(s.stderr, "daily:", err)
		return exitFailed
	}
	return int(min(exceptions, exitDifferences))
}

// reconcile runs the days that are asked for. Each is kept as a whole after its reports are written, and said to be done after that.
func reconcile(ctx context.Context, s system, o options) (exceptions int64, err error) {
	bills, orders, err := sourcesOf(s.env, o)
	if err != nil {
		return 0, err
	}
	store, err := storeOf(ctx, s.env, o)
	if err != nil {
		return 0, err
	}
	w := &writer{options: o, texts: map[recon.Day]string{}}
	job := daily.Job{
		Shop: o.account(), Bills: bills, Orders: orders, Store: store, Rules: o.rules(), Reports: []daily.Report{w.write}, First: o.from,
		AllowNoOrders: o.closed, Language: o.language(), Now: s.now,
	}
	if s.terminal {
		job.Progress = func(step daily.Step) { fmt.Fprintf(s.stderr, "\r\x1b[K%s %s %d", step.Day, step.Name, step.Rows) }
	}
	ran, err := runDays(ctx, job, o)
	fmt.Fprint(s.stderr, map[bool]string{true: "\r\x1b[K"}[s.terminal]) // wipes the progress
	if o.fake && len(ran) > 0 {
		fmt.Fprintln(s.stdout, "fake: these bills and orders are made up")
	}
	for _, head := range ran {
		fmt.Fprint(s.stdout, w.texts[head.Day])
		exceptions += head.Exceptions()
	}
	if len(w.stale) > 0 && o.date != 0 {
		fmt.Fprintf(s.stderr, "daily: %s started from what this day had left before: run without -date, and they are run again\n", w.stale)
	}
	return exceptions, err
}

// runDays runs -date, or all that is left to run. Where nothing is left, the last day is run again: its bill may have changed.
func runDays(ctx context.Context, job daily.Job, o options) ([]daily.Head, error) {
	day := o.date
	if day == 0 {
		day = cmp.Or(o.through, job.Yesterday())
		if ran, err := job.CatchUp(ctx, day); err != nil || len(ran) > 0 {
			return ran, err
		}
	}
	result, err := job.Run(ctx, day)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", day, err)
	}
	return []daily.Head{result.Head}, nil
}
