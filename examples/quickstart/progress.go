package main

import (
	"fmt"
	"io"
	"os"
)

// progress shows how far a fetch has come: one line that is written over on a terminal, a line now and then elsewhere.
type progress struct {
	w     io.Writer
	total int64
}

// at reports n rows. Every page is worth a look on a terminal; a log file gets every tenth, and the last.
func (p progress) at(n int) {
	last := int64(n) == p.total
	switch live := isTerminal(p.w); {
	case live && (n%100 == 0 || last):
		fmt.Fprintf(p.w, "\rfetching bills: %d of %d", n, p.total)
	case !live && (n%1000 == 0 || last):
		fmt.Fprintf(p.w, "fetching bills: %d of %d\n", n, p.total)
	}
}

// end leaves the line.
func (p progress) end() {
	if isTerminal(p.w) {
		fmt.Fprintln(p.w)
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
