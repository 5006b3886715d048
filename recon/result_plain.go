package recon

import (
	"iter"

	"github.com/shopspring/decimal"
)

// plainPairs are the clean one-to-one matches by Key of one shard, a few bytes each: the packed keys and fen of the orders,
// and which bill claimed which. A Group is made of one only when it is asked for.
type plainPairs struct {
	index    *index
	prefixes []string
	sums     plainSums
}

// plainPair is one of them.
type plainPair struct {
	bill, order int // where they stand in the whole
	shape       shape
	words       []uint64
	fen         int64
	prefixes    []string
}

// at is the pair at a place of the index.
func (p *plainPairs) at(place uint32, part *Part) plainPair {
	x := p.index
	sh := x.orders.slabs[place>>x.orders.slabBits].shape
	n := wordsOf[sh]
	entry := x.orders.entry(place, n)
	pair := plainPair{int(x.bills[place] - 1), x.tails.index(entry[n]), sh, entry[:n], x.tails.fen(entry[n]), p.prefixes}
	if part.Bills != nil {
		pair.bill = part.Bills[pair.bill]
	}
	if part.Orders != nil {
		pair.order = part.Orders[pair.order]
	}
	return pair
}

// pairRef says which pair of which shard an order of the whole is part of; shard counts from 1, 0 for no plain pair.
type pairRef struct{ shard, place uint32 }

// list notes every pair at its order in the whole.
func (p *plainPairs) list(refs []pairRef, shard int, part *Part) {
	for place, bill := range p.index.bills {
		if bill != unclaimed && bill != several {
			refs[p.at(uint32(place), part).order] = pairRef{uint32(shard) + 1, uint32(place)}
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
		refs := make([]pairRef, s.callers[1])
		s.plain.list(refs, 0, &s.part)
		for _, ref := range refs {
			if ref.shard != 0 && !yield(s.plain.at(ref.place, &s.part)) {
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
			if !yield(s.plain.at(ref.place, &s.part)) {
				return
			}
		}
	}
}

// key is the key of both rows.
func (p *plainPair) key() string {
	if p.shape == prefixed {
		return unpackPrefixed(p.words, p.prefixes)
	}
	return unpack(p.shape, p.words)
}

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
