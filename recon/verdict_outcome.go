package recon

// finding is one line of a precedence: any of the bits gives the outcome.
type finding struct {
	bits    Verdict
	outcome Outcome
}

// precedence is the order in which findings decide the Outcome of a group with rows of both sides: the first line that applies wins.
var precedence = [...]finding{
	{ManualRow, NotDue},
	{Held | Incomplete, Doubtful},
	{FoundUnit, UnitMismatch},
	{FoundState, StateMismatch},
	{FoundDuplicateBill, DuplicateBill},
	{FoundDuplicateOrder, DuplicateOrder},
	{AmbiguousMatch, Doubtful}, // the amount is what the ambiguity is about
	{FoundAmountOver, AmountOver},
	{FoundAmountShort, AmountShort},
	{FoundFee, FeeMismatch},
	{FoundIncome, IncomeMismatch},
	{NotPaid, NotDue},
	{StateUnknown, Doubtful}, // it may be a success or not: neither reversed nor matched
	{Reverted, Reversed},
}

// oneSidedPrecedence is the same for groups that have NoBill or NoOrder.
var oneSidedPrecedence = [...]finding{
	{ManualRow, NotDue},
	{NotPaid, NotDue},
	{Reverted, Reversed},
	{Held | Incomplete | AmbiguousMatch, Doubtful},
	{NoOrder, BillOnly},
	{NoBill, OrderOnly},
}

// Outcome is the one class that the findings come to, in a fixed precedence: a Manual row makes a group NotDue, then what is
// held back is Doubtful, then UnitMismatch, StateMismatch, DuplicateBill, DuplicateOrder, ambiguity (Doubtful), AmountOver,
// AmountShort, FeeMismatch, IncomeMismatch, NotDue when nobody paid, an unknown state (Doubtful), Reversed, and Matched.
// One-sided groups are NotDue when Manual or unpaid, then Reversed, Doubtful, and BillOnly or OrderOnly.
func (v Verdict) Outcome() Outcome {
	if v&(NoBill|NoOrder) != 0 {
		return v.first(oneSidedPrecedence[:])
	}
	return v.first(precedence[:])
}

// first is the outcome of the first line that applies, Matched when none does.
func (v Verdict) first(lines []finding) Outcome {
	for _, line := range lines {
		if v&line.bits != 0 {
			return line.outcome
		}
	}
	return Matched
}
