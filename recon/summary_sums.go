package recon

import (
	"maps"
	"slices"
)

// unitSums is what moved, per unit.
type unitSums map[string]*unitSum

type unitSum struct{ bills, orders, absolute sum }

// of is the sums of a unit, made when it is first seen.
func (u *unitSums) of(unit string) *unitSum {
	if *u == nil {
		*u = unitSums{}
	}
	s := (*u)[unit]
	if s == nil {
		s = &unitSum{}
		(*u)[unit] = s
	}
	return s
}

// add notes a group's net.
func (u *unitSums) add(n Net) {
	s := u.of(n.Unit)
	s.bills.add(n.Bill)
	s.orders.add(n.Order)
	if !n.Bill.Equal(n.Order) {
		s.absolute.add(n.Difference().Abs())
	}
}

func (u *unitSums) merge(o unitSums) {
	for unit, sums := range o {
		s := u.of(unit)
		s.bills.merge(sums.bills)
		s.orders.merge(sums.orders)
		s.absolute.merge(sums.absolute)
	}
}

// list is the exported form, sorted by unit.
func (u unitSums) list() []UnitSummary {
	var list []UnitSummary
	for _, unit := range slices.Sorted(maps.Keys(u)) {
		s := u[unit]
		bills, orders := s.bills.decimal(), s.orders.decimal()
		list = append(list, UnitSummary{unit, bills, orders, bills.Sub(orders), s.absolute.decimal()})
	}
	return list
}
