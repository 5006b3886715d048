package recon

import (
	"math/bits"
	"strconv"

	"github.com/billrecon/billrecon/recon/internal/words"
)

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
	lines := precedence[:]
	if v&(NoBill|NoOrder) != 0 {
		lines = oneSidedPrecedence[:]
	}
	for _, line := range lines {
		if v&line.bits != 0 {
			return line.outcome
		}
	}
	return Matched
}

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

var outcomeWords = words.Enum[Language, Outcome]{
	Matched:        {"一致", "matched"},
	AmountOver:     {"账单金额多", "amount over"},
	AmountShort:    {"账单金额少", "amount short"},
	FeeMismatch:    {"手续费不符", "fee mismatch"},
	IncomeMismatch: {"到账金额不符", "income mismatch"},
	StateMismatch:  {"状态不符", "state mismatch"},
	UnitMismatch:   {"单位不符", "unit mismatch"},
	DuplicateBill:  {"账单重复", "duplicate bill"},
	DuplicateOrder: {"订单重复", "duplicate order"},
	Reversed:       {"已冲正", "reversed"},
	Doubtful:       {"存疑", "doubtful"},
	BillOnly:       {"有账单无订单", "bill only"},
	OrderOnly:      {"有订单无账单", "order only"},
	NotDue:         {"暂不对账", "not due"},
}

// String is the English word, or the number of an unknown value.
func (o Outcome) String() string { return outcomeWords.In(English, o) }

// Chinese is the Chinese word (简体中文), or the number of an unknown value.
func (o Outcome) Chinese() string { return outcomeWords.In(Chinese, o) }

// MarshalJSON writes the English word, or the number of an unknown value.
func (o Outcome) MarshalJSON() ([]byte, error) { return outcomeWords.JSON(o) }

// UnmarshalJSON reads what MarshalJSON writes; numbers survive.
func (o *Outcome) UnmarshalJSON(data []byte) error { return readWord(o, "Outcome", outcomeWords, data) }

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

// Status is the console's own five-valued reconciliation status (对账状态).
type Status uint8

// The statuses, with the console's numbers.
const (
	StatusReconciled   Status = 1 // 已对账
	StatusUnreconciled Status = 2 // 未对账
	StatusException    Status = 3 // 异常
	StatusReversed     Status = 4 // 已冲正
	StatusDoubtful     Status = 5 // 存疑
)

var statusWords = words.Enum[Language, Status]{
	StatusReconciled:   {"已对账", "reconciled"},
	StatusUnreconciled: {"未对账", "unreconciled"},
	StatusException:    {"异常", "exception"},
	StatusReversed:     {"已冲正", "reversed"},
	StatusDoubtful:     {"存疑", "doubtful"},
}

// String is the English word, or the number of an unknown value. In JSON a Status is the console's number.
func (s Status) String() string { return statusWords.In(English, s) }

// Chinese is the console's word, or the number of an unknown value.
func (s Status) Chinese() string { return statusWords.In(Chinese, s) }

// verdictCodes are the codes of the bits, by bit number. They are part of the interface: they are stored, searched for and quoted,
// so none is ever changed or used again for something else.
//
// E is a finding that makes an exception of its group unless a D holds it back, D is why a group is left in doubt,
// W is worth a look, and I tells how the outcome came about.
var verdictCodes = [...]string{
	"E-UNIT",
	"E-STATE",
	"E-DUPLICATE-BILL",
	"E-DUPLICATE-ORDER",
	"E-AMOUNT-OVER",
	"E-AMOUNT-SHORT",
	"E-FEE",
	"E-INCOME",
	"W-SIGN",
	"E-NO-BILL",
	"E-NO-ORDER",
	"I-NOT-PAID",
	"I-REVERSED",
	"D-HELD",
	"D-BILLS-INCOMPLETE",
	"D-AMBIGUOUS",
	"D-STATE-UNKNOWN",
	"I-MANUAL",
	"I-WITHIN-TOLERANCE",
	"I-FALLBACK",
	"I-SUBSET",
	"W-SEARCH-EXHAUSTED",
	"I-NETTED",
	"W-GROSS",
	"W-FEE-ABSENT",
	"W-DATE-FAR",
	"W-LIKE-HELD",
	"I-PART-SETTLED",
}

// Codes are the stable codes of the bits that are set, in the order of the bits; nil for none.
// A bit of a later version that this one does not know is "X-" and its number.
func (v Verdict) Codes() []string {
	if v == 0 {
		return nil
	}
	codes := make([]string, 0, bits.OnesCount32(uint32(v)))
	for rest := uint32(v); rest != 0; rest &= rest - 1 {
		codes = append(codes, codeOf(bits.TrailingZeros32(rest)))
	}
	return codes
}

func codeOf(bit int) string {
	if bit >= len(verdictCodes) {
		return "X-" + strconv.Itoa(bit)
	}
	return verdictCodes[bit]
}

// Codes are the stable codes of everything found in the group: see Verdict.Codes.
func (g Group) Codes() []string { return g.Verdict.Codes() }
