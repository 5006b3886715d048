package recon

import "strings"

// Explain says in one line, in full sentences, what was found in the group and how it was brought together, for the person who
// keeps the books: status and outcome, the rows, both nets and their difference, every finding, and what to look at.
//
// 长款 and 短款 mean opposite things in different systems, so the Chinese text always adds the direction: 长款（账单多） is a bill
// above the orders, 短款（账单少） one below. Row numbers count from 1 in the slices given to Match.
// The text may change between versions; Codes do not. It prints keys, amounts and states, and nothing else of a row.
func (g Group) Explain(lang Language) string {
	e := explainer{group: g, lang: lang}
	e.headline()
	e.rows()
	e.money()
	e.findings()
	e.advice()
	return strings.Join(e.sentences, phrase{"", " "}.in(lang))
}

// explainer collects the sentences about one group.
type explainer struct {
	group     Group
	lang      Language
	sentences []string
}

// say adds a sentence.
func (e *explainer) say(p phrase, args ...any) {
	e.sentences = append(e.sentences, p.fill(e.lang, args...))
}

// found reports whether any of the bits is set.
func (e *explainer) found(bits Verdict) bool { return e.group.Verdict&bits != 0 }

// headline is the status, and the outcome where it says more.
func (e *explainer) headline() {
	o := e.group.Outcome
	status, outcome := capital(wordIn(e.lang, o.Status())), wordIn(e.lang, o)
	if strings.EqualFold(status, outcome) {
		e.say(phrase{"【%s】", "%s."}, status)
		return
	}
	e.say(phrase{"【%s】%s。", "%s: %s."}, status, outcome)
}

// rows says which rows the group is made of and what brought them together.
func (e *explainer) rows() {
	g := e.group
	bills, orders := len(g.Bills)+len(g.PoolBills), len(g.Orders)+len(g.PoolOrders)
	switch {
	case orders == 0:
		e.say(phrase{"%s：只有%s，没有订单。", "%s: %s, no order."}, e.ownKey(), billCount(e.lang, bills))
	case bills == 0:
		e.say(phrase{"%s：只有%s，没有账单。", "%s: %s, no bill row."}, e.ownKey(), orderCount(e.lang, orders))
	default:
		e.say(phrase{"%s：%s，%s。", "%s: %s, %s."}, e.pass(), billCount(e.lang, bills), orderCount(e.lang, orders))
	}
	if n := len(g.PoolBills) + len(g.PoolOrders); n > 0 {
		e.say(phrase{"其中 %d 笔来自存疑池。", "%d of them came from the pool of doubtful rows."}, n)
	}
}

// ownKey is the key of a one-sided group.
func (e *explainer) ownKey() string {
	if e.group.Key == "" {
		return phrase{"没有单号", "Without a key"}.in(e.lang)
	}
	return phrase{"单号 %s", "Key %s"}.fill(e.lang, keyText(e.group.Key))
}

// pass says what the two sides have in common.
func (e *explainer) pass() string {
	key := keyText(e.group.Key)
	switch pass := e.group.Pass; pass {
	case PassKey:
		return phrase{"按单号 %s 对账", "By key %s"}.fill(e.lang, key)
	case PassAmountTime:
		if e.group.Key == "" {
			return phrase{"按金额和时间对账，订单没有单号", "By amount and time, the order without a key"}.in(e.lang)
		}
		return phrase{"单号对不上，按金额和时间对账，订单号 %s", "By amount and time, under different keys, order %s"}.fill(e.lang, key)
	default:
		return phrase{"按第 %d 备用单号 %s 对账", "By alternative key %d, %s"}.fill(e.lang, int(pass-PassAltKey)+1, key)
	}
}

// advice says what to look at. It names places to look, never a cause: the group does not know it.
func (e *explainer) advice() {
	switch o := e.group.Outcome; o {
	case BillOnly, OrderOnly:
		e.say(e.alone(o == BillOnly))
	default:
		if p, ok := outcomeAdvice(o); ok {
			e.say(p)
		}
	}
}

// alone is the advice about rows without a partner: a refund is no missing payment.
func (e *explainer) alone(bills bool) phrase {
	sign := 1
	for _, net := range e.group.Nets {
		sign = net.Bill.Add(net.Order).Sign()
	}
	switch {
	case sign < 0 && bills:
		return phrase{"请核对是否漏记退款。", "Check for a refund that was not booked."}
	case sign < 0:
		return phrase{"请核对退款是否已经退出：账单里没有这笔退款。", "Check whether the refund was paid out: the bill does not have it."}
	case sign == 0 && bills:
		return phrase{"请核对是否漏记收款和退款。", "Check for payments and refunds that were not booked."}
	case sign == 0:
		return phrase{"请核对这些收款和退款：账单里都没有。", "Check these payments and refunds: the bill has neither."}
	case bills:
		return phrase{"请核对是否漏记订单。", "Check for an order that was not booked."}
	}
	return phrase{"请核对款项是否到账。", "Check whether the money arrived."}
}

// outcomeAdvice has a sentence for the outcomes that someone must look at.
func outcomeAdvice(o Outcome) (phrase, bool) {
	switch o {
	case AmountOver, AmountShort:
		return phrase{"请逐笔核对账单和订单的金额。", "Compare the amounts of the bill rows and the orders one by one."}, true
	case FeeMismatch:
		return phrase{"请核对约定费率和账单手续费。", "Compare the agreed rate with the fee on the bill."}, true
	case IncomeMismatch:
		return phrase{"请核对到账金额。", "Check the incomes."}, true
	case StateMismatch:
		return phrase{"请核对订单状态、支付通知和退款记录。", "Check the order's state, the payment notice and the refunds."}, true
	case UnitMismatch:
		return phrase{"请核对两边的计量单位。", "Check the units of both sides."}, true
	case DuplicateBill:
		return phrase{"请核对是否重复扣款，或账单重复导入。", "Check for a double charge, or a bill that was loaded twice."}, true
	case DuplicateOrder:
		return phrase{"请核对订单是否重复记账。", "Check for an order that was booked twice."}, true
	}
	return phrase{}, false
}
