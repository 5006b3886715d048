package report

import (
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/units"
)

// tally is a Total in the making.
type tally struct {
	groups, bills, orders int64
	units                 units.Sums
}

func (t *tally) add(g *recon.Group) {
	t.groups++
	t.bills += int64(len(g.Bills) + len(g.PoolBills))
	t.orders += int64(len(g.Orders) + len(g.PoolOrders))
	for _, n := range g.Nets {
		t.units.Of(n.Unit).Add(n.Bill, n.Order)
	}
}

func (t *tally) join(o *tally) {
	t.groups += o.groups
	t.bills += o.bills
	t.orders += o.orders
	t.units.Merge(o.units)
}

// total lists the units in order of their names, CNY first.
func (t *tally) total() Total {
	list := make([]recon.UnitSummary, 0, len(t.units))
	for unit, u := range t.units {
		bills, orders := u.Bills.Decimal(), u.Orders.Decimal()
		list = append(list, recon.UnitSummary{Unit: unit, Bills: bills, Orders: orders, Difference: bills.Sub(orders), Absolute: u.Absolute.Decimal()})
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
