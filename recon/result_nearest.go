package recon

import (
	"iter"
	"slices"
)

// Nearest suggests up to n rows (at most 100) of the other side that a one-sided group may belong to, best first.
// The first call walks over the rows of both sides once, and remembers which of them share a key or an amount with any one-sided group;
// the calls after it look at those alone. It changes nothing. A group with rows of both sides has no suggestions.
func (r *Result[B, O]) Nearest(g Group, n int) []Suggestion {
	return r.nearest(g, n, func(side int, own []Record, rows int) iter.Seq[int] {
		if places, known := r.nearIndexes()[side].near(own, rows, min(n, maxSuggestions)); known {
			return slices.Values(places)
		}
		return countTo(rows)
	})
}

// NearestAmong is Nearest for a caller who knows which rows can be suggested at all: of the other side's slice it looks at the rows
// at these places alone, and at the pool's. A place outside the slice is passed over, and one that is named twice is one place.
func (r *Result[B, O]) NearestAmong(g Group, places []int, n int) []Suggestion {
	places = slices.Clone(places)
	slices.Sort(places)
	places = slices.Compact(places)
	return r.nearest(g, n, func(_ int, _ []Record, rows int) iter.Seq[int] {
		return func(yield func(int) bool) {
			for _, place := range places {
				if place >= 0 && place < rows && !yield(place) {
					return
				}
			}
		}
	})
}

// nearest looks among the places of the other side that among names for the group's rows.
func (r *Result[B, O]) nearest(g Group, n int, among func(side int, own []Record, rows int) iter.Seq[int]) []Suggestion {
	own, side := r.oneSided(&g)
	if len(own) == 0 || n <= 0 {
		return nil
	}
	return nearest(own, side == 0, r.candidates(side, among(side, own, r.callers[side])), n)
}

// oneSided is the rows of a one-sided group, and the number of the side where its partner would be; no rows of any other group.
func (r *Result[B, O]) oneSided(g *Group) (own []Record, other int) {
	switch {
	case g.Verdict&NoBill != 0:
		return append(recordsAt(r.orders, r.orderRecord, g.Orders), poolAt(r.rules.Pool.Orders, g.PoolOrders)...), 0
	case g.Verdict&NoOrder != 0:
		return append(recordsAt(r.bills, r.billRecord, g.Bills), poolAt(r.rules.Pool.Bills, g.PoolBills)...), 1
	}
	return nil, 0
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
		for g := range r.Differences() {
			own, other := r.oneSided(&g)
			for i := range own {
				r.near[other].want(&own[i])
			}
		}
		open := r.openRows()
		for side := range r.near {
			r.fill(side, open[side])
		}
	})
	return &r.near
}

// fill walks over the caller's rows of a side for what is wanted of them.
func (r *Result[B, O]) fill(side int, open []int) {
	index := &r.near[side]
	if index.keys == nil {
		return
	}
	for place := range r.callers[side] {
		record := r.recordOf(side, place)
		index.seeKeys(&record, place)
	}
	for _, place := range open {
		if place < r.callers[side] {
			record := r.recordOf(side, place)
			index.seeAmount(&record, place)
		}
	}
	for _, times := range index.amounts {
		times.sort()
	}
}

func recordsAt[R any](rows []R, record func(R) Record, at []int) []Record {
	var records []Record
	for _, i := range at {
		records = append(records, record(rows[i]))
	}
	return records
}

func poolAt(pool []PoolRow, at []int) []Record {
	var records []Record
	for _, i := range at {
		records = append(records, pool[i].Record)
	}
	return records
}

// candidates walks over rows of a side, the pool's last.
func (r *Result[B, O]) candidates(side int, places iter.Seq[int]) iter.Seq[candidate] {
	open := r.openRows()[side]
	return func(yield func(candidate) bool) {
		for i := range places {
			if !yield(candidate{index: i, open: isOpen(open, i), record: r.recordOf(side, i)}) {
				return
			}
		}
		for i, row := range r.poolRows(side) {
			if side == 1 && isOpen(r.replaced, i) {
				continue
			}
			if !yield(candidate{index: i, pool: true, open: isOpen(open, r.callers[side]+i), record: row.Record}) {
				return
			}
		}
	}
}

// openRows lists, by side, the places of rows whose group is not Matched, ascending; the pool's follow the caller's.
// The list is made when it is first needed.
func (r *Result[B, O]) openRows() *[2][]int {
	r.opened.Do(func() {
		for g := range r.judged() {
			if g.Outcome == Matched {
				continue
			}
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

func isOpen(open []int, place int) bool {
	_, found := slices.BinarySearch(open, place)
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
