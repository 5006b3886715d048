package recon

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/chain"
	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/heap"
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
	take := func(equal bool) func(b, o *row) {
		return func(b, o *row) {
			b.settled, o.settled = true, true
			pairs = append(pairs, pair{b, o, equal})
		}
	}
	for _, rel := range s.equalAmounts() {
		j.pairUp([]sides{rel}, take(true))
	}
	if t := &j.rules.AmountTolerance; !t.isZero() && unitOrCNY(t.Unit) == s.unit {
		s.drop(len(pairs))
		j.pairNear(s, (*row).moved, take(false))
		j.pairNear(s, (*row).returned, take(false))
	}
	s.drop(len(pairs))
	return pairs
}

// drop forgets the rows that are settled, if any are.
func (s *share) drop(settled int) {
	if settled > 0 {
		s.sides = s.that((*row).unsettled)
	}
}

// equalAmounts gathers the rows of equal amount that both sides have.
func (s *share) equalAmounts() (relations []sides) {
	if len(s.bills) <= fewRows && len(s.orders) <= fewRows {
		return s.equalFew()
	}
	type worth struct {
		amountKey
		returned bool
	}
	at := map[worth]int{}
	for _, o := range s.orders {
		k := worth{amountKeyOf(o.Amount), o.returned()}
		n, ok := at[k]
		if !ok {
			n = len(relations)
			at[k], relations = n, append(relations, sides{})
		}
		relations[n].orders = append(relations[n].orders, o)
	}
	for _, b := range s.bills {
		if n, ok := at[worth{amountKeyOf(b.Amount), b.returned()}]; ok {
			relations[n].bills = append(relations[n].bills, b)
		}
	}
	return slices.DeleteFunc(relations, func(r sides) bool { return len(r.bills) == 0 })
}

// fewRows is up to how many rows of a side are compared each with each: a map would take longer.
const fewRows = 4

// equalFew is equalAmounts of few rows.
func (s *share) equalFew() (relations []sides) {
	like := func(a, b *row) bool { return a.returned() == b.returned() && a.Amount.Equal(b.Amount) }
	for i, o := range s.orders {
		if slices.ContainsFunc(s.orders[:i], func(r *row) bool { return like(r, o) }) {
			continue
		}
		alike := func(r *row) bool { return like(r, o) }
		if bills := rowsThat(s.bills, alike); len(bills) > 0 {
			relations = append(relations, sides{bills, rowsThat(s.orders, alike)})
		}
	}
	return relations
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

// level is the rows of one side and amount.
type level = chain.Node[decimal.Decimal, *row]

// pairNear pairs rows whose amounts are within tolerance of each other, the nearest amounts first. Those are neighbours in a list
// sorted by amount: of two rows on the same side of a third, the farther one is not within tolerance where the nearer is not.
// A payment and a refund are never near.
func (j *judge) pairNear(s *share, is func(*row) bool, take func(b, o *row)) {
	type gap struct {
		size        decimal.Decimal
		left, right *level
	}
	gaps := heap.Of(func(a, b gap) bool { return a.size.LessThan(b.size) })
	meet := func(left, right *level) {
		if l, r := chain.Meet(left, right); l != nil {
			gaps.Push(gap{r.At.Sub(l.At), l, r})
		}
	}
	near := s.that(is)
	for _, l := range chain.Of(near.bills, near.orders, func(r *row) decimal.Decimal { return r.Amount }, decimal.Decimal.Cmp) {
		meet(l, l.Next())
	}
	for gaps.Len() > 0 {
		nearest := []gap{gaps.Pop()}
		for gaps.Len() > 0 && gaps.Least().size.Equal(nearest[0].size) {
			nearest = append(nearest, gaps.Pop())
		}
		var relations []sides
		for _, g := range nearest {
			bills, orders := g.left, g.right
			if !bills.Left {
				bills, orders = orders, bills
			}
			if bills.At.Sign()*orders.At.Sign() >= 0 && j.agree(s.unit, bills.At, orders.At) {
				both := sides{bills.Items(), orders.Items()}
				relations = append(relations, both.that((*row).unsettled))
			}
		}
		j.pairUp(relations, take)
		for _, g := range nearest {
			if g.left.IsEmpty() || g.right.IsEmpty() {
				meet(g.left, g.right)
			}
		}
	}
}

// agree reports whether two amounts are within tolerance.
func (j *judge) agree(unit string, bill, order decimal.Decimal) bool {
	if j.rules.AmountTolerance.isZero() {
		return bill.Equal(order)
	}
	return bill.Sub(order).Abs().LessThanOrEqual(j.rules.AmountTolerance.threshold(unit, bill, order))
}
