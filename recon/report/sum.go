package report

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// sum adds amounts exactly: in fen as long as they are small, in decimals where not.
type sum struct {
	fen  int64
	rest decimal.Decimal
}

// flushAt leaves room for one more amount of 15 digits, times 100.
const flushAt = 1 << 62

func (s *sum) add(d decimal.Decimal) {
	fen, ok := fenOf(d)
	if !ok {
		s.rest = s.rest.Add(d)
		return
	}
	s.fen += fen
	if s.fen > flushAt || s.fen < -flushAt {
		s.rest, s.fen = s.total(), 0
	}
}

func (s *sum) total() decimal.Decimal { return s.rest.Add(decimal.New(s.fen, -2)) }

// unitSum is a recon.UnitSummary in the making.
type unitSum struct{ bills, orders, absolute sum }

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
	u := t.units[n.Unit]
	if u == nil {
		if t.units == nil {
			t.units = map[string]*unitSum{}
		}
		u = &unitSum{}
		t.units[n.Unit] = u
	}
	u.bills.add(n.Bill)
	u.orders.add(n.Order)
	if !n.Bill.Equal(n.Order) {
		u.absolute.add(n.Difference().Abs())
	}
}

// total lists the units in order of their names, CNY first.
func (t *tally) total() Total {
	list := make([]recon.UnitSummary, 0, len(t.units))
	for unit, u := range t.units {
		bills, orders := u.bills.total(), u.orders.total()
		list = append(list, recon.UnitSummary{Unit: unit, Bills: bills, Orders: orders, Difference: bills.Sub(orders), Absolute: u.absolute.total()})
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
