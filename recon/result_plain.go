package recon

import "github.com/shopspring/decimal"

// plainPairs are the clean one-to-one matches by Key of one shard, a few bytes each: the packed keys and fen of the orders,
// and which bill claimed which. A Group is made of one only when it is asked for.
type plainPairs struct {
	index  *index
	places []uint32 // per order of the shard: the place + 1 of a plain pair, 0 otherwise
	sums   plainSums
}

// plainPair is one of them.
type plainPair struct {
	bill, order int // where they stand in the whole
	shape       shape
	words       []uint64
	fen         int64
}

// at is the pair of an order of the shard.
func (p *plainPairs) at(order int, part *Part) (pair plainPair, ok bool) {
	place := p.places[order]
	if place == 0 {
		return plainPair{}, false
	}
	x := p.index
	c := &x.orders.chunks[(place-1)>>x.orders.chunkBits]
	n := wordsOf[c.shape]
	entry := x.orders.entry(place-1, n)
	pair = plainPair{int(x.bills[place-1] - 1), order, c.shape, entry[:n], x.tails.fen(entry[n])}
	if part.Bills != nil {
		pair.bill = part.Bills[pair.bill]
	}
	if part.Orders != nil {
		pair.order = part.Orders[order]
	}
	return pair, true
}

// group makes the pair a Group.
func (p *plainPair) group(rules *Rules) Group {
	amount := decimal.New(p.fen, fenExponent)
	at := [2]int{p.bill, p.order}
	return Group{
		Outcome:     Matched,
		Key:         unpack(p.shape, p.words),
		Bills:       at[:1:1],
		Orders:      at[1:],
		Nets:        []Net{{CNY, amount, amount}},
		Threshold:   rules.AmountTolerance.threshold(CNY, amount, amount),
		BillStates:  1 << Succeeded,
		OrderStates: 1 << Succeeded,
	}
}

// settlePlain adds the plain pairs to the figures: nobody has visited them one by one.
func (r *Result[B, O]) settlePlain() {
	var sums plainSums
	for i := range r.shards {
		sums.count += r.shards[i].plain.sums.count
		sums.fen.merge(r.shards[i].plain.sums.fen)
	}
	if sums.count == 0 {
		return
	}
	b := &r.book
	b.counts[Matched] += sums.count
	unit := b.units.of(CNY)
	unit.bills.merge(sums.fen)
	unit.orders.merge(sums.fen)
	b.statistics.addOrders(StatusReconciled, sums.count, sums.fen)
	bills := r.summary.Bills.Digest.sub(b.rows[0])
	orders := r.summary.Orders.Digest.sub(b.rows[1])
	b.digest = b.digest.Add(bills.times(billWeight)).Add(orders.times(orderWeight))
}
