package recon

import "slices"

// judge turns buckets into groups, under one set of rules. It belongs to one goroutine.
type judge struct {
	rules *Rules
	out   *book
	last  Day // the last complete bill day, zero when none is known

	groups   slab[Group]
	nets     slab[Net]
	shares   [1]share // memory to be used again: see sharesOf
	schedule fenSchedule
	priced   bool // the schedule computes in whole fen
}

func newJudge(rules *Rules, out *book) *judge {
	j := &judge{rules: rules, out: out, last: rules.LastBillDay()}
	if rules.Fees != nil {
		j.schedule, j.priced = rules.Fees.fen()
	}
	return j
}

// share is the rows of one unit of a bucket that are not settled yet, and what a search for combinations has found about them.
type share struct {
	bucket
	unit   string
	search searched
}

func (s *share) twoSided() bool { return len(s.bills) > 0 && len(s.orders) > 0 }

// bucket judges rows that a pass brought together. The rows of one side that it leaves go on to the weaker passes.
//
//  1. Units are judged apart; those that stand alone on both sides are a mismatch. Rows that moved nothing have no unit.
//  2. Rows of equal amount, and then of amounts within tolerance, are paired one to one (cancel).
//  3. Sums that agree are settled, or else a part of one side that equals all of the other (combine).
//  4. What remains is open, together with the unpaid rows of its other side.
func (j *judge) bucket(b bucket) (left leftovers) {
	for _, rows := range [...][]*row{b.bills, b.orders} {
		countReturned(rows)
		markLikeHeld(rows)
	}
	unpaid := leftovers{rowsThat(b.bills, (*row).unpaid), rowsThat(b.orders, (*row).unpaid)}
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

// markPart notes that other rows of the key were settled.
func (s *share) markPart(part bool) {
	for _, rows := range [...][]*row{s.bills, s.orders} {
		for _, r := range rows {
			r.part = r.part || part
		}
	}
}

// sharesOf are the rows of each unit that moved or came and went, sorted by unit.
func (j *judge) sharesOf(b bucket) (shares []share) {
	bills, orders := rowsThat(b.bills, (*row).alive), rowsThat(b.orders, (*row).alive)
	var few [2]string
	units := unitsOf(few[:0], bills, orders)
	if len(units) == 1 {
		j.shares[0] = share{bucket: bucket{b.pass, b.key, bills, orders}, unit: units[0]}
		return j.shares[:]
	}
	billsOf, ordersOf := byUnit(bills), byUnit(orders)
	for _, unit := range units {
		shares = append(shares, share{bucket: bucket{b.pass, b.key, billsOf[unit], ordersOf[unit]}, unit: unit})
	}
	return shares
}

// unitMismatch files the units that only the bills have together with those that only the orders have, where there are both:
// nothing about them can be compared. It returns the other units.
func (j *judge) unitMismatch(b bucket, shares []share) []share {
	alone := bucket{pass: b.pass, key: b.key}
	for _, s := range shares {
		if !s.twoSided() {
			alone.bills, alone.orders = append(alone.bills, s.bills...), append(alone.orders, s.orders...)
		}
	}
	if len(alone.bills) == 0 || len(alone.orders) == 0 {
		return shares
	}
	g := j.newGroup(alone)
	g.Verdict |= FoundUnit
	j.finish(g, false)
	return slices.DeleteFunc(shares, func(s share) bool { return !s.twoSided() })
}

// join takes the unpaid rows of a side along where the other side has rows.
func (s *share) join(unpaid *leftovers) {
	bills, orders := len(s.bills) > 0, len(s.orders) > 0
	if orders {
		s.bills, unpaid.bills = append(s.bills, unpaid.bills...), nil
	}
	if bills {
		s.orders, unpaid.orders = append(s.orders, unpaid.orders...), nil
	}
}

// unpaid files rows of both sides of which none moved anything, and returns those of one side.
func (j *judge) unpaid(b bucket, rows leftovers) leftovers {
	if len(rows.bills) == 0 || len(rows.orders) == 0 {
		return rows
	}
	g := j.newGroup(bucket{b.pass, b.key, rows.bills, rows.orders})
	g.Verdict |= NotPaid
	j.finish(g, true)
	return leftovers{}
}
