package main

import (
	"fmt"

	"github.com/billrecon/billrecon/recon"
)

// poolText says how many rows the pool had and has, and of what, in the report's language. A pool holds more than what is doubtful
// (存疑): an unpaid row is not, and waits all the same, because its payment may come on the next bill.
func (r *dayRun) poolText() string {
	before, after := rowsOf(r.rules.Pool), rowsOf(r.result.Pool)
	words := [...]string{"存疑池 %d 行 → %d 行", "（存疑 %d 行）", "（存疑 %d 行；未付款 %d 行，不算存疑，次日再看是否付款）"}
	if r.options.language == recon.English {
		words = [...]string{"pool %d before and %d after", ": %d doubtful", ": %d doubtful, and %d unpaid, which may be paid the next day"}
	}
	text := fmt.Sprintf(words[0], before, after)
	switch doubtful := r.doubtfulRows(); {
	case after == 0:
		return text
	case after == doubtful:
		return text + fmt.Sprintf(words[1], doubtful)
	default:
		return text + fmt.Sprintf(words[2], doubtful, after-doubtful)
	}
}

func rowsOf(p recon.Pool) int { return len(p.Bills) + len(p.Orders) }

// doubtfulRows counts the rows in doubt: without a partner yet, or with more than one. The other rows of the new pool are unpaid ones.
func (r *dayRun) doubtfulRows() int {
	rows := 0
	for g := range r.result.Differences() {
		if g.Outcome == recon.Doubtful {
			rows += len(g.Bills) + len(g.Orders) + len(g.PoolBills) + len(g.PoolOrders)
		}
	}
	return rows
}
