package recon

import (
	"iter"

	"github.com/billrecon/billrecon/recon/internal/join"
	"github.com/shopspring/decimal"
)

// plainPairs are the clean one-to-one matches by Key of one shard: the join of its rows, with the keys and fen of the orders, and
// which bill is whose. A Group is made of one only when it is asked for.
type plainPairs struct {
	table *join.Table
	sums  plainSums
}

// plainPair is one of them.
type plainPair struct {
	bill, order int // where they stand in the whole
	name        string
	fen         int64
}

// at is the pair of an order of the shard; false when it is part of none.
func (p *plainPairs) at(order int, part *Part) (pair plainPair, ok bool) {
	bill, ok := p.table.Pair(order)
	if !ok {
		return plainPair{}, false
	}
	row := &p.table.Left()[order]
	if part.Bills != nil {
		bill = part.Bills[bill]
	}
	if part.Orders != nil {
		order = part.Orders[order]
	}
	return plainPair{bill, order, row.Key, row.Value}, true
}

// pairRef says which pair of which shard an order of the whole is part of; shard counts from 1, 0 for no plain pair.
type pairRef struct{ shard, place uint32 }

// list notes every pair at its order in the whole.
func (p *plainPairs) list(refs []pairRef, shard int, part *Part) {
	for place := range p.table.Left() {
		if pair, ok := p.at(place, part); ok {
			refs[pair.order] = pairRef{uint32(shard) + 1, uint32(place)}
		}
	}
}

// pairRefs lists the plain pairs by their orders. The list is made when it is first needed.
func (r *Result[B, O]) pairRefs() []pairRef {
	r.listed.Do(func() {
		r.refs = make([]pairRef, r.callers[1])
		for number := range r.shards {
			r.shards[number].plain.list(r.refs, number, &r.shards[number].part)
		}
	})
	return r.refs
}

// plainPairs yields the plain pairs of a shard that is the whole, in the order of the orders.
func (s *Shard[B, O]) plainPairs() iter.Seq[plainPair] {
	return func(yield func(plainPair) bool) {
		for order := range s.plain.table.Left() {
			if pair, ok := s.plain.at(order, &s.part); ok && !yield(pair) {
				return
			}
		}
	}
}

// pairs yields the plain pairs in the order of the orders.
func (r *Result[B, O]) pairs() iter.Seq[plainPair] {
	return func(yield func(plainPair) bool) {
		for _, ref := range r.pairRefs() {
			if ref.shard == 0 {
				continue
			}
			s := &r.shards[ref.shard-1]
			if pair, ok := s.plain.at(int(ref.place), &s.part); ok && !yield(pair) {
				return
			}
		}
	}
}

// key is the key of both rows.
func (p *plainPair) key() string { return p.name }

// group makes the pair a Group.
func (p *plainPair) group(rules *Rules) Group {
	amount := decimal.New(p.fen, fenExponent)
	at := [2]int{p.bill, p.order}
	return Group{
		Outcome:     Matched,
		Key:         p.key(),
		Bills:       at[:1:1],
		Orders:      at[1:],
		Nets:        []Net{{CNY, amount, amount}},
		Threshold:   rules.AmountTolerance.threshold(CNY, amount, amount),
		BillStates:  1 << Succeeded,
		OrderStates: 1 << Succeeded,
	}
}

// addPlain adds plain pairs, which nobody has visited one by one. bills and orders are the digests of all rows,
// so that what the groups have not is the pairs'.
func (b *book) addPlain(sums plainSums, bills, orders Digest) {
	if sums.count == 0 {
		return
	}
	b.counts[Matched] += sums.count
	unit := b.units.of(CNY)
	unit.bills.merge(sums.fen)
	unit.orders.merge(sums.fen)
	b.statistics.addOrders(StatusReconciled, sums.count, sums.fen)
	bills, orders = bills.sub(b.rows[0]), orders.sub(b.rows[1])
	b.digest = b.digest.Add(bills.times(billWeight)).Add(orders.times(orderWeight))
}
