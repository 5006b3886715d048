package recon_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/longtest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/shards"
)

// TestLawOneDigest: one digest for 1000 permutations, 1 to 64 shards, and 1 to 16 workers.
func TestLawOneDigest(t *testing.T) {
	permutations := longtest.Or[uint64](10, 200)
	for seed := range uint64(5) {
		in := manyRows(seed, 24)
		summary := mustMatch(t, in).Summary()
		for i := range permutations {
			other := in.shuffled(i)
			other.rules.Workers = 1 + int(i*7%16)
			n := 1 + int((i*5+seed)%64)
			whole := mustMatch(t, other)
			require.NoError(t, whole.Verify())
			require.Equal(t, summary.Digest, whole.Digest(), "permutation %d with %d workers", i, other.rules.Workers)
			run := newStepsRun(t, other, n, i)
			got, _, err := run.finish(run.run(false))
			require.NoError(t, err)
			require.Equal(t, summary.Digest, got.Digest, "permutation %d in %d shards with %d workers", i, n, other.rules.Workers)
			require.True(t, got.Equal(summary), "permutation %d in %d shards has another summary:\n%+v\n%+v", i, n, got, summary)
		}
	}
}

// TestLawStepsAreMatch: not the digest alone but groups, rows, pool and statistics are those of Match.
func TestLawStepsAreMatch(t *testing.T) {
	for seed := range uint64(40) {
		in := manyRows(seed, 1+int(seed))
		stepsAreMatch(t, in, []int{1, 5, 64}[seed%3], seed)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestLawStepsOnFewRows does the same where findings are not drowned and the last bill day is often not known.
func TestLawStepsOnFewRows(t *testing.T) {
	eachInput(t, 500, 10, func(t *testing.T, seed uint64, in input) { stepsAreMatch(t, in, 1+int(seed%5), seed) })
}

func stepsAreMatch(t *testing.T, in input, shards int, seed uint64) {
	t.Helper()
	want := mustMatch(t, in)
	run := newStepsRun(t, in, shards, seed)
	summary, statistics, err := run.finish(run.run(true))
	require.NoError(t, err)
	assert.Equal(t, want.Digest(), summary.Digest)
	assert.True(t, summary.Equal(want.Summary()), "another summary:\n%+v\n%+v", summary, want.Summary())
	assert.True(t, statistics.Equal(want.Statistics()), "other statistics:\n%+v\n%+v", statistics, want.Statistics())
	pool, err := run.steps.Pool(run.blocksOf(run.steps.Count(), 0))
	require.NoError(t, err)
	samePool(t, pool, want.Pool)
	run.sameGroups(in, want.Groups())
}

// TestLawShardsAreMatch: the same through the files of recon/shards, by the indexes of the rows too.
func TestLawShardsAreMatch(t *testing.T) {
	yielded := func(rows []recon.Record) iter.Seq2[recon.Record, error] {
		return func(yield func(recon.Record, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
	for seed := range uint64(12) {
		in := manyRows(seed, 2+2*int(seed))
		want := mustMatch(t, in)
		got, err := shards.Match(t.Context(), yielded(in.bills), same, yielded(in.orders), same, in.rules,
			shards.Folder{Path: t.TempDir(), Shards: []int{1, 3, 64}[seed%3]})
		require.NoError(t, err)
		require.Equal(t, want.Digest(), got.Digest(), "seed %d", seed)
		require.True(t, got.Summary().Equal(want.Summary()) && got.Statistics().Equal(want.Statistics()), "seed %d", seed)
		samePool(t, got.Pool, want.Pool)
		var gotLines, wantLines []string
		for g, err := range got.Groups() {
			require.NoError(t, err)
			gotLines = append(gotLines, contentLine(t, in, g.Group)+fmt.Sprint(g.Bills, g.Orders))
		}
		for g := range want.Groups() {
			wantLines = append(wantLines, contentLine(t, in, g)+fmt.Sprint(g.Bills, g.Orders))
		}
		slices.Sort(gotLines)
		slices.Sort(wantLines)
		sameLines(t, "groups", gotLines, wantLines)
	}
}

// manyRows is an input with enough rows and keys for 64 shards, and every kind of group.
func manyRows(seed uint64, parts int) input {
	var in input
	for i := range parts {
		part := genLoose(seededChooser(seed+uint64(i)), 8)
		for _, rows := range [][]recon.Record{part.bills, part.orders} {
			for j := range rows {
				if rows[j].Key != "" {
					rows[j].Key = fmt.Sprint(rows[j].Key, i)
				}
				if i%3 > 0 { // the other parts share their further numbers, and so do their shards
					for k, alt := range rows[j].AltKeys {
						if alt != "" {
							rows[j].AltKeys[k] = fmt.Sprint(alt, i)
						}
					}
				}
			}
		}
		in.bills = append(in.bills, part.bills...)
		in.orders = append(in.orders, part.orders...)
	}
	in.rules = genLoose(seededChooser(seed), 0).rules
	in.rules.AmountTime = nil
	if seed%2 == 0 {
		in.rules.AmountTime = &recon.AmountTime{After: 3e9}
	}
	in.rules.BillsUntil, in.rules.Hold = until(baseDay.AddDate(0, 0, 5)), int(seed%5)
	in.rules.Pool = genPool(seededChooser(seed), flavour{alts: true})
	return in
}

func TestPartition(t *testing.T) {
	counts := make([]int, 64)
	for i := range 64_000 {
		key := fmt.Sprintf("20261122%08d", i)
		p := recon.Partition(key, 64)
		if p < 0 || p >= 64 || p != recon.Partition(key, 64) {
			t.Fatalf("partition %d of 64", p)
		}
		counts[p]++
		if recon.Partition(key, 1) != 0 {
			t.Fatal("one part is number 0")
		}
	}
	for p, n := range counts {
		if n < 700 || n > 1300 {
			t.Errorf("part %d of 64 has %d of 64 000 keys", p, n)
		}
	}
}
