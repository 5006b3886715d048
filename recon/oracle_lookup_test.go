package recon_test

import (
	"fmt"
	"slices"

	"github.com/billrecon/billrecon/recon"
)

// This file looks up the rows of the engine's groups, and proves that every row is in exactly one of them.

// oracleUniverse is all rows of an input, per side, as groups count them.
type oracleUniverse struct {
	rows  [2]oracleRows
	fresh [2]int
}

func oracleUniverseOf(in input) oracleUniverse {
	return oracleUniverse{
		[2]oracleRows{oracleRowsOf(billSide, in.bills, in.rules.Pool.Bills), oracleRowsOf(orderSide, in.orders, in.rules.Pool.Orders)},
		[2]int{len(in.bills), len(in.orders)},
	}
}

// oracleLookUp looks up every group's rows. Held orders that were replaced are in no group, all other rows are in one.
func oracleLookUp(in input, res *recon.Result[recon.Record, recon.Record]) ([]oracleFound, error) {
	u := oracleUniverseOf(in)
	seen := map[[2]int]int{}
	for _, at := range res.Replaced() {
		seen[[2]int{int(orderSide), len(in.orders) + at}]++
	}
	var out []oracleFound
	for g := range res.Groups() {
		f, err := u.find(g)
		if err != nil {
			return nil, err
		}
		for _, r := range f.bills.and(f.orders) {
			seen[[2]int{int(r.side), r.at}]++
		}
		out = append(out, f)
	}
	for s, rows := range u.rows {
		for _, r := range rows {
			if n := seen[[2]int{s, r.at}]; n != 1 {
				return nil, fmt.Errorf("%s %d is in %d groups", r.side, r.at, n)
			}
		}
	}
	return out, nil
}

// find looks up the rows of one group.
func (u oracleUniverse) find(g recon.Group) (oracleFound, error) {
	f := oracleFound{Group: g}
	for _, c := range []struct {
		to   *oracleRows
		side side
		at   []int
		pool []int
	}{
		{&f.bills, billSide, g.Bills, g.PoolBills},
		{&f.orders, orderSide, g.Orders, g.PoolOrders},
		{&f.moved, billSide, g.MovedBills, nil},
		{&f.moved, orderSide, g.MovedOrders, nil},
		{&f.excess, f.excessSide(), g.Excess, nil},
	} {
		if !slices.IsSorted(c.at) || !slices.IsSorted(c.pool) {
			return f, fmt.Errorf("%s indexes do not ascend", c.side)
		}
		at := slices.Clone(c.at)
		for _, i := range c.pool {
			at = append(at, u.fresh[c.side]+i)
		}
		for _, i := range at {
			if i < 0 || i >= len(u.rows[c.side]) {
				return f, fmt.Errorf("%s index %d of %d", c.side, i, len(u.rows[c.side]))
			}
			*c.to = append(*c.to, u.rows[c.side][i])
		}
	}
	for _, r := range f.excess.and(f.moved) {
		if !f.bills.and(f.orders).any(r.isSameRow) {
			return f, fmt.Errorf("%s %d is named, and is not a row of its group", r.side, r.at)
		}
	}
	return f, nil
}

func (f oracleFound) excessSide() side {
	if f.Verdict&recon.FoundDuplicateBill != 0 {
		return billSide
	}
	return orderSide
}
