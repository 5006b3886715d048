package recon

import (
	"slices"

	"github.com/shopspring/decimal"
)

// money says what moved on each side, and how far they differ.
func (e *explainer) money() {
	if e.found(FoundUnit) {
		e.say(phrase{"两边的计量单位不同，不能相加。", "The sides count different units, which are never added."})
	}
	for _, net := range e.group.Nets {
		e.net(net)
	}
	for _, unpaid := range e.group.Unpaid {
		if !slices.ContainsFunc(e.group.Nets, func(n Net) bool { return n.Unit == unpaid.Unit }) {
			e.net(Net{Unit: unpaid.Unit})
		}
	}
}

// unpaid is the nominal amount of what moved nothing in a unit.
func (e *explainer) unpaid(unit string) Net {
	for _, n := range e.group.Unpaid {
		if n.Unit == unit {
			return n
		}
	}
	return Net{Unit: unit}
}

// side is what moved on one side, and apart from it the nominal amount of what did not.
func (e *explainer) side(unit string, moved, unpaid decimal.Decimal) string {
	text, nominal := moneyIn(e.lang, unit, moved), moneyIn(e.lang, unit, unpaid)
	state := phrase{"未付款", "unpaid"}
	if unpaid.IsNegative() {
		state = phrase{"未退款", "not given back"}
	}
	switch {
	case unpaid.IsZero():
		return text
	case moved.IsZero():
		return phrase{"%s%s", "%s %s"}.Fill(e.lang, nominal, state.In(e.lang))
	}
	return phrase{"%s（另有 %s%s）", "%s (and %s %s)"}.Fill(e.lang, text, nominal, state.In(e.lang))
}

// net is the sentence about one unit. A one-sided group has nothing to compare with.
func (e *explainer) net(n Net) {
	unpaid := e.unpaid(n.Unit)
	bill, order := e.side(n.Unit, n.Bill, unpaid.Bill), e.side(n.Unit, n.Order, unpaid.Order)
	switch {
	case e.found(NoOrder):
		e.say(phrase{"账单合计 %s。", "The bill has %s."}, bill)
	case e.found(NoBill):
		e.say(phrase{"订单合计 %s。", "The orders have %s."}, order)
	case e.found(FoundUnit | StateUnknown), n.nothing() && !unpaid.nothing():
		e.say(phrase{"账单 %s，订单 %s。", "Bill %s, orders %s."}, bill, order)
	default:
		e.say(phrase{"账单 %s，订单 %s，%s。", "Bill %s, orders %s: %s."}, bill, order, e.difference(n))
	}
}

// nothing reports whether neither side has anything of the unit.
func (n Net) nothing() bool { return n.Bill.IsZero() && n.Order.IsZero() }

// difference names size and direction, and the tolerance when there is one.
func (e *explainer) difference(n Net) string {
	diff := n.Difference()
	size := moneyIn(e.lang, n.Unit, diff.Abs())
	if diff.IsZero() {
		return phrase{"金额相等", "the amounts are equal"}.In(e.lang)
	}
	text := phrase{"短款（账单少）%s", "the bill is %s lower"}.Fill(e.lang, size)
	if diff.IsPositive() {
		text = phrase{"长款（账单多）%s", "the bill is %s higher"}.Fill(e.lang, size)
	}
	return text + e.threshold(n.Unit)
}

// threshold says how the amounts' difference stands to the tolerance in force.
func (e *explainer) threshold(unit string) string {
	limit := e.group.Threshold
	if limit.IsZero() {
		return ""
	}
	text := moneyIn(e.lang, unit, limit)
	if e.found(FoundAmountOver | FoundAmountShort) {
		return phrase{"，超过允许误差（%s）", ", beyond the tolerance of %s"}.Fill(e.lang, text)
	}
	return phrase{"，在允许误差（%s）以内", ", within the tolerance of %s"}.Fill(e.lang, text)
}

// ofOrders is the sentence part about an income of the orders that their own amount and fee do not give.
func (e *explainer) ofOrders(n *Net) string {
	return phrase{"订单 %s，应为 %s", "orders %s, expected %s"}.Fill(e.lang, moneyIn(e.lang, n.Unit, n.Order), moneyIn(e.lang, n.Unit, n.Bill))
}

// compared is the sentence part about a fee or an income that was compared.
func (e *explainer) compared(n *Net) string {
	diff := n.Difference()
	if diff.IsZero() {
		return phrase{"两边合计相等", "the totals are equal"}.In(e.lang)
	}
	direction := phrase{"账单少", "lower"}
	if diff.IsPositive() {
		direction = phrase{"账单多", "higher"}
	}
	return phrase{"账单 %s，应为 %s，%s %s", "bill %s, expected %s, %s by %s"}.Fill(e.lang,
		moneyIn(e.lang, n.Unit, n.Bill), moneyIn(e.lang, n.Unit, n.Order), direction.In(e.lang), moneyIn(e.lang, n.Unit, diff.Abs()))
}
