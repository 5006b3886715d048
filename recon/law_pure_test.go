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
			s += fmt.Sprintf("%q %q %v %d", r.Key, r.AltKeys, r.Amount.Coefficient(), r.Amount.Exponent())
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
			res.Nearest(g, 3)
		}
		if printed(res.Groups()) != groups {
			t.Fatalf("seed %d: the groups are not as they were", seed)
		}
		sharded(t, in, 5, seed)
		if err := res.Verify(); err != nil {
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
			if printed(res.Groups()) != want || res.Verify() != nil {
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
	if err := res.Verify(); err != nil {
		t.Error(err)
	}
	if len(res.Pool.Bills)+len(res.Pool.Orders) != 0 {
		t.Error("a pool of nothing has rows")
	}
	if empty := mustMatch(t, input{bills: []recon.Record{}, orders: []recon.Record{}}); empty.Digest() != res.Digest() {
		t.Error("nil and empty slices differ")
	}
}

// TestLawPoolIsItsOwn: the pool a run leaves shares no memory with the rows and rules it was made of, nor with the result.
func TestLawPoolIsItsOwn(t *testing.T) {
	in := input{orders: []recon.Record{{Key: "A", Amount: dec("1"), AltKeys: recon.AltKeys{"T1"}}}, rules: recon.Rules{Hold: 3, BillsUntil: until(baseDay)}}
	first := mustMatch(t, in)
	in.rules.Pool, in.rules.BillsUntil = first.Pool, until(baseDay.AddDate(0, 0, 1))
	in.orders[0].Key = "B"
	res := mustMatch(t, in)
	before := snapshot(in)
	for i := range res.Pool.Orders {
		res.Pool.Orders[i].Record.AltKeys[0] = "the caller's own business"
	}
	if snapshot(in) != before {
		t.Error("a change in the new pool is one in the rows, or in the pool before")
	}
	bills := []recon.Record{{Key: "T1", Amount: dec("9")}}
	near := mustMatch(t, input{bills, nil, in.rules})
	in.rules.Pool.Orders[0].Record.AltKeys[0] = "overwritten"
	for g := range near.Groups() {
		if s := near.Nearest(g, 1); len(g.Bills) > 0 && (len(s) != 1 || s[0].Hint != recon.HintOtherField) {
			t.Errorf("a change in the pool given is one in the result: %v", s)
		}
	}
	if len(res.Pool.Orders) != 2 {
		t.Errorf("%d orders in the pool, want 2", len(res.Pool.Orders))
	}
}

// TestLawRulesAreCopied: what the rules point to may change between the shards of a run.
func TestLawRulesAreCopied(t *testing.T) {
	count := int64(1)
	fees, window, control := recon.FeeSchedule{RatePPM: 6000}, recon.AmountTime{}, recon.ControlTotals{Count: &count}
	bill := recon.Record{Key: "A", Amount: dec("100"), Fee: some("0.60"), Time: baseDay, AltKeys: recon.AltKeys{"T"}}
	order := recon.Record{Key: "B", Amount: dec("100"), Time: baseDay, AltKeys: recon.AltKeys{"T"}}
	rules := recon.Rules{BillsUntil: proven, Fees: &fees, AmountTime: &window, Control: &control}
	shard, err := recon.MatchShard([]recon.Record{bill}, same, []recon.Record{order}, same, rules, recon.Part{})
	if err != nil {
		t.Fatal(err)
	}
	fees.RatePPM, window.Before, count = 0, -1, 7
	control.Amount = some("3")
	res, err := recon.Merge(shard)
	if err != nil {
		t.Fatal(err)
	}
	if g := only1(t, res); g.Outcome != recon.Matched || g.FeeNet == nil || !g.FeeNet.Order.Equal(dec("0.60")) {
		t.Errorf("%v %s: the rules are not those that were given", g.Outcome, g.Codes())
	}
}
