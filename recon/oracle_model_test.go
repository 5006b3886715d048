package recon_test

import "github.com/billrecon/billrecon/recon"

// This file is the run as a whole: which rows take part, in which order they meet, and what is handed on to the next run.

// oracleNet is an amount on each side.
type oracleNet struct{ bill, order micro }

// oracleGroup is the answer for some rows.
type oracleGroup struct {
	oracleBucket
	verdict            recon.Verdict
	outcome            recon.Outcome
	nets               map[string]oracleNet
	fee, income, gross *oracleNet
	incomeOf           recon.IncomeCheck
	excess             oracleRows
	fits               []oracleFit // the answers of a subset search that had several
	pooled             bool
}

// oracle is a match done slowly.
type oracle struct {
	rules    recon.Rules
	lastDay  int
	knowsDay bool       // false while no T is known
	free     oracleRows // the rows that no group has yet
	replaced oracleRows // held orders that a fresh one replaced
	groups   []oracleGroup
	left     recon.Pool // what the engine handed on, for the next run
}

// oracleJudge is what Match should find.
func oracleJudge(in input) *oracle {
	o := &oracle{rules: in.rules}
	o.findLastDay()
	bills := oracleRowsOf(billSide, in.bills, in.rules.Pool.Bills)
	orders := oracleRowsOf(orderSide, in.orders, in.rules.Pool.Orders)
	for _, r := range bills.and(o.replaceHeld(orders)) {
		o.free = append(o.free, o.aged(r))
	}
	o.findLike()
	o.run()
	return o
}

// run brings the rows together, by the strongest key first.
func (o *oracle) run() {
	key := func(r oracleRow) string { return r.rec.Key }
	o.free = o.free.counted(key)
	o.keyPass(recon.PassKey, key)
	for i := range len(recon.AltKeys{}) {
		o.keyPass(recon.PassAltKey+recon.Pass(i), func(r oracleRow) string { return r.rec.AltKeys[i] })
	}
	if o.rules.AmountTime != nil {
		o.amountTimePass()
	}
	o.judgeAlone(billSide)
	o.judgeAlone(orderSide)
}

// findLike marks the fresh rows that say the same as a held one.
func (o *oracle) findLike() {
	held, fresh := o.free.split(func(r oracleRow) bool { return r.held })
	for i, r := range fresh {
		fresh[i].like = held.any(func(x oracleRow) bool { return x.words == r.words })
	}
	o.free = held.and(fresh)
}

// take removes rows from the free ones and returns them.
func (o *oracle) take(is func(oracleRow) bool) oracleRows {
	taken, left := o.free.split(is)
	o.free = left
	return taken
}

func (o *oracle) claim(g oracleGroup) { o.groups = append(o.groups, g) }

// pool is what the run hands on: the rows of the groups that wait, and T, or the T of the run before.
func (o *oracle) pool() recon.Pool {
	p := recon.Pool{BillDate: o.rules.Pool.BillDate}
	if o.knowsDay {
		p.BillDate = recon.Day(o.lastDay)
	}
	for _, g := range o.groups {
		if !g.pooled {
			continue
		}
		for _, r := range g.bills {
			p.Bills = append(p.Bills, r.remembered())
		}
		for _, r := range g.orders {
			p.Orders = append(p.Orders, r.remembered())
		}
	}
	return p
}
