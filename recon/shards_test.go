package recon_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/billrecon/billrecon/recon"
)

// yielded is a sequence of rows, as a client yields them.
func yielded(rows []recon.Record) iter.Seq2[recon.Record, error] {
	return func(yield func(recon.Record, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// onDisk matches an input with MatchShards.
func onDisk(t failer, in input, folder recon.ShardFolder) *recon.Sharded {
	t.Helper()
	res, err := recon.MatchShards(context.Background(), yielded(in.bills), same, yielded(in.orders), same, in.rules, folder)
	if err != nil {
		t.Fatalf("MatchShards: %v", err)
	}
	return res
}

// collect reads all groups of a sequence.
func collect(t failer, groups iter.Seq2[recon.ShardGroup, error]) (out []recon.ShardGroup) {
	t.Helper()
	for g, err := range groups {
		if err != nil {
			t.Fatalf("reading groups: %v", err)
		}
		out = append(out, g)
	}
	return out
}

// line writes a group with its indexes, without what may be written in several ways.
func line(g recon.Group) string {
	text := fmt.Sprint(g.Outcome, g.Verdict, g.Pass, fmt.Sprintf("%q", g.Key), g.Bills, g.Orders, g.PoolBills, g.PoolOrders, g.Excess,
		g.BillStates, g.OrderStates, g.Alternatives, g.AlternativeBills, g.Threshold.Rat())
	for _, n := range [...][]recon.Net{g.Nets, netList(g.FeeNet), netList(g.IncomeNet)} {
		text += fmt.Sprint(" nets ", len(n))
		for _, net := range n {
			text += fmt.Sprint(net.Unit, net.Bill.Rat(), net.Order.Rat())
		}
	}
	return text
}

func netList(n *recon.Net) []recon.Net {
	if n == nil {
		return nil
	}
	return []recon.Net{*n}
}

func linesOf(groups []recon.Group) []string {
	var out []string
	for _, g := range groups {
		out = append(out, line(g))
	}
	slices.Sort(out)
	return out
}

func plainGroups(groups []recon.ShardGroup) (out []recon.Group) {
	for _, g := range groups {
		out = append(out, g.Group)
	}
	return out
}

// sameAsMatch compares everything that a run on disk gives with Match.
func sameAsMatch(t *testing.T, in input, got *recon.Sharded) {
	t.Helper()
	want := mustMatch(t, in)
	if got.Digest() != want.Digest() || !got.Summary().Equal(want.Summary()) {
		t.Errorf("another summary:\n%+v\n%+v", got.Summary(), want.Summary())
	}
	if !got.Statistics().Equal(want.Statistics()) {
		t.Errorf("other statistics:\n%+v\n%+v", got.Statistics(), want.Statistics())
	}
	gotPool, err1 := got.Pool.MarshalJSON()
	wantPool, err2 := want.Pool.MarshalJSON()
	if string(gotPool) != string(wantPool) || errors.Join(err1, err2) != nil {
		t.Errorf("another pool: %v %v\n%s\n%s", err1, err2, gotPool, wantPool)
	}
	sameLines(t, "groups", linesOf(plainGroups(collect(t, got.Groups()))), linesOf(slices.Collect(want.Groups())))
	sameLines(t, "differences", linesOf(plainGroups(collect(t, got.Differences()))), linesOf(slices.Collect(want.Differences())))
	for o := range recon.NotDue + 2 {
		if got.Count(o) != want.Count(o) {
			t.Errorf("Count(%v) is %d, want %d", o, got.Count(o), want.Count(o))
		}
	}
}

// TestMatchShardsIsMatch: digest, summary, statistics, pool and every group are those of Match, on rows with all kinds of trouble.
func TestMatchShardsIsMatch(t *testing.T) {
	for seed := range uint64(60) {
		in := manyRows(seed, 1+int(seed))
		in.rules.AmountTime = nil
		if seed%2 == 0 {
			in.rules.AmountTime = &recon.AmountTime{Before: 3600e9, After: 7200e9}
		}
		if seed%3 == 0 {
			in.rules.BillsUntil = until(baseDay.AddDate(0, 0, -1).Add(-1).AddDate(0, 0, 6))
		}
		shards := []int{1, 3, 64}[seed%3]
		got := onDisk(t, in, recon.ShardFolder{Path: t.TempDir(), Shards: shards})
		sameAsMatch(t, in, got)
		if t.Failed() {
			t.Fatalf("seed %d in %d shards", seed, shards)
		}
	}
}

// TestMatchShardsSmall does the same on few rows, where findings are not drowned and the last bill day is often not known.
func TestMatchShardsSmall(t *testing.T) {
	eachInput(t, 250, 10, func(t *testing.T, seed uint64, in input) {
		got := onDisk(t, in, recon.ShardFolder{Path: t.TempDir(), Shards: 1 + int(seed%5)})
		sameAsMatch(t, in, got)
	})
}

// TestMatchShardsRows: a group brings its own rows, those of the indexes it names.
func TestMatchShardsRows(t *testing.T) {
	in := manyRows(4, 12)
	res := onDisk(t, in, recon.ShardFolder{Path: t.TempDir(), Shards: 7})
	n := 0
	for _, g := range collect(t, res.Groups()) {
		check := func(what string, got []recon.Record, own []recon.Record, at []int, pool []recon.PoolRow, poolAt []int) {
			if len(got) != len(at)+len(poolAt) {
				t.Fatalf("%s: %d rows for %d places", what, len(got), len(at)+len(poolAt))
			}
			for i, r := range got {
				want := recon.Record{}
				if i < len(at) {
					want = own[at[i]]
				} else {
					want = pool[poolAt[i-len(at)]].Record
				}
				n++
				if sameRecord(r, want) {
					continue
				}
				t.Errorf("%s %d is not the row of its index", what, i)
			}
		}
		check("bill", g.BillRows, in.bills, g.Bills, in.rules.Pool.Bills, g.PoolBills)
		check("order", g.OrderRows, in.orders, g.Orders, in.rules.Pool.Orders, g.PoolOrders)
	}
	if all := len(in.bills) + len(in.orders) + len(in.rules.Pool.Bills) + len(in.rules.Pool.Orders); n != all {
		t.Errorf("%d rows in groups, %d were given", n, all)
	}
}

// sameRecord compares records by what they say.
func sameRecord(a, b recon.Record) bool {
	x, err1 := a.MarshalJSON()
	y, err2 := b.MarshalJSON()
	return string(x) == string(y) && errors.Join(err1, err2) == nil
}

// TestMatchShardsControl: what the provider declares is checked over all shards.
func TestMatchShardsControl(t *testing.T) {
	in := manyRows(3, 20)
	in.rules.Control = &recon.ControlTotals{Count: new(int64(1))}
	_, err := recon.MatchShards(t.Context(), yielded(in.bills), same, yielded(in.orders), same, in.rules, recon.ShardFolder{Path: t.TempDir()})
	if _, want := in.match(); !errors.Is(err, recon.ErrControlTotals) || want == nil || err.Error() != want.Error() {
		t.Errorf("MatchShards says %v, Match says %v", err, want)
	}
}

// TestMatchShardsStops: leaving the loop ends the reading, and ranging again starts anew.
func TestMatchShardsStops(t *testing.T) {
	in := manyRows(2, 10)
	res := onDisk(t, in, recon.ShardFolder{Path: t.TempDir(), Shards: 5})
	for _, groups := range []iter.Seq2[recon.ShardGroup, error]{res.Groups(), res.Differences()} {
		for range groups {
			break
		}
		if first, again := len(collect(t, groups)), len(collect(t, groups)); first != again || first < 5 {
			t.Errorf("%d groups, then %d", first, again)
		}
	}
}
