package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// unknownTotal is the total of a provider that declares none.
const unknownTotal = -1

// progress shows how far a fetch has come.
type progress interface {
	start(total int64)
	add()
	end()
}

// newProgress is a bar on a terminal, and plain lines elsewhere: a log keeps them all.
func newProgress(w io.Writer, terminal bool) progress {
	if terminal {
		return &bar{w: w}
	}
	return &lines{w: w}
}

// bar is one line that is drawn over and over.
type bar struct {
	w   io.Writer
	bar *progressbar.ProgressBar
}

func (b *bar) start(total int64) {
	b.bar = progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(b.w),
		progressbar.OptionSetDescription("fetching the bill"),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetSpinnerChangeInterval(0), // draws when something came, and needs no goroutine
	)
}

func (b *bar) add() { _ = b.bar.Add(1) }

// end leaves the bar as it is, short of the total when the fetch failed.
func (b *bar) end() {
	_ = b.bar.Exit()
	fmt.Fprintln(b.w)
}

// lineEvery is how many rows a line stands for.
const lineEvery = 1000

// lines writes a line now and then, and one at the end.
type lines struct {
	w           io.Writer
	rows, total int64
}

func (l *lines) start(total int64) { l.total = total }

func (l *lines) add() {
	l.rows++
	if l.rows%lineEvery == 0 && l.rows != l.total {
		l.print()
	}
}

func (l *lines) end() { l.print() }

func (l *lines) print() {
	if l.total == unknownTotal {
		fmt.Fprintf(l.w, "fetching the bill: %d rows\n", l.rows)
		return
	}
	fmt.Fprintf(l.w, "fetching the bill: %d of %d\n", l.rows, l.total)
}
