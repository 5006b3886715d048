package recon

import "slices"

// outcomes is the number of Outcome values, the zero one included.
const outcomes = int(NotDue) + 1

// book is what groups add up to. Books of several workers or shards are merged; the order does not matter.
type book struct {
	groups     []*Group
	pairs      []plainPair // that were judged in integers: a Group is made of one when it is asked for
	counts     [outcomes]int64
	units      unitSums
	digest     Digest
	rows       [2]Digest // of the rows in these groups: bills, orders
	statistics Statistics
	held       [2][]*row // rows for the next pool: bills, orders
	places     slab[int]
}

// kept is the number of rows for the next pool.
func (b *book) kept() int { return len(b.held[0]) + len(b.held[1]) }

// add files a judged group.
func (b *book) add(g *judged) {
	g.Bills, g.PoolBills = splitPlaces(&b.places, g.bills)
	g.Orders, g.PoolOrders = splitPlaces(&b.places, g.orders)
	b.counts[g.Outcome]++
	for _, net := range g.Nets {
		b.units.add(net)
	}
	b.digest = b.digest.Add(digestOf(g.Group, g.bills, g.orders))
	b.rows[0], b.rows[1] = b.rows[0].Add(rowsDigest(g.bills)), b.rows[1].Add(rowsDigest(g.orders))
	b.count(g)
	b.groups = append(b.groups, g.Group)
}

// addPair files a pair that was judged in integers, with the digests of its rows.
func (b *book) addPair(p plainPair, bill, order Digest) {
	outcome := p.verdict.Outcome()
	b.counts[outcome]++
	b.units.of(CNY).addFen(p.fen)
	b.digest = b.digest.Add(foundDigest(outcome, p.verdict, PassKey, bill, order))
	b.rows[0], b.rows[1] = b.rows[0].Add(bill), b.rows[1].Add(order)
	b.statistics.addOrderFen(outcome.Status(), p.fen[1])
	b.pairs = append(b.pairs, p)
}

// count files a group's rows in the statistics.
func (b *book) count(g *judged) {
	status := g.Outcome.Status()
	for i := range g.orders {
		b.statistics.addOrder(status, g.orders[i].Unit, g.orders[i].Amount)
	}
	if len(g.orders) > 0 || status != StatusException {
		return
	}
	for i := range g.bills {
		b.statistics.addBillOnly(g.bills[i].Unit, g.bills[i].Amount)
	}
}

// merge adds another book of the same run.
func (b *book) merge(o *book) {
	b.groups, b.pairs = append(b.groups, o.groups...), append(b.pairs, o.pairs...)
	for i, n := range o.counts {
		b.counts[i] += n
	}
	b.units.merge(o.units)
	b.digest = b.digest.Add(o.digest)
	b.rows[0], b.rows[1] = b.rows[0].Add(o.rows[0]), b.rows[1].Add(o.rows[1])
	b.statistics = b.statistics.Add(o.statistics)
	for side := range b.held {
		b.held[side] = append(b.held[side], o.held[side]...)
	}
}

// poolSideOf makes one side of the next pool.
func (b *book) poolSideOf(side int, name string, old []PoolRow) []PoolRow {
	var carried, fresh []PoolRow
	for _, r := range b.held[side] {
		kept := PoolRow{Since: r.since, Twin: r.twin, Moved: r.asMoved, Record: r.Record}
		if r.pool {
			kept.ID = old[r.at].ID
			carried = append(carried, kept)
			continue
		}
		fresh = append(fresh, kept)
	}
	return poolSide(name, slices.Clone(carried), slices.Clone(fresh))
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
