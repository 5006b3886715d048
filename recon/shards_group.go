package recon

import "slices"

// ShardGroup is a Group together with its rows, for results that are read back from files or come out of a pipeline.
type ShardGroup struct {
	Group
	// BillRows are the rows of Bills and then those of PoolBills, in that order; OrderRows are those of Orders and PoolOrders.
	BillRows, OrderRows []Record
}

// shardGroup adds its rows to a group that was judged in a shard, and gives its places the meaning they have in the whole:
// rows of the caller by their number, rows of the pool counted down from −1.
func (w *ShardRows) shardGroup(g Group) ShardGroup {
	out := ShardGroup{Group: g}
	out.BillRows, out.Bills, out.PoolBills = w.rowsOf(0, g.Bills, g.PoolBills)
	out.OrderRows, out.Orders, out.PoolOrders = w.rowsOf(1, g.Orders, g.PoolOrders)
	out.MovedBills, out.MovedOrders = w.placesIn(0, g.MovedBills, g), w.placesIn(1, g.MovedOrders, g)
	out.Excess = w.placesIn(sideOf(g.Verdict&FoundDuplicateBill != 0), g.Excess, g)
	for i, places := range g.Alternatives {
		out.Alternatives[i] = w.placesIn(sideOf(g.AlternativeBills[i]), places, g)
	}
	return out
}

// rowsOf reads the rows of one side.
func (w *ShardRows) rowsOf(side int, own, pool []int) (rows []Record, ownAt, poolAt []int) {
	rows = make([]Record, 0, len(own)+len(pool))
	for i, at := range own {
		h, in := w.own[side][at].head()
		rows = append(rows, in.record())
		if !w.spread.numbered {
			h.at = i
		}
		ownAt = append(ownAt, h.at)
	}
	for _, at := range pool {
		h, in := w.pool[side][at].head()
		rows = append(rows, in.record())
		poolAt = append(poolAt, h.at)
	}
	slices.Sort(ownAt)
	slices.Sort(poolAt)
	return rows, ownAt, poolAt
}

// placesIn translates places of the shard. Without numbers a row is the group's i-th of its side.
func (w *ShardRows) placesIn(side int, places []int, g Group) []int {
	own := g.Bills
	if side == 1 {
		own = g.Orders
	}
	var out []int
	for _, at := range places {
		switch {
		case at < 0:
			h, _ := w.pool[side][^at].head()
			out = append(out, ^h.at)
		case w.spread.numbered:
			h, _ := w.own[side][at].head()
			out = append(out, h.at)
		default:
			i, _ := slices.BinarySearch(own, at)
			out = append(out, i)
		}
	}
	return out
}

// settle turns counted-down places into indexes that follow those of the caller's rows, of which there are so many.
func (g *ShardGroup) settle(callers [2]int) {
	settlePlaces(g.MovedBills, callers[0])
	settlePlaces(g.MovedOrders, callers[1])
	settlePlaces(g.Excess, callers[sideOf(g.Verdict&FoundDuplicateBill != 0)])
	for i, places := range g.Alternatives {
		settlePlaces(places, callers[sideOf(g.AlternativeBills[i])])
	}
}

func settlePlaces(places []int, callers int) {
	for i, place := range places {
		if place < 0 {
			places[i] = callers + ^place
		}
	}
	slices.Sort(places)
}
