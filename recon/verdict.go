package recon

// Verdict is everything found in one group, a set of bits. The zero Verdict is a clean match by Key.
type Verdict uint32

// The bits. Their values and codes (see Codes) never change.
const (
	FoundUnit           Verdict = 1 << iota // the sides' units differ
	FoundState                              // money moved on one side, and the other is unpaid or given back
	FoundDuplicateBill                      // bill rows beyond a settled twin, named in Group.Excess
	FoundDuplicateOrder                     // orders beyond a settled twin, named in Group.Excess
	FoundAmountOver                         // bill net − order net is above the tolerance
	FoundAmountShort                        // bill net − order net is below minus the tolerance
	FoundFee                                // fees differ by more than the tolerance
	FoundIncome                             // income differs by more than the tolerance, or is not amount − fee: see Group.IncomeOf
	FoundSign                               // a Kind contradicts the sign of its Amount; informative
	NoBill                                  // the group has orders only
	NoOrder                                 // the group has bills only
	NotPaid                                 // no row of either side moved money
	Reverted                                // paid and given back, net zero, on every side that moved money
	Held                                    // inside its window: the rows stay in the pool
	Incomplete                              // nothing of the bills is proven (Rules.BillsUntil is zero): the rows stay in the pool
	AmbiguousMatch                          // several partners fit equally: none was taken
	StateUnknown                            // a row's State is Unknown
	ManualRow                               // a row is Manual
	WithinTolerance                         // a difference that a tolerance allowed; it is kept in Group.Nets
	ByFallback                              // claimed by an AltKey or by amount and time, not by Key
	BySubset                                // a subset search singled out the rows
	SearchExhausted                         // the subset search reached its bound without an answer
	Netted                                  // sums of rows agree whose single amounts do not
	GrossDiffers                            // both sides came to zero, and what was paid in before differs: see Group.Gross
	FeeAbsent                               // some fees are known on both sides, but not all: they were not compared
	DateFar                                 // a row is dated more than 31 days after the last complete bill day: a wrong date
	LikeHeld                                // a fresh row equals a held one in all content: was it given twice?
	PartSettled                             // an open group: other rows of the same key were settled
)

// finding is one line of a precedence: any of the bits gives the outcome.
type finding struct {
	bits    Verdict
	outcome Outcome
}

// precedence is the order in which findings decide the Outcome of a group with rows of both sides: the first line that applies wins.
var precedence = [...]finding{
	{ManualRow, NotDue},
	{NotPaid, NotDue},
	{Held | Incomplete, Doubtful},
	{FoundUnit, UnitMismatch},
	{FoundState | StateUnknown, StateMismatch},
	{AmbiguousMatch, Doubtful}, // the amount is what the ambiguity is about
	{FoundAmountOver, AmountOver},
	{FoundAmountShort, AmountShort},
	{FoundFee, FeeMismatch},
	{FoundIncome, IncomeMismatch},
	{Reverted, Reversed},
}

// oneSidedPrecedence is the same for groups that have NoBill or NoOrder.
var oneSidedPrecedence = [...]finding{
	{ManualRow, NotDue},
	{NotPaid, NotDue},
	{Held | Incomplete, Doubtful},
	{Reverted, Reversed},
	{FoundDuplicateBill, DuplicateBill},
	{FoundDuplicateOrder, DuplicateOrder},
	{NoOrder, BillOnly},
	{NoBill, OrderOnly},
}

// Outcome is the one class that the findings come to, in a fixed precedence: a group is NotDue with a Manual row or when nobody paid,
// then Doubtful while it waits, then UnitMismatch, StateMismatch (also with an unknown state), Doubtful when ambiguous, AmountOver,
// AmountShort, FeeMismatch, IncomeMismatch, Reversed, and Matched.
// One-sided groups are NotDue and Doubtful likewise, then Reversed, DuplicateBill or DuplicateOrder, and BillOnly or OrderOnly.
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
