package recon

import (
	"bytes"
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

// replacedBy says, of the orders given, which held one each replaces: one at most, of equal amount first, the older first.
// A row without a key replaces nothing.
func (r *Rules) replacedBy(fresh int, order func(int) Record) map[int]*PoolRow {
	replaced := map[int]*PoolRow{}
	if !r.ReplaceHeld || len(r.Pool.Orders) == 0 {
		return replaced
	}
	held, keys := map[heldKey][]*row{}, map[string]bool{}
	for i := range r.Pool.Orders {
		if o := &r.Pool.Orders[i].Record; o.Key != "" {
			keys[o.Key] = true
			held[r.heldKeyOf(o)] = append(held[r.heldKeyOf(o)], &row{Record: *o, at: i, print: o.print()})
		}
	}
	came := map[heldKey][]*row{}
	for i := range fresh {
		if o := order(i); keys[o.Key] {
			came[r.heldKeyOf(&o)] = append(came[r.heldKeyOf(&o)], &row{Record: o, at: i, print: o.print()})
		}
	}
	for key, rows := range held {
		eachReplaced(rows, came[key], func(old, fresh *row) { replaced[fresh.at] = &r.Pool.Orders[old.at] })
	}
	return replaced
}

// eachReplaced brings held orders together with those that replace them.
func eachReplaced(held, came []*row, replace func(old, fresh *row)) {
	slices.SortFunc(held, older)
	slices.SortFunc(came, older)
	at := map[amountKey][]*row{}
	for _, fresh := range came {
		key := amountKeyOf("", fresh.Amount)
		at[key] = append(at[key], fresh)
	}
	for _, old := range held {
		if like := at[amountKeyOf("", old.Amount)]; len(like) > 0 {
			replace(old, like[0])
			old.settled, like[0].settled = true, true
			at[amountKeyOf("", old.Amount)] = like[1:]
		}
	}
	held, came = rowsThat(held, (*row).unsettled), rowsThat(came, (*row).unsettled)
	for i := range min(len(held), len(came)) {
		replace(held[i], came[i])
	}
}
