package recon

// Verdict is everything found in one group, a set of bits. The zero Verdict is a clean match by Key.
type Verdict uint32

// The bits. Their values and codes (see Codes) never change.
const (
	FoundUnit           Verdict = 1 << iota // the sides' units differ
	FoundState                              // one side paid or reversed, the other not
	FoundDuplicateBill                      // excess bill rows, named in Group.Excess
	FoundDuplicateOrder                     // excess orders, named in Group.Excess
	FoundAmountOver                         // bill net − order net is above the tolerance
	FoundAmountShort                        // bill net − order net is below minus the tolerance
	FoundFee                                // fees differ by more than the tolerance
	FoundIncome                             // income differs by more than the tolerance, or is not amount − fee
	FoundSign                               // a Kind contradicts the sign of its Amount; informative
	NoBill                                  // the group has orders only
	NoOrder                                 // the group has bills only
	NotPaid                                 // no row of either side moved money
	Reverted                                // paid and given back, net zero, on every side that moved money
	Held                                    // one-sided and inside the hold window
	Incomplete                              // held because the bills may still be incomplete (Rules.BillsComplete is false)
	AmbiguousMatch                          // several partners fit equally: none was taken
	StateUnknown                            // a row's State is Unknown
	ManualRow                               // a row is Manual
	WithinTolerance                         // a difference that a tolerance allowed; it is kept in Group.Net
	ByFallback                              // claimed by an AltKey or by amount and time, not by Key
	BySubset                                // a subset search singled out the rows
	SearchExhausted                         // the subset search reached its bound without an answer
)
