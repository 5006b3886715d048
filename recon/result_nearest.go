package recon

import (
	"iter"
	"slices"
	"sync"

	"github.com/billrecon/billrecon/recon/internal/near"
)

// maxSuggestions bounds a list of suggestions: nobody reads more.
const maxSuggestions = 100

// Nearest suggests up to n rows (at most 100) of the other side that a one-sided group may belong to, best first.
// The first call walks over the rows of both sides once, and remembers which of them share a key or an amount with any one-sided group;
// the calls after it look at those alone. It changes nothing. A group with rows of both sides has no suggestions.
func (r *Result[B, O]) Nearest(g Group, n int) []Suggestion {
	own, side := r.oneSided(&g)
	if len(own) == 0 || n <= 0 {
		return nil
	}
	n = min(n, maxSuggestions)
	best, ok := r.nearRows().index[side].Best(own, n, func(place int) near.Row { return r.candidate(side, place) })
	if !ok { // it is no group of this result
		best = near.Best(own, r.candidates(side), n)
	}
	var suggestions []Suggestion
	for _, m := range best {
		suggestions = append(suggestions, r.suggestion(side, m))
	}
	return suggestions
}

// suggestion is a match on a side. The hints are package near's, in the same order.
func (r *Result[B, O]) suggestion(side int, m near.Match) Suggestion {
	row, callers := r.recordOf(side, m.Place), r.callers[side]
	s := Suggestion{
		Hint: Hint(m.Hint), Bill: side == 0, Index: m.Place, Like: m.Like, Key: row.Key, Unit: row.UnitOrCNY(), Amount: row.Amount, Gap: m.Gap, Timed: m.Timed,
	}
	if m.Place >= callers {
		s.Pool, s.Index = true, m.Place-callers
	}
	return s
}

// oneSided is the rows of a one-sided group, and the number of the side where its partner would be; no rows of any other group.
func (r *Result[B, O]) oneSided(g *Group) (own []near.Row, other int) {
	side := 0
	switch {
	case g.Verdict&NoBill != 0:
		side = 1
	case g.Verdict&NoOrder == 0:
		return nil, 0
	}
	for place := range r.placesOf(side, g) {
		own = append(own, r.nearRow(side, place, true))
	}
	return own, 1 - side
}

// placesOf yields where a group's rows of a side stand, the pool's after all of the caller's.
func (r *Result[B, O]) placesOf(side int, g *Group) iter.Seq[int] {
	return func(yield func(int) bool) {
		own, pool := g.rowsOf(side)
		for _, at := range own {
			if !yield(at) {
				return
			}
		}
		for _, at := range pool {
			if !yield(r.callers[side] + at) {
				return
			}
		}
	}
}

// recordOf is a row of a side, by its place.
func (r *Result[B, O]) recordOf(side, place int) Record {
	switch at := place - r.callers[side]; {
	case at >= 0:
		return r.poolRows(side)[at].Record
	case side == 0:
		return r.billRecord(r.bills[place])
	}
	return r.orderRecord(r.orders[place])
}

// nearRow is what Nearest compares of a row. Only an open one has a price: thousands of settled rows have the same.
func (r *Result[B, O]) nearRow(side, place int, open bool) near.Row {
	record := r.recordOf(side, place)
	row := near.Row{Key: record.Key, AltKeys: record.AltKeys, Time: record.Time, Place: place}
	if open && !record.Amount.IsZero() {
		row.Price = record.priceKey()
	}
	return row
}

// nearRows is what Nearest knows of the rows of each side.
type nearRows struct {
	made  sync.Once
	open  [2][]bool // by place: the row's group is not Matched
	index [2]*near.Index
}

// nearRows is made when it is first needed.
func (r *Result[B, O]) nearRows() *nearRows {
	r.near.made.Do(func() {
		for side := range r.near.open {
			r.near.open[side] = make([]bool, r.callers[side]+len(r.poolRows(side)))
		}
		var lone [2][]near.Row // by the side where their partners would be
		for g := range r.Differences() {
			for side, open := range r.near.open {
				for place := range r.placesOf(side, &g) {
					open[place] = true
				}
			}
			own, other := r.oneSided(&g)
			lone[other] = append(lone[other], own...)
		}
		for side := range lone {
			r.near.index[side] = near.NewIndex(lone[side], r.candidates(side))
		}
	})
	return &r.near
}

// candidates yields the rows of a side, without the held ones that fresh ones replaced. It needs nearRows.open, as candidate does.
func (r *Result[B, O]) candidates(side int) iter.Seq[near.Row] {
	return func(yield func(near.Row) bool) {
		for place := range r.near.open[side] {
			replaced := side == 1 && inList(r.replaced, place-r.callers[side])
			if !replaced && !yield(r.candidate(side, place)) {
				return
			}
		}
	}
}

func (r *Result[B, O]) candidate(side, place int) near.Row {
	return r.nearRow(side, place, r.near.open[side][place])
}

// inList reports whether an ascending list has a place.
func inList(list []int, place int) bool {
	_, found := slices.BinarySearch(list, place)
	return found
}
