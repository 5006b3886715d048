package recon

import "slices"

// finisher settles tasks. It belongs to one goroutine.
type finisher struct {
	pass   *keyPass
	judge  *judge
	plain  plainSums
	bills  []uint32 // rows without a partner
	orders []uint32
	left   leftovers // rows that a subset search released

	// Memory to be used again: a task's index, and the rows of a bucket.
	slots, billsOf, ordersOf []uint32
}

// gather puts together what the workers have found, and what is left.
func (p *keyPass) gather(out *book) leftovers {
	var left leftovers
	var bills, orders []uint32
	for _, f := range p.finishers {
		out.merge(f.judge.out)
		p.plain.count += f.plain.count
		p.plain.fen.merge(f.plain.fen)
		left.add(f.left)
		bills, orders = append(bills, f.bills...), append(orders, f.orders...)
	}
	p.asides(&left, out)
	alone := leftovers{p.bills.read(bills, p.workers), p.orders.read(orders, p.workers)}
	alone.countAlone()
	left.add(alone)
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
	aside.countAlone()
	newJudge(p.rules, out).keyedPass(&aside, PassKey, func(r *row) string { return r.Key })
	left.add(aside)
}

// settle notes the plain pairs of a task, judges its buckets, and keeps what is left.
func (f *finisher) settle(t *task) {
	for _, c := range t.chunksOf(f.pass.index.orders) {
		f.chunk(c, t.words)
	}
	f.bills = append(f.bills, t.lone...)
	slices.Sort(t.members)
	for rest := t.members; len(rest) > 0; {
		end := 1
		for end < len(rest) && rest[end].head() == rest[0].head() {
			end++
		}
		f.bucket(rest[:end], t.words)
		rest = rest[end:]
	}
	t.members, t.lone = nil, nil
}

// chunk settles the orders of one chunk. Their fen fit in an int64: the more rows, the fewer bits a tail has for fen.
func (f *finisher) chunk(c chunk, n int) {
	x := f.pass.index
	entries := x.orders.run(c, n)
	pairs, fen := int64(0), int64(0)
	for _, bill := range x.bills[c.first : c.first+c.n] {
		switch tail := entries[n]; bill {
		case several:
		case unclaimed:
			f.orders = append(f.orders, uint32(x.tails.index(tail)))
		default:
			pairs++
			fen += x.tails.fen(tail)
		}
		entries = entries[n+1:]
	}
	f.plain.count += pairs
	f.plain.fen.addFen(fen)
}

// bucket judges the rows of one key. Orders that only have each other are left.
func (f *finisher) bucket(members []member, n int) {
	first := f.pass.index.orders.tail(members[0].head(), n)
	bills, orders := f.billsOf[:0], append(f.ordersOf[:0], uint32(f.pass.index.tails.index(first)))
	for _, m := range members {
		if m.bill() {
			bills = append(bills, uint32(m.index()))
		} else {
			orders = append(orders, uint32(m.index()))
		}
	}
	f.billsOf, f.ordersOf = bills, orders
	if len(bills) == 0 {
		f.orders = append(f.orders, orders...)
		return
	}
	b := bucket{bills: f.pass.bills.pick(bills), orders: f.pass.orders.pick(orders)}
	b.key = b.orders[0].Key
	f.left.add(f.judge.bucket(b))
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
