package recon

import "testing"

// TestVerdictOutcome has the precedence written out once more: each finding alone, and beside everything that is weaker.
func TestVerdictOutcome(t *testing.T) {
	const informative = FoundSign | WithinTolerance | ByFallback | BySubset | SearchExhausted
	order := []finding{
		{ManualRow, NotDue}, {Incomplete, Doubtful}, {FoundUnit, UnitMismatch}, {FoundState, StateMismatch},
		{FoundDuplicateBill, DuplicateBill}, {FoundDuplicateOrder, DuplicateOrder}, {AmbiguousMatch, Doubtful},
		{FoundAmountOver, AmountOver}, {FoundAmountShort, AmountShort}, {FoundFee, FeeMismatch}, {FoundIncome, IncomeMismatch},
		{NotPaid, NotDue}, {StateUnknown, Doubtful}, {Reverted, Reversed},
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
	if got := Verdict(informative).Outcome(); got != Matched {
		t.Errorf("what is only informative is %v", got)
	}
}

func TestVerdictOutcomeOneSided(t *testing.T) {
	for _, side := range []finding{{NoBill, OrderOnly}, {NoOrder, BillOnly}} {
		order := []finding{{ManualRow, NotDue}, {NotPaid, NotDue}, {Reverted, Reversed}, {Held, Doubtful}, {Incomplete, Doubtful}, {AmbiguousMatch, Doubtful}, side}
		v := side.bits | StateUnknown | FoundSign
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
