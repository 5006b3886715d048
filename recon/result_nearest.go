package recon

import (
	"iter"
	"slices"
)

// Nearest suggests up to n rows (at most 100) of the other side that a one-sided group may belong to, best first.
// It looks at every row of the other side, only when called, and changes nothing.
// A group with rows of both sides has no suggestions.
func (r *Result[B, O]) Nearest(g Group, n int) []Suggestion {
	return r.nearest(g, countTo, n)
}

// NearestAmong is Nearest for a caller who knows which rows can be suggested at all: of the other side's slice it looks at the rows
// at these places alone, and at the pool's. A place outside the slice is passed over, and one that is named twice is one place.
func (r *Result[B, O]) NearestAmong(g Group, places []int, n int) []Suggestion {
	places = slices.Clone(places)
	slices.Sort(places)
	places = slices.Compact(places)
	return r.nearest(g, func(rows int) iter.Seq[int] {
		return func(yield func(int) bool) {
			for _, place := range places {
				if place >= 0 && place < rows && !yield(place) {
					return
				}
			}
		}
	}, n)
}

func (r *Result[B, O]) nearest(g Group, among func(rows int) iter.Seq[int], n int) []Suggestion {
	bills, orders := r.bills, r.orders
	switch {
	case g.Verdict&NoBill != 0:
		own := append(recordsAt(orders, r.orderRecord, g.Orders), poolAt(r.rules.Pool.Orders, g.PoolOrders)...)
		return nearest(own, true, r.candidates(0, among(len(bills)), func(i int) Record { return r.billRecord(bills[i]) }), n)
	case g.Verdict&NoOrder != 0:
		own := append(recordsAt(bills, r.billRecord, g.Bills), poolAt(r.rules.Pool.Bills, g.PoolBills)...)
		return nearest(own, false, r.candidates(1, among(len(orders)), func(i int) Record { return r.orderRecord(orders[i]) }), n)
	}
	return nil
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
func (r *Result[B, O]) candidates(side int, places iter.Seq[int], record func(int) Record) iter.Seq[candidate] {
	open := r.openRows()[side]
	return func(yield func(candidate) bool) {
		for i := range places {
			if !yield(candidate{index: i, open: isOpen(open, i), record: record(i)}) {
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
