package recon

import (
	"iter"
	"slices"
)

// Nearest suggests up to n rows (at most 100) of the other side that a one-sided group may belong to, best first.
// The first call walks over the rows of both sides once, and remembers which of them share a key or an amount with any one-sided group;
// the calls after it look at those alone. It changes nothing. A group with rows of both sides has no suggestions.
func (r *Result[B, O]) Nearest(g Group, n int) []Suggestion {
	own, side := r.oneSided(&g)
	if len(own) == 0 || n <= 0 {
		return nil
	}
	among := countTo(r.callers[side])
	if places, known := r.nearIndexes()[side].near(own, r.callers[side], min(n, maxSuggestions)); known {
		among = slices.Values(places)
	}
	return nearest(own, side == 0, r.candidates(side, among), n)
}

// oneSided is the rows of a one-sided group, and the number of the side where its partner would be; no rows of any other group.
func (r *Result[B, O]) oneSided(g *Group) (own []Record, other int) {
	side, places, pool := 0, g.Bills, g.PoolBills
	switch {
	case g.Verdict&NoBill != 0:
		side, places, pool = 1, g.Orders, g.PoolOrders
	case g.Verdict&NoOrder == 0:
		return nil, 0
	}
	for _, at := range places {
		own = append(own, r.recordOf(side, at))
	}
	for _, at := range pool {
		own = append(own, r.poolRows(side)[at].Record)
	}
	return own, 1 - side
}

// recordOf is one of the caller's rows.
func (r *Result[B, O]) recordOf(side, place int) Record {
	if side == 0 {
		return r.billRecord(r.bills[place])
	}
	return r.orderRecord(r.orders[place])
}

// nearIndexes are made when they are first needed.
func (r *Result[B, O]) nearIndexes() *[2]nearIndex {
	r.indexed.Do(func() {
		r.near = [2]nearIndex{newNearIndex(), newNearIndex()}
		var wanted [2][]uint64
		for g := range r.Differences() {
			own, other := r.oneSided(&g)
			for i := range own {
				wanted[other] = slices.AppendSeq(wanted[other], r.near[other].hashes(&own[i]))
			}
		}
		for side := range r.near {
			r.near[side].want(wanted[side])
			if len(wanted[side]) > 0 {
				r.fill(side)
			}
		}
	})
	return &r.near
}

// fill walks over the caller's rows of a side for what is wanted of them.
func (r *Result[B, O]) fill(side int) {
	index := &r.near[side]
	open := r.openRows()[side]
	for place := range r.callers[side] {
		record := r.recordOf(side, place)
		index.seeKeys(&record, place)
		if len(open) > 0 && open[0] == place {
			index.seeAmount(&record, place)
			open = open[1:]
		}
	}
	index.sort()
}

// candidates walks over rows of a side, the pool's last.
func (r *Result[B, O]) candidates(side int, places iter.Seq[int]) iter.Seq[candidate] {
	open := r.openRows()[side]
	return func(yield func(candidate) bool) {
		for i := range places {
			if !yield(candidate{index: i, open: inList(open, i), record: r.recordOf(side, i)}) {
				return
			}
		}
		for i, row := range r.poolRows(side) {
			if side == 1 && inList(r.replaced, i) {
				continue
			}
			if !yield(candidate{index: i, pool: true, open: inList(open, r.callers[side]+i), record: row.Record}) {
				return
			}
		}
	}
}

// openRows lists, by side, the places of rows whose group is not Matched, ascending; the pool's follow the caller's.
// The list is made when it is first needed.
func (r *Result[B, O]) openRows() *[2][]int {
	r.opened.Do(func() {
		for g := range r.Differences() {
			for side, rows := range [2][2][]int{{g.Bills, g.PoolBills}, {g.Orders, g.PoolOrders}} {
				r.open[side] = append(r.open[side], rows[0]...)
				for _, at := range rows[1] {
					r.open[side] = append(r.open[side], r.callers[side]+at)
				}
			}
		}
		slices.Sort(r.open[0])
		slices.Sort(r.open[1])
	})
	return &r.open
}

// inList reports whether an ascending list has a place.
func inList(list []int, place int) bool {
	_, found := slices.BinarySearch(list, place)
	return found
}

// countTo yields 0 to n−1.
func countTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}
