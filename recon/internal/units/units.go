// Package units adds up what two sides have in each unit. Amounts of different units are never added.
package units

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// Sum is what two sides have of one unit, in its major denomination (CNY: yuan). The zero Sum is nothing; a copy is a Sum of its own.
type Sum struct {
	Bills, Orders exact.Sum
	// Absolute is the sum of the differences without their signs: +10 and −10 do not cancel.
	Absolute exact.Sum
}

// Add adds what both sides have in one place.
func (s *Sum) Add(bill, order decimal.Decimal) {
	s.Bills.Add(bill)
	s.Orders.Add(order)
	if !bill.Equal(order) {
		s.Absolute.Add(bill.Sub(order).Abs())
	}
}

// AddFen is Add in fen, each of a size below 2⁶².
func (s *Sum) AddFen(bill, order int64) {
	s.Bills.AddFen(bill)
	s.Orders.AddFen(order)
	s.Absolute.AddFen(max(bill-order, order-bill))
}

// Merge adds another sum.
func (s *Sum) Merge(o Sum) {
	s.Bills.Merge(o.Bills)
	s.Orders.Merge(o.Orders)
	s.Absolute.Merge(o.Absolute)
}

// Sums are the sums of each unit by its name. The zero Sums are of none.
type Sums map[string]*Sum

// Of returns the sum of a unit, which is nothing when it is asked for first.
func (s *Sums) Of(unit string) *Sum {
	if *s == nil {
		*s = Sums{}
	}
	sum := (*s)[unit]
	if sum == nil {
		sum = &Sum{}
		(*s)[unit] = sum
	}
	return sum
}

// Merge adds other sums, unit by unit.
func (s *Sums) Merge(o Sums) {
	for unit, sum := range o {
		s.Of(unit).Merge(*sum)
	}
}

// Units returns the names of the units, sorted.
func (s Sums) Units() []string { return slices.Sorted(maps.Keys(s)) }
