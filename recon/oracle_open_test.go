package recon_test

import "github.com/billrecon/billrecon/recon"

// This file is step 3 for rows of both sides: what waits, for how long, and what it is when its window is over.

// open takes a rest: one-sided rows go on to the weaker passes, rows of both sides stay together.
func (o *oracle) open(b oracleBucket) {
	switch {
	case !b.isTwoSided():
		o.free = append(o.free, b.all()...)
	case !b.all().any(oracleRow.isAlive):
		o.claim(o.notDue(o.newGroup(b)))
	case b.isReversedBeside():
		o.claim(o.reversedBeside(b))
	default:
		o.openByAge(b)
	}
}

// isReversedBeside says that bills were paid and given back beside orders that were never paid.
func (b oracleBucket) isReversedBeside() bool {
	return b.bills.cameAndWent() && !b.orders.any(oracleRow.isAlive)
}

func (o *oracle) reversedBeside(b oracleBucket) oracleGroup {
	g := o.newGroup(b)
	g.verdict |= recon.Reverted
	return o.settledOutcome(g)
}

// openByAge takes an open group apart when one of its rows would wait past twice the window for the others: what moved and
// is over leaves, and the unpaid and returned rows with it.
func (o *oracle) openByAge(b oracleBucket) {
	young, late := b.all().any(oracleRow.inWindow), b.all().any(func(r oracleRow) bool { return r.late })
	if !young || !late {
		o.claim(o.openGroup(b, young))
		return
	}
	overAndMoved := func(r oracleRow) bool { return r.over && r.isMoved() }
	leaves := func(r oracleRow) bool { return r.over }
	if b.all().any(overAndMoved) {
		leaves = func(r oracleRow) bool { return r.over || !r.isMoved() }
	}
	stays := b.only(func(r oracleRow) bool { return !leaves(r) })
	if len(stays.all()) == 0 {
		o.claim(o.openGroup(b, false))
		return
	}
	o.judgeAgain(b.only(leaves), stays)
}

// judgeAgain judges the parts of an open group, each from step 2 on.
func (o *oracle) judgeAgain(parts ...oracleBucket) {
	var rests []oracleBucket
	before := len(o.groups)
	for _, b := range parts {
		deals, rest := o.combine(b.only(oracleRow.isAlive))
		o.settle(b, deals)
		rests = append(rests, o.withTwins(rest, deals))
	}
	partSettled := len(o.groups) > before
	for i, rest := range rests {
		rest, unpaid := rest.withUnpaid(parts[i].only(oracleRow.isUnpaid))
		o.open(rest.marked(partSettled))
		o.open(unpaid)
	}
}

// openGroup judges rows of both sides that do not agree.
func (o *oracle) openGroup(b oracleBucket, waits bool) oracleGroup {
	g := o.newGroup(b)
	g.verdict |= b.all().beside()
	bothMoved := g.bills.any(oracleRow.isMoved) && g.orders.any(oracleRow.isMoved)
	if !bothMoved {
		g.verdict |= recon.FoundState
	}
	if !g.is(recon.StateUnknown) {
		g.verdict |= o.amountFinding(g.bills.net(), g.orders.net(), b.units()[0])
	}
	if fits := o.fits(b); len(fits) > 1 {
		g.verdict |= recon.AmbiguousMatch
		g.fits = fits
	}
	if bothMoved {
		o.judgeFees(&g, []oracleDeal{{bills: g.bills.only(oracleRow.isAlive), orders: g.orders.only(oracleRow.isAlive), how: recon.Netted}})
	}
	if g.is(recon.ManualRow) {
		return o.whileIn(g, waits, recon.NotDue, recon.NotDue)
	}
	return o.whileIn(g, waits, recon.Doubtful, g.openOutcome())
}

// openOutcome is what an open group is called when its window is over.
func (g oracleGroup) openOutcome() recon.Outcome {
	for _, c := range []struct {
		bits    recon.Verdict
		outcome recon.Outcome
	}{
		{recon.FoundState | recon.StateUnknown, recon.StateMismatch},
		{recon.AmbiguousMatch, recon.Doubtful},
		{recon.FoundAmountOver, recon.AmountOver},
		{recon.FoundAmountShort, recon.AmountShort},
	} {
		if g.is(c.bits) {
			return c.outcome
		}
	}
	panic("an open group agrees in everything")
}

func (o *oracle) amountFinding(bill, order micro, unit string) recon.Verdict {
	switch {
	case allowedBy(o.rules.AmountTolerance, unit, bill, order):
		return 0
	case bill > order:
		return recon.FoundAmountOver
	}
	return recon.FoundAmountShort
}

// beside is the finding that other rows of the bucket were settled.
func (rows oracleRows) beside() recon.Verdict {
	if rows.any(func(r oracleRow) bool { return r.part }) && rows.any(oracleRow.isAlive) {
		return recon.PartSettled
	}
	return 0
}
