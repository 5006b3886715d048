package recon

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
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

// level is the rows of one side and amount, in a list that is sorted by amount.
type level struct {
	link[level]
	amount decimal.Decimal
}

// pairNear pairs rows whose amounts are within tolerance of each other, the nearest amounts first. Those are neighbours in a list
// sorted by amount: of two rows on the same side of a third, the farther one is not within tolerance where the nearer is not.
// A payment and a refund are never near.
func (j *judge) pairNear(s *share, is func(*row) bool, take func(b, o *row)) {
	levels := levelsOf(s.that(is))
	type gap struct {
		size        decimal.Decimal
		left, right *level
	}
	gaps := heapOf(func(a, b gap) bool { return a.size.LessThan(b.size) })
	meet := func(left, right *level) {
		if l, r := neighbours(left, right); l != nil {
			gaps.push(gap{r.amount.Sub(l.amount), l, r})
		}
	}
	for _, l := range levels {
		meet(l, l.next)
	}
	for len(gaps.items) > 0 {
		nearest := []gap{gaps.pop()}
		for len(gaps.items) > 0 && gaps.items[0].size.Equal(nearest[0].size) {
			nearest = append(nearest, gaps.pop())
		}
		var relations []sides
		for _, g := range nearest {
			rel := sides{g.left.unsettled(), g.right.unsettled()}
			bill, order := g.left.amount, g.right.amount
			if !g.left.bills {
				rel.bills, rel.orders, bill, order = rel.orders, rel.bills, order, bill
			}
			if bill.Sign()*order.Sign() >= 0 && j.agree(s.unit, bill, order) {
				relations = append(relations, rel)
			}
		}
		j.pairUp(relations, take)
		for _, g := range nearest {
			if g.left.first() == nil || g.right.first() == nil {
				meet(g.left, g.right)
			}
		}
	}
}

// levelsOf lists the rows by amount and side.
func levelsOf(s sides) (levels []*level) {
	bills := map[*row]bool{}
	for _, b := range s.bills {
		bills[b] = true
	}
	rows := slices.Concat(s.bills, s.orders)
	slices.SortFunc(rows, func(a, b *row) int { return a.Amount.Cmp(b.Amount) })
	for _, r := range rows {
		if n := len(levels); n == 0 || levels[n-1].bills != bills[r] || !levels[n-1].amount.Equal(r.Amount) {
			levels = append(levels, &level{amount: r.Amount})
			levels[n].bills = bills[r]
		}
		last := levels[len(levels)-1]
		last.rows = append(last.rows, r)
	}
	return chain(levels)
}

// agree reports whether two amounts are within tolerance.
func (j *judge) agree(unit string, bill, order decimal.Decimal) bool {
	if j.rules.AmountTolerance.isZero() {
		return bill.Equal(order)
	}
	return bill.Sub(order).Abs().LessThanOrEqual(j.rules.AmountTolerance.threshold(unit, bill, order))
}
