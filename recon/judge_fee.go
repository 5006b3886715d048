package recon

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/slab"
)

// fees compares fee and income of what is judged together: pairs of equal amount each by itself, and the rest by its totals.
func (j *judge) fees(g *judged, unit string, t *settlement) {
	fee := comparison{judged: g, unit: unit, tolerance: &j.rules.FeeTolerance, bit: FoundFee}
	income := comparison{judged: g, unit: unit, tolerance: &j.rules.IncomeTolerance, bit: FoundIncome}
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
	g.FeeNet = fee.net(&j.nets)
	if !j.ownIncome(g, unit) {
		g.IncomeNet = income.net(&j.nets)
	}
}

// comparison adds up what was compared.
type comparison struct {
	*judged
	unit        string
	tolerance   *Tolerance
	bit         Verdict
	one         Net // the only ones compared so far
	bill, order exact.Sum
	compared    int
}

// pair compares a bill with an order where both give the amount.
func (c *comparison) pair(bill, order decimal.NullDecimal) {
	if bill.Valid && order.Valid {
		c.compare(bill.Decimal, order.Decimal)
	}
}

// rest compares totals where both are complete. It reports whether some amounts are known on both sides, and not all.
func (c *comparison) rest(bill, order total) (absent bool) {
	if bill.known == 0 || order.known == 0 {
		return false
	}
	if bill.lacks || order.lacks {
		return true
	}
	c.compare(bill.decimal(), order.decimal())
	return false
}

func (c *comparison) compare(bill, order decimal.Decimal) {
	c.compared++
	c.one = Net{c.unit, bill, order}
	c.bill.Add(bill)
	c.order.Add(order)
	c.Verdict |= c.tolerance.finding(c.unit, bill, order, c.bit)
}

func (c *comparison) net(memory *slab.Slab[Net]) *Net {
	net := c.one
	switch c.compared {
	case 0:
		return nil
	case 1:
	default:
		net.Bill, net.Order = c.bill.Decimal(), c.order.Decimal()
	}
	kept := &memory.Take(1)[0]
	*kept = net
	return kept
}

// total is a sum of amounts that not every row may give.
type total struct {
	one   decimal.Decimal // the last one
	sum   exact.Sum
	known int
	lacks bool
}

func (t *total) add(d decimal.NullDecimal) {
	if !d.Valid {
		t.lacks = true
		return
	}
	t.known++
	t.one = d.Decimal
	t.sum.Add(d.Decimal)
}

// decimal is the sum; of one amount the amount itself.
func (t *total) decimal() decimal.Decimal {
	if t.known == 1 {
		return t.one
	}
	return t.sum.Decimal()
}

func known(rows []*row, field func(*row) decimal.NullDecimal) (t total) {
	for _, r := range rows {
		t.add(field(r))
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
	if !own.lacks || len(s.orders) == 0 || !j.rules.Fees.applies(unit) {
		return own
	}
	switch j.rules.Fees.Per {
	case PerOrder:
		return known(s.orders, j.scheduledFee)
	case PerGroup:
		free := rowsThat(s.orders, func(r *row) bool { return !r.Fee.Valid })
		own.lacks = false
		own.add(decimal.NewNullDecimal(j.prices.Fee(moved(free))))
	default:
		if own.known == 0 {
			return known(s.bills, func(r *row) decimal.NullDecimal { return decimal.NewNullDecimal(j.prices.Fee(r.Amount)) })
		}
	}
	return own
}

// ownIncome checks income = amount − fee on every row that moved and says both. IncomeNet shows the side that fails, the bills' first:
// two sides that agree on a wrong income would not show what is wrong.
func (j *judge) ownIncome(g *judged, unit string) (failed bool) {
	for side, rows := range g.lists() {
		var given, expected exact.Sum
		found := Verdict(0)
		for _, r := range rows {
			if !r.moved() || !r.Fee.Valid || !r.Income.Valid {
				continue
			}
			if !r.fen.odd() && r.fen.ownIncome() {
				given.AddFen(r.fen.income)
				expected.AddFen(r.fen.income)
				continue
			}
			net := r.Amount.Sub(r.Fee.Decimal)
			given.Add(r.Income.Decimal)
			expected.Add(net)
			if side == 0 {
				found |= j.rules.IncomeTolerance.finding(unit, r.Income.Decimal, net, FoundIncome)
			} else {
				found |= j.rules.IncomeTolerance.finding(unit, net, r.Income.Decimal, FoundIncome)
			}
		}
		g.Verdict |= found
		if found&FoundIncome == 0 || failed {
			continue
		}
		failed, g.IncomeOf = true, IncomeOfBills
		g.IncomeNet = &Net{unit, given.Decimal(), expected.Decimal()}
		if side == 1 {
			g.IncomeOf = IncomeOfOrders
			g.IncomeNet = &Net{unit, expected.Decimal(), given.Decimal()}
		}
	}
	return failed
}
