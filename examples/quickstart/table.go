package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// line is one status of the table.
type line struct {
	groups, bills, orders int
	billSum, orderSum     decimal.Decimal
}

func (l *line) add(g recon.Group) {
	l.groups++
	l.bills += len(g.Bills) + len(g.PoolBills)
	l.orders += len(g.Orders) + len(g.PoolOrders)
	for _, net := range g.Nets {
		l.billSum = l.billSum.Add(net.Bill)
		l.orderSum = l.orderSum.Add(net.Order)
	}
}

// printTable shows counts and sums per status. All rows of this program are in CNY, so the sums of a status are of one unit.
func printTable(w io.Writer, groups func(func(recon.Group) bool)) {
	lines, total := map[recon.Status]*line{}, &line{}
	for g := range groups {
		l := lines[g.Status()]
		if l == nil {
			l = &line{}
			lines[g.Status()] = l
		}
		l.add(g)
		total.add(g)
	}
	row(w, "STATUS", "GROUPS", "BILLS", "ORDERS", "BILLS PAID", "ORDERS PAID", "DIFFERENCE")
	for s := recon.StatusReconciled; s <= recon.StatusDoubtful; s++ {
		l := lines[s]
		if l == nil {
			l = &line{}
		}
		l.print(w, s.Chinese()+" "+s.String())
	}
	total.print(w, "合计 total")
}

func (l *line) print(w io.Writer, name string) {
	row(w, name, fmt.Sprint(l.groups), fmt.Sprint(l.bills), fmt.Sprint(l.orders),
		l.billSum.StringFixed(2), l.orderSum.StringFixed(2), l.billSum.Sub(l.orderSum).StringFixed(2))
}

func row(w io.Writer, name string, cells ...string) {
	fmt.Fprint(w, name, strings.Repeat(" ", max(0, 22-width(name))))
	for i, cell := range cells {
		fmt.Fprintf(w, "%*s", []int{8, 8, 8, 14, 14, 12}[i], cell)
	}
	fmt.Fprintln(w)
}

// width is how many columns a terminal uses: two for a Chinese character.
func width(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}
