package main

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
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

// printTable shows counts and sums per status, and what they mean.
func printTable(w io.Writer, groups iter.Seq[recon.Group], o options) {
	var lines [recon.StatusDoubtful + 1]line // the total is at 0, which is no status
	for g := range groups {
		lines[0].add(g)
		lines[g.Status()].add(g)
	}
	printLine(w, o.say("状态", "status"), o.say("组数", "groups"), o.say("账单笔数", "bill rows"), o.say("订单笔数", "orders"),
		o.say("账单金额", "bill amount"), o.say("订单金额", "order amount"), o.say("差额", "difference"))
	for i := range lines {
		s := recon.Status((i + 1) % len(lines))
		name, l := o.say("合计", "total"), lines[s]
		if s > 0 {
			name = o.say(s.Chinese(), s.String())
		}
		printLine(w, name, strconv.Itoa(l.groups), strconv.Itoa(l.bills), strconv.Itoa(l.orders),
			l.billSum.StringFixed(2), l.orderSum.StringFixed(2), l.billSum.Sub(l.orderSum).StringFixed(2))
	}
	fmt.Fprintln(w, o.say(`
一组是单号相同的账单和订单；金额单位为元，只计实际收付的款项；差额是账单减订单。
未对账：两边都没有收款，不用处理。存疑：另一边可能第二天才出，下次再对。
`, `
A group is the bill rows and the orders of one number. Amounts are in yuan, of what was really paid; a difference is bills minus orders.
Unreconciled: nobody paid, nothing to do. Doubtful: the other side may come a day later, so it waits for the next run.
`))
}

// printLine sets a name at the left and the rest at the right. A Chinese character takes two columns of a terminal.
func printLine(w io.Writer, name string, cells ...string) {
	pad := func(text string, width int) string {
		return strings.Repeat(" ", max(0, width-(len(text)+utf8.RuneCountInString(text))/2)) // three bytes and one rune are two columns
	}
	fmt.Fprint(w, name, pad(name, 14))
	for _, cell := range cells {
		fmt.Fprint(w, pad(cell, 13), cell)
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
			fmt.Fprintln(w, "    "+o.say("最接近的一笔：", "Nearest row: ")+s.Explain(o.language))
		}
	}
	if left := n - o.differences; o.differences >= 0 && left > 0 {
		fmt.Fprintf(w, o.say("另有 %d 组差异，加 -differences -1 全部列出\n", "… and %d more: -differences -1 prints all\n"), left)
	}
}
