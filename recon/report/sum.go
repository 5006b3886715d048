package report

import (
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/exact"
)

// unitSum is a recon.UnitSummary in the making.
type unitSum struct{ bills, orders, absolute exact.Sum }

// tally is a Total in the making.
type tally struct {
	groups, bills, orders int64
	units                 map[string]*unitSum
}

func (t *tally) add(g *recon.Group) {
	t.groups++
	t.bills += int64(len(g.Bills) + len(g.PoolBills))
	t.orders += int64(len(g.Orders) + len(g.PoolOrders))
	for i := range g.Nets {
		t.net(&g.Nets[i])
	}
}

func (t *tally) net(n *recon.Net) {
	u := at(&t.units, n.Unit)
	u.bills.Add(n.Bill)
	u.orders.Add(n.Order)
	if !n.Bill.Equal(n.Order) {
		u.absolute.Add(n.Difference().Abs())
	}
}

func (t *tally) join(o *tally) {
	t.groups += o.groups
	t.bills += o.bills
	t.orders += o.orders
	for unit, other := range o.units {
		u := at(&t.units, unit)
		u.bills.Merge(other.bills)
		u.orders.Merge(other.orders)
		u.absolute.Merge(other.absolute)
	}
}

// total lists the units in order of their names, CNY first.
func (t *tally) total() Total {
	list := make([]recon.UnitSummary, 0, len(t.units))
	for unit, u := range t.units {
		bills, orders := u.bills.Decimal(), u.orders.Decimal()
		list = append(list, recon.UnitSummary{Unit: unit, Bills: bills, Orders: orders, Difference: bills.Sub(orders), Absolute: u.absolute.Decimal()})
	}
	slices.SortFunc(list, func(a, b recon.UnitSummary) int { return compareUnits(a.Unit, b.Unit) })
	return Total{Groups: t.groups, Bills: t.bills, Orders: t.orders, Units: list}
}

func compareUnits(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == recon.CNY:
		return -1
	case b == recon.CNY:
		return 1
	}
	return strings.Compare(a, b)
}
