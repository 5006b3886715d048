package recon

import "slices"

// finisher settles tasks. It belongs to one goroutine.
type finisher struct {
	pass   *keyPass
	judge  judge
	plain  plainSums
	bills  []uint32 // rows without a partner
	orders []uint32
	left   leftovers // rows that a subset search released
}

// finish notes the plain pairs, judges the buckets, and gathers what is left.
func (p *keyPass) finish(out *book) leftovers {
	p.places = make([]uint32, p.orders.rows)
	finishers := make([]*finisher, p.workers)
	for i := range finishers {
		finishers[i] = &finisher{pass: p, judge: judge{p.rules, &book{}}}
	}
	parallel(p.workers, len(p.tasks), func(worker, i int) {
		finishers[worker].task(p.tasks[i], &p.found[i])
	})
	var left leftovers
	var bills, orders []uint32
	for _, f := range finishers {
		out.merge(f.judge.out)
		p.plain.count += f.plain.count
		p.plain.fen.merge(f.plain.fen)
		left.add(f.left)
		bills, orders = append(bills, f.bills...), append(orders, f.orders...)
	}
	p.index.slots = [shapes][][]uint32{}
	p.asides(&left, out)
	left.add(leftovers{p.bills.read(bills, p.workers), p.orders.read(orders, p.workers)})
	left.sort()
	return left
}

// asides matches the rows whose keys are not packed.
func (p *keyPass) asides(left *leftovers, out *book) {
	var rows [2][]uint32
	for side, scanners := range p.scanners {
		for _, s := range scanners {
			rows[side] = append(rows[side], s.aside...)
		}
	}
	aside := leftovers{p.bills.read(rows[0], p.workers), p.orders.read(rows[1], p.workers)}
	j := judge{p.rules, out}
	j.keyedPass(&aside, PassKey, func(r *row) string { return r.Key })
	left.add(aside)
}

// task settles one partition of one shape.
func (f *finisher) task(t task, found *part) {
	x := f.pass.index
	n := wordsOf[t.shape]
	if x.orders.parts[t.shape] != nil {
		for _, number := range x.orders.parts[t.shape][t.partition] {
			f.chunk(number, n)
		}
	}
	f.bills = append(f.bills, found.bills...)
	slices.Sort(found.members)
	for rest := found.members; len(rest) > 0; {
		end := 1
		for end < len(rest) && rest[end].head() == rest[0].head() {
			end++
		}
		f.bucket(rest[:end], n)
		rest = rest[end:]
	}
	*found = part{}
}

// chunk settles the orders of one chunk.
func (f *finisher) chunk(number uint32, n int) {
	x := f.pass.index
	for i := range x.orders.chunks[number].n {
		place := number<<x.orders.chunkBits | uint32(i)
		bill := x.bills[place]
		if bill == several {
			continue
		}
		tail := x.orders.entry(place, n)[n]
		order := x.tails.index(tail)
		if bill == unclaimed {
			f.orders = append(f.orders, uint32(order))
			continue
		}
		f.pass.places[order] = place + 1
		f.plain.count++
		f.plain.fen.addFen(x.tails.fen(tail))
	}
}

// bucket judges the rows of one key. Orders that only have each other are left.
func (f *finisher) bucket(members []member, n int) {
	first := f.pass.index.orders.entry(members[0].head(), n)[n]
	orders := []uint32{uint32(f.pass.index.tails.index(first))}
	var bills []uint32
	for _, m := range members {
		if m.bill() {
			bills = append(bills, uint32(m.index()))
		} else {
			orders = append(orders, uint32(m.index()))
		}
	}
	if len(bills) == 0 {
		f.orders = append(f.orders, orders...)
		return
	}
	b := bucket{bills: f.pass.bills.read(bills, 1), orders: f.pass.orders.read(orders, 1)}
	b.key = b.orders[0].Key
	restBills, restOrders := f.judge.bucket(b)
	f.left.add(leftovers{restBills, restOrders})
}

// add appends other leftovers.
func (l *leftovers) add(o leftovers) {
	l.bills, l.orders = append(l.bills, o.bills...), append(l.orders, o.orders...)
}

// sort puts the rows in the order in which they stand, the caller's before the pool's, whoever found them.
func (l *leftovers) sort() {
	slices.SortFunc(l.bills, byPlace)
	slices.SortFunc(l.orders, byPlace)
}
