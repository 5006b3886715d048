package recon

import "slices"

// StepGroup is a Group together with its rows, as Steps give it. Rows that were packed one by one have no common index, so that its
// places are its own: Bills and Orders count its rows from 0; Excess, MovedBills, MovedOrders and Alternatives are indexes into BillRows and
// OrderRows. PoolBills and PoolOrders are indexes into the pool that NewSteps was given.
type StepGroup struct {
	Group
	// BillRows are the rows of Bills and then those of PoolBills; OrderRows are those of Orders and then of PoolOrders.
	BillRows, OrderRows []Record
	// BillNumbers and OrderNumbers are the numbers of the rows of Bills and Orders, ascending: see StepOptions.Numbered.
	BillNumbers, OrderNumbers []int
}

// group adds the rows to a group that was judged.
func (run *stepRun) group(g *Group) *StepGroup {
	out := &StepGroup{Group: *g}
	sides := [...][2][]int{{g.Bills, g.PoolBills}, {g.Orders, g.PoolOrders}}
	out.BillRows, out.BillNumbers, out.PoolBills = run.rowsOf(0, sides[0])
	out.OrderRows, out.OrderNumbers, out.PoolOrders = run.rowsOf(1, sides[1])
	out.Bills, out.Orders = slices.Collect(countTo(len(g.Bills))), slices.Collect(countTo(len(g.Orders)))
	out.MovedBills, out.MovedOrders = within(sides[0], g.MovedBills), within(sides[1], g.MovedOrders)
	out.Excess = within(sides[sideOf(g.Verdict&FoundDuplicateBill != 0)], g.Excess)
	for i, places := range g.Alternatives {
		out.Alternatives[i] = within(sides[sideOf(g.AlternativeBills[i])], places)
	}
	return out
}

// rowsOf are the rows of one side of a group, with the numbers of the caller's and of the pool's.
func (run *stepRun) rowsOf(side int, of [2][]int) (rows []Record, own, pool []int) {
	for _, at := range of[0] {
		h, in := run.own[side][at].head()
		rows, own = append(rows, readRecord(&in)), append(own, h.number)
	}
	for _, at := range of[1] {
		h, in := run.pool[side][at].head()
		rows, pool = append(rows, readRecord(&in)), append(pool, h.number)
	}
	return rows, own, pool
}

// within turns places, of which the pool's are counted down from −1, into indexes into all rows of a side of a group.
func within(of [2][]int, places []int) []int {
	var at []int
	for _, place := range places {
		i, _ := slices.BinarySearch(of[0], place)
		if place < 0 {
			i, _ = slices.BinarySearch(of[1], ^place)
			i += len(of[0])
		}
		at = append(at, i)
	}
	slices.Sort(at)
	return at
}
