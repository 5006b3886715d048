package recon

import (
	"iter"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/join"
)

// plainPairs are the clean one-to-one matches by Key: the join of the rows, with the keys and fen of the orders, and which bill is whose.
// A Group is made of one only when it is asked for.
type plainPairs struct {
	table *join.Table
	lanes *feeLanes
	sums  plainSums
}

// plainPair is one of them, or a pair that was judged in integers.
type plainPair struct {
	bill, order int
	name        string
	fen         [2]int64 // bill, order
	fees        feePair
	verdict     Verdict
}

// at is the pair of an order; false when it is part of none.
func (p *plainPairs) at(order int) (pair plainPair, ok bool) {
	bill, ok := p.table.Pair(order)
	if !ok {
		return plainPair{}, false
	}
	row := &p.table.Left()[order]
	fees, _ := p.lanes.pair(bill, order, row.Value)
	pair = plainPair{bill: bill, order: order, name: row.Key, fen: [2]int64{row.Value, row.Value}, fees: fees}
	if fees.bill != fees.order {
		pair.verdict = WithinTolerance
	}
	return pair, true
}

// all yields the plain pairs in the order of the orders.
func (p *plainPairs) all() iter.Seq[plainPair] {
	return func(yield func(plainPair) bool) {
		for order := range p.table.Left() {
			if pair, ok := p.at(order); ok && !yield(pair) {
				return
			}
		}
	}
}

// key is the key of both rows.
func (p *plainPair) key() string { return p.name }

// group makes the pair a Group.
func (p *plainPair) group(rules *Rules) Group {
	bill, order := decimal.New(p.fen[0], exact.FenExponent), decimal.New(p.fen[1], exact.FenExponent)
	parts := &struct { // one piece of memory: a million groups are made when they are listed
		bills, orders [1]int
		nets          [1]Net
	}{[1]int{p.bill}, [1]int{p.order}, [1]Net{{CNY, bill, order}}}
	g := Group{
		Outcome:     p.verdict.Outcome(),
		Verdict:     p.verdict,
		Key:         p.key(),
		Bills:       parts.bills[:],
		Orders:      parts.orders[:],
		Nets:        parts.nets[:],
		Threshold:   rules.AmountTolerance.threshold(CNY, bill, order),
		BillStates:  1 << Succeeded,
		OrderStates: 1 << Succeeded,
	}
	if p.fees.compared {
		g.FeeNet = &Net{CNY, decimal.New(p.fees.bill, exact.FenExponent), decimal.New(p.fees.order, exact.FenExponent)}
	}
	if p.fees.incomes {
		income := decimal.New(p.fen[0]-p.fees.bill, exact.FenExponent)
		g.IncomeNet = &Net{CNY, income, income}
	}
	return g
}

// addPlain adds plain pairs, which nobody has visited one by one. bills and orders are the digests of all rows,
// so that what the groups have not is the pairs'.
func (b *book) addPlain(sums plainSums, bills, orders Digest) {
	if sums.count == 0 {
		return
	}
	b.counts[Matched] += sums.count
	unit := b.units.of(CNY)
	unit.bills.Merge(sums.fen)
	unit.orders.Merge(sums.fen)
	b.statistics.addOrders(StatusReconciled, sums.count, sums.fen)
	bills, orders = bills.sub(b.rows[0]), orders.sub(b.rows[1])
	b.digest = b.digest.Add(bills.times(billWeight)).Add(orders.times(orderWeight)).Add(withinDigest(sums.within))
}
