package recon

import "cmp"

// ShardPool gathers the rows that the shards held back, for the next Pool. It belongs to one goroutine.
type ShardPool struct {
	billDate       Day
	carried, fresh [2][]PoolRow
}

// Pool starts the pool of a run.
func (s *Spread) Pool() *ShardPool {
	return &ShardPool{billDate: cmp.Or(s.rules.LastBillDay(), s.rules.Pool.BillDate)}
}

// Add adds a block that ShardSink.Held was given.
func (p *ShardPool) Add(held []byte) error { return eachRow(string(held), p.add) }

func (p *ShardPool) add(row packedRow) {
	h, _ := row.head()
	side, kept := sideOf(h.bill), row.poolRow()
	if h.pool {
		p.carried[side] = append(p.carried[side], kept)
		return
	}
	kept.ID = ""
	p.fresh[side] = append(p.fresh[side], kept)
}

// Done is the pool: the same as Match leaves.
func (p *ShardPool) Done() Pool {
	return Pool{
		Version:  PoolVersion,
		BillDate: p.billDate,
		Bills:    poolSide(billSide, p.carried[0], p.fresh[0]),
		Orders:   poolSide(orderSide, p.carried[1], p.fresh[1]),
	}
}
