package main

import (
	"fmt"
	"io"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
)

// reporter prints a result for a shop's accountant.
type reporter struct {
	w     io.Writer
	lang  recon.Language
	limit int // how many differences, below 0 all
}

// report prints the table and the differences, each with its explanation. What is unpaid on both sides is in the table only.
func (p reporter) report(result *recon.Result[fubei.Bill, order]) {
	printTable(p.w, result.Groups())
	fmt.Fprintln(p.w)
	printed, left := 0, 0
	for g := range result.Differences() {
		if g.Outcome == recon.NotDue {
			continue
		}
		if p.limit >= 0 && printed >= p.limit {
			left++
			continue
		}
		printed++
		p.explain(result, g)
	}
	if left > 0 {
		fmt.Fprintf(p.w, "… and %d more: -differences -1 prints all\n", left)
	}
}

// explain prints one difference and, of a row without a partner, the nearest miss.
func (p reporter) explain(result *recon.Result[fubei.Bill, order], g recon.Group) {
	fmt.Fprintln(p.w, g.Explain(p.lang))
	if g.Verdict&(recon.NoBill|recon.NoOrder) == 0 {
		return
	}
	for _, s := range result.Nearest(g, 1) {
		fmt.Fprintln(p.w, "    "+s.Explain(p.lang))
	}
}
