package recon

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// settle files what was paired, and what can be combined out of the rest. It reports whether there was anything.
//
// What is settled is one group. Payments that came and went are a group beside it, because they may have to wait for the rows of
// their refunds; and a pair or combination with a row that is Manual or of State Unknown is a group of its own.
func (j *judge) settle(s *share, pairs []pair) bool {
	sum := j.combine(s)
	if len(pairs) == 0 && sum == nil {
		return false
	}
	var moved, back settlement
	for _, p := range pairs {
		switch {
		case p.bill.apart() || p.order.apart():
			j.settled(s, settlement{pairs: []pair{p}})
		case p.bill.returned():
			back.pairs = append(back.pairs, p)
		default:
			moved.pairs = append(moved.pairs, p)
		}
	}
	switch {
	case sum == nil:
	case sum.any((*row).apart):
		j.settled(s, settlement{sum: sum})
	case sum.any((*row).moved):
		moved.sum = sum
	default:
		back.sum = sum
	}
	j.settled(s, moved)
	j.settled(s, back)
	j.markTwins(s, pairs, sum)
	return true
}

// settlement is what is settled together.
type settlement struct {
	pairs []pair
	sum   *combination // nil for none
}

// rows are the rows of both sides.
func (t *settlement) rows() sides {
	rows := sides{make([]*row, 0, len(t.pairs)), make([]*row, 0, len(t.pairs))}
	for _, p := range t.pairs {
		rows.bills, rows.orders = append(rows.bills, p.bill), append(rows.orders, p.order)
	}
	if t.sum != nil {
		rows.add(t.sum.sides)
	}
	return rows
}

// settled files a settlement, if it is of any rows.
func (j *judge) settled(s *share, t settlement) {
	rows := t.rows()
	if len(rows.bills) == 0 {
		return
	}
	g := j.newGroup(bucket{s.pass, s.key, rows})
	for _, p := range t.pairs {
		if !p.equal {
			g.Verdict |= WithinTolerance
		}
	}
	if t.sum != nil {
		g.Verdict |= t.sum.found
	}
	if g.Verdict&GrossDiffers != 0 {
		g.Gross = &Net{s.unit, grossOf(rows.bills), grossOf(rows.orders)}
	}
	g.Threshold = j.threshold(s.unit, &t)
	if reverted(rows.bills) && reverted(rows.orders) {
		g.Verdict |= Reverted
	}
	j.fees(g, s.unit, &t)
	j.finish(g, false)
}

// threshold adds up the tolerances in force.
func (j *judge) threshold(unit string, t *settlement) decimal.Decimal {
	limit, tolerance := decimal.Zero, j.rules.AmountTolerance.of(unit)
	if tolerance.IsZero() {
		return limit
	}
	for _, p := range t.pairs {
		limit = limit.Add(tolerance.Threshold(p.bill.worth(), p.order.worth()))
	}
	if t.sum != nil {
		limit = limit.Add(t.sum.threshold)
	}
	return limit
}

// markTwins notes, of the rows that are left, those of which the like was settled: same side, amount and kind, on the same bill day or
// the day before. The row of a later day does not make an earlier one surplus: numbers are used again.
func (j *judge) markTwins(s *share, pairs []pair, sum *combination) {
	if len(s.bills)+len(s.orders) == 0 {
		return
	}
	settled := (&settlement{pairs, sum}).rows()
	j.markTwinsOf(s.bills, settled.bills)
	j.markTwinsOf(s.orders, settled.orders)
}

func (j *judge) markTwinsOf(left, settled []*row) {
	if len(left) == 0 {
		return
	}
	type like struct {
		amountKey
		kind Kind
		day  Day
	}
	twins := map[like]bool{}
	for _, r := range settled {
		twins[like{amountKeyOf(r.Amount), r.Kind, j.dayOf(r)}] = true
	}
	for _, r := range left {
		k := like{amountKeyOf(r.Amount), r.Kind, j.dayOf(r)}
		before := k
		before.day--
		r.twin = r.twin || twins[k] || twins[before]
	}
}

// combination is rows that are settled by their sums.
type combination struct {
	sides
	found     Verdict
	threshold decimal.Decimal
}

// combine settles what is left on both sides by its sums: all of it where they are equal or within tolerance, or else a part of one
// side that equals all of the other, if there is only one. The rows settled leave the share.
func (j *judge) combine(s *share) *combination {
	if !s.twoSided() {
		return nil
	}
	c := combination{sides: s.sides}
	bill, order, tolerance := moved(s.bills), moved(s.orders), j.rules.AmountTolerance.of(s.unit)
	switch {
	case bill.Equal(order):
		c.found = Netted
		if bill.IsZero() && !grossOf(s.bills).Equal(grossOf(s.orders)) {
			c.found |= GrossDiffers
		}
	case tolerance.Allows(bill, order):
		c.found, c.threshold = WithinTolerance, tolerance.Threshold(bill, order)
	case !j.subset(s, &c):
		return nil
	}
	for _, rows := range c.lists() {
		for _, r := range rows {
			r.settled = true
		}
	}
	s.drop(1)
	return &c
}

// defaultSteps bounds the searches of one group when Rules.SubsetSteps is zero.
const defaultSteps = 1 << 16

// searched is what a subset search found that did not settle anything.
type searched struct {
	found            Verdict
	alternatives     [2][]int
	alternativeBills [2]bool
}

// subset looks for the one part of a side whose sum is the other side's net, and leaves no more than that part in c.
// Several answers are noted as ambiguous.
func (j *judge) subset(s *share, c *combination) bool {
	if len(s.bills)+len(s.orders) == 2 {
		return false // two amounts that differ: there are no parts
	}
	if j.rules.SubsetSteps < 0 || !anyRow(s.bills, (*row).moved) || !anyRow(s.orders, (*row).moved) {
		return false
	}
	steps := cmp.Or(j.rules.SubsetSteps, defaultSteps)
	orders, all := searchSubset(movedRows(s.orders), moved(s.bills), &steps)
	if len(orders) == 2 {
		s.ambiguous(orders, nil)
		return false
	}
	bills, allBills := searchSubset(movedRows(s.bills), moved(s.orders), &steps)
	switch {
	case len(orders)+len(bills) >= 2:
		s.ambiguous(orders, bills)
		return false
	case !all || !allBills:
		s.search.found = SearchExhausted
		return false
	case len(orders) == 1:
		c.orders = orders[0]
	case len(bills) == 1:
		c.bills = bills[0]
	default:
		return false
	}
	c.found = BySubset
	return true
}

// searchSubset is exact.Subset of rows that are sorted oldest first.
func searchSubset(rows []*row, want decimal.Decimal, steps *int) (found [][]*row, all bool) {
	amounts := make([]decimal.Decimal, len(rows))
	for i := range rows {
		amounts[i] = rows[i].Amount
	}
	parts, all := exact.Subset(amounts, want, steps)
	for _, places := range parts {
		part := make([]*row, len(places))
		for i, at := range places {
			part[i] = rows[at]
		}
		found = append(found, part)
	}
	return found, all
}

// ambiguous shows the first two answers, those of the orders first.
func (s *share) ambiguous(orders, bills [][]*row) {
	s.search.found = AmbiguousMatch
	for i, part := range append(slices.Clone(orders), bills...)[:2] {
		s.search.alternatives[i] = placesOf(part)
		s.search.alternativeBills[i] = i >= len(orders)
	}
}
