package recon

import (
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon/internal/spelling"
	"github.com/billrecon/billrecon/recon/internal/words"
)

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
	return strings.Join(e.sentences, phrase{"", " "}.In(lang))
}

// explainer collects the sentences about one group.
type explainer struct {
	group     Group
	lang      Language
	sentences []string
}

func (e *explainer) say(p phrase, args ...any) {
	e.sentences = append(e.sentences, p.Fill(e.lang, args...))
}

func (e *explainer) found(bits Verdict) bool { return e.group.Verdict&bits != 0 }

// headline is the status, and the outcome where it says more.
func (e *explainer) headline() {
	o := e.group.Outcome
	status, outcome := words.Capital(statusWords.In(e.lang, o.Status())), outcomeWords.In(e.lang, o)
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
		e.say(phrase{"%s：只有%s，没有订单。", "%s: %s, no order."}, words.Capital(keyText(e.lang, g.Key)), billRows.Count(e.lang, bills))
	case bills == 0:
		e.say(phrase{"%s：只有%s，没有账单。", "%s: %s, no bill row."}, words.Capital(keyText(e.lang, g.Key)), orderRows.Count(e.lang, orders))
	default:
		e.say(phrase{"%s：%s，%s。", "%s: %s, %s."}, e.pass(), billRows.Count(e.lang, bills), orderRows.Count(e.lang, orders))
	}
	if n := len(g.PoolBills) + len(g.PoolOrders); n > 0 {
		e.say(phrase{"其中 %d 笔来自存疑池。", "%d of them came from the pool of doubtful rows."}, n)
	}
}

// pass says what the two sides have in common.
func (e *explainer) pass() string {
	key := spelling.ShownKey(e.group.Key)
	switch pass := e.group.Pass; pass {
	case PassKey:
		return phrase{"按单号 %s 对账", "By key %s"}.Fill(e.lang, key)
	case PassAmountTime:
		if e.group.Key == "" {
			return phrase{"按金额和时间对账，订单没有单号", "By amount and time, the order without a key"}.In(e.lang)
		}
		return phrase{"单号对不上，按金额和时间对账，订单号 %s", "By amount and time, under different keys, order %s"}.Fill(e.lang, key)
	default:
		return phrase{"按第 %d 备用单号 %s 对账", "By alternative key %d, %s"}.Fill(e.lang, int(pass-PassAltKey)+1, key)
	}
}

// advice says what to look at. It names places to look, never a cause: the group does not know it.
func (e *explainer) advice() {
	o := e.group.Outcome
	if p, ok := outcomeAdvice[o]; ok {
		e.say(p)
	}
	if p, ok := aloneAdvice[o]; ok {
		sign := 1
		for _, net := range e.group.Nets {
			sign = net.Bill.Add(net.Order).Sign()
		}
		e.say(p[sign+1])
	}
}

// outcomeAdvice has a sentence for the outcomes that someone must look at.
var outcomeAdvice = map[Outcome]phrase{
	AmountOver:     {"请逐笔核对账单和订单的金额。", "Compare the amounts of the bill rows and the orders one by one."},
	AmountShort:    {"请逐笔核对账单和订单的金额。", "Compare the amounts of the bill rows and the orders one by one."},
	FeeMismatch:    {"请核对约定费率和账单手续费。", "Compare the agreed rate with the fee on the bill."},
	IncomeMismatch: {"请核对到账金额。", "Check the incomes."},
	StateMismatch:  {"请核对订单状态、支付通知和退款记录。", "Check the order's state, the payment notice and the refunds."},
	UnitMismatch:   {"请核对两边的计量单位。", "Check the units of both sides."},
	DuplicateBill:  {"请核对是否重复扣款，或账单重复导入。", "Check for a double charge, or a bill that was loaded twice."},
	DuplicateOrder: {"请核对订单是否重复记账。", "Check for an order that was booked twice."},
}

// aloneAdvice is about rows without a partner, by the sign of what moved: below zero, zero and above. A refund is no missing payment.
var aloneAdvice = map[Outcome][3]phrase{
	BillOnly: {
		{"请核对是否漏记退款。", "Check for a refund that was not booked."},
		{"请核对是否漏记收款和退款。", "Check for payments and refunds that were not booked."},
		{"请核对是否漏记订单。", "Check for an order that was not booked."},
	},
	OrderOnly: {
		{"请核对退款是否已经退出：账单里没有这笔退款。", "Check whether the refund was paid out: the bill does not have it."},
		{"请核对这些收款和退款：账单里都没有。", "Check these payments and refunds: the bill has neither."},
		{"请核对款项是否到账。", "Check whether the money arrived."},
	},
}

// plainFindings are the bits whose sentence needs no figures, in the order they are told.
var plainFindings = [...]struct {
	bit  Verdict
	text phrase
}{
	{FoundSign, phrase{"有的行正负号与收款、退款的方向相反。", "The sign of an amount contradicts its kind."}},
	{Reverted, phrase{"收款后又全额退回，净额为零。", "The money was paid and given back: the net is zero."}},
	{StateUnknown, phrase{"有的行状态未知，不能算已对账。", "The state of a row is unknown, so the group is not called reconciled."}},
	{Netted, phrase{"单笔金额不同，合计相等。", "Single amounts differ, and their sums agree."}},
	{BySubset, phrase{"在没对上的行里，只有这一种金额组合正好相等。", "Of the rows left, this is the only combination of amounts that is exactly equal."}},
	{SearchExhausted, phrase{"组合太多，没有全部查完，可能还有金额正好相等的组合。", "There are too many combinations to try them all: an exact one may exist."}},
	{FeeAbsent, phrase{"有的行没有手续费，没有全部核对。", "Some rows have no fee, so that not all fees were compared."}},
	{DateFar, phrase{"有的行日期比已确认的账单晚一个多月，日期可能有误。", "A row is dated more than a month after the bills that are proven: its date may be wrong."}},
	{LikeHeld, phrase{"有的行与存疑池里的一行完全相同，是不是重复给了？", "A row says the same as one of the pool: was it given twice?"}},
	{Incomplete, phrase{"账单是否完整还没有证明，先不算异常，留在存疑池，下次再对。", "The bill is not proven to be complete: the group is no exception so far, and stays in the pool for the next run."}},
	{Held, phrase{"还在等待期内，留在存疑池，下次再对。", "It is within the waiting time, and stays in the pool for the next run."}},
	{ManualRow, phrase{"有的行设为人工对账，这里只作提示。", "A row is set to manual reconciliation: this is a proposal only."}},
}

// findings tells every finding beyond the amounts.
func (e *explainer) findings() {
	e.states()
	e.excess()
	e.gross()
	e.fees()
	e.ambiguity()
	e.nothing()
	e.part()
	for _, f := range plainFindings {
		if e.found(f.bit) {
			e.say(f.text)
		}
	}
}

func (e *explainer) states() {
	if !e.found(FoundState) {
		return
	}
	if e.group.BillStates == e.group.OrderStates {
		e.say(phrase{"一边的款项已全额退回，另一边没有。", "One side's money was given back in full, the other's was not."})
		return
	}
	e.say(phrase{"状态不一致：账单为%s，订单为%s。", "The states disagree: bill %s, orders %s."},
		stateWords.OfSet(e.lang, uint8(e.group.BillStates)), stateWords.OfSet(e.lang, uint8(e.group.OrderStates)))
}

// gross says how far what was paid in differs, where nothing is left of it on either side.
func (e *explainer) gross() {
	if g := e.group.Gross; g != nil && e.found(GrossDiffers) {
		e.say(phrase{"两边都已全额退回，但原来收的不同：账单 %s，订单 %s，相差 %s。", "Both sides gave everything back, but what they took differs: bill %s, orders %s, by %s."},
			moneyIn(e.lang, g.Unit, g.Bill), moneyIn(e.lang, g.Unit, g.Order), moneyIn(e.lang, g.Unit, g.Difference().Abs()))
	}
}

// nothing says that no money moved, and so why nobody has to look at it; of what waits that is not certain yet.
func (e *explainer) nothing() {
	switch {
	case !e.found(NotPaid):
	case e.found(Held | Incomplete | ManualRow):
		e.say(phrase{"没有发生收付。", "No money moved."})
	default:
		e.say(phrase{"没有发生收付，无需对账。", "No money moved, so that there is nothing to reconcile."})
	}
}

// part says that the key has other rows. Of surplus rows that is said already: an equal one was settled.
func (e *explainer) part() {
	if e.found(PartSettled) && !e.found(FoundDuplicateBill|FoundDuplicateOrder) {
		e.say(phrase{"同一单号的其他行已对上。", "Other rows of the key were settled."})
	}
}

// excess names the surplus rows. Both sides cannot have some: one bit is set at most.
func (e *explainer) excess() {
	switch g := e.group; {
	case e.found(FoundDuplicateBill):
		e.say(phrase{"同样的一笔账单已对上，多出%s。", "An equal bill row was settled; surplus: %s."}, e.rowList(true, g.Excess))
	case e.found(FoundDuplicateOrder):
		e.say(phrase{"同样的一笔订单已对上，多出%s。", "An equal order was settled; surplus: %s."}, e.rowList(false, g.Excess))
	}
}

// fees tells of the fees, and of the incomes: of those it names the side whose income is not its own amount less its fee.
func (e *explainer) fees() {
	g := e.group
	e.agreement(FoundFee, phrase{"手续费", "fee"}, g.FeeNet, e.compared)
	switch g.IncomeOf {
	case IncomeOfBills:
		e.agreement(FoundIncome, phrase{"账单的到账金额", "bill's income"}, g.IncomeNet, e.compared)
	case IncomeOfOrders:
		e.agreement(FoundIncome, phrase{"订单的到账金额", "orders' income"}, g.IncomeNet, e.ofOrders)
	default:
		e.agreement(FoundIncome, phrase{"到账金额", "income"}, g.IncomeNet, e.compared)
	}
}

// agreement tells of fees or incomes that do not agree, or differ by what a tolerance allows.
func (e *explainer) agreement(bit Verdict, subject phrase, net *Net, figures func(*Net) string) {
	switch {
	case net == nil:
	case e.found(bit):
		e.say(phrase{"%s不符：%s。", "The %s does not agree: %s."}, subject.In(e.lang), figures(net))
	case !net.Difference().IsZero():
		e.say(phrase{"%s在允许误差以内：%s。", "The %s is within the tolerance: %s."}, subject.In(e.lang), figures(net))
	}
}

// ambiguity shows two of the answers where there are several.
func (e *explainer) ambiguity() {
	if !e.found(AmbiguousMatch) {
		return
	}
	e.say(phrase{"不止一种对法成立，没有自动选择，请人工确认。", "More than one match is possible, so none was chosen: please decide."})
	one, two := e.alternative(0), e.alternative(1)
	if one == "" || two == "" {
		return
	}
	e.say(phrase{"例如%s，或者%s。", "For example %s, or %s."}, one, two)
}

// alternative names the rows of one answer; "" for none.
func (e *explainer) alternative(i int) string {
	return e.rowList(e.group.AlternativeBills[i], e.group.Alternatives[i])
}

// rowList names rows of a side: the caller's by number, the pool's by count, because only Match knew where the caller's end.
func (e *explainer) rowList(bills bool, rows []int) string {
	own, counted := e.group.Orders, orderRows
	if bills {
		own, counted = e.group.Bills, billRows
	}
	callers := slices.DeleteFunc(slices.Clone(rows), func(row int) bool { return !inList(own, row) })
	var parts []string
	if len(callers) > 0 {
		parts = append(parts, rowsText(e.lang, bills, callers))
	}
	if pool := len(rows) - len(callers); pool > 0 {
		parts = append(parts, phrase{"存疑池的%s", "%s of the pool"}.Fill(e.lang, counted.Count(e.lang, pool)))
	}
	return strings.Join(parts, phrase{"和", " and "}.In(e.lang))
}
