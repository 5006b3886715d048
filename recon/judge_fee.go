package recon

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/slab"
)

// fees compares fee and income of what is judged together: pairs of equal amount each by itself, and the rest by its totals.
func (j *judge) fees(g *judged, unit string, t *settlement) {
	fee := comparison{unit: unit, tolerance: &j.rules.FeeTolerance, bit: FoundFee}
	income := comparison{unit: unit, tolerance: &j.rules.IncomeTolerance, bit: FoundIncome}
	var rest sides // what cannot be compared by itself
	for _, p := range t.pairs {
		if !p.equal || p.order.moved() && !p.order.Fee.Valid && j.perGroup(unit) {
			rest.bills, rest.orders = append(rest.bills, p.bill), append(rest.orders, p.order)
			continue
		}
		fee.pair(p.bill.Fee, j.scheduledFee(p.order))
		if p.bill.moved() {
			income.pair(p.bill.Income, p.order.Income)
		}
	}
	if t.sum != nil {
		rest.add(t.sum.sides)
	}
	returned, moved := rest.that((*row).returned), rest.that((*row).moved)
	fee.rest(knownFees(returned.bills), knownFees(returned.orders))
	if fee.rest(knownFees(moved.bills), j.expectedFees(moved, unit)) {
		g.Verdict |= FeeAbsent
	}
	income.rest(known(moved.bills, (*row).income), known(moved.orders, (*row).income))
	g.Verdict |= fee.found | income.found
	g.FeeNet, g.IncomeNet = fee.net(&j.nets), income.net(&j.nets)
	j.ownIncome(g, unit)
}

// comparison adds up what was compared.
type comparison struct {
	unit        string
	tolerance   *Tolerance
	bit         Verdict // of a difference
	found       Verdict
	bill, order exact.Total
}

// pair compares a bill with an order where both give the amount.
func (c *comparison) pair(bill, order decimal.NullDecimal) {
	if bill.Valid && order.Valid {
		c.compare(bill.Decimal, order.Decimal)
	}
}

// rest compares totals where both are complete. It reports whether some amounts are known on both sides, and not all.
func (c *comparison) rest(bill, order total) (absent bool) {
	if bill.Count == 0 || order.Count == 0 {
		return false
	}
	if bill.lacks || order.lacks {
		return true
	}
	c.compare(bill.Decimal(), order.Decimal())
	return false
}

func (c *comparison) compare(bill, order decimal.Decimal) {
	c.bill.Add(bill)
	c.order.Add(order)
	c.found |= c.tolerance.finding(c.unit, bill, order, c.bit)
}

// net is what was compared, nil where nothing was.
func (c *comparison) net(memory *slab.Slab[Net]) *Net {
	if c.bill.Count == 0 {
		return nil
	}
	net := &memory.Take(1)[0]
	*net = Net{c.unit, c.bill.Decimal(), c.order.Decimal()}
	return net
}

// total is a sum of amounts that not every row may give.
type total struct {
	exact.Total
	lacks bool
}

func known(rows []*row, field func(*row) decimal.NullDecimal) (t total) {
	for _, r := range rows {
		if d := field(r); d.Valid {
			t.Add(d.Decimal)
		} else {
			t.lacks = true
		}
	}
	return t
}

func knownFees(rows []*row) total { return known(rows, (*row).fee) }

func (r *row) fee() decimal.NullDecimal { return r.Fee }

func (r *row) income() decimal.NullDecimal { return r.Income }

// scheduledFee is an order's own fee, or that of the schedule where it has a price for single rows.
func (j *judge) scheduledFee(order *row) decimal.NullDecimal {
	if order.Fee.Valid || !order.moved() || !j.rules.Fees.applies(order.Unit) || j.rules.Fees.Per == PerGroup {
		return order.Fee
	}
	return decimal.NewNullDecimal(j.prices.Fee(order.Amount))
}

func (j *judge) perGroup(unit string) bool {
	return j.rules.Fees.applies(unit) && j.rules.Fees.Per == PerGroup
}

// expectedFees are the orders' own fees, and the schedule's where they give none. The provider charges each payment, so that a schedule
// prices the bill rows, unless it says otherwise; then it cannot stand in for some of the orders.
func (j *judge) expectedFees(s sides, unit string) total {
	own := knownFees(s.orders)
	if !own.lacks || !j.rules.Fees.applies(unit) {
		return own
	}
	switch j.rules.Fees.Per {
	case PerOrder:
		return known(s.orders, j.scheduledFee)
	case PerGroup:
		free := rowsThat(s.orders, func(r *row) bool { return !r.Fee.Valid })
		own.Add(j.prices.Fee(moved(free)))
		own.lacks = false
	default:
		if own.Count == 0 {
			return known(s.bills, func(r *row) decimal.NullDecimal { return decimal.NewNullDecimal(j.prices.Fee(r.Amount)) })
		}
	}
	return own
}

// ownIncome checks income = amount − fee on every row that moved and says both. IncomeNet shows the side that fails, the bills' first:
// two sides that agree on a wrong income would not show what is wrong.
func (j *judge) ownIncome(g *judged, unit string) {
	for side, rows := range g.lists() {
		c := comparison{unit: unit, tolerance: &j.rules.IncomeTolerance, bit: FoundIncome}
		for _, r := range rows {
			if !r.moved() || !r.Fee.Valid || !r.Income.Valid {
				continue
			}
			given, expected := r.Income.Decimal, r.Income.Decimal
			if r.fen.odd() || !r.fen.ownIncome() {
				expected = r.Amount.Sub(r.Fee.Decimal)
			}
			if side == 0 {
				c.compare(given, expected)
			} else {
				c.compare(expected, given)
			}
		}
		g.Verdict |= c.found
		if c.found&FoundIncome != 0 && g.IncomeOf == IncomeBetween {
			g.IncomeNet, g.IncomeOf = c.net(&j.nets), [...]IncomeCheck{IncomeOfBills, IncomeOfOrders}[side]
		}
	}
}
