package recon

import "github.com/shopspring/decimal"

// fees compares fee and income of the rows that moved. What is absent is not compared.
func (j *judge) fees(g *judged) {
	unit := g.Nets[0].Unit
	if !anyRow(g.bills, (*row).moved) || !anyRow(g.orders, (*row).moved) {
		return
	}
	if bill, ok := total(g.bills, (*row).fee); ok {
		if order, ok := j.expectedFee(g.orders, unit); ok {
			g.FeeNet = g.compare(unit, bill, order, j.rules.FeeTolerance, FoundFee)
		}
	}
	j.income(g, unit)
}

// income checks income = amount − fee on the bills, and both sides' income where every row has one. IncomeNet shows the first
// that fails: two sides that agree on a wrong income would not show what is wrong.
func (j *judge) income(g *judged, unit string) {
	given, expected := ownIncome(g.bills)
	if !given.equal(expected) {
		g.IncomeNet = g.compare(unit, given, expected, j.rules.IncomeTolerance, FoundIncome)
	}
	bill, ok := total(g.bills, (*row).income)
	if !ok {
		return
	}
	if order, ok := total(g.orders, (*row).income); ok {
		failed := g.Verdict&FoundIncome != 0
		if net := g.compare(unit, bill, order, j.rules.IncomeTolerance, FoundIncome); !failed {
			g.IncomeNet = net
		}
	}
}

// compare notes whether two totals agree.
func (g *judged) compare(unit string, bill, order sum, t Tolerance, bit Verdict) *Net {
	if bill.equal(order) {
		agreed := bill.decimal()
		return &Net{unit, agreed, agreed}
	}
	net := Net{unit, bill.decimal(), order.decimal()}
	switch d := net.Difference(); {
	case d.Abs().LessThanOrEqual(t.threshold(unit, net.Bill, net.Order)):
		g.Verdict |= WithinTolerance
	default:
		g.Verdict |= bit
	}
	return &net
}

func (r *row) fee() decimal.NullDecimal { return r.Fee }

func (r *row) income() decimal.NullDecimal { return r.Income }

// total adds a field over the rows that moved; false when one of them lacks it.
func total(rows []*row, field func(*row) decimal.NullDecimal) (all sum, ok bool) {
	for i := range rows {
		if !rows[i].moved() {
			continue
		}
		d := field(rows[i])
		if !d.Valid {
			return sum{}, false
		}
		all.add(d.Decimal)
	}
	return all, true
}

// expectedFee adds the orders' own fees, and the schedule's for those that have none.
func (j *judge) expectedFee(orders []*row, unit string) (all sum, ok bool) {
	var rest sum
	none := true
	for i := range orders {
		r := orders[i]
		switch {
		case !r.moved():
		case r.Fee.Valid:
			all.add(r.Fee.Decimal)
		case !j.rules.Fees.applies(unit):
			return sum{}, false
		case j.rules.Fees.Per == PerGroup:
			rest.add(r.Amount)
			none = false
		default:
			all.add(j.rules.Fees.Fee(r.Amount))
		}
	}
	if !none {
		all.add(j.rules.Fees.Fee(rest.decimal()))
	}
	return all, true
}

// ownIncome adds, over the bill rows that say both fee and income, the income given and the income that follows.
func ownIncome(bills []*row) (given, expected sum) {
	for i := range bills {
		r := bills[i]
		if !r.moved() || !r.Fee.Valid || !r.Income.Valid {
			continue
		}
		given.add(r.Income.Decimal)
		expected.add(r.Amount)
		expected.sub(r.Fee.Decimal)
	}
	return given, expected
}
