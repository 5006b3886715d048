package recon_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// This file compares what concerns a whole result: counts, the statistics, the pool, and the engine's own proof.

// compareWhole compares counts, the proof, statistics and the pool.
func (o *oracle) compareWhole(res *recon.Result[recon.Record, recon.Record]) string {
	count := map[recon.Outcome]int64{}
	for _, g := range o.groups {
		count[g.outcome]++
	}
	for outcome := range consoleStatus {
		if res.Count(outcome) != count[outcome] {
			return fmt.Sprintf("Count(%v) is %d, the oracle has %d", outcome, res.Count(outcome), count[outcome])
		}
	}
	if diff := o.compareStatistics(res.Statistics()); diff != "" {
		return diff
	}
	if diff := o.comparePool(res.Pool); diff != "" {
		return diff
	}
	if err := res.Verify(); err != nil {
		return "Verify: " + err.Error()
	}
	return ""
}

// comparePool wants the same rows held, each with a name of its own, and none past its bound.
func (o *oracle) comparePool(pool recon.Pool) string {
	want := o.pool()
	if pool.BillDate != want.BillDate {
		return fmt.Sprintf("pool of bill day %v, the oracle has %v", pool.BillDate, want.BillDate)
	}
	for _, c := range []struct {
		side      side
		got, want []recon.PoolRow
	}{{billSide, pool.Bills, want.Bills}, {orderSide, pool.Orders, want.Orders}} {
		got, want := oracleRowsOf(c.side, nil, c.got), oracleRowsOf(c.side, nil, c.want).names(oracleRow.content)
		if got.names(oracleRow.content) != want {
			return fmt.Sprintf("%ss in the pool: %s\nthe oracle has %s", c.side, got.names(oracleRow.content), want)
		}
		ids := map[string]bool{}
		for i, r := range got {
			if ids[c.got[i].ID] || o.aged(r).late {
				return fmt.Sprintf("%s %q in the pool is there twice, or past its bound", c.side, c.got[i].ID)
			}
			ids[c.got[i].ID] = true
		}
	}
	return ""
}

func (rows oracleRows) states() recon.StateSet {
	var set recon.StateSet
	for _, r := range rows {
		set |= 1 << r.rec.State
	}
	return set
}

func (g oracleGroup) netsText() string {
	var nets []string
	for unit, n := range g.nets {
		nets = append(nets, unit+" "+n.text())
	}
	slices.Sort(nets)
	return strings.Join(nets, ", ")
}

func oracleNets(nets ...recon.Net) string {
	var all []string
	for _, n := range nets {
		all = append(all, n.Unit+" "+oracleNetText(&n))
	}
	return strings.Join(all, ", ")
}

func oracleNetText(n *recon.Net) string {
	if n == nil {
		return (*oracleNet)(nil).text()
	}
	return (&oracleNet{microOf(n.Bill), microOf(n.Order)}).text()
}

func oracleGap(n *recon.Net) string {
	if n == nil {
		return (*oracleNet)(nil).gap()
	}
	return (&oracleNet{microOf(n.Bill), microOf(n.Order)}).gap()
}

// gap is the difference of two sums: what a text says by how much the gross differs.
func (n *oracleNet) gap() string {
	if n == nil {
		return "none"
	}
	return fmt.Sprint(n.bill - n.order)
}

func (n *oracleNet) text() string {
	if n == nil {
		return "none"
	}
	return fmt.Sprintf("%d:%d", n.bill, n.order)
}
