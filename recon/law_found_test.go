package recon_test

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// found is a group of the engine, with its rows looked up.
type found struct {
	recon.Group
	bills, orders, excess []row
}

// universe is all rows of an input, per side, as groups count them.
type universe [2][]row

func universeOf(in input) universe {
	return universe{rowsOf(billSide, in.bills, in.rules.Pool.Bills), rowsOf(orderSide, in.orders, in.rules.Pool.Orders)}
}

// without is the input without held orders that are in no group. It works where they are the last ones.
func (in input) without(replaced []int) input {
	in.rules.Pool.Orders = in.rules.Pool.Orders[:len(in.rules.Pool.Orders)-len(replaced)]
	return in
}

// lookUp resolves indexes; offset is added to those of the pool.
func (u universe) lookUp(s side, own, pool []int, callers int) ([]row, error) {
	var rows []row
	for _, at := range own {
		if at < 0 || at >= callers {
			return nil, fmt.Errorf("%s index %d of %d", s, at, callers)
		}
		rows = append(rows, u[s][at])
	}
	for _, at := range pool {
		if at < 0 || callers+at >= len(u[s]) {
			return nil, fmt.Errorf("pool %s index %d of %d", s, at, len(u[s])-callers)
		}
		rows = append(rows, u[s][callers+at])
	}
	if !slices.IsSorted(own) || !slices.IsSorted(pool) {
		return nil, fmt.Errorf("%s indexes do not ascend", s)
	}
	return rows, nil
}

// resolve looks up every group's rows, and proves that each row is in exactly one group.
func resolve(in input, groups []recon.Group) ([]found, error) {
	u := universeOf(in)
	seen := map[string]int{}
	var out []found
	for _, g := range groups {
		f := found{Group: g}
		var err error
		if f.bills, err = u.lookUp(billSide, g.Bills, g.PoolBills, len(in.bills)); err != nil {
			return nil, err
		}
		if f.orders, err = u.lookUp(orderSide, g.Orders, g.PoolOrders, len(in.orders)); err != nil {
			return nil, err
		}
		for _, r := range append(slices.Clone(f.bills), f.orders...) {
			seen[fmt.Sprint(r.side, r.at)]++
		}
		if f.excess, err = f.excessRows(u); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	for name, n := range seen {
		if n != 1 {
			return nil, fmt.Errorf("%s is in %d groups", name, n)
		}
	}
	if len(seen) != len(u[billSide])+len(u[orderSide]) {
		return nil, fmt.Errorf("%d rows are in groups, of %d", len(seen), len(u[billSide])+len(u[orderSide]))
	}
	return out, nil
}

func (f found) excessRows(u universe) ([]row, error) {
	s := billSide
	members := f.bills
	if f.Verdict&recon.FoundDuplicateBill == 0 {
		s, members = orderSide, f.orders
	}
	var rows []row
	for _, at := range f.Excess {
		if at < 0 || at >= len(u[s]) || !anyRow(members, func(r row) bool { return r.at == at }) {
			return nil, fmt.Errorf("excess %s %d is not a row of its group", s, at)
		}
		rows = append(rows, u[s][at])
	}
	return rows, nil
}

// members names a group by what its rows say.
func members(bills, orders []row) string { return contents(bills) + " × " + contents(orders) }

func contents(rows []row) string {
	var all []string
	for _, r := range rows {
		all = append(all, r.content())
	}
	sort.Strings(all)
	return "{" + strings.Join(all, "; ") + "}"
}

func listing(groups []found) string {
	var b strings.Builder
	for _, f := range groups {
		fmt.Fprintf(&b, "  %v %s %s\n", f.Outcome, f.Verdict.Codes(), members(f.bills, f.orders))
	}
	return b.String()
}
func groupOf(res *result, bill int) recon.Group {
	for g := range res.Groups() {
		if slices.Contains(g.Bills, bill) {
			return g
		}
	}
	return recon.Group{}
}
