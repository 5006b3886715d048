package main

import (
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

// line is one status of the table.
type line struct {
	groups, bills, orders int
	billSum, orderSum     decimal.Decimal
}

func (l *line) add(g recon.Group) {
	l.groups++
	l.bills += len(g.Bills)
	l.orders += len(g.Orders)
	for _, net := range g.Nets { // all rows of this program are in CNY
		l.billSum = l.billSum.Add(net.Bill)
		l.orderSum = l.orderSum.Add(net.Order)
	}
}

// printTable shows counts and sums per status.
func printTable(w io.Writer, groups iter.Seq[recon.Group]) {
	var lines [recon.StatusDoubtful + 1]line // the total is at 0, which is no status
	for g := range groups {
		lines[0].add(g)
		lines[g.Status()].add(g)
	}
	const form = "%s%8v%8v%8v%14s%14s%12s\n"
	fmt.Fprintf(w, form, "STATUS                ", "GROUPS", "BILLS", "ORDERS", "BILLS PAID", "ORDERS PAID", "DIFFERENCE")
	for i := range lines {
		s := recon.Status((i + 1) % len(lines))
		chinese, english, l := "合计", "total", lines[s]
		if s > 0 {
			chinese, english = s.Chinese(), s.String()
		}
		room := 22 - 2*utf8.RuneCountInString(chinese) // a Chinese character takes two columns of a terminal
		fmt.Fprintf(w, form, chinese+fmt.Sprintf("%-*s", room, " "+english), l.groups, l.bills, l.orders,
			l.billSum.StringFixed(2), l.orderSum.StringFixed(2), l.billSum.Sub(l.orderSum).StringFixed(2))
	}
	fmt.Fprintln(w)
}

// printDifferences prints the differences with their explanations and, of a row without a partner, the nearest miss. What is unpaid on
// both sides is in the table only.
func printDifferences(w io.Writer, result *recon.Result[fubei.Bill, orders.Row], o options) {
	n := 0
	for g := range result.Differences() {
		if g.Outcome == recon.NotDue {
			continue
		}
		if n++; o.differences >= 0 && n > o.differences {
			continue
		}
		fmt.Fprintln(w, g.Explain(o.language))
		if g.Verdict&(recon.NoBill|recon.NoOrder) == 0 {
			continue
		}
		for _, s := range result.Nearest(g, 1) {
			fmt.Fprintln(w, "    "+s.Explain(o.language))
		}
	}
	if left := n - o.differences; o.differences >= 0 && left > 0 {
		fmt.Fprintf(w, "… and %d more: -differences -1 prints all\n", left)
	}
}
