package recon

import (
	"github.com/billrecon/billrecon/recon/internal/join"
	"github.com/billrecon/billrecon/recon/internal/slab"
)

// finisher settles what the table has found. It belongs to one goroutine.
type finisher struct {
	pass  *keyPass
	judge *judge
	plain plainSums
	alone [2][]uint32 // rows without a partner: bills, orders
	left  sides       // rows that a subset search released

	bills, orders []uint32 // memory to be used again: the rows of a bucket
	memory        bucketMemory
	kept          slab.Slab[row] // memory for rows that stay
	waiting       []bucket       // read and not judged yet
	touched       byte
}

// judgedBatch is how many buckets are read before the first of them is judged: what their rows point to lies anywhere in memory,
// and the waits for it overlap.
const judgedBatch = 16

// settle notes the plain pairs of some orders, and keeps the orders that are alone.
func (f *finisher) settle(from, end int) {
	table := f.pass.table
	left := table.Left()
	for at := from; at < end; at++ {
		if _, within, ok := table.Pair(at); ok {
			f.plain.add(left[at].Value, within)
		} else if table.IsAlone(at) {
			f.alone[1] = append(f.alone[1], uint32(at))
		}
	}
}

// bucket judges the rows of one key. Orders that only have each other are left.
func (f *finisher) bucket(members []join.Member) {
	f.bills, f.orders = f.bills[:0], append(f.orders[:0], uint32(members[0].Head()))
	for _, m := range members {
		if m.Right() {
			f.bills = append(f.bills, uint32(m.Index()))
		} else {
			f.orders = append(f.orders, uint32(m.Index()))
		}
	}
	if len(f.bills) == 0 {
		f.alone[1] = append(f.alone[1], f.orders...)
		return
	}
	if len(f.waiting) == 0 {
		f.memory.mark()
	}
	b := bucket{sides: sides{f.pass.bills.pick(&f.memory, f.bills), f.pass.orders.pick(&f.memory, f.orders)}}
	b.key = b.orders[0].Key
	if f.waiting = append(f.waiting, b); len(f.waiting) == judgedBatch {
		f.work()
	}
}

// work judges the buckets that were read.
func (f *finisher) work() {
	if len(f.waiting) == 0 {
		return
	}
	for i := range f.waiting {
		for _, rows := range f.waiting[i].lists() {
			for _, r := range rows {
				f.touched += r.touch()
			}
		}
	}
	held, left := f.judge.out.held, f.left.lists()
	for _, b := range f.waiting {
		for _, rows := range b.lists() {
			for _, r := range rows {
				r.look()
			}
		}
		if !f.judge.pair(f.pass.lanes, &b) {
			f.left.add(f.judge.bucket(b))
		}
	}
	f.waiting = f.waiting[:0]
	for side, rows := range f.left.lists() {
		f.keep(rows[len(left[side]):])
		f.keep(f.judge.out.held[side][len(held[side]):])
	}
	f.memory.reuse()
}

// keep moves rows that others will look at again out of the memory of the buckets.
func (f *finisher) keep(rows []*row) {
	for i, r := range rows {
		kept := &f.kept.Take(1)[0]
		*kept = *r
		rows[i] = kept
	}
}
