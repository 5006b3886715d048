package recon

import (
	"iter"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/join"
	"github.com/billrecon/billrecon/recon/internal/price"
	"github.com/billrecon/billrecon/recon/internal/slab"
	"github.com/billrecon/billrecon/recon/internal/units"
)

// outcomes is the number of Outcome values, the zero one included.
const outcomes = int(NotDue) + 1

// book is what groups add up to. Books of several workers or shards are merged; the order does not matter.
type book struct {
	groups     []*Group
	pairs      []plainPair // that were judged in integers: a Group is made of one when it is asked for
	counts     [outcomes]int64
	units      units.Sums
	digest     Digest
	rows       [2]Digest // of the rows in these groups: bills, orders
	statistics Statistics
	held       [2][]*row // rows for the next pool: bills, orders
	places     slab.Slab[int]
}

// add files a judged group.
func (b *book) add(g *judged) {
	g.Bills, g.PoolBills = splitPlaces(&b.places, g.bills)
	g.Orders, g.PoolOrders = splitPlaces(&b.places, g.orders)
	b.count(g)
	b.groups = append(b.groups, g.Group)
}

// addPair files a pair that was judged in integers, with the digests of its rows.
func (b *book) addPair(p plainPair, bills, orders Digest) {
	outcome := p.verdict.Outcome()
	b.counts[outcome]++
	b.units.Of(CNY).AddFen(p.fen[0], p.fen[1])
	b.digest = b.digest.Add(foundDigest(outcome, p.verdict, PassKey, bills, orders))
	b.rows[0], b.rows[1] = b.rows[0].Add(bills), b.rows[1].Add(orders)
	var order Tally
	order.addFen(p.fen[1])
	b.statistics.addOrders(outcome.Status(), order)
	b.pairs = append(b.pairs, p)
}

// count adds a judged group up. Bill rows without an order are in the statistics where they are an exception.
func (b *book) count(g *judged) {
	b.counts[g.Outcome]++
	for _, net := range g.Nets {
		b.units.Of(net.Unit).Add(net.Bill, net.Order)
	}
	bills, orders := rowsDigest(g.bills), rowsDigest(g.orders)
	b.digest = b.digest.Add(digestOf(g.Group, &g.sides, bills, orders))
	b.rows[0], b.rows[1] = b.rows[0].Add(bills), b.rows[1].Add(orders)
	if status := g.Outcome.Status(); len(g.orders) > 0 {
		b.statistics.addOrders(status, tallyOf(g.orders))
	} else if status == StatusException {
		b.statistics.BillOnly.merge(tallyOf(g.bills))
	}
}

func tallyOf(rows []*row) (t Tally) {
	for i := range rows {
		t.add(rows[i].Unit, rows[i].Amount)
	}
	return t
}

func (b *book) merge(o *book) {
	b.groups, b.pairs = joined(b.groups, o.groups), joined(b.pairs, o.pairs)
	for i, n := range o.counts {
		b.counts[i] += n
	}
	b.units.Merge(o.units)
	b.digest = b.digest.Add(o.digest)
	b.rows[0], b.rows[1] = b.rows[0].Add(o.rows[0]), b.rows[1].Add(o.rows[1])
	b.statistics = b.statistics.Add(o.statistics)
	for side := range b.held {
		b.held[side] = joined(b.held[side], o.held[side])
	}
}

// joined is both lists: the very second one where the first is empty.
func joined[T any](a, b []T) []T {
	if len(a) == 0 {
		return b
	}
	return append(a, b...)
}

// poolSideOf makes one side of the next pool.
func (b *book) poolSideOf(side int, name string, old []PoolRow) []PoolRow {
	rows := make([]PoolRow, len(b.held[side]))
	for i, r := range b.held[side] {
		rows[i] = PoolRow{Since: r.since, Twin: r.twin, Moved: r.asMoved, Record: r.Record}
		if r.pool {
			rows[i].ID = old[r.at].ID
		}
	}
	return poolSide(name, rows)
}

// outcomes is the counts by outcome, without those that did not occur.
func (b *book) outcomes() map[Outcome]int64 {
	counts := map[Outcome]int64{}
	for o, n := range b.counts {
		if n > 0 {
			counts[Outcome(o)] = n
		}
	}
	return counts
}

// plainPairs are the clean one-to-one matches by Key: the join of the rows, with the keys and fen of the orders, and which bill is whose.
// A Group is made of one only when it is asked for.
type plainPairs struct {
	table *join.Table
	lanes *price.Lanes
	sums  plainSums
}

// plainSums is what plain pairs come to.
type plainSums struct {
	count  int64
	within int64 // of them, those whose fees differ within tolerance
	fen    exact.Sum
}

// add counts a pair of so many fen.
func (s *plainSums) add(fen int64, within bool) {
	s.count++
	s.within += int64(boolByte(within))
	s.fen.AddFen(fen)
}

func (s *plainSums) merge(o plainSums) {
	s.count, s.within = s.count+o.count, s.within+o.within
	s.fen.Merge(o.fen)
}

// plainPair is one of them, or a pair that was judged in integers.
type plainPair struct {
	bill, order int
	key         string
	fen         [2]int64 // bill, order
	fees        price.Pair
	verdict     Verdict
}

// at is the pair of an order; false when it is part of none.
func (p *plainPairs) at(order int) (pair plainPair, ok bool) {
	bill, within, ok := p.table.Pair(order)
	if !ok {
		return plainPair{}, false
	}
	row := &p.table.Left()[order]
	fees, _ := p.lanes.Pair(bill, order, row.Value)
	pair = plainPair{bill: bill, order: order, key: row.Key, fen: [2]int64{row.Value, row.Value}, fees: fees}
	if within {
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
		Key:         p.key,
		Bills:       parts.bills[:],
		Orders:      parts.orders[:],
		Nets:        parts.nets[:],
		Threshold:   rules.AmountTolerance.threshold(CNY, bill, order),
		BillStates:  1 << Succeeded,
		OrderStates: 1 << Succeeded,
	}
	if p.fees.Compared {
		g.FeeNet = &Net{CNY, decimal.New(p.fees.Bill, exact.FenExponent), decimal.New(p.fees.Order, exact.FenExponent)}
	}
	if p.fees.Incomes {
		income := decimal.New(p.fen[0]-p.fees.Bill, exact.FenExponent)
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
	unit := b.units.Of(CNY)
	unit.Bills.Merge(sums.fen)
	unit.Orders.Merge(sums.fen)
	b.statistics.addOrders(StatusReconciled, Tally{sums.count, true, sums.fen})
	bills, orders = bills.sub(b.rows[0]), orders.sub(b.rows[1])
	b.digest = b.digest.Add(bills.times(billWeight)).Add(orders.times(orderWeight)).Add(withinDigest(sums.within))
}
