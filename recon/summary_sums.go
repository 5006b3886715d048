package recon

import (
	"maps"
	"slices"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// unitSums is what moved, per unit.
type unitSums map[string]*unitSum

type unitSum struct{ bills, orders, absolute exact.Sum }

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
	s.bills.Add(n.Bill)
	s.orders.Add(n.Order)
	if !n.Bill.Equal(n.Order) {
		s.absolute.Add(n.Difference().Abs())
	}
}

// addFen notes the net of a pair in CNY, whose difference fits: see small.
func (s *unitSum) addFen(fen [2]int64) {
	s.bills.AddFen(fen[0])
	s.orders.AddFen(fen[1])
	s.absolute.AddFen(abs(fen[0] - fen[1]))
}

func (u *unitSums) merge(o unitSums) {
	for unit, sums := range o {
		s := u.of(unit)
		s.bills.Merge(sums.bills)
		s.orders.Merge(sums.orders)
		s.absolute.Merge(sums.absolute)
	}
}

// list is the exported form, sorted by unit.
func (u unitSums) list() []UnitSummary {
	var list []UnitSummary
	for _, unit := range slices.Sorted(maps.Keys(u)) {
		s := u[unit]
		bills, orders := s.bills.Decimal(), s.orders.Decimal()
		list = append(list, UnitSummary{unit, bills, orders, bills.Sub(orders), s.absolute.Decimal()})
	}
	return list
}
