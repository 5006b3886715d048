package report

import "github.com/billrecon/billrecon/recon"

// toDo is the advice in a few words, empty where nothing is to be done. It names what to look at, never a cause: the group does not know it.
func toDo(lang recon.Language, g *recon.Group) string {
	switch g.Outcome {
	case recon.BillOnly, recon.OrderOnly:
		return aloneToDo(g).In(lang)
	case recon.AmountOver, recon.AmountShort:
		return phrase{"核对金额", "Compare the amounts"}.In(lang)
	case recon.FeeMismatch:
		return phrase{"核对费率和手续费", "Check rate and fee"}.In(lang)
	case recon.IncomeMismatch:
		return phrase{"核对到账金额", "Check the income"}.In(lang)
	case recon.StateMismatch:
		return phrase{"核对订单状态", "Check the order's state"}.In(lang)
	case recon.UnitMismatch:
		return phrase{"核对单位", "Check the units"}.In(lang)
	case recon.DuplicateBill:
		return phrase{"查重复扣款", "Check for a double charge"}.In(lang)
	case recon.DuplicateOrder:
		return phrase{"查重复记账", "Check for a double booking"}.In(lang)
	case recon.Doubtful:
		if g.Verdict&recon.AmbiguousMatch != 0 {
			return phrase{"人工配对", "Pair by hand"}.In(lang)
		}
		return phrase{"等下期账单", "Wait for the next bill"}.In(lang)
	}
	return ""
}

// aloneToDo is for rows without a partner: a refund is no missing payment.
func aloneToDo(g *recon.Group) phrase {
	sign := 0
	for i := range g.Nets {
		sign = g.Nets[i].Difference().Sign()
	}
	switch bills := g.Outcome == recon.BillOnly; {
	case bills && sign > 0:
		return phrase{"查漏记订单", "Look for an unbooked order"}
	case bills && sign < 0:
		return phrase{"查漏记退款", "Look for an unbooked refund"}
	case bills:
		return phrase{"查漏记收款和退款", "Look for unbooked rows"}
	case sign < 0: // orders: the difference has the other sign
		return phrase{"查款项是否到账", "Check that it was paid in"}
	case sign > 0:
		return phrase{"查退款是否退出", "Check that it was paid back"}
	}
	return phrase{"核对收款和退款", "Check payments and refunds"}
}
