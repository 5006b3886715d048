package recon_test

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// This file is the paragraph about income: amount − fee on each side that gives both, and one side's income against the other's.

// judgeIncome checks a group's incomes. The first check that finds something names the side.
func (o *oracle) judgeIncome(g *oracleGroup, pairs []oracleDeal, rest oracleDeal) {
	o.checkIncome(g, recon.IncomeOfBills, g.bills.ownIncomes())
	o.checkIncome(g, recon.IncomeOfOrders, g.orders.ownIncomes())
	o.checkIncome(g, recon.IncomeBetween, incomesBetween(append(pairs, rest)))
}

// checkIncome compares each of some nets by itself.
func (o *oracle) checkIncome(g *oracleGroup, of recon.IncomeCheck, nets []oracleNet) {
	var sum oracleNet
	before := g.verdict & recon.FoundIncome
	for _, n := range nets {
		g.judgeDifference(recon.FoundIncome, o.rules.IncomeTolerance, n.bill, n.order)
		sum.bill, sum.order = sum.bill+n.bill, sum.order+n.order
	}
	if before != 0 || !g.is(recon.FoundIncome) {
		return
	}
	g.income, g.incomeOf = &sum, of
}

// ownIncomes are income and amount − fee of the moved rows of a side that give both.
func (rows oracleRows) ownIncomes() []oracleNet {
	var nets []oracleNet
	for _, r := range rows.only(oracleRow.isMoved) {
		if r.rec.Fee.Valid && r.rec.Income.Valid {
			n := oracleNet{microOf(r.rec.Income.Decimal), r.amount - microOf(r.rec.Fee.Decimal)}
			if !r.isBill() { // an order's own income stands on the orders' side
				n.bill, n.order = n.order, n.bill
			}
			nets = append(nets, n)
		}
	}
	return nets
}

// incomesBetween are the incomes that both sides give: of each pair, and of the rest, where they are complete.
func incomesBetween(deals []oracleDeal) []oracleNet {
	income := func(r oracleRow) decimal.NullDecimal { return r.rec.Income }
	var nets []oracleNet
	for _, d := range deals {
		bill, order := d.bills.only(oracleRow.isMoved).given(income), d.orders.only(oracleRow.isMoved).given(income)
		if bill.isComplete() && order.isComplete() {
			nets = append(nets, oracleNet{bill.sum, order.sum})
		}
	}
	return nets
}
