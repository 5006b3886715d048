package recon_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// This file compares engine and oracle: groups as multisets by what their rows say, then what was found in each.

// oracleFound is a group of the engine, with its rows looked up.
type oracleFound struct {
	recon.Group
	bills, orders, excess, moved oracleRows
}

func (f oracleFound) members() string {
	name := func(r oracleRow) string { return r.words }
	return f.bills.names(name) + " × " + f.orders.names(name)
}

func (g oracleGroup) members() string {
	return oracleFound{bills: g.bills, orders: g.orders}.members()
}

// compare says where the engine and the oracle differ; empty when nowhere.
func (o *oracle) compare(in input, res *recon.Result[recon.Record, recon.Record]) string {
	engine, err := oracleLookUp(in, res)
	if err != nil {
		return "groups: " + err.Error()
	}
	byMembers := map[string][]oracleFound{}
	for _, f := range engine {
		byMembers[f.members()] = append(byMembers[f.members()], f)
	}
	for _, g := range o.groups {
		name := g.members()
		left := byMembers[name]
		if len(left) == 0 {
			return fmt.Sprintf("the oracle has a group\n  %v %s %s\nthe engine has\n%s", g.outcome, g.verdict.Codes(), name, oracleListing(engine))
		}
		at, diff := o.nearest(g, left)
		if diff != "" {
			return diff + "\nin group " + name
		}
		byMembers[name] = slices.Delete(left, at, at+1)
	}
	if len(engine) != len(o.groups) {
		return fmt.Sprintf("the engine has %d groups, the oracle %d:\n%s", len(engine), len(o.groups), oracleListing(engine))
	}
	return o.compareWhole(res)
}

// nearest finds the one of several groups of like rows that is as the oracle says, or what is wrong with the first.
func (o *oracle) nearest(g oracleGroup, groups []oracleFound) (at int, diff string) {
	for i, f := range groups {
		d := o.compareGroup(g, f)
		if d == "" {
			return i, ""
		}
		if i == 0 {
			diff = d
		}
	}
	return 0, diff
}

func oracleListing(groups []oracleFound) string {
	var b strings.Builder
	for _, f := range groups {
		fmt.Fprintf(&b, "  %v %s %s\n", f.Outcome, f.Verdict.Codes(), f.members())
	}
	return b.String()
}

func (o *oracle) compareGroup(g oracleGroup, f oracleFound) string {
	mask := recon.Verdict(0)
	if o.likeIsOpen(g) {
		mask = recon.LikeHeld
	}
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"verdict", (f.Verdict &^ mask).Codes(), (g.verdict &^ mask).Codes()},
		{"outcome", f.Outcome, g.outcome},
		{"outcome of the verdict", f.Verdict.Outcome(), g.outcome},
		{"status", f.Status(), consoleStatus[g.outcome]},
		{"pass", f.Pass, g.pass},
		{"key", f.Key, g.key},
		{"states of the bills", f.BillStates, g.bills.states()},
		{"states of the orders", f.OrderStates, g.orders.states()},
		{"nets", oracleNets(f.Nets...), g.netsText()},
		{"gross", oracleGap(f.Gross), g.gross.gap()},
		{"fee", oracleNetText(f.FeeNet), g.fee.text()},
		{"excess", f.excess.names(oracleRow.name), g.excess.names(oracleRow.name)},
		{"refunded but moved", f.moved.names(oracleRow.name), g.all().only(oracleRow.refundedButMoved).names(oracleRow.name)},
		{"alternatives", f.Alternatives[0] != nil, len(g.fits) > 1},
	} {
		if got, want := fmt.Sprint(c.got), fmt.Sprint(c.want); got != want {
			return fmt.Sprintf("%s: the engine says %s, the oracle %s; the outcomes are %v and %v", c.name, got, want, f.Outcome, g.outcome)
		}
	}
	if got, want := fmt.Sprint(f.IncomeOf, oracleNetText(f.IncomeNet)), fmt.Sprint(g.incomeOf, g.income.text()); g.income != nil && got != want {
		return fmt.Sprintf("income: the engine says %s, the oracle %s", got, want)
	}
	return g.compareAlternatives(f)
}

func (r oracleRow) name() string { return r.words }

// likeIsOpen says that a fresh row and a held one say the same, and that the page does not say which of them is in the group.
func (o *oracle) likeIsOpen(g oracleGroup) bool {
	for _, x := range o.groups {
		for _, like := range x.all().only(func(r oracleRow) bool { return r.like }) {
			if g.all().any(func(r oracleRow) bool { return r.words == like.words }) {
				return true
			}
		}
	}
	return false
}

// compareAlternatives wants two different answers shown where a subset search had several.
func (g oracleGroup) compareAlternatives(f oracleFound) string {
	for i, alternative := range f.Alternatives {
		if alternative != nil && !g.isFit(alternative, f.AlternativeBills[i]) {
			return fmt.Sprintf("alternative %d, %v, is none of the oracle's %v", i, alternative, g.fits)
		}
	}
	return ""
}

// isFit says whether the rows at these indexes are, by amount, one of the answers.
func (g oracleGroup) isFit(indexes []int, ofBills bool) bool {
	rows := g.all().only(func(r oracleRow) bool { return r.isBill() == ofBills && r.isMoved() && slices.Contains(indexes, r.at) })
	return len(rows) == len(indexes) && slices.ContainsFunc(g.fits, func(f oracleFit) bool {
		return (f.side == billSide) == ofBills && f.rows.amounts() == rows.amounts()
	})
}
