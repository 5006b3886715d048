package recon

import (
	"bytes"
	"cmp"
	"slices"
)

// markLikeHeld marks the fresh rows of one side that say the same as a held one.
func markLikeHeld(rows []*row) {
	held := map[uint64]*row{}
	for _, r := range rows {
		if r.pool {
			held[r.print] = r
		}
	}
	if len(held) == 0 {
		return
	}
	for _, r := range rows {
		if twin := held[r.print]; !r.pool && twin != nil {
			r.like = r.like || bytes.Equal(appendContent(nil, r.Record), appendContent(nil, twin.Record))
		}
	}
}

// heldKey is what an order has in common with the one that it replaces.
type heldKey struct {
	key, unit string
	kind      Kind
	day       Day
}

func (r *Rules) heldKeyOf(o *Record) heldKey {
	return heldKey{o.Key, o.UnitOrCNY(), o.Kind, r.DayOf(o.Time)}
}

// replacedBy lists the held orders that fresh ones replace: each fresh order one at most, of equal amount first, and then the oldest.
// A row without a key replaces nothing.
func (r *Rules) replacedBy(fresh int, order func(int) Record) (gone []int) {
	if !r.ReplaceHeld || len(r.Pool.Orders) == 0 {
		return nil
	}
	held, keys := map[heldKey][]int{}, map[string]bool{"": false}
	for i := range r.Pool.Orders {
		if o := &r.Pool.Orders[i].Record; o.Key != "" {
			keys[o.Key] = true
			held[r.heldKeyOf(o)] = append(held[r.heldKeyOf(o)], i)
		}
	}
	came := map[heldKey][]Record{}
	for i := range fresh {
		if o := order(i); keys[o.Key] {
			came[r.heldKeyOf(&o)] = append(came[r.heldKeyOf(&o)], o)
		}
	}
	for key, rows := range held {
		gone = append(gone, r.replace(rows, came[key])...)
	}
	slices.Sort(gone)
	return gone
}

// replace picks those of some held orders, given by their places in the pool, that so many fresh ones replace.
func (r *Rules) replace(held []int, came []Record) (gone []int) {
	record := func(i int) *Record { return &r.Pool.Orders[i].Record }
	slices.SortFunc(held, func(a, b int) int {
		return cmp.Or(record(a).Time.Compare(record(b).Time), cmp.Compare(record(a).print(), record(b).print()), cmp.Compare(a, b))
	})
	amounts := map[amountKey]int{}
	for i := range came {
		amounts[amountKeyOf("", came[i].Amount)]++
	}
	var others []int
	for _, i := range held {
		if key := amountKeyOf("", record(i).Amount); amounts[key] > 0 {
			amounts[key]--
			gone = append(gone, i)
		} else {
			others = append(others, i)
		}
	}
	return append(gone, others[:min(len(others), len(came)-len(gone))]...)
}
