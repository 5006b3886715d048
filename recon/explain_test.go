package recon

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// net is what moved in CNY.
func net(bill, order string) []Net { return []Net{{CNY, dec(bill), dec(order)}} }

func netPtr(bill, order string) *Net { return &net(bill, order)[0] }

// explained has the outcome that its findings come to, as every group of a result has.
func explained(g Group) Group {
	g.Outcome = g.Verdict.Outcome()
	return g
}

var explainCases = []struct {
	reason           string
	group            Group
	chinese, english string
}{
	{"a clean match", Group{Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("100", "100")},
		"【已对账】一致。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 100.00 元，订单 100.00 元，金额相等。",
		"Reconciled: matched. By key A100: 1 bill row, 1 order. Bill CNY 100.00, orders CNY 100.00: the amounts are equal."},
	{"a bill above the order", Group{Verdict: FoundAmountOver, Key: "A100", Bills: []int{0, 1}, Orders: []int{0}, Nets: net("110", "100"), Threshold: dec("0.05")},
		"【异常】账单金额多。按单号 A100 对账：账单 2 笔，订单 1 笔。账单 110.00 元，订单 100.00 元，长款（账单多）10.00 元，超过允许误差（0.05 元）。请逐笔核对账单和订单的金额。",
		"Exception: amount over. By key A100: 2 bill rows, 1 order. Bill CNY 110.00, orders CNY 100.00: the bill is CNY 10.00 higher, beyond the tolerance of CNY 0.05. Compare the amounts of the bill rows and the orders one by one."},
	{"a bill below the order", Group{Verdict: FoundAmountShort | ByFallback, Pass: PassAltKey + 1, Key: "T7", Bills: []int{3}, Orders: []int{9}, Nets: net("9.9", "10")},
		"【异常】账单金额少。按第 2 备用单号 T7 对账：账单 1 笔，订单 1 笔。账单 9.90 元，订单 10.00 元，短款（账单少）0.10 元。请逐笔核对账单和订单的金额。",
		"Exception: amount short. By alternative key 2, T7: 1 bill row, 1 order. Bill CNY 9.90, orders CNY 10.00: the bill is CNY 0.10 lower. Compare the amounts of the bill rows and the orders one by one."},
	{"within the tolerance", Group{Verdict: WithinTolerance, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("100.01", "100"), Threshold: dec("0.05")},
		"【已对账】一致。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 100.01 元，订单 100.00 元，长款（账单多）0.01 元，在允许误差（0.05 元）以内。",
		"Reconciled: matched. By key A100: 1 bill row, 1 order. Bill CNY 100.01, orders CNY 100.00: the bill is CNY 0.01 higher, within the tolerance of CNY 0.05."},
	{"matched by amount and time", Group{Verdict: ByFallback, Pass: PassAmountTime, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("5", "5")},
		"【已对账】一致。单号对不上，按金额和时间对账，订单号 A100：账单 1 笔，订单 1 笔。账单 5.00 元，订单 5.00 元，金额相等。",
		"Reconciled: matched. By amount and time, under different keys, order A100: 1 bill row, 1 order. Bill CNY 5.00, orders CNY 5.00: the amounts are equal."},
	{"a lost notification", Group{Verdict: FoundState | FoundAmountOver, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("100", "0"), BillStates: 1 << Succeeded, OrderStates: 1<<Pending | 1<<Closed},
		"【异常】状态不符。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 100.00 元，订单 0.00 元，长款（账单多）100.00 元。状态不一致：账单为成功，订单为待支付、已关闭。请核对订单状态、支付通知和退款记录。",
		"Exception: state mismatch. By key A100: 1 bill row, 1 order. Bill CNY 100.00, orders CNY 0.00: the bill is CNY 100.00 higher. The states disagree: bill succeeded, orders pending, closed. Check the order's state, the payment notice and the refunds."},
	{"a charge twice under one number", Group{Verdict: NoOrder | FoundDuplicateBill | PartSettled, Key: "A100", Bills: []int{4}, Nets: net("100", "0"), Excess: []int{4}},
		"【异常】账单重复。单号 A100：只有账单 1 笔，没有订单。账单合计 100.00 元。同样的一笔账单已对上，多出账单第 5 行。请核对是否重复扣款，或账单重复导入。",
		"Exception: duplicate bill. Key A100: 1 bill row, no order. The bill has CNY 100.00. An equal bill row was settled; surplus: bill row 5. Check for a double charge, or a bill that was loaded twice."},
	{"orders twice, the surplus in the pool too", Group{Verdict: NoBill | FoundDuplicateOrder, Key: "A100", Orders: []int{2}, PoolOrders: []int{1}, Nets: net("0", "200"), Excess: []int{2, 11}},
		"【异常】订单重复。单号 A100：只有订单 2 笔，没有账单。其中 1 笔来自存疑池。订单合计 200.00 元。同样的一笔订单已对上，多出订单第 3 行和存疑池的订单 1 笔。请核对订单是否重复记账。",
		"Exception: duplicate order. Key A100: 2 orders, no bill row. 1 of them came from the pool of doubtful rows. The orders have CNY 200.00. An equal order was settled; surplus: order row 3 and 1 order of the pool. Check for an order that was booked twice."},
	{"a refund that only the bill has", Group{Verdict: NoOrder | PartSettled, Key: "A100", Bills: []int{0}, Nets: net("-40", "0")},
		"【异常】有账单无订单。单号 A100：只有账单 1 笔，没有订单。账单合计 -40.00 元。同一单号的其他行已对上。请核对是否漏记退款。",
		"Exception: bill only. Key A100: 1 bill row, no order. The bill has CNY -40.00. Other rows of the key were settled. Check for a refund that was not booked."},
	{"a refund that only the books have", Group{Verdict: NoBill, Key: "A100", Orders: []int{0}, Nets: net("0", "-40")},
		"【异常】有订单无账单。单号 A100：只有订单 1 笔，没有账单。订单合计 -40.00 元。请核对退款是否已经退出：账单里没有这笔退款。",
		"Exception: order only. Key A100: 1 order, no bill row. The orders have CNY -40.00. Check whether the refund was paid out: the bill does not have it."},
	{"a payment and its refund that only the books have", Group{Verdict: NoBill, Key: "A100", Orders: []int{0, 1}, Nets: net("0", "0")},
		"【异常】有订单无账单。单号 A100：只有订单 2 笔，没有账单。订单合计 0.00 元。请核对这些收款和退款：账单里都没有。",
		"Exception: order only. Key A100: 2 orders, no bill row. The orders have CNY 0.00. Check these payments and refunds: the bill has neither."},
	{"given back on both sides, of different sizes", Group{Verdict: Reverted | Netted | GrossDiffers, Key: "A100", Bills: []int{0, 1}, Orders: []int{0, 1}, Nets: net("0", "0"), Gross: netPtr("90", "100")},
		"【已冲正】按单号 A100 对账：账单 2 笔，订单 2 笔。账单 0.00 元，订单 0.00 元，金额相等。两边都已全额退回，但原来收的不同：账单 90.00 元，订单 100.00 元，相差 10.00 元。收款后又全额退回，净额为零。单笔金额不同，合计相等。",
		"Reversed. By key A100: 2 bill rows, 2 orders. Bill CNY 0.00, orders CNY 0.00: the amounts are equal. Both sides gave everything back, but what they took differs: bill CNY 90.00, orders CNY 100.00, by CNY 10.00. The money was paid and given back: the net is zero. Single amounts differ, and their sums agree."},
	{"a key with a space, in doubt for several reasons", Group{Verdict: NoBill | Held | DateFar | LikeHeld, Key: "A1 ", Orders: []int{0}, Nets: net("0", "5")},
		"【存疑】单号 \"A1 \"：只有订单 1 笔，没有账单。订单合计 5.00 元。有的行日期比已确认的账单晚一个多月，日期可能有误。有的行与存疑池里的一行完全相同，是不是重复给了？还在等待期内，留在存疑池，下次再对。",
		"Doubtful. Key \"A1 \": 1 order, no bill row. The orders have CNY 5.00. A row is dated more than a month after the bills that are proven: its date may be wrong. A row says the same as one of the pool: was it given twice? It is within the waiting time, and stays in the pool for the next run."},
	{"an income of the orders", Group{Verdict: FoundIncome | FeeAbsent, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("100", "100"), IncomeNet: netPtr("99.4", "99"), IncomeOf: IncomeOfOrders},
		"【异常】到账金额不符。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 100.00 元，订单 100.00 元，金额相等。订单的到账金额不符：订单 99.00 元，应为 99.40 元。有的行没有手续费，没有全部核对。请核对到账金额。",
		"Exception: income mismatch. By key A100: 1 bill row, 1 order. Bill CNY 100.00, orders CNY 100.00: the amounts are equal. The orders' income does not agree: orders CNY 99.00, expected CNY 99.40. Some rows have no fee, so that not all fees were compared. Check the incomes."},
	{"by amount and time, an order without a key", Group{Verdict: ByFallback, Pass: PassAmountTime, Bills: []int{0}, Orders: []int{0}, Nets: net("1", "1")},
		"【已对账】一致。按金额和时间对账，订单没有单号：账单 1 笔，订单 1 笔。账单 1.00 元，订单 1.00 元，金额相等。",
		"Reconciled: matched. By amount and time, the order without a key: 1 bill row, 1 order. Bill CNY 1.00, orders CNY 1.00: the amounts are equal."},
	{"a fee", Group{Verdict: FoundFee, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("100", "100"), FeeNet: netPtr("0.6", "0.38")},
		"【异常】手续费不符。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 100.00 元，订单 100.00 元，金额相等。手续费不符：账单 0.60 元，应为 0.38 元，账单多 0.22 元。请核对约定费率和账单手续费。",
		"Exception: fee mismatch. By key A100: 1 bill row, 1 order. Bill CNY 100.00, orders CNY 100.00: the amounts are equal. The fee does not agree: bill CNY 0.60, expected CNY 0.38, higher by CNY 0.22. Compare the agreed rate with the fee on the bill."},
	{"a fee within the tolerance", Group{Verdict: WithinTolerance, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("100", "100"), FeeNet: netPtr("0.38", "0.39")},
		"【已对账】一致。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 100.00 元，订单 100.00 元，金额相等。手续费在允许误差以内：账单 0.38 元，应为 0.39 元，账单少 0.01 元。",
		"Reconciled: matched. By key A100: 1 bill row, 1 order. Bill CNY 100.00, orders CNY 100.00: the amounts are equal. The fee is within the tolerance: bill CNY 0.38, expected CNY 0.39, lower by CNY 0.01."},
	{"an income", Group{Verdict: FoundIncome, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("100", "100"), FeeNet: netPtr("0.6", "0.6"), IncomeNet: netPtr("99", "99.4")},
		"【异常】到账金额不符。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 100.00 元，订单 100.00 元，金额相等。到账金额不符：账单 99.00 元，应为 99.40 元，账单少 0.40 元。请核对到账金额。",
		"Exception: income mismatch. By key A100: 1 bill row, 1 order. Bill CNY 100.00, orders CNY 100.00: the amounts are equal. The income does not agree: bill CNY 99.00, expected CNY 99.40, lower by CNY 0.40. Check the incomes."},
	{"points against yuan", Group{Verdict: FoundUnit, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: []Net{{CNY, dec("0"), dec("10")}, {"福豆", dec("10"), dec("0")}}},
		"【异常】单位不符。按单号 A100 对账：账单 1 笔，订单 1 笔。两边的计量单位不同，不能相加。账单 0.00 元，订单 10.00 元。账单 10 福豆，订单 0 福豆。请核对两边的计量单位。",
		"Exception: unit mismatch. By key A100: 1 bill row, 1 order. The sides count different units, which are never added. Bill CNY 0.00, orders CNY 10.00. Bill 10 福豆, orders 0 福豆. Check the units of both sides."},
	{"given back on one side alone", Group{Verdict: FoundState | FoundAmountOver, Key: "C70", Bills: []int{0}, Orders: []int{0, 1}, Nets: net("70", "0"), BillStates: 1 << Succeeded, OrderStates: 1 << Succeeded},
		"【异常】状态不符。按单号 C70 对账：账单 1 笔，订单 2 笔。账单 70.00 元，订单 0.00 元，长款（账单多）70.00 元。一边的款项已全额退回，另一边没有。请核对订单状态、支付通知和退款记录。",
		"Exception: state mismatch. By key C70: 1 bill row, 2 orders. Bill CNY 70.00, orders CNY 0.00: the bill is CNY 70.00 higher. One side's money was given back in full, the other's was not. Check the order's state, the payment notice and the refunds."},
	{"paid and given back", Group{Verdict: Reverted, Key: "C70", Bills: []int{0, 1}, Orders: []int{0, 1}, Nets: net("0", "0")},
		"【已冲正】按单号 C70 对账：账单 2 笔，订单 2 笔。账单 0.00 元，订单 0.00 元，金额相等。收款后又全额退回，净额为零。",
		"Reversed. By key C70: 2 bill rows, 2 orders. Bill CNY 0.00, orders CNY 0.00: the amounts are equal. The money was paid and given back: the net is zero."},
	{"one-sided and waiting", Group{Verdict: NoBill | Held, Key: "A100", Orders: []int{0}, PoolOrders: []int{0}, Nets: net("0", "100")},
		"【存疑】单号 A100：只有订单 2 笔，没有账单。其中 1 笔来自存疑池。订单合计 100.00 元。还在等待期内，留在存疑池，下次再对。",
		"Doubtful. Key A100: 2 orders, no bill row. 1 of them came from the pool of doubtful rows. The orders have CNY 100.00. It is within the waiting time, and stays in the pool for the next run."},
	{"one-sided, the bill unfinished", Group{Verdict: NoBill | Incomplete, Key: "A100", Orders: []int{0}, Nets: net("0", "100")},
		"【存疑】单号 A100：只有订单 1 笔，没有账单。订单合计 100.00 元。账单是否完整还没有证明，先不算异常，留在存疑池，下次再对。",
		"Doubtful. Key A100: 1 order, no bill row. The orders have CNY 100.00. The bill is not proven to be complete: the group is no exception so far, and stays in the pool for the next run."},
	{"a bill alone", Group{Verdict: NoOrder, Bills: []int{0}, Nets: net("100", "0")},
		"【异常】有账单无订单。没有单号：只有账单 1 笔，没有订单。账单合计 100.00 元。请核对是否漏记订单。",
		"Exception: bill only. Without a key: 1 bill row, no order. The bill has CNY 100.00. Check for an order that was not booked."},
	{"an order alone", Group{Verdict: NoBill, Key: "A100", Orders: []int{0}, Nets: net("0", "100")},
		"【异常】有订单无账单。单号 A100：只有订单 1 笔，没有账单。订单合计 100.00 元。请核对款项是否到账。",
		"Exception: order only. Key A100: 1 order, no bill row. The orders have CNY 100.00. Check whether the money arrived."},
	{"an order nobody paid", Group{Verdict: NoBill | NotPaid, Key: "A100", Orders: []int{0}, Nets: net("0", "0")},
		"【未对账】暂不对账。单号 A100：只有订单 1 笔，没有账单。订单合计 0.00 元。没有发生收付，无需对账。",
		"Unreconciled: not due. Key A100: 1 order, no bill row. The orders have CNY 0.00. No money moved, so that there is nothing to reconcile."},
	{"one order nobody paid, with its amount", Group{Verdict: NoBill | NotPaid, Key: "A100", Orders: []int{0}, Nets: net("0", "0"), Unpaid: net("0", "132")},
		"【未对账】暂不对账。单号 A100：只有订单 1 笔，没有账单。订单合计 132.00 元未付款。没有发生收付，无需对账。",
		"Unreconciled: not due. Key A100: 1 order, no bill row. The orders have CNY 132.00 unpaid. No money moved, so that there is nothing to reconcile."},
	{"several orders that may be paid still", Group{Verdict: NoBill | NotPaid | Held, Key: "A100", Orders: []int{0, 1}, Nets: net("0", "0"), Unpaid: net("0", "180")},
		"【未对账】暂不对账。单号 A100：只有订单 2 笔，没有账单。订单合计 180.00 元未付款。没有发生收付。还在等待期内，留在存疑池，下次再对。",
		"Unreconciled: not due. Key A100: 2 orders, no bill row. The orders have CNY 180.00 unpaid. No money moved. It is within the waiting time, and stays in the pool for the next run."},
	{"unpaid on both sides", Group{Verdict: NotPaid, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("0", "0"), Unpaid: net("48", "48")},
		"【未对账】暂不对账。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 48.00 元未付款，订单 48.00 元未付款。没有发生收付，无需对账。",
		"Unreconciled: not due. By key A100: 1 bill row, 1 order. Bill CNY 48.00 unpaid, orders CNY 48.00 unpaid. No money moved, so that there is nothing to reconcile."},
	{"unpaid in another unit on each side", Group{Verdict: NotPaid | ManualRow, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("0", "0"), Unpaid: []Net{{CNY, dec("48"), dec("0")}, {"福豆", dec("0"), dec("9")}}},
		"【未对账】暂不对账。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 48.00 元未付款，订单 0.00 元。账单 0 福豆，订单 9 福豆未付款。没有发生收付。有的行设为人工对账，这里只作提示。",
		"Unreconciled: not due. By key A100: 1 bill row, 1 order. Bill CNY 48.00 unpaid, orders CNY 0.00. Bill 0 福豆, orders 9 福豆 unpaid. No money moved. A row is set to manual reconciliation: this is a proposal only."},
	{"paid on one side alone", Group{Verdict: FoundState | FoundAmountOver, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("66", "0"), Unpaid: net("0", "66"), BillStates: 1 << Succeeded, OrderStates: 1 << Pending},
		"【异常】状态不符。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 66.00 元，订单 66.00 元未付款，长款（账单多）66.00 元。状态不一致：账单为成功，订单为待支付。请核对订单状态、支付通知和退款记录。",
		"Exception: state mismatch. By key A100: 1 bill row, 1 order. Bill CNY 66.00, orders CNY 66.00 unpaid: the bill is CNY 66.00 higher. The states disagree: bill succeeded, orders pending. Check the order's state, the payment notice and the refunds."},
	{"paid in part, and a refund that is not paid out", Group{Verdict: FoundAmountShort, Key: "A100", Bills: []int{0, 1}, Orders: []int{0, 1}, Nets: net("50", "80"), Unpaid: net("-20", "30")},
		"【异常】账单金额少。按单号 A100 对账：账单 2 笔，订单 2 笔。账单 50.00 元（另有 -20.00 元未退款），订单 80.00 元（另有 30.00 元未付款），短款（账单少）30.00 元。请逐笔核对账单和订单的金额。",
		"Exception: amount short. By key A100: 2 bill rows, 2 orders. Bill CNY 50.00 (and CNY -20.00 not given back), orders CNY 80.00 (and CNY 30.00 unpaid): the bill is CNY 30.00 lower. Compare the amounts of the bill rows and the orders one by one."},
	{"paid and given back beside an order nobody paid", Group{Verdict: Reverted, Key: "A100", Bills: []int{0, 1}, Orders: []int{0}, Nets: net("0", "0"), Unpaid: net("0", "70")},
		"【已冲正】按单号 A100 对账：账单 2 笔，订单 1 笔。账单 0.00 元，订单 70.00 元未付款。收款后又全额退回，净额为零。",
		"Reversed. By key A100: 2 bill rows, 1 order. Bill CNY 0.00, orders CNY 70.00 unpaid. The money was paid and given back: the net is zero."},
	{"two answers that fit", Group{Verdict: AmbiguousMatch | FoundAmountShort, Key: "A100", Bills: []int{0}, Orders: []int{0, 1, 2}, Nets: net("60", "100"), Alternatives: [2][]int{{0, 1}, {2}}},
		"【存疑】按单号 A100 对账：账单 1 笔，订单 3 笔。账单 60.00 元，订单 100.00 元，短款（账单少）40.00 元。不止一种对法成立，没有自动选择，请人工确认。例如订单第 1、2 行，或者订单第 3 行。",
		"Doubtful. By key A100: 1 bill row, 3 orders. Bill CNY 60.00, orders CNY 100.00: the bill is CNY 40.00 lower. More than one match is possible, so none was chosen: please decide. For example order rows 1, 2, or order row 3."},
	{"a bill row out of several", Group{Verdict: BySubset, Key: "A100", Bills: []int{0}, Orders: []int{0, 1}, Nets: net("60", "60")},
		"【已对账】一致。按单号 A100 对账：账单 1 笔，订单 2 笔。账单 60.00 元，订单 60.00 元，金额相等。在没对上的行里，只有这一种金额组合正好相等。",
		"Reconciled: matched. By key A100: 1 bill row, 2 orders. Bill CNY 60.00, orders CNY 60.00: the amounts are equal. Of the rows left, this is the only combination of amounts that is exactly equal."},
	{"too many to try", Group{Verdict: FoundAmountShort | SearchExhausted, Key: "A100", Bills: []int{0}, Orders: []int{0, 1}, Nets: net("60", "100")},
		"【异常】账单金额少。按单号 A100 对账：账单 1 笔，订单 2 笔。账单 60.00 元，订单 100.00 元，短款（账单少）40.00 元。组合太多，没有全部查完，可能还有金额正好相等的组合。请逐笔核对账单和订单的金额。",
		"Exception: amount short. By key A100: 1 bill row, 2 orders. Bill CNY 60.00, orders CNY 100.00: the bill is CNY 40.00 lower. There are too many combinations to try them all: an exact one may exist. Compare the amounts of the bill rows and the orders one by one."},
	{"manual", Group{Verdict: ManualRow, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("60", "60")},
		"【未对账】暂不对账。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 60.00 元，订单 60.00 元，金额相等。有的行设为人工对账，这里只作提示。",
		"Unreconciled: not due. By key A100: 1 bill row, 1 order. Bill CNY 60.00, orders CNY 60.00: the amounts are equal. A row is set to manual reconciliation: this is a proposal only."},
	{"a state nobody knows", Group{Verdict: StateUnknown | FoundSign, Key: "A100", Bills: []int{0}, Orders: []int{0}, Nets: net("-60", "-60")},
		"【异常】状态不符。按单号 A100 对账：账单 1 笔，订单 1 笔。账单 -60.00 元，订单 -60.00 元。有的行正负号与收款、退款的方向相反。有的行状态未知，不能算已对账。请核对订单状态、支付通知和退款记录。",
		"Exception: state mismatch. By key A100: 1 bill row, 1 order. Bill CNY -60.00, orders CNY -60.00. The sign of an amount contradicts its kind. The state of a row is unknown, so the group is not called reconciled. Check the order's state, the payment notice and the refunds."},
}

func TestExplain(t *testing.T) {
	for _, c := range explainCases {
		t.Run(c.reason, func(t *testing.T) {
			g := explained(c.group)
			if got := g.Explain(Chinese); got != c.chinese {
				t.Errorf("it is\n%s\nwant\n%s", got, c.chinese)
			}
			if got := g.Explain(English); got != c.english {
				t.Errorf("it is\n%s\nwant\n%s", got, c.english)
			}
		})
	}
}

func TestExplainInALanguageNobodyKnowsIsChinese(t *testing.T) {
	g := explained(Group{Key: "A100"})
	if g.Explain(Language(7)) != g.Explain(Chinese) {
		t.Error("it is neither Chinese nor English")
	}
}

// Whatever was found, the text is one line without holes, English has no Chinese in it,
// and 长款 and 短款 never stand without the direction.
func TestExplainIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawGroup(t)
		chinese, english := g.Explain(Chinese), g.Explain(English)
		for _, text := range []string{chinese, english} {
			if strings.ContainsAny(text, "\n\r\t") || strings.Contains(text, "%!") {
				t.Fatalf("it is no clean line: %q", text)
			}
			if strings.IndexFunc(text, unicode.IsControl) >= 0 {
				t.Fatalf("it has control characters: %q", text)
			}
		}
		if i := strings.IndexFunc(english, func(r rune) bool { return unicode.Is(unicode.Han, r) }); i >= 0 {
			t.Fatalf("the English has Chinese in it: %s", english)
		}
		for word, direction := range map[string]string{"长款": "长款（账单多）", "短款": "短款（账单少）"} {
			if strings.Count(chinese, word) != strings.Count(chinese, direction) {
				t.Fatalf("%s stands without its direction: %s", word, chinese)
			}
		}
	})
}

// drawGroup draws a group that need not make sense.
func drawGroup(t *rapid.T) Group {
	indexes := rapid.SliceOfN(rapid.IntRange(0, 20), 0, 14)
	g := Group{
		Outcome:          Outcome(rapid.Uint8Max(16).Draw(t, "outcome")),
		Verdict:          Verdict(rapid.Uint32().Draw(t, "verdict")),
		Pass:             Pass(rapid.Uint8().Draw(t, "pass")),
		Key:              rapid.StringOf(rapid.RuneFrom([]rune("A1\n\x00\u202e％%s "))).Draw(t, "key"),
		Bills:            indexes.Draw(t, "bills"),
		Orders:           indexes.Draw(t, "orders"),
		PoolBills:        indexes.Draw(t, "pool bills"),
		PoolOrders:       indexes.Draw(t, "pool orders"),
		Excess:           indexes.Draw(t, "excess"),
		Threshold:        drawAmount(t),
		BillStates:       StateSet(rapid.Uint8().Draw(t, "bill states")),
		OrderStates:      StateSet(rapid.Uint8().Draw(t, "order states")),
		Alternatives:     [2][]int{indexes.Draw(t, "one"), indexes.Draw(t, "another")},
		AlternativeBills: [2]bool{rapid.Bool().Draw(t, "of bills"), false},
	}
	for range rapid.IntRange(0, 2).Draw(t, "units") {
		g.Nets = append(g.Nets, Net{rapid.SampledFrom([]string{"", CNY, "pt\n%d"}).Draw(t, "unit"), drawAmount(t), drawAmount(t)})
	}
	for range rapid.IntRange(0, 2).Draw(t, "unpaid units") {
		g.Unpaid = append(g.Unpaid, Net{rapid.SampledFrom([]string{"", CNY, "pt\n%d"}).Draw(t, "unit"), drawAmount(t), drawAmount(t)})
	}
	if rapid.Bool().Draw(t, "fees") {
		g.FeeNet, g.IncomeNet = netPtr("1", "2"), netPtr("3", "3")
	}
	return g
}
