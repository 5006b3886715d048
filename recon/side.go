package recon

import (
	"bytes"
	"slices"
)

// input is one side's rows: the caller's, then the pool's. Its funcs are safe for concurrent use.
type input struct {
	bills   bool
	rows    int // the caller's
	pool    []PoolRow
	gone    map[int]*PoolRow // by the caller's row, the held one that it replaces
	without []int            // the pool's rows that the caller's replace, ascending
	scan    func(s *scanner, from, to int)
	record  func(i int) Record
}

// newInput hides the caller's type, so that the rest need not be generic.
func newInput[R any](bills bool, rows []R, record func(R) Record, pool []PoolRow) *input {
	return &input{
		bills:  bills,
		rows:   len(rows),
		pool:   pool,
		scan:   func(s *scanner, from, to int) { scanRows(s, rows[from:to], record, from) },
		record: func(i int) Record { return record(rows[i]) },
	}
}

// all is the number of rows, the pool's included.
func (in *input) all() int { return in.rows + len(in.pool) }

// name is the side's name in errors.
func (in *input) name() string {
	if in.bills {
		return "bills"
	}
	return "orders"
}

// fetch reads a row again, for a closer look, without its hash.
func (in *input) fetch(i int, r *row) {
	held := in.gone[i]
	if i < in.rows {
		r.Record, r.at = in.record(i), i
	} else {
		r.at, r.pool = i-in.rows, true
		held = &in.pool[r.at]
		r.Record = held.Record
	}
	if held != nil {
		r.remember(held)
	}
}

// remember takes over what is known of a held row.
func (r *row) remember(held *PoolRow) {
	r.since, r.twin = held.Since, held.Twin
	r.asMoved = held.Moved && r.returned()
}

// replaced lists the pool's rows that the caller's replace, ascending.
func (in *input) replaced() (places []int) {
	if len(in.gone) == 0 {
		return nil
	}
	ids := make(map[string]bool, len(in.gone))
	for _, held := range in.gone {
		ids[held.ID] = true
	}
	for i := range in.pool {
		if ids[in.pool[i].ID] {
			places = append(places, i)
		}
	}
	return places
}

// read reads rows again, in the order of their indexes.
func (in *input) read(indexes []uint32, workers int) []*row {
	slices.Sort(indexes)
	rows, memory := make([]*row, len(indexes)), make([]row, len(indexes))
	parallel(workers, (len(rows)+segment-1)/segment, func(_, n int) {
		for i := n * segment; i < min((n+1)*segment, len(rows)); i++ {
			rows[i] = &memory[i]
			in.fetch(int(indexes[i]), rows[i])
			rows[i].look()
		}
	})
	return rows
}

// pick is read for the few rows of a bucket, without their hashes.
func (in *input) pick(memory *bucketMemory, indexes []uint32) []*row {
	rows := memory.take(len(indexes))
	for i, index := range indexes {
		in.fetch(int(index), rows[i])
	}
	return rows
}

// scanPool files the pool's rows, from one to before another, but those that fresh ones replace.
func (in *input) scanPool(s *scanner, from, end int) {
	for i := from; i < end; i++ {
		if !inList(in.without, i) {
			s.file(&in.pool[i].Record, in.rows+i)
		}
	}
}

// markLikeHeld marks the fresh rows of one side that say the same as a held one.
func markLikeHeld(rows []*row) {
	held := map[uint64]*row{}
	for _, r := range rows {
		if r.pool {
			held[r.hash] = r
		}
	}
	if len(held) == 0 {
		return
	}
	for _, r := range rows {
		if twin := held[r.hash]; !r.pool && twin != nil {
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
	if !r.ReplaceHeld || len(r.Pool.Orders) == 0 {
		return nil
	}
	replaced := map[int]*PoolRow{}
	held, keys := map[heldKey][]*row{}, map[string]bool{}
	for i := range r.Pool.Orders {
		if o := &r.Pool.Orders[i].Record; o.Key != "" {
			keys[o.Key] = true
			held[r.heldKeyOf(o)] = append(held[r.heldKeyOf(o)], newRow(o, i))
		}
	}
	came := map[heldKey][]*row{}
	for i := range fresh {
		if o := order(i); keys[o.Key] {
			came[r.heldKeyOf(&o)] = append(came[r.heldKeyOf(&o)], newRow(&o, i))
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
		key := amountKeyOf(fresh.Amount)
		at[key] = append(at[key], fresh)
	}
	for _, old := range held {
		if like := at[amountKeyOf(old.Amount)]; len(like) > 0 {
			replace(old, like[0])
			old.settled, like[0].settled = true, true
			at[amountKeyOf(old.Amount)] = like[1:]
		}
	}
	held, came = rowsThat(held, (*row).unsettled), rowsThat(came, (*row).unsettled)
	for i := range min(len(held), len(came)) {
		replace(held[i], came[i])
	}
}
