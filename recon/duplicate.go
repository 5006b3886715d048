package recon

import (
	"cmp"
	"slices"
)

// duplicates looks for surplus rows that are the whole difference: each has a twin, of the same amount and kind, that stays.
// The smallest surplus wins, the bills' before the orders', and of several equally small ones that with the newest rows.
func (j *judge) duplicates(g *judged) {
	if len(g.bills) < 2 && len(g.orders) < 2 {
		return
	}
	difference := g.Nets[0].Difference()
	steps := max(j.rules.SubsetSteps, 0)
	steps = cmp.Or(steps, defaultSteps)
	bills := smallestSurplus(movedRows(g.bills), difference, &steps)
	orders := smallestSurplus(movedRows(g.orders), difference.Neg(), &steps)
	switch {
	case len(bills) > 0 && (len(orders) == 0 || len(bills) <= len(orders)):
		g.Verdict |= FoundDuplicateBill
		g.Excess = placesOf(bills)
	case len(orders) > 0:
		g.Verdict |= FoundDuplicateOrder
		g.Excess = placesOf(orders)
	}
	if steps <= 0 {
		g.Verdict |= SearchExhausted
	}
}

// surplus is a search for the smallest number of spare twins that add up to a difference.
type surplus struct {
	*problem
	kinds []twins
	steps *int
	best  []int // ranks of the rows, newest first
	taken []int // per kind
}

// twins are rows of one amount and kind.
type twins struct {
	amount wide
	kind   Kind
	ranks  []int // places in the rows, oldest first
}

// spare is how many of them may be surplus: one has to stay.
func (t twins) spare() int { return len(t.ranks) - 1 }

// smallestSurplus returns the surplus rows, nil when there are none or the steps ran out. rows are oldest first.
func smallestSurplus(rows []*row, difference amount, steps *int) []*row {
	if len(rows) < 2 {
		return nil
	}
	s := &surplus{problem: newProblem(rows, difference), steps: steps}
	s.kinds = twinsOf(rows, s.values)
	s.taken = make([]int, len(s.kinds))
	most := 0
	for _, t := range s.kinds {
		most += t.spare()
	}
	for n := 1; n <= most && s.best == nil && *steps > 0; n++ {
		s.from(0, n, s.target)
	}
	return s.at(s.best)
}

// twinsOf lists the amounts and kinds of which there is more than one row, the largest amount first.
func twinsOf(rows []*row, values []wide) []twins {
	type amountKind struct {
		amount wide
		kind   Kind
	}
	at := map[amountKind][]int{}
	for i, v := range values {
		k := amountKind{v, rows[i].Kind}
		at[k] = append(at[k], i)
	}
	var kinds []twins
	for k, ranks := range at {
		if len(ranks) > 1 && k.amount != (wide{}) {
			kinds = append(kinds, twins{k.amount, k.kind, ranks})
		}
	}
	slices.SortFunc(kinds, func(a, b twins) int {
		return cmp.Or(b.amount.compare(a.amount), cmp.Compare(a.kind, b.kind))
	})
	return kinds
}

// from takes n more rows, of the kinds from i on, that add up to left.
func (s *surplus) from(i, n int, left wide) {
	if *s.steps--; *s.steps <= 0 {
		return
	}
	if n == 0 {
		if left == (wide{}) {
			s.note()
		}
		return
	}
	if i == len(s.kinds) || !s.wrapped && !s.inReach(i, n, left) {
		return
	}
	for k := min(n, s.kinds[i].spare()); k >= 0; k-- {
		s.taken[i] = k
		s.from(i+1, n-k, left.sub(s.kinds[i].amount.times(k)))
	}
	s.taken[i] = 0
}

// inReach reports whether n rows of the kinds from i on, which are sorted, can add up to left.
func (s *surplus) inReach(i, n int, left wide) bool {
	most, least := s.kinds[i].amount.times(n), s.kinds[len(s.kinds)-1].amount.times(n)
	return left.compare(most) <= 0 && left.compare(least) >= 0
}

// note keeps the answer whose newest rows are newer.
func (s *surplus) note() {
	var ranks []int
	for i, k := range s.taken {
		of := s.kinds[i].ranks
		ranks = append(ranks, of[len(of)-k:]...)
	}
	slices.SortFunc(ranks, func(a, b int) int { return b - a })
	if slices.Compare(ranks, s.best) > 0 && s.fits(s.at(ranks)) {
		s.best = ranks
	}
}

// at is the rows of these ranks.
func (s *surplus) at(ranks []int) (rows []*row) {
	for _, rank := range ranks {
		rows = append(rows, s.rows[rank])
	}
	return rows
}
