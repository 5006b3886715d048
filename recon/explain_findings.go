package recon

import (
	"slices"
	"strings"
)

// plainFindings are the bits whose sentence needs no figures, in the order they are told.
var plainFindings = [...]struct {
	bit  Verdict
	text phrase
}{
	{FoundSign, phrase{"有的行正负号与收款、退款的方向相反。", "The sign of an amount contradicts its kind."}},
	{NotPaid, phrase{"没有发生收款。", "No money moved."}},
	{Reverted, phrase{"收款后又全额退回，净额为零。", "The money was paid and given back: the net is zero."}},
	{StateUnknown, phrase{"有的行状态未知，不能算已对账。", "The state of a row is unknown, so the group is not called reconciled."}},
	{Netted, phrase{"单笔金额不同，合计相等。", "Single amounts differ, and their sums agree."}},
	{BySubset, phrase{"在没对上的行里，只有这一种金额组合正好相等。", "Of the rows left, this is the only combination of amounts that is exactly equal."}},
	{SearchExhausted, phrase{"组合太多，没有全部查完，可能还有金额正好相等的组合。", "There are too many combinations to try them all: an exact one may exist."}},
	{FeeAbsent, phrase{"有的行没有手续费，没有全部核对。", "Some rows have no fee, so that not all fees were compared."}},
	{PartSettled, phrase{"同一单号的其他行已对上，这里是剩下的。", "Other rows of the key were settled: this is what is left."}},
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
		stateWords(e.lang, e.group.BillStates), stateWords(e.lang, e.group.OrderStates))
}

// gross says how far what was paid in differs, where nothing is left of it on either side.
func (e *explainer) gross() {
	if g := e.group.Gross; g != nil && e.found(GrossDiffers) {
		e.say(phrase{"两边都已全额退回，但原来收的不同：账单 %s，订单 %s，相差 %s。", "Both sides gave everything back, but what they took differs: bill %s, orders %s, by %s."},
			moneyIn(e.lang, g.Unit, g.Bill), moneyIn(e.lang, g.Unit, g.Order), moneyIn(e.lang, g.Unit, g.Difference().Abs()))
	}
}

// excess names the surplus rows. Both sides cannot have some: one bit is set at most.
func (e *explainer) excess() {
	switch g := e.group; {
	case e.found(FoundDuplicateBill):
		e.say(phrase{"同样的一笔账单已对上，多出%s。", "An equal bill row was settled; surplus: %s."}, e.rowList(g.Excess, g.Bills))
	case e.found(FoundDuplicateOrder):
		e.say(phrase{"同样的一笔订单已对上，多出%s。", "An equal order was settled; surplus: %s."}, e.rowList(g.Excess, g.Orders))
	}
}

func (e *explainer) fees() {
	g := e.group
	if g.FeeNet != nil && (e.found(FoundFee) || !g.FeeNet.Difference().IsZero()) {
		e.say(e.agreed(FoundFee, phrase{"手续费", "fee"}), e.compared(g.FeeNet))
	}
	if g.IncomeNet != nil && (e.found(FoundIncome) || !g.IncomeNet.Difference().IsZero()) {
		e.income()
	}
}

// income names the side whose income is not its own amount less its fee.
func (e *explainer) income() {
	net := *e.group.IncomeNet
	subject := phrase{"到账金额", "income"}
	switch e.group.IncomeOf {
	case IncomeOfBills:
		subject = phrase{"账单的到账金额", "bill's income"}
	case IncomeOfOrders:
		subject = phrase{"订单的到账金额", "orders' income"}
		e.say(e.agreed(FoundIncome, subject), phrase{"订单 %s，应为 %s", "orders %s, expected %s"}.fill(e.lang,
			moneyIn(e.lang, net.Unit, net.Order), moneyIn(e.lang, net.Unit, net.Bill)))
		return
	}
	e.say(e.agreed(FoundIncome, subject), e.compared(&net))
}

// agreed is the frame of a sentence about a fee or an income: a mismatch, or a difference that a tolerance allowed.
func (e *explainer) agreed(bit Verdict, subject phrase) phrase {
	if e.found(bit) {
		return phrase{subject.chinese + "不符：%s。", "The " + subject.english + " does not agree: %s."}
	}
	return phrase{subject.chinese + "在允许误差以内：%s。", "The " + subject.english + " is within the tolerance: %s."}
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
	rows := e.group.Alternatives[i]
	if len(rows) == 0 {
		return ""
	}
	if e.group.AlternativeBills[i] {
		return phrase{"账单", "bill "}.in(e.lang) + e.rowList(rows, e.group.Bills)
	}
	return phrase{"订单", "order "}.in(e.lang) + e.rowList(rows, e.group.Orders)
}

// rowList names rows of a side: the caller's by number, the pool's by count, because only Match knew where the caller's end.
func (e *explainer) rowList(rows, own []int) string {
	callers := e.callers(rows, own)
	pool := len(rows) - len(callers)
	parts := make([]string, 0, 2)
	if len(callers) > 0 {
		parts = append(parts, rowNumbers(e.lang, callers))
	}
	if pool > 0 {
		parts = append(parts, phrase{"存疑池 %d 笔", "%d of the pool"}.fill(e.lang, pool))
	}
	return strings.Join(parts, phrase{"和", " and "}.in(e.lang))
}

// callers are those of rows that are in own, which is ascending.
func (e *explainer) callers(rows, own []int) []int {
	var in []int
	for _, row := range rows {
		if _, ok := slices.BinarySearch(own, row); ok {
			in = append(in, row)
		}
	}
	return in
}
