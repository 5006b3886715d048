package recon

// Outcome is the one class of a group. Its order here is not its precedence: see Verdict.Outcome.
type Outcome uint8

// The outcomes. The zero Outcome is no outcome.
const (
	_              Outcome = iota
	Matched                // nets, states, fee and income agree
	AmountOver             // same key, the bill's net is above the orders'
	AmountShort            // same key, the bill's net is below the orders'
	FeeMismatch            // amounts agree, the fee does not
	IncomeMismatch         // amounts agree, income is not what it should be
	StateMismatch          // money moved on one side, the other is unpaid or given back; or a state is unknown
	UnitMismatch           // the two sides count different units
	DuplicateBill          // bill rows left over beside an equal one that was settled
	DuplicateOrder         // orders left over beside an equal one that was settled
	Reversed               // paid and given back on both sides, or on the bill alone
	Doubtful               // open and inside its window: in the pool (存疑池); or ambiguous when the window is over, told once
	BillOnly               // no order, window over
	OrderOnly              // no bill, window over
	NotDue                 // nobody paid, or Manual
)

var outcomeNames = []string{
	Matched: "matched", AmountOver: "amount over", AmountShort: "amount short", FeeMismatch: "fee mismatch",
	IncomeMismatch: "income mismatch", StateMismatch: "state mismatch", UnitMismatch: "unit mismatch",
	DuplicateBill: "duplicate bill", DuplicateOrder: "duplicate order", Reversed: "reversed", Doubtful: "doubtful",
	BillOnly: "bill only", OrderOnly: "order only", NotDue: "not due",
}

var outcomeNamesChinese = []string{
	Matched: "一致", AmountOver: "账单金额多", AmountShort: "账单金额少", FeeMismatch: "手续费不符",
	IncomeMismatch: "到账金额不符", StateMismatch: "状态不符", UnitMismatch: "单位不符",
	DuplicateBill: "账单重复", DuplicateOrder: "订单重复", Reversed: "已冲正", Doubtful: "存疑",
	BillOnly: "有账单无订单", OrderOnly: "有订单无账单", NotDue: "未到对账",
}

// String is the English word, or the number of an unknown value.
func (o Outcome) String() string { return wordOf(outcomeNames, int(o)) }

// Chinese is the Chinese word (简体中文), or the number of an unknown value.
func (o Outcome) Chinese() string { return wordOf(outcomeNamesChinese, int(o)) }

// MarshalJSON writes the English word, or the number of an unknown value.
func (o Outcome) MarshalJSON() ([]byte, error) { return wordJSON(outcomeNames, int(o)) }

// UnmarshalJSON reads what MarshalJSON writes; numbers survive.
func (o *Outcome) UnmarshalJSON(data []byte) error {
	n, err := numberOf("Outcome", outcomeNames, data)
	if err == nil {
		*o = Outcome(n)
	}
	return err
}

// Status is the console's status of the outcome; 异常 for an outcome this version does not know.
func (o Outcome) Status() Status {
	switch o {
	case Matched:
		return StatusReconciled
	case NotDue:
		return StatusUnreconciled
	case Reversed:
		return StatusReversed
	case Doubtful:
		return StatusDoubtful
	}
	return StatusException
}
