package recon

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/slab"
)

// bucket is the rows that a pass brought together.
type bucket struct {
	pass Pass
	key  string
	sides
}

// sides are rows of both sides.
type sides struct{ bills, orders []*row }

func (s *sides) lists() [2][]*row { return [...][]*row{s.bills, s.orders} }

func (s *sides) twoSided() bool { return len(s.bills) > 0 && len(s.orders) > 0 }

func (s *sides) any(is func(*row) bool) bool { return anyRow(s.bills, is) || anyRow(s.orders, is) }

// that keeps the rows that are so.
func (s *sides) that(is func(*row) bool) sides {
	return sides{rowsThat(s.bills, is), rowsThat(s.orders, is)}
}

func (s *sides) add(o sides) {
	s.bills, s.orders = append(s.bills, o.bills...), append(s.orders, o.orders...)
}

// sort puts the rows in the order in which they stand, the caller's before the pool's, whoever found them.
func (s *sides) sort() {
	slices.SortFunc(s.bills, byPlace)
	slices.SortFunc(s.orders, byPlace)
}

func anyRow(rows []*row, is func(*row) bool) bool {
	return slices.ContainsFunc(rows, is)
}

// rowsThat keeps the rows that are so: the very slice where all are, with no room behind it.
func rowsThat(rows []*row, is func(*row) bool) []*row {
	n := 0
	for n < len(rows) && is(rows[n]) {
		n++
	}
	if n == len(rows) {
		return rows[:n:n]
	}
	kept := slices.Clip(rows[:n])
	for _, r := range rows[n+1:] {
		if is(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// movedRows keeps the rows whose money moved, oldest first.
func movedRows(rows []*row) []*row {
	moved := slices.Clone(rowsThat(rows, (*row).moved))
	slices.SortFunc(moved, older)
	return moved
}

// moved is what the rows moved, in the unit's major denomination.
func moved(rows []*row) decimal.Decimal { return totalOf(rows, (*row).worth) }

// nominal is what the rows say, whether it moved or not.
func nominal(rows []*row) decimal.Decimal { return totalOf(rows, (*row).amount) }

// totalOf adds up an amount of each row.
func totalOf(rows []*row, amount func(*row) decimal.Decimal) decimal.Decimal {
	var sum exact.Total
	for _, r := range rows {
		sum.Add(amount(r))
	}
	return sum.Decimal()
}

// grossOf is what was paid in, whether it went back or not.
func grossOf(rows []*row) decimal.Decimal {
	var gross exact.Sum
	for _, r := range rows {
		if r.alive() && r.Amount.IsPositive() {
			gross.Add(r.Amount)
		}
	}
	return gross.Decimal()
}

// reverted reports whether a side's money came and went: nothing is left, and there were rows of both signs,
// or a payment marked as given back.
func reverted(rows []*row) bool {
	var in, out, returned bool
	var net exact.Sum
	for _, r := range rows {
		worth := r.worth()
		net.Add(worth)
		sign := worth.Sign()
		in, out, returned = in || sign > 0, out || sign < 0, returned || r.returned()
	}
	return (in && out || returned) && net.IsZero()
}

// countReturned decides how the payments in State Refunded of one side count: as moved where rows of refunds of the same unit say
// what went back. What was once counted so stays so.
func countReturned(rows []*row) {
	if !anyRow(rows, (*row).returned) {
		return
	}
	refunds := map[string]bool{}
	for _, r := range rows {
		if r.Kind != Payment && r.moved() {
			refunds[r.UnitOrCNY()] = true
		}
	}
	for _, r := range rows {
		r.asMoved = r.asMoved || r.returned() && refunds[r.UnitOrCNY()]
	}
}

// unitsOf appends the units of the rows to none, sorted. There is seldom more than one.
func unitsOf(units []string, s *sides) []string {
	for _, rows := range s.lists() {
		for _, r := range rows {
			if unit := r.UnitOrCNY(); len(units) == 0 || unit != units[len(units)-1] {
				units = append(units, unit)
			}
		}
	}
	slices.Sort(units)
	return slices.Compact(units)
}

func byUnit(rows []*row) map[string][]*row {
	of := map[string][]*row{}
	for _, r := range rows {
		of[r.UnitOrCNY()] = append(of[r.UnitOrCNY()], r)
	}
	return of
}

func statesOf(rows []*row) (set StateSet) {
	for i := range rows {
		set |= 1 << rows[i].State
	}
	return set
}

func placesOf(rows []*row) []int {
	var places []int
	for _, r := range rows {
		places = append(places, r.place())
	}
	return places
}

// splitPlaces lists where the rows stand in the caller's slice and in the pool's, each ascending.
func splitPlaces(memory *slab.Slab[int], rows []*row) (own, pool []int) {
	if len(rows) == 1 && !rows[0].pool {
		own = memory.Take(1)
		own[0] = rows[0].at
		return own, nil
	}
	for i := range rows {
		if rows[i].pool {
			pool = append(pool, rows[i].at)
		} else {
			own = append(own, rows[i].at)
		}
	}
	slices.Sort(own)
	slices.Sort(pool)
	return own, pool
}

// bucketMemory is memory for the rows of one bucket after the other. Nothing but the pool and the weaker passes keeps rows, and these are
// moved out of it: it serves again.
type bucketMemory struct {
	rows slab.Slab[row]
	refs slab.Slab[*row]
}

// take returns so many zero rows.
func (m *bucketMemory) take(n int) []*row {
	rows, refs := m.rows.Take(n), m.refs.Take(n)
	for i := range rows {
		refs[i] = &rows[i]
	}
	return refs
}

// mark begins a bucket.
func (m *bucketMemory) mark() {
	m.rows.Mark()
	m.refs.Mark()
}

// reuse takes back what was taken since the mark.
func (m *bucketMemory) reuse() {
	m.rows.Reuse()
	m.refs.Reuse()
}
