package recon_test

import (
	"math/big"

	"github.com/billrecon/billrecon/recon"
)

// judgeBucket judges rows that share a key. It returns the groups made, and the rows released again.
func judgeBucket(bills, orders []row, rules recon.Rules, pass recon.Pass, key string) (groups []group, released []row) {
	billUnits, orderUnits := unitsOf(bills), unitsOf(orders)
	if !sameUnits(billUnits, orderUnits) {
		return []group{unitMismatch(bills, orders, rules, pass, key)}, nil
	}
	for unit := range billUnits {
		inUnit := func(r row) bool { return r.unit() == unit }
		g, rest := judgeUnit(only(bills, inUnit), only(orders, inUnit), rules, pass, key)
		groups = append(groups, g)
		released = append(released, rest...)
	}
	return groups, released
}

func unitsOf(rows []row) map[string]bool {
	units := map[string]bool{}
	for _, r := range rows {
		units[r.unit()] = true
	}
	return units
}

func sameUnits(a, b map[string]bool) bool {
	for unit := range a {
		if !b[unit] {
			return false
		}
	}
	return len(a) == len(b)
}

// unitMismatch keeps everything together. What else is found across units is left open, but for what a single row shows.
func unitMismatch(bills, orders []row, rules recon.Rules, pass recon.Pass, key string) group {
	g := newGroup(bills, orders, pass, key)
	g.verdict |= recon.FoundUnit | rowFindings(g.all())
	g.open = recon.FoundState | recon.NotPaid | recon.Reverted | recon.FoundSign | recon.FoundFee | recon.FoundIncome | recon.StateUnknown
	return finish(g, rules)
}

func newGroup(bills, orders []row, pass recon.Pass, key string) group {
	g := group{bills: bills, orders: orders, pass: pass, key: key, nets: map[string]net{}}
	if pass != recon.PassKey {
		g.verdict |= recon.ByFallback
	}
	for unit := range unitsOf(g.all()) {
		inUnit := func(r row) bool { return r.unit() == unit }
		g.nets[unit] = net{sumOf(only(bills, inUnit)), sumOf(only(orders, inUnit))}
	}
	return g
}

// rowFindings are what one row alone is enough for.
func rowFindings(rows []row) recon.Verdict {
	var v recon.Verdict
	for _, r := range rows {
		if r.rec.Manual {
			v |= recon.ManualRow
		}
		if r.rec.State == recon.Unknown {
			v |= recon.StateUnknown
		}
	}
	return v
}

// signFindings is FoundSign when a row that moved contradicts its own kind.
func signFindings(rows []row) recon.Verdict {
	for _, r := range rows {
		sign := r.rec.Amount.Sign()
		if r.rec.Kind == recon.Payment {
			sign = -sign
		}
		if r.moved() && sign > 0 {
			return recon.FoundSign
		}
	}
	return 0
}

// judgeUnit judges rows of one unit.
func judgeUnit(bills, orders []row, rules recon.Rules, pass recon.Pass, key string) (group, []row) {
	g := newGroup(bills, orders, pass, key)
	g.verdict |= rowFindings(g.all()) | signFindings(g.all()) | stateFindings(bills, orders)
	d := difference(bills, orders)
	beyond := !allowed(d, rules.AmountTolerance, sumOf(bills), sumOf(orders), unitOf(g))
	if d.Sign() != 0 && !beyond {
		g.verdict |= recon.WithinTolerance
	}
	bothAlive := anyRow(bills, row.alive) && anyRow(orders, row.alive)
	if beyond {
		g.verdict |= amountFinding(d)
	}
	if beyond && bothAlive {
		findDuplicates(&g, d)
	}
	const other = recon.FoundUnit | recon.FoundState | recon.FoundDuplicateBill | recon.FoundDuplicateOrder | recon.StateUnknown | recon.ManualRow
	if beyond && bothAlive && !g.is(other) && rules.SubsetSteps >= 0 {
		if matched, rest, found := searchSubsets(&g, rules); found {
			return matched, rest
		}
	}
	feeFindings(&g, rules)
	return finish(g, rules), nil
}

func unitOf(g group) string { return g.all()[0].unit() }

func difference(bills, orders []row) *big.Rat { return new(big.Rat).Sub(sumOf(bills), sumOf(orders)) }

func amountFinding(d *big.Rat) recon.Verdict {
	if d.Sign() > 0 {
		return recon.FoundAmountOver
	}
	return recon.FoundAmountShort
}

// stateFindings compares who moved money and who gave it back.
func stateFindings(bills, orders []row) recon.Verdict {
	billAlive, orderAlive := anyRow(bills, row.alive), anyRow(orders, row.alive)
	billBack, orderBack := revertedSide(bills), revertedSide(orders)
	switch {
	case !billAlive && !orderAlive:
		return recon.NotPaid
	case billAlive && !orderAlive && billBack:
		return recon.Reverted
	case billAlive != orderAlive:
		return recon.FoundState
	case billBack != orderBack:
		return recon.FoundState
	case billBack:
		return recon.Reverted
	}
	return 0
}

// revertedSide says that a side's money came and went: rows of both signs, or a payment given back, and nothing left.
func revertedSide(rows []row) bool {
	if sumOf(rows).Sign() != 0 {
		return false
	}
	in := anyRow(rows, func(r row) bool { return r.worth().Sign() > 0 })
	out := anyRow(rows, func(r row) bool { return r.worth().Sign() < 0 })
	return in && out || anyRow(rows, row.returned)
}

// finish holds back what incomplete bills cannot prove.
func finish(g group, rules recon.Rules) group {
	if !rules.BillsComplete && len(g.orders) > 0 && exception(g.outcome()) {
		g.verdict |= recon.Incomplete
	}
	return g
}

// searchSubsets looks for part of one side that is the whole other side, and splits the group when there is just one.
func searchSubsets(g *group, rules recon.Rules) (matched group, rest []row, found bool) {
	g.fits = append(subsetFits(orderSide, g.orders, sumOf(g.bills)), subsetFits(billSide, g.bills, sumOf(g.orders))...)
	if len(g.fits) > 1 {
		g.verdict |= recon.AmbiguousMatch
	}
	if len(g.fits) != 1 {
		return group{}, nil, false
	}
	bills, orders := g.bills, g.orders
	if g.fits[0].side == billSide {
		bills, rest = g.fits[0].rows, without(g.bills, g.fits[0].rows)
	} else {
		orders, rest = g.fits[0].rows, without(g.orders, g.fits[0].rows)
	}
	matched = newGroup(bills, orders, g.pass, g.key)
	matched.verdict |= recon.BySubset | rowFindings(matched.all()) | signFindings(matched.all()) | stateFindings(bills, orders)
	feeFindings(&matched, rules)
	return finish(matched, rules), rest, true
}

func without(rows, gone []row) []row {
	return only(rows, func(r row) bool { return !anyRow(gone, func(x row) bool { return x.at == r.at }) })
}
