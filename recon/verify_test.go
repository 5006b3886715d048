package recon

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/price"
)

// TestVerifyNamesWhatDoesNotHold damages a result in every part, and wants the part named.
func TestVerifyNamesWhatDoesNotHold(t *testing.T) {
	record := func(key, amount string, state State) Record {
		return Record{Key: key, Amount: dec(amount), State: state}
	}
	bills := []Record{record("A", "1", 0), record("A", "1", 0), record("B", "2", 0), record("C", "3", Refunded), {Key: "C", Kind: Refund, Amount: dec("-3")}, record("P", "5", 0)}
	orders := []Record{record("A", "1", 0), record("B", "3", 0), record("D", "4", 0), record("P", "6", 0)}
	orders[1].Income = decimal.NewNullDecimal(dec("3")) // a group is kept of it
	group := func(r *Result[Record, Record], o Outcome) *Group {
		for _, g := range r.book.groups {
			if g.Outcome == o {
				return g
			}
		}
		t.Fatalf("no group is %v", o)
		return nil
	}
	for _, tt := range []struct {
		reason, field string
		damage        func(r *Result[Record, Record])
	}{
		{"a count", "Count", func(r *Result[Record, Record]) { r.book.counts[Matched]++ }},
		{"a digest", "Digest", func(r *Result[Record, Record]) { r.book.digest[0]++ }},
		{"a figure", "Statistics", func(r *Result[Record, Record]) { r.book.statistics.Fail.Count++ }},
		{"a summary", "Summary", func(r *Result[Record, Record]) { r.summary.Units[0].Absolute = dec("70") }},
		{"a fingerprint of the rows", "rows", func(r *Result[Record, Record]) { r.summary.Bills.Digest[1]++ }},
		{"a key", "Group.Key", func(r *Result[Record, Record]) { group(r, OrderOnly).Key = "E" }},
		{"a state", "Group.BillStates", func(r *Result[Record, Record]) { group(r, AmountShort).BillStates = 2 }},
		{"a net", "Group.Nets", func(r *Result[Record, Record]) { group(r, AmountShort).Nets[0].Bill = dec("3") }},
		{"an amount that did not move", "Group.Unpaid", func(r *Result[Record, Record]) { group(r, OrderOnly).Unpaid = net("0", "4") }},
		{"surplus rows", "Group.Excess", func(r *Result[Record, Record]) { group(r, DuplicateBill).Excess = nil }},
		{"surplus rows of a group that has none", "Group.Excess", func(r *Result[Record, Record]) { group(r, OrderOnly).Excess = []int{2} }},
		{"a finding", "Group.Verdict", func(r *Result[Record, Record]) { group(r, OrderOnly).Verdict &^= NoBill }},
		{"an outcome", "Group.Outcome", func(r *Result[Record, Record]) { group(r, OrderOnly).Outcome = NotDue }},
		{"how a row counts", "Group.Nets", func(r *Result[Record, Record]) { group(r, Reversed).MovedBills = nil }},
		{"a row that cannot count so", "Group.Moved", func(r *Result[Record, Record]) { group(r, DuplicateBill).MovedBills = []int{1} }},
		{"a row in two groups", "Group", func(r *Result[Record, Record]) { group(r, OrderOnly).Orders = []int{1} }},
		{"a row that is not there", "Group", func(r *Result[Record, Record]) { group(r, OrderOnly).Orders = []int{9} }},
		{"a group", "Result", func(r *Result[Record, Record]) { r.book.groups = r.book.groups[1:] }},
		{"the amount of a pair in fen", "Group.Nets", func(r *Result[Record, Record]) { r.book.pairs[0].fen[0]++ }},
		{"what was found of a pair in fen", "Count", func(r *Result[Record, Record]) { r.book.pairs[0].verdict = FoundAmountOver }},
		{"a pair in fen", "Result", func(r *Result[Record, Record]) { r.book.pairs = nil }},
		{"replaced rows", "Replaced", func(r *Result[Record, Record]) { r.replaced = []int{0} }},
	} {
		res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Verify(); err != nil {
			t.Fatalf("the truth: %v", err)
		}
		if err := res.Proven(); err != nil {
			t.Fatalf("the truth, once proven: %v", err)
		}
		tt.damage(res)
		if res.Proven() != nil {
			t.Errorf("%s: what was proven is proven again", tt.reason)
		}
		var own *Error
		if err := res.Verify(); !errors.Is(err, ErrProof) || !errors.As(err, &own) || own.Field != tt.field {
			t.Errorf("%s: %v, want %s to be named", tt.reason, err, tt.field)
		}
		if !errors.Is(res.Proven(), ErrProof) {
			t.Errorf("%s: what was refuted counts as proven", tt.reason)
		}
	}
}

// TestVerifyNamesADamagedPair damages what is noted of plain pairs, and rows so that all rows together say the same as before.
func TestVerifyNamesADamagedPair(t *testing.T) {
	rows := func() []Record {
		fee := decimal.NewNullDecimal(dec("0.01"))
		return []Record{{Key: "A", Amount: dec("1"), Fee: fee}, {Key: "B", Amount: dec("1"), Fee: fee}, {Key: "C", Amount: dec("2"), Fee: fee}}
	}
	for _, tt := range []struct {
		reason string
		damage func(r *Result[Record, Record])
	}{
		{"two orders have each other's key", func(r *Result[Record, Record]) { r.orders[0].Key, r.orders[1].Key = "B", "A" }},
		{"two bills have each other's key", func(r *Result[Record, Record]) { r.bills[0].Key, r.bills[1].Key = "B", "A" }},
		{"two pairs have each other's key", func(r *Result[Record, Record]) {
			left := r.plain.table.Left()
			left[0].Key, left[1].Key = "B", "A"
		}},
		{"two pairs have each other's bill", func(r *Result[Record, Record]) {
			left := r.plain.table.Left()
			left[0], left[1] = left[1], left[0]
			left[0].Key, left[1].Key = "A", "B"
		}},
		{"two pairs have the same bill", func(r *Result[Record, Record]) {
			left := r.plain.table.Left()
			left[1] = left[0]
			left[1].Key = "B"
		}},
		{"another amount", func(r *Result[Record, Record]) { r.plain.table.Left()[2].Value++ }},
		{"another fee of the bill", func(r *Result[Record, Record]) { r.plain.lanes.Put(0, 2, 3, price.NewFee(2, false)) }},
		{"another fee of the order", func(r *Result[Record, Record]) { r.plain.lanes.Put(1, 2, 3, price.NewFee(2, false)) }},
		{"another fee of both", func(r *Result[Record, Record]) {
			r.plain.lanes.Put(0, 2, 3, price.NewFee(2, false))
			r.plain.lanes.Put(1, 2, 3, price.NewFee(2, false))
		}},
	} {
		res, err := Match(rows(), itself, rows(), itself, Rules{BillsUntil: proven})
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Verify(); err != nil {
			t.Fatalf("the truth: %v", err)
		}
		tt.damage(res)
		var own *Error
		if err := res.Verify(); !errors.Is(err, ErrProof) || !errors.As(err, &own) || own.Field != "Group" {
			t.Errorf("%s: %v, want Group to be named", tt.reason, err)
		}
	}
}
