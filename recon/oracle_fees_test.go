package recon_test

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// This file is the paragraph about fees: pairs of equal amount are compared one by one, the rest of the group as a whole.

// judgeFees compares fees and incomes of rows that were settled, or that are open with moved rows on both sides.
func (o *oracle) judgeFees(g *oracleGroup, deals []oracleDeal) {
	var pairs []oracleDeal
	var rest oracleDeal
	for _, d := range deals {
		pricedTogether := o.pricesGroups(g) && d.bills[0].isMoved() && !d.orders[0].rec.Fee.Valid
		if d.isEqualPair() && !pricedTogether {
			pairs = append(pairs, d)
			continue
		}
		rest.bills, rest.orders = rest.bills.and(d.bills), rest.orders.and(d.orders)
	}
	for _, d := range pairs {
		o.comparePair(g, d)
	}
	o.compareRest(g, rest.only(oracleRow.isMoved))
	o.compareReturned(g, rest.only(oracleRow.isReturned))
	o.judgeIncome(g, pairs, rest)
}

// pricesGroups says that the schedule prices what is judged together, pairs too.
func (o *oracle) pricesGroups(g *oracleGroup) bool {
	return o.prices(g) && o.rules.Fees.Per == recon.PerGroup
}

// prices says that there is a schedule for the group's unit.
func (o *oracle) prices(g *oracleGroup) bool {
	return o.rules.Fees != nil && unitName(o.rules.Fees.Unit) == g.units()[0]
}

// comparePair compares the fees of a pair of equal amounts; of payments that came and went only when both give theirs.
func (o *oracle) comparePair(g *oracleGroup, d oracleDeal) {
	bill, order := d.bills[0], d.orders[0]
	fee, known := orderFee(o.rules.Fees, order)
	if bill.isReturned() && !order.rec.Fee.Valid {
		known = false
	}
	if known && bill.rec.Fee.Valid {
		o.compareFee(g, microOf(bill.rec.Fee.Decimal), fee)
	}
}

// compareRest compares the fees of rows that are no pair, when all are known. Some but not all of them on both sides are FeeAbsent.
func (o *oracle) compareRest(g *oracleGroup, d oracleDeal) {
	bills, orders := d.bills.fees(), o.expectedFees(g, d)
	switch {
	case bills.none() || orders.none():
	case bills.all() && orders.all():
		o.compareFee(g, bills.sum, orders.sum)
	default:
		g.verdict |= recon.FeeAbsent
	}
}

// compareReturned compares the fees of payments that came and went where both sides give all: what the provider kept.
func (o *oracle) compareReturned(g *oracleGroup, d oracleDeal) {
	if bills, orders := d.bills.fees(), d.orders.fees(); bills.isComplete() && orders.isComplete() {
		o.compareFee(g, bills.sum, orders.sum)
	}
}

// oracleFees is what is known of the fees of some rows.
type oracleFees struct {
	known, unknown int
	sum            micro
}

func (f oracleFees) none() bool { return f.known == 0 }
func (f oracleFees) all() bool  { return f.unknown == 0 }

// isComplete says that there are some, and none is unknown.
func (f oracleFees) isComplete() bool { return f.known > 0 && f.unknown == 0 }

func (f *oracleFees) add(fee micro) { f.known, f.sum = f.known+1, f.sum+fee }

// fees adds up the fees that rows give.
func (rows oracleRows) fees() oracleFees {
	return rows.given(func(r oracleRow) decimal.NullDecimal { return r.rec.Fee })
}

func (rows oracleRows) given(field func(oracleRow) decimal.NullDecimal) oracleFees {
	var f oracleFees
	for _, r := range rows {
		if d := field(r); d.Valid {
			f.add(microOf(d.Decimal))
		} else {
			f.unknown++
		}
	}
	return f
}

// expectedFees is what the fees should be: the orders' own, or what the schedule asks of the payments, the orders, or their net.
func (o *oracle) expectedFees(g *oracleGroup, d oracleDeal) oracleFees {
	own := d.orders.fees()
	if !o.prices(g) || own.all() {
		return own
	}
	s := *o.rules.Fees
	lacking := d.orders.only(func(r oracleRow) bool { return !r.rec.Fee.Valid })
	priced := oracleFees{known: own.known, sum: own.sum}
	switch s.Per {
	case recon.PerPayment:
		if !own.none() {
			return own
		}
		for _, r := range d.bills {
			priced.add(scheduledBy(s, r.worth()))
		}
	case recon.PerOrder:
		for _, r := range lacking {
			priced.add(scheduledBy(s, r.worth()))
		}
	case recon.PerGroup:
		priced.add(scheduledBy(s, lacking.net()))
	}
	return priced
}

func (o *oracle) compareFee(g *oracleGroup, bill, order micro) {
	if g.fee == nil {
		g.fee = &oracleNet{}
	}
	g.fee.bill, g.fee.order = g.fee.bill+bill, g.fee.order+order
	g.judgeDifference(recon.FoundFee, o.rules.FeeTolerance, bill, order)
}

func (g *oracleGroup) judgeDifference(finding recon.Verdict, t recon.Tolerance, bill, order micro) {
	switch {
	case bill == order:
	case allowedBy(t, g.units()[0], bill, order):
		g.verdict |= recon.WithinTolerance
	default:
		g.verdict |= finding
	}
}
