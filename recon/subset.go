package recon

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// defaultSteps bounds the searches of one group when Rules.SubsetSteps is zero.
const defaultSteps = 1 << 16

// searched is what a subset search found that did not settle anything.
type searched struct {
	found            Verdict
	alternatives     [2][]int
	alternativeBills [2]bool
}

func (f *searched) note(g *judged) {
	g.Verdict |= f.found
	g.Alternatives, g.AlternativeBills = f.alternatives, f.alternativeBills
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
