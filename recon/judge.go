package recon

import (
	"slices"

	"github.com/billrecon/billrecon/recon/internal/partner"
	"github.com/billrecon/billrecon/recon/internal/price"
	"github.com/billrecon/billrecon/recon/internal/slab"
)

// judge turns buckets into groups, under one set of rules. It belongs to one goroutine.
type judge struct {
	rules *Rules
	out   *book
	last  Day // the last complete bill day, zero when none is known

	groups slab.Slab[Group]
	nets   slab.Slab[Net]
	shares [1]share   // memory to be used again: see sharesOf
	prices price.List // of Rules.Fees

	partners partner.Chooser[*row]
}

func newJudge(rules *Rules, out *book) *judge {
	j := &judge{rules: rules, out: out, last: rules.LastBillDay()}
	j.partners = partner.Chooser[*row]{Facts: j.facts, Time: (*row).time, Older: older}
	if rules.Fees != nil {
		j.prices = price.NewList(rules.Fees.schedule())
	}
	return j
}

// share is the rows of one unit of a bucket that are not settled yet, and what a search for combinations has found about them.
type share struct {
	bucket
	unit   string
	search searched
}

// bucket judges rows that a pass brought together. The rows of one side that it leaves go on to the weaker passes.
//
//  1. Units are judged apart; those that stand alone on both sides are a mismatch. Rows that moved nothing have no unit.
//  2. Rows of equal amount, and then of amounts within tolerance, are paired one to one (cancel).
//  3. Sums that agree are settled, or else a part of one side that equals all of the other (combine).
//  4. What remains is open, together with the unpaid rows of its other side.
func (j *judge) bucket(b bucket) (left sides) {
	for _, rows := range b.lists() {
		countReturned(rows)
		markLikeHeld(rows)
	}
	unpaid := b.that((*row).unpaid)
	shares := j.unitMismatch(b, j.sharesOf(b))
	part := false
	for i := range shares {
		part = j.settle(&shares[i], j.cancel(&shares[i])) || part
	}
	for i := range shares {
		s := &shares[i]
		s.join(&unpaid)
		s.markPart(part)
		left.add(j.open(s))
	}
	left.add(j.unpaid(b, unpaid))
	return left
}

func (s *share) markPart(part bool) {
	for _, rows := range s.lists() {
		for _, r := range rows {
			r.part = r.part || part
		}
	}
}

// sharesOf are the rows of each unit that moved or came and went, sorted by unit.
func (j *judge) sharesOf(b bucket) []share {
	alive := b.that((*row).alive)
	var few [2]string
	shares := j.shares[:0]
	for unit, rows := range alive.inUnits(unitsOf(few[:0], &alive)) {
		shares = append(shares, share{bucket: bucket{b.pass, b.key, rows}, unit: unit})
	}
	return shares
}

// unitMismatch files the units that only the bills have together with those that only the orders have, where there are both:
// nothing about them can be compared. It returns the other units.
func (j *judge) unitMismatch(b bucket, shares []share) []share {
	alone := bucket{pass: b.pass, key: b.key}
	for _, s := range shares {
		if !s.twoSided() {
			alone.add(s.sides)
		}
	}
	if !alone.twoSided() {
		return shares
	}
	g := j.newGroup(alone)
	g.Verdict |= FoundUnit
	j.finish(g, false)
	return slices.DeleteFunc(shares, func(s share) bool { return !s.twoSided() })
}

// join takes the unpaid rows of a side along where the other side has rows.
func (s *share) join(unpaid *sides) {
	bills, orders := len(s.bills) > 0, len(s.orders) > 0
	if orders {
		s.bills, unpaid.bills = append(s.bills, unpaid.bills...), nil
	}
	if bills {
		s.orders, unpaid.orders = append(s.orders, unpaid.orders...), nil
	}
}

// unpaid files rows of both sides of which none moved anything, and returns those of one side.
func (j *judge) unpaid(b bucket, rows sides) sides {
	if !rows.twoSided() {
		return rows
	}
	g := j.newGroup(bucket{b.pass, b.key, rows})
	g.Verdict |= NotPaid
	j.finish(g, true)
	return sides{}
}

// open files the rows of a share that are left on both sides, and returns those that are left on one.
func (j *judge) open(s *share) (left sides) {
	if !s.twoSided() {
		return s.sides
	}
	back := reverted(s.bills) && !anyRow(s.orders, (*row).alive)
	if over, young, both := j.takeApart(s); both && !back {
		return j.judgeApart(s, over, young)
	}
	g := j.newGroup(s.bucket)
	moved := anyRow(g.bills, (*row).moved) && anyRow(g.orders, (*row).moved)
	if back {
		g.Verdict |= Reverted
	} else {
		j.mismatch(g, s, moved)
	}
	if moved {
		j.fees(g, s.unit, &settlement{sum: &combination{sides: s.sides}})
	}
	j.finish(g, !back)
	return left
}

// judgeApart judges the rows that are over, and then the young ones, each as if they had been brought together alone.
func (j *judge) judgeApart(s, over, young *share) (left sides) {
	for _, rows := range s.lists() {
		for _, r := range rows {
			r.cut = s.search.found&SearchExhausted != 0
		}
	}
	part := false
	var unpaid [2]sides
	for i, of := range [...]*share{over, young} {
		unpaid[i], of.sides = of.that((*row).unpaid), of.that((*row).alive)
		part = j.settle(of, nil) || part
	}
	for i, of := range [...]*share{over, young} {
		of.join(&unpaid[i])
		of.markPart(part)
		left.add(j.open(of))
		left.add(j.unpaid(s.bucket, unpaid[i]))
	}
	return left
}

// mismatch notes in what the two sides of an open group differ.
func (j *judge) mismatch(g *judged, s *share, bothMoved bool) {
	g.Verdict |= s.search.found
	g.Alternatives, g.AlternativeBills = s.search.alternatives, s.search.alternativeBills
	if !bothMoved {
		g.Verdict |= FoundState
	}
	if s.any(func(r *row) bool { return r.part }) {
		g.Verdict |= PartSettled
	}
	j.amount(g)
}

// amount compares the nets. That of a row of State Unknown proves nothing.
func (j *judge) amount(g *judged) {
	net := g.Nets[0]
	tolerance := j.rules.AmountTolerance.of(net.Unit)
	g.Threshold = tolerance.Threshold(net.Bill, net.Order)
	switch {
	case g.Verdict&StateUnknown != 0 || tolerance.Allows(net.Bill, net.Order):
	case net.Bill.GreaterThan(net.Order):
		g.Verdict |= FoundAmountOver
	default:
		g.Verdict |= FoundAmountShort
	}
}

// takeApart parts the rows whose window is over from the young ones, where one of the rows has waited longer than anything may while
// another is in its window. Unpaid rows, and payments that came and went, leave with the moved ones.
func (j *judge) takeApart(s *share) (over, young *share, both bool) {
	if !s.any(j.inWindow) || j.waits(&s.sides) {
		return nil, nil, false
	}
	movedOver := func(r *row) bool { return r.moved() && j.over(r) }
	leaves := j.over
	if s.any(movedOver) {
		leaves = func(r *row) bool { return !r.moved() || j.over(r) }
	}
	stays := func(r *row) bool { return !leaves(r) }
	over = &share{bucket: bucket{s.pass, s.key, s.that(leaves)}, unit: s.unit}
	young = &share{bucket: bucket{s.pass, s.key, s.that(stays)}, unit: s.unit}
	return over, young, len(over.bills)+len(over.orders) > 0 && len(young.bills)+len(young.orders) > 0
}
