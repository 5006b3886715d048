package recon_test

import (
	"fmt"

	"github.com/billrecon/billrecon/recon"
)

// This file is the paragraph about Statistics: the console's six figures and the rest, so that they add up.

// oracleFigure is a number of rows, and the sum of the amounts of CNY among them, as listed, moved or not.
type oracleFigure struct {
	count  int64
	priced bool // false for a sum over nothing
	sum    micro
}

func (f *oracleFigure) add(rows oracleRows) {
	for _, r := range rows {
		f.count++
		if r.unit() == "CNY" {
			f.priced, f.sum = true, f.sum+r.amount
		}
	}
}

// oracleFigures are the console's figures: every order counts once, under the status of its group.
type oracleFigures struct {
	all, billOnly oracleFigure
	byStatus      map[recon.Status]*oracleFigure
}

func (o *oracle) figures() oracleFigures {
	f := oracleFigures{byStatus: map[recon.Status]*oracleFigure{}}
	for _, status := range consoleStatus {
		f.byStatus[status] = &oracleFigure{}
	}
	for _, g := range o.groups {
		f.all.add(g.orders)
		f.byStatus[consoleStatus[g.outcome]].add(g.orders)
		if len(g.orders) == 0 && consoleStatus[g.outcome] == recon.StatusException {
			f.billOnly.add(g.bills)
		}
	}
	return f
}

func (o *oracle) compareStatistics(s recon.Statistics) string {
	f := o.figures()
	for _, c := range []struct {
		name string
		got  recon.Tally
		want oracleFigure
	}{
		{"Orders", s.Orders, f.all}, {"BillOnly", s.BillOnly, f.billOnly},
		{"Success", s.Success, *f.byStatus[recon.StatusReconciled]},
		{"Unreconciled", s.Unreconciled, *f.byStatus[recon.StatusUnreconciled]},
		{"Fail", s.Fail, *f.byStatus[recon.StatusException]},
		{"Reversed", s.Reversed, *f.byStatus[recon.StatusReversed]},
		{"Doubtful", s.Doubtful, *f.byStatus[recon.StatusDoubtful]},
	} {
		sum := c.got.Sum()
		if c.got.Count != c.want.count || sum.Valid != c.want.priced || microOf(sum.Decimal) != c.want.sum {
			return fmt.Sprintf("statistics: %s is %d, %v; the oracle has %+v", c.name, c.got.Count, sum, c.want)
		}
	}
	return ""
}
