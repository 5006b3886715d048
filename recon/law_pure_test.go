package recon_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/billrecon/billrecon/recon"
)

// snapshot is a deep copy of an input as text: every row, with the backing arrays beyond their lengths, and all rules.
func snapshot(in input) string {
	full := func(rows []recon.Record) string {
		s := ""
		for _, r := range rows[:cap(rows)] {
			s += fmt.Sprintf("%q %q %v %d", r.Key, r.AltKeys[:cap(r.AltKeys)], r.Amount.Coefficient(), r.Amount.Exponent())
			s += fmt.Sprintf(" %v %v %q %d %d %v %q %v\n", r.Fee, r.Income, r.Unit, r.Kind, r.State, r.Time, r.Channel, r.Manual)
		}
		return s
	}
	var poolRows []recon.Record
	ids := ""
	for _, r := range append(slices.Clone(in.rules.Pool.Bills), in.rules.Pool.Orders...) {
		poolRows = append(poolRows, r.Record)
		ids += r.ID + " " + r.Since.String() + "\n"
	}
	rules := in.rules
	rules.Pool.Bills, rules.Pool.Orders = nil, nil
	s := full(in.bills) + "\n" + full(in.orders) + "\n" + full(poolRows[:len(poolRows):len(poolRows)]) + ids
	if rules.Fees != nil {
		s += fmt.Sprintf("%+v", *rules.Fees)
	}
	if rules.AmountTime != nil {
		s += fmt.Sprintf("%+v", *rules.AmountTime)
	}
	return s + fmt.Sprintf("%+v", rules)
}

// TestLawInputsAreNotModified compares a deep copy, before and after everything that reads the rows.
func TestLawInputsAreNotModified(t *testing.T) {
	for seed := range uint64(12) {
		in := manyRows(seed, 1+int(seed)*8)
		in.bills = slices.Grow(in.bills, 7) // what lies beyond the length is not the engine's either
		before := snapshot(in)
		res := mustMatch(t, in)
		groups := printed(res.Groups())
		for g := range res.Groups() {
			for _, rows := range [][]int{g.Bills, g.Orders, g.PoolBills, g.PoolOrders, g.Excess, g.Alternatives[0]} {
				slices.Reverse(rows) // what a caller does to a group is his own business
			}
			clear(g.Nets)
			if g.FeeNet != nil {
				*g.FeeNet = recon.Net{}
			}
			res.Nearest(in.bills, in.orders, g, 3)
		}
		if printed(res.Groups()) != groups {
			t.Fatalf("seed %d: the groups are not as they were", seed)
		}
		sharded(t, in, 5, seed)
		if err := res.Verify(in.bills, in.orders); err != nil {
			t.Fatal(err)
		}
		if snapshot(in) != before {
			t.Fatalf("seed %d: the input is not as it was", seed)
		}
	}
}

// TestLawResultKeepsNothing: rows changed after the match do not change the result.
func TestLawResultKeepsNothing(t *testing.T) {
	in := manyRows(2, 20)
	res := mustMatch(t, in)
	groups := printed(res.Groups())
	digest, pool := res.Digest(), fmt.Sprint(res.Pool)
	for i := range in.bills {
		in.bills[i] = recon.Record{Key: "overwritten"}
	}
	for i := range in.orders {
		in.orders[i] = recon.Record{Key: "overwritten"}
	}
	if res.Digest() != digest || fmt.Sprint(res.Pool) != pool || printed(res.Groups()) != groups {
		t.Error("the result changes with the caller's slices")
	}
}

// TestLawConcurrentUse: one input, matched and read by many goroutines at once. Run it with -race as well.
func TestLawConcurrentUse(t *testing.T) {
	in := manyRows(4, 40)
	res := mustMatch(t, in)
	want := printed(res.Groups())
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			mine := in
			mine.rules.Workers = i
			got, err := mine.match()
			if err != nil || got.Digest() != res.Digest() {
				t.Errorf("a match beside others gives another result (%v)", err)
			}
			if printed(res.Groups()) != want || res.Verify(in.bills, in.orders) != nil {
				t.Error("reading a result beside others gives another answer")
			}
		})
	}
	wg.Wait()
}

func TestNothingAtAll(t *testing.T) {
	res := mustMatch(t, input{})
	for range res.Groups() {
		t.Error("a group of nothing")
	}
	if err := res.Verify(nil, nil); err != nil {
		t.Error(err)
	}
	if len(res.Pool.Bills)+len(res.Pool.Orders) != 0 {
		t.Error("a pool of nothing has rows")
	}
	if empty := mustMatch(t, input{bills: []recon.Record{}, orders: []recon.Record{}}); empty.Digest() != res.Digest() {
		t.Error("nil and empty slices differ")
	}
}
