package recon

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/units"
)

// Summary is what a result comes to: small, and the same for every order of the rows. Summaries of shards add up to that
// of the whole, in any order; the zero Summary changes nothing.
type Summary struct {
	// Outcomes counts groups; an outcome that did not occur is absent.
	Outcomes map[Outcome]int64 `json:"outcomes"`
	// Bills and Orders are the rows that were read, of the pool too.
	Bills  RowSummary `json:"bills"`
	Orders RowSummary `json:"orders"`
	// Units has what moved, per unit, sorted by unit.
	Units []UnitSummary `json:"units"`
	// Digest is Result.Digest.
	Digest Digest `json:"digest"`
}

// RowSummary is a number of rows and the fingerprint of their content.
type RowSummary struct {
	Count  int64  `json:"count"`
	Digest Digest `json:"digest"`
}

// UnitSummary is what moved in one unit, in its major denomination (CNY: yuan). Bills − Orders is Difference, and the sum of
// the groups' differences.
type UnitSummary struct {
	Unit       string          `json:"unit"`
	Bills      decimal.Decimal `json:"bills"`
	Orders     decimal.Decimal `json:"orders"`
	Difference decimal.Decimal `json:"difference"`
	// Absolute is the sum of the groups' differences without their signs: +10 and −10 do not cancel.
	Absolute decimal.Decimal `json:"absolute"`
}

// Add is the summary of both.
func (s Summary) Add(o Summary) Summary {
	total := Summary{
		Bills:  s.Bills.add(o.Bills),
		Orders: s.Orders.add(o.Orders),
		Digest: s.Digest.Add(o.Digest),
	}
	var sums units.Sums
	for _, u := range slices.Concat(s.Units, o.Units) {
		sum := sums.Of(u.Unit)
		sum.Bills.Add(u.Bills)
		sum.Orders.Add(u.Orders)
		sum.Absolute.Add(u.Absolute)
	}
	total.Units = unitSummaries(sums)
	for _, counts := range [...]map[Outcome]int64{s.Outcomes, o.Outcomes} {
		for outcome, n := range counts {
			if total.Outcomes == nil {
				total.Outcomes = map[Outcome]int64{}
			}
			total.Outcomes[outcome] += n
		}
	}
	return total
}

// Equal reports whether all figures are the same numbers.
func (s Summary) Equal(o Summary) bool {
	return s.Bills == o.Bills && s.Orders == o.Orders && s.Digest == o.Digest && maps.Equal(s.Outcomes, o.Outcomes) &&
		slices.EqualFunc(s.Units, o.Units, UnitSummary.equal)
}

func (r RowSummary) add(o RowSummary) RowSummary {
	return RowSummary{r.Count + o.Count, r.Digest.Add(o.Digest)}
}

func (u UnitSummary) equal(o UnitSummary) bool {
	return u.Unit == o.Unit && u.Bills.Equal(o.Bills) && u.Orders.Equal(o.Orders) &&
		u.Difference.Equal(o.Difference) && u.Absolute.Equal(o.Absolute)
}

// unitSummaries is the exported form of sums, sorted by unit.
func unitSummaries(sums units.Sums) (list []UnitSummary) {
	for _, unit := range sums.Units() {
		s := sums[unit]
		bills, orders := s.Bills.Decimal(), s.Orders.Decimal()
		list = append(list, UnitSummary{unit, bills, orders, bills.Sub(orders), s.Absolute.Decimal()})
	}
	return list
}
