package recon

import (
	"cmp"
	"slices"
	"sort"
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

// ambiguous shows the first two answers, those of the orders first.
func (s *share) ambiguous(orders, bills [][]*row) {
	s.search.found = AmbiguousMatch
	for i, part := range append(slices.Clone(orders), bills...)[:2] {
		s.search.alternatives[i] = placesOf(part)
		s.search.alternativeBills[i] = i >= len(orders)
	}
}

// subsetSearch is a depth-first search over distinct amounts, the largest first.
// What is left over decides what follows, so a remainder that led nowhere is not tried again.
type subsetSearch struct {
	*problem
	amounts   []wide
	like      [][]*row // per amount, oldest first
	low, high []wide   // the least and the most that the amounts from here on can add
	steps     *int
	dead      map[remainder]bool
	taken     []int
	found     [][]*row
}

// remainder is what is left to reach with the amounts from at on.
type remainder struct {
	at   int
	left wide
}

// searchSubset lists up to two parts of the rows, different in their amounts, that add up to want: neither none nor all of them.
// all is false when the steps ran out before every part was considered.
func searchSubset(rows []*row, want amount, steps *int) (found [][]*row, all bool) {
	if len(rows) < 2 {
		return nil, true
	}
	s := &subsetSearch{problem: newProblem(rows, want), steps: steps, dead: map[remainder]bool{}}
	s.group()
	s.from(0, s.target)
	return s.found, *steps > 0 || len(s.found) == 2
}

// group gathers rows of equal amount.
func (s *subsetSearch) group() {
	byAmount := map[wide][]*row{}
	for i, v := range s.values {
		byAmount[v] = append(byAmount[v], s.rows[i])
	}
	for v := range byAmount {
		s.amounts = append(s.amounts, v)
	}
	slices.SortFunc(s.amounts, largerFirst)
	n := len(s.amounts)
	s.like, s.taken = make([][]*row, n), make([]int, n)
	s.low, s.high = make([]wide, n+1), make([]wide, n+1)
	for i := n - 1; i >= 0; i-- {
		s.like[i] = byAmount[s.amounts[i]]
		s.low[i], s.high[i] = s.low[i+1], s.high[i+1]
		if whole := s.amounts[i].times(len(s.like[i])); whole.hi < 0 {
			s.low[i] = s.low[i].add(whole)
		} else {
			s.high[i] = s.high[i].add(whole)
		}
	}
}

// from tries the amounts from i on for what is left. It reports whether it found anything, or gave up.
func (s *subsetSearch) from(i int, left wide) bool {
	if !s.wrapped && (left.compare(s.low[i]) < 0 || left.compare(s.high[i]) > 0) {
		return false
	}
	if *s.steps--; *s.steps <= 0 {
		return true
	}
	if i == len(s.amounts) {
		return left == wide{} && s.note()
	}
	state := remainder{i, left}
	if s.dead[state] {
		return false
	}
	live := false
	for n, least := s.most(i, left), s.least(i, left); n >= least && len(s.found) < 2 && *s.steps > 0; n-- {
		s.taken[i] = n
		live = s.from(i+1, left.sub(s.amounts[i].times(n))) || live
	}
	s.taken[i] = 0
	if !live {
		s.dead[state] = true
	}
	return live
}

// most is how many of amount i can be taken at most: one more, and the amounts after it cannot make up for it.
// Thousands of equal amounts would otherwise be tried one by one, for nothing, at every remainder.
func (s *subsetSearch) most(i int, left wide) int {
	all := len(s.like[i])
	if s.wrapped {
		return all
	}
	each := s.amounts[i]
	return sort.Search(all, func(n int) bool {
		rest := left.sub(each.times(n + 1))
		if each.hi < 0 {
			return rest.compare(s.high[i+1]) > 0
		}
		return rest.compare(s.low[i+1]) < 0
	})
}

// least is the same from below.
func (s *subsetSearch) least(i int, left wide) int {
	if s.wrapped {
		return 0
	}
	each := s.amounts[i]
	return sort.Search(len(s.like[i]), func(n int) bool {
		rest := left.sub(each.times(n))
		if each.hi < 0 {
			return rest.compare(s.low[i+1]) >= 0
		}
		return rest.compare(s.high[i+1]) <= 0
	})
}

// note keeps the rows taken, unless they are none or all. The remainder led here, so it is not dead either way.
func (s *subsetSearch) note() bool {
	var part []*row
	for i, n := range s.taken {
		part = append(part, s.like[i][:n]...)
	}
	if len(part) > 0 && len(part) < len(s.rows) && s.fits(part) {
		s.found = append(s.found, part)
	}
	return true
}

// largerFirst orders amounts by size, then by sign.
func largerFirst(a, b wide) int {
	return cmp.Or(b.abs().compare(a.abs()), a.compare(b))
}
