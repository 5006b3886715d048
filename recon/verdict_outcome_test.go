package recon

import "testing"

// TestVerdictOutcome has the precedence written out once more: each finding alone, and beside everything that is weaker.
func TestVerdictOutcome(t *testing.T) {
	const informative = FoundSign | WithinTolerance | ByFallback | BySubset | SearchExhausted | Netted | GrossDiffers | FeeAbsent | DateFar | LikeHeld | PartSettled
	order := []finding{
		{ManualRow, NotDue}, {NotPaid, NotDue}, {Held, Doubtful}, {Incomplete, Doubtful}, {FoundUnit, UnitMismatch}, {FoundState, StateMismatch},
		{StateUnknown, StateMismatch}, {AmbiguousMatch, Doubtful}, {FoundAmountOver, AmountOver}, {FoundAmountShort, AmountShort},
		{FoundFee, FeeMismatch}, {FoundIncome, IncomeMismatch}, {Reverted, Reversed},
	}
	weaker := informative
	for i := len(order) - 1; i >= 0; i-- {
		if got := order[i].bits.Outcome(); got != order[i].outcome {
			t.Errorf("%s alone is %v, want %v", order[i].bits.Codes(), got, order[i].outcome)
		}
		weaker |= order[i].bits
		if got := weaker.Outcome(); got != order[i].outcome {
			t.Errorf("%s is %v, want %v", weaker.Codes(), got, order[i].outcome)
		}
	}
	if got := informative.Outcome(); got != Matched {
		t.Errorf("what is only informative is %v", got)
	}
}

func TestVerdictOutcomeOneSided(t *testing.T) {
	for _, side := range [][2]finding{{{NoBill, OrderOnly}, {FoundDuplicateOrder, DuplicateOrder}}, {{NoOrder, BillOnly}, {FoundDuplicateBill, DuplicateBill}}} {
		order := []finding{{ManualRow, NotDue}, {NotPaid, NotDue}, {Held, Doubtful}, {Incomplete, Doubtful}, {Reverted, Reversed}, side[1], side[0]}
		v := side[0].bits | StateUnknown | FoundSign
		for i := len(order) - 1; i >= 0; i-- {
			v |= order[i].bits
			if got := v.Outcome(); got != order[i].outcome {
				t.Errorf("%s is %v, want %v", v.Codes(), got, order[i].outcome)
			}
		}
	}
}

// TestOutcomeStatus: every outcome has one of the console's five statuses.
func TestOutcomeStatus(t *testing.T) {
	want := map[Outcome]Status{
		Matched: StatusReconciled, NotDue: StatusUnreconciled, Reversed: StatusReversed, Doubtful: StatusDoubtful,
	}
	for o := Matched; o <= NotDue; o++ {
		status, special := want[o]
		if !special {
			status = StatusException
		}
		if o.Status() != status || (Group{Outcome: o}).Status() != status {
			t.Errorf("%v has status %v, want %v", o, o.Status(), status)
		}
	}
	if Outcome(200).Status() != StatusException {
		t.Error("an outcome of a later version is taken for a success")
	}
}
