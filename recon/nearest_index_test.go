package recon

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// drawNearly makes rows that nearly meet: few keys, few amounts, few times, many ties.
func drawNearly(t *rapid.T) Record {
	r := Record{
		Key:    rapid.SampledFrom([]string{"", " ", "a", "A", "Ａ ", "b", "c", "d1", "d2", "d3", "d4"}).Draw(t, "key"),
		Amount: decimal.NewFromInt(rapid.Int64Range(-1, 2).Draw(t, "amount")),
		Unit:   rapid.SampledFrom([]string{"", "CNY", "次"}).Draw(t, "unit"),
	}
	if alt := rapid.SampledFrom([]string{"", " ", "a", "b", "x", "y"}).Draw(t, "alt"); alt != "" {
		r.AltKeys = AltKeys{alt}
	}
	if hours := rapid.IntRange(-1, 150).Draw(t, "hours"); hours >= 0 {
		r.Time = at(hours / 10 * 600)
	}
	return r
}

// TestNearestLooksEnough: to look at the few rows that share something finds exactly what looking at all rows finds, of the groups of
// the result and of others that a caller makes.
func TestNearestLooksEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(drawNearly), 0, 40).Draw(t, "rows")
		cut := rapid.IntRange(0, len(all)).Draw(t, "cut")
		bills, orders := all[:cut], all[cut:]
		held := slices.Clone(rapid.SliceOfN(rapid.Custom(drawNearly), 0, 3).Draw(t, "held"))
		rules := Rules{BillsUntil: proven}
		rules.Pool.Version = PoolVersion
		for i, r := range held {
			rules.Pool.Orders = append(rules.Pool.Orders, PoolRow{ID: string(rune('a' + i)), Record: r})
		}
		res, err := Match(bills, itself, orders, itself, rules)
		if err != nil {
			t.Fatal(err)
		}
		groups := slices.Collect(res.Groups())
		for i := range orders {
			groups = append(groups, Group{Verdict: NoBill, Orders: []int{i}})
		}
		for i := range bills {
			groups = append(groups, Group{Verdict: NoOrder, Bills: []int{i}})
		}
		n := rapid.IntRange(1, 4).Draw(t, "n")
		for _, g := range groups {
			if got, want := res.Nearest(g, n), nearestOfAll(res, g, n); !slices.EqualFunc(got, want, sameSuggestion) {
				t.Fatalf("%v: %v, want %v", g, got, want)
			}
		}
	})
}

// nearestOfAll is Nearest by a walk over all rows.
func nearestOfAll[B, O any](res *Result[B, O], g Group, n int) []Suggestion {
	own, side := res.oneSided(&g)
	return nearest(own, side == 0, res.candidates(side, countTo(res.callers[side])), n)
}

func sameSuggestion(a, b Suggestion) bool {
	equal := a.Amount.Equal(b.Amount)
	a.Amount, b.Amount = decimal.Zero, decimal.Zero
	return equal && a == b
}

// TestNearestLooksAtFewRows: of a shop's month the index names a few rows for each group, where a walk takes all.
func TestNearestLooksAtFewRows(t *testing.T) {
	bills, orders := shopOf(5000, false, 0, 0)
	res, err := Match(bills, billRow.record, orders, orderRow.record, benchRules())
	require.NoError(t, err)
	groups := 0
	for g := range res.Differences() {
		own, other := res.oneSided(&g)
		if len(own) == 0 {
			continue
		}
		groups++
		places, known := res.nearIndexes()[other].near(own, res.callers[other], 3)
		require.True(t, known)
		require.LessOrEqual(t, len(places), 20)
	}
	require.Greater(t, groups, 10)
}

// TestOfAPriceTheNearestInTime: of equal amounts few places are looked at, and they are the right ones.
func TestOfAPriceTheNearestInTime(t *testing.T) {
	noon := func(day int) time.Time { return at(day * 24 * 60) }
	x := newNearIndex()
	price := func(when time.Time) *Record { return &Record{Amount: dec("9.90"), Time: when} }
	x.want(slices.Collect(x.hashes(price(time.Time{}))))
	for place, day := range []int{5, 1, 3, 3, 3, 9, 0, 0} {
		when := noon(day)
		if day == 0 {
			when = time.Time{}
		}
		x.seeAmount(price(when), place)
	}
	x.sort()
	for _, c := range []struct {
		reason string
		at     time.Time
		n      int
		want   []int
	}{
		{"the one after and the lowest of those before", noon(4), 1, []int{0, 2, 6}},
		{"equal times are after", noon(3), 2, []int{1, 2, 3, 6, 7}},
		{"before everything", noon(1).Add(-time.Hour), 1, []int{1, 6}},
		{"after everything", noon(20), 2, []int{0, 5, 6, 7}},
		{"no time: the lowest", time.Time{}, 3, []int{0, 1, 2}},
	} {
		got, known := x.near([]Record{*price(c.at)}, 8, c.n)
		require.True(t, known)
		require.Equal(t, c.want, got, c.reason)
	}
}

// BenchmarkNearest asks for three suggestions for each one-sided group of a shop's month: all from a new index, and one group with a
// walk over all rows.
func BenchmarkNearest(b *testing.B) {
	bills, orders := shopOf(100_000, false, 0, 0)
	b.Run("index of all groups", func(b *testing.B) {
		groups := 0
		for range b.N {
			b.StopTimer()
			res := matchShop(b, bills, orders, benchRules())
			b.StartTimer()
			for g := range res.Differences() {
				if g.Verdict&(NoBill|NoOrder) != 0 {
					res.Nearest(g, 3)
					groups++
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(groups), "ns/group")
	})
	b.Run("walk of one group", func(b *testing.B) {
		res := matchShop(b, bills, orders, benchRules())
		for g := range res.Differences() {
			if g.Verdict&NoBill == 0 {
				continue
			}
			for b.Loop() {
				nearestOfAll(res, g, 3)
			}
			return
		}
	})
}
