package recon_test

import "github.com/billrecon/billrecon/recon"

// This file is the paragraph about settled groups, the groups no row of which moved, and units that differ.

// settle claims what was settled under one key and unit: together, but payments that came and went apart from what moved,
// and what has an Unknown or a Manual row by itself.
func (o *oracle) settle(b oracleBucket, deals []oracleDeal) {
	var movedDeals, returnedDeals []oracleDeal
	for _, d := range deals {
		switch {
		case d.all().any(oracleRow.isUnknown) || d.all().any(oracleRow.isManual):
			o.claim(o.settledGroup(b, d))
		case d.all().any(oracleRow.isMoved):
			movedDeals = append(movedDeals, d)
		default:
			returnedDeals = append(returnedDeals, d)
		}
	}
	for _, together := range [][]oracleDeal{movedDeals, returnedDeals} {
		if len(together) > 0 {
			o.claim(o.settledGroup(b, together...))
		}
	}
}

// settledGroup judges rows that agree in amount.
func (o *oracle) settledGroup(b oracleBucket, deals ...oracleDeal) oracleGroup {
	b = b.with(nil, nil)
	var how recon.Verdict
	for _, d := range deals {
		b = b.with(b.bills.and(d.bills), b.orders.and(d.orders))
		how |= d.how
	}
	g := o.newGroup(b)
	g.verdict |= how
	if g.bills.cameAndWent() && g.orders.cameAndWent() {
		g.verdict |= recon.Reverted
	}
	o.judgeFees(&g, deals)
	if how&recon.GrossDiffers != 0 {
		g.gross = &oracleNet{g.bills.gross(), g.orders.gross()}
	}
	return o.settledOutcome(g)
}

// settledOutcome is the class of rows that agree, in the order of precedence.
func (o *oracle) settledOutcome(g oracleGroup) oracleGroup {
	switch {
	case g.is(recon.ManualRow):
		return o.whileIn(g, o.waits(g), recon.NotDue, recon.NotDue)
	case g.is(recon.StateUnknown):
		return o.whileIn(g, o.waits(g), recon.Doubtful, recon.StateMismatch)
	case g.is(recon.FoundFee):
		g.outcome = recon.FeeMismatch
	case g.is(recon.FoundIncome):
		g.outcome = recon.IncomeMismatch
	case g.is(recon.Reverted) && g.all().any(oracleRow.isReturned) && !g.is(recon.GrossDiffers|recon.FoundSign):
		return o.whileIn(g, o.waits(g), recon.Doubtful, recon.Reversed) // by state alone: the refund's row may come tomorrow
	case g.is(recon.Reverted):
		g.outcome = recon.Reversed
	default:
		g.outcome = recon.Matched
	}
	return g
}

// cameAndWent says that a side's money was paid and given back: nothing is left of it.
func (rows oracleRows) cameAndWent() bool {
	in := rows.any(func(r oracleRow) bool { return r.worth() > 0 })
	out := rows.any(func(r oracleRow) bool { return r.worth() < 0 })
	return rows.net() == 0 && (in && out || rows.any(oracleRow.isReturned))
}

// notDue is rows none of which moved money: they wait for a payment while in the window.
func (o *oracle) notDue(g oracleGroup) oracleGroup {
	g.verdict |= recon.NotPaid
	return o.whileIn(g, o.waits(g), recon.NotDue, recon.NotDue)
}

// unitMismatch is the rows of the units that only one side has, beside those that only the other has: final at once.
func (o *oracle) unitMismatch(b oracleBucket) oracleGroup {
	g := o.newGroup(b)
	g.verdict |= recon.FoundUnit
	if g.is(recon.ManualRow) {
		return o.whileIn(g, o.waits(g), recon.NotDue, recon.NotDue)
	}
	g.outcome = recon.UnitMismatch
	return g
}

// newGroup is a group with what its rows show by themselves.
func (o *oracle) newGroup(b oracleBucket) oracleGroup {
	g := oracleGroup{oracleBucket: b, nets: map[string]oracleNet{}}
	for _, unit := range b.units() {
		u := b.ofUnit(unit)
		g.nets[unit] = oracleNet{u.bills.net(), u.orders.net()}
	}
	if len(g.nets) == 0 {
		g.nets[b.all().firstUnit()] = oracleNet{}
	}
	for _, r := range b.all() {
		g.verdict |= r.findings()
	}
	if b.pass != recon.PassKey {
		g.verdict |= recon.ByFallback
	}
	if len(b.bills) == 0 {
		g.verdict |= recon.NoBill
	}
	if len(b.orders) == 0 {
		g.verdict |= recon.NoOrder
	}
	return g
}

func (rows oracleRows) firstUnit() string {
	first := rows[0].unit()
	for _, r := range rows {
		first = min(first, r.unit())
	}
	return first
}

// findings are those that one row is enough for.
func (r oracleRow) findings() recon.Verdict {
	var v recon.Verdict
	for _, c := range []struct {
		is  bool
		bit recon.Verdict
	}{
		{r.isManual(), recon.ManualRow},
		{r.isUnknown(), recon.StateUnknown},
		{r.contradictsItself(), recon.FoundSign},
		{r.like, recon.LikeHeld},
	} {
		if c.is {
			v |= c.bit
		}
	}
	return v
}

// contradictsItself says that the sign of the amount is not that of the kind.
func (r oracleRow) contradictsItself() bool {
	if r.rec.Kind == recon.Payment {
		return r.isMoved() && r.amount < 0
	}
	return r.isMoved() && r.amount > 0
}

// waits says that a group may wait: one of its rows is in its window, and none is past twice the window.
func (o *oracle) waits(g oracleGroup) bool {
	return g.all().any(oracleRow.inWindow) && !g.all().any(func(r oracleRow) bool { return r.late })
}

// whileIn is one outcome, in the pool, while the group waits, and another after that. Where the age counts, a wrong date is said.
func (o *oracle) whileIn(g oracleGroup, waits bool, during, after recon.Outcome) oracleGroup {
	g.outcome = after
	if g.all().any(func(r oracleRow) bool { return r.far }) {
		g.verdict |= recon.DateFar
	}
	if waits {
		g.outcome, g.pooled = during, true
		g.verdict |= o.held()
	}
	return g
}

// held is the bit of what waits: the bills are not proven, or the window is not over.
func (o *oracle) held() recon.Verdict {
	if o.knowsDay {
		return recon.Held
	}
	return recon.Incomplete
}

// is reports whether one of the bits is set.
func (g oracleGroup) is(bits recon.Verdict) bool { return g.verdict&bits != 0 }
