package shards_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
	"github.com/billrecon/billrecon/recon/shards"
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

// unread is a sequence that must not be read.
func unread(t *testing.T) iter.Seq2[recon.Record, error] {
	return func(func(recon.Record, error) bool) { t.Error("rows are read that are in files already") }
}

// onDisk matches an input in a folder.
func onDisk(t *testing.T, in trouble.Input, folder shards.Folder) *shards.Result {
	t.Helper()
	res, err := match(in, folder)
	require.NoError(t, err)
	return res
}

func match(in trouble.Input, folder shards.Folder) (*shards.Result, error) {
	return shards.Match(context.Background(), yielded(in.Bills), trouble.Same, yielded(in.Orders), trouble.Same, in.Rules, folder)
}

// matchUnread is match of a run whose rows are in files.
func matchUnread(t *testing.T, in trouble.Input, folder shards.Folder) (*shards.Result, error) {
	return shards.Match(t.Context(), unread(t), trouble.Same, unread(t), trouble.Same, in.Rules, folder)
}

func mustMatch(t *testing.T, in trouble.Input) *recon.Result[recon.Record, recon.Record] {
	t.Helper()
	res, err := recon.Match(in.Bills, trouble.Same, in.Orders, trouble.Same, in.Rules)
	require.NoError(t, err)
	return res
}

// collect reads all groups of a sequence.
func collect(t *testing.T, groups iter.Seq2[shards.Group, error]) (out []shards.Group) {
	t.Helper()
	for g, err := range groups {
		require.NoError(t, err)
		out = append(out, g)
	}
	return out
}

// line writes a group with its indexes, without what may be written in several ways.
func line(g recon.Group) string {
	text := fmt.Sprint(g.Outcome, g.Verdict, g.Pass, fmt.Sprintf("%q", g.Key), g.Bills, g.Orders, g.PoolBills, g.PoolOrders, g.Excess,
		g.MovedBills, g.MovedOrders, g.BillStates, g.OrderStates, g.Alternatives, g.AlternativeBills, g.IncomeOf, g.Threshold.Rat())
	for _, n := range [...][]recon.Net{g.Nets, netList(g.Gross), netList(g.FeeNet), netList(g.IncomeNet)} {
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

func plainGroups(groups []shards.Group) (out []recon.Group) {
	for _, g := range groups {
		out = append(out, g.Group)
	}
	return out
}

// sameAsMatch compares everything that a run on disk gives with recon.Match.
func sameAsMatch(t *testing.T, in trouble.Input, got *shards.Result) {
	t.Helper()
	want := mustMatch(t, in)
	assert.Equal(t, want.Digest(), got.Digest())
	assert.True(t, got.Summary().Equal(want.Summary()), "another summary:\n%+v\n%+v", got.Summary(), want.Summary())
	assert.True(t, got.Statistics().Equal(want.Statistics()), "other statistics:\n%+v\n%+v", got.Statistics(), want.Statistics())
	gotPool, err := got.Pool.MarshalJSON()
	require.NoError(t, err)
	wantPool, err := want.Pool.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, string(wantPool), string(gotPool))
	assert.Equal(t, linesOf(slices.Collect(want.Groups())), linesOf(plainGroups(collect(t, got.Groups()))))
	assert.Equal(t, linesOf(slices.Collect(want.Differences())), linesOf(plainGroups(collect(t, got.Differences()))))
	for o := range recon.NotDue + 2 {
		assert.Equal(t, want.Count(o), got.Count(o), "the number of groups that are %v", o)
	}
}

// TestMatchIsReconMatch: digest, summary, statistics, pool and every group are those of recon.Match, on rows with all kinds of trouble.
func TestMatchIsReconMatch(t *testing.T) {
	for seed := range uint64(20) {
		in := trouble.Generate(seed, 1+60*int(seed))
		got := onDisk(t, in, shards.Folder{Path: t.TempDir(), Shards: []int{1, 3, 64, 4096}[seed%4]})
		sameAsMatch(t, in, got)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestMatchWithoutRows: a sequence that is nil has none.
func TestMatchWithoutRows(t *testing.T) {
	res, err := shards.Match[recon.Record, recon.Record](t.Context(), nil, trouble.Same, nil, trouble.Same, recon.Rules{}, shards.Folder{Path: t.TempDir()})
	require.NoError(t, err)
	sameAsMatch(t, trouble.Input{}, res)
}

// TestGroupsBringTheirRows: those of the indexes that they name, labels too.
func TestGroupsBringTheirRows(t *testing.T) {
	in := trouble.Generate(4, 400)
	res := onDisk(t, in, shards.Folder{Path: t.TempDir(), Shards: 7})
	n := 0
	check := func(got, own []recon.Record, at []int, pool []recon.PoolRow, poolAt []int) {
		var want []recon.Record
		for _, i := range at {
			want = append(want, own[i])
		}
		for _, i := range poolAt {
			want = append(want, pool[i].Record)
		}
		require.Len(t, got, len(want))
		for i := range want {
			wantText, err := want[i].MarshalJSON()
			require.NoError(t, err)
			gotText, err := got[i].MarshalJSON()
			require.NoError(t, err)
			assert.Equal(t, string(wantText), string(gotText))
			n++
		}
	}
	for _, g := range collect(t, res.Groups()) {
		check(g.BillRows, in.Bills, g.Bills, in.Rules.Pool.Bills, g.PoolBills)
		check(g.OrderRows, in.Orders, g.Orders, in.Rules.Pool.Orders, g.PoolOrders)
	}
	assert.Equal(t, len(in.Bills)+len(in.Orders)+len(in.Rules.Pool.Bills)+len(in.Rules.Pool.Orders), n, "every row is in one group")
}

// TestMatchControl: what the provider declares is checked over all shards.
func TestMatchControl(t *testing.T) {
	in := trouble.Generate(3, 200)
	in.Rules.Control = &recon.ControlTotals{Count: new(int64(1))}
	_, want := recon.Match(in.Bills, trouble.Same, in.Orders, trouble.Same, in.Rules)
	_, err := match(in, shards.Folder{Path: t.TempDir()})
	assert.ErrorIs(t, err, recon.ErrControlTotals)
	assert.Equal(t, want, err)
}

// TestLoopsStop: leaving the loop ends the reading, and ranging again starts anew.
func TestLoopsStop(t *testing.T) {
	res := onDisk(t, trouble.Generate(2, 200), shards.Folder{Path: t.TempDir(), Shards: 5})
	for _, groups := range []iter.Seq2[shards.Group, error]{res.Groups(), res.Differences()} {
		for range groups {
			break
		}
		first, again := len(collect(t, groups)), len(collect(t, groups))
		assert.Equal(t, first, again)
		assert.Greater(t, first, 5)
	}
}
