package recon

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/gather"
	"github.com/billrecon/billrecon/recon/internal/partner"
)

// pair is a bill and an order that are settled with each other.
type pair struct {
	bill, order *row
	equal       bool // their amounts are; otherwise a tolerance allows the difference
}

// cancel pairs rows of equal amount one to one, and then rows whose amounts are within tolerance, the nearest first: moved rows with
// moved ones, payments that came and went with their like. The rows paired leave the share.
func (j *judge) cancel(s *share) (pairs []pair) {
	if !s.twoSided() {
		return nil
	}
	equal := true
	take := func(b, o *row) {
		b.settled, o.settled = true, true
		pairs = append(pairs, pair{b, o, equal})
	}
	slices.SortFunc(s.bills, byWorth)
	slices.SortFunc(s.orders, byWorth)
	for bills, orders := range gather.Parts(s.bills, s.orders, byWorth) {
		if len(bills) > 0 && len(orders) > 0 {
			j.partners.Choose([]relation{{Left: bills, Right: orders}}, take)
		}
	}
	if !j.rules.AmountTolerance.of(s.unit).IsZero() {
		equal = false
		s.drop(len(pairs))
		j.pairNear(s, (*row).moved, take)
		j.pairNear(s, (*row).returned, take)
	}
	s.drop(len(pairs))
	return pairs
}

// byWorth orders rows by amount, those that moved before those that came and went.
func byWorth(a, b *row) int {
	return cmp.Or(compareBool(a.returned(), b.returned()), a.Amount.Cmp(b.Amount))
}

// drop forgets the rows that are settled, if any are.
func (s *share) drop(settled int) {
	if settled > 0 {
		s.sides = s.that((*row).unsettled)
	}
}

// amountKey is an amount as a map key: fen where it is whole fen, exact text where not.
type amountKey struct {
	fen  int64
	text string
}

func amountKeyOf(d decimal.Decimal) amountKey {
	if fen, ok := exact.Fen(d); ok {
		return amountKey{fen: fen}
	}
	return amountKey{text: exact.Text(d)}
}

// pairNear pairs rows whose amounts are within tolerance of each other, the nearest amounts first: of two amounts on the same side of a third,
// the farther one is not within tolerance where the nearer is not. A payment and a refund are never near.
func (j *judge) pairNear(s *share, is func(*row) bool, take func(b, o *row)) {
	near, tolerance := s.that(is), j.rules.AmountTolerance.of(s.unit)
	for relations := range partner.Nearest(near.bills, near.orders, (*row).amount) {
		j.partners.Choose(slices.DeleteFunc(relations, func(r relation) bool {
			bill, order := r.Left[0].Amount, r.Right[0].Amount
			return bill.Sign()*order.Sign() < 0 || !tolerance.Allows(bill, order)
		}), take)
	}
}
