package recon

import (
	"iter"
	"slices"
	"sync"

	"github.com/billrecon/billrecon/recon/internal/near"
)

// Nearest suggests up to n rows (at most 100) of the other side that a one-sided group may belong to, best first.
// The first call walks over the rows of both sides once, and remembers which of them share a key or an amount with any one-sided group;
// the calls after it look at those alone. It changes nothing. A group with rows of both sides has no suggestions.
func (r *Result[B, O]) Nearest(g Group, n int) []Suggestion {
	own, side := r.oneSided(&g)
	if len(own) == 0 || n <= 0 {
		return nil
	}
	w := lookFor(own)
	places, ok := w.places(r.nearRows().index[side], n)
	if !ok { // it is no group of this result
		places, _ = w.places(r.nearIndex(side, textsOf(nil, own)), n)
	}
	return w.nearest(side == 0, r.candidates(side, places), n)
}

// oneSided is the rows of a one-sided group, and the number of the side where its partner would be; no rows of any other group.
func (r *Result[B, O]) oneSided(g *Group) (own []Record, other int) {
	side := 0
	switch {
	case g.Verdict&NoBill != 0:
		side = 1
	case g.Verdict&NoOrder == 0:
		return nil, 0
	}
	for _, place := range r.placesOf(nil, side, g) {
		own = append(own, r.recordOf(side, place))
	}
	return own, 1 - side
}

// placesOf appends where a group's rows of a side stand, the pool's after all of the caller's.
func (r *Result[B, O]) placesOf(places []int, side int, g *Group) []int {
	own, pool := g.rowsOf(side)
	places = append(places, own...)
	for _, at := range pool {
		places = append(places, r.callers[side]+at)
	}
	return places
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

// nearRows is what Nearest knows of the rows of each side.
type nearRows struct {
	made  sync.Once
	open  [2][]int // places of the rows whose group is not Matched, ascending
	index [2]*near.Index
}

// nearRows is made when it is first needed.
func (r *Result[B, O]) nearRows() *nearRows {
	r.near.made.Do(func() {
		var texts [2][]string
		for g := range r.Differences() {
			for side, open := range r.near.open {
				r.near.open[side] = r.placesOf(open, side, &g)
			}
			own, other := r.oneSided(&g)
			texts[other] = textsOf(texts[other], own)
		}
		for side, open := range r.near.open {
			slices.Sort(open)
			r.near.index[side] = r.nearIndex(side, texts[side])
		}
	})
	return &r.near
}

// textsOf appends what is looked for in the rows of the other side.
func textsOf(texts []string, own []Record) []string {
	for i := range own {
		texts = slices.AppendSeq(texts, own[i].foldedKeys())
		if !own[i].Amount.IsZero() {
			texts = append(texts, own[i].priceKey())
		}
	}
	return texts
}

// nearIndex walks over the rows of a side for those that have one of texts.
func (r *Result[B, O]) nearIndex(side int, texts []string) *near.Index {
	index, open := near.New(texts), r.near.open[side]
	if len(texts) == 0 {
		return index
	}
	for place := range r.callers[side] + len(r.poolRows(side)) {
		if side == 1 && inList(r.replaced, place-r.callers[side]) {
			continue
		}
		record := r.recordOf(side, place)
		for key := range record.foldedKeys() {
			index.Add(key, place)
		}
		if len(open) > 0 && open[0] == place {
			index.AddTimed(record.priceKey(), record.Time, place)
			open = open[1:]
		}
	}
	index.Sort()
	return index
}

// candidates are rows of a side, by their places.
func (r *Result[B, O]) candidates(side int, places []int) iter.Seq[candidate] {
	open := r.nearRows().open[side]
	return func(yield func(candidate) bool) {
		for _, place := range places {
			c := candidate{index: place, open: inList(open, place), record: r.recordOf(side, place)}
			if c.pool = place >= r.callers[side]; c.pool {
				c.index -= r.callers[side]
			}
			if !yield(c) {
				return
			}
		}
	}
}

// inList reports whether an ascending list has a place.
func inList(list []int, place int) bool {
	_, found := slices.BinarySearch(list, place)
	return found
}
