package recon

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestNearestLooksPastWhatIsSettled: a row that is matched shares its price with thousands; only its numbers make it worth a look.
func TestNearestLooksPastWhatIsSettled(t *testing.T) {
	bills := []Record{
		{Key: "A", Amount: dec("9.90"), Time: at(0)},
		{Key: "lone", AltKeys: AltKeys{"B"}, Amount: dec("9.90"), Time: at(1)},
		{Key: "B", Amount: dec("5"), Time: at(2)},
	}
	orders := []Record{
		{Key: "A", Amount: dec("9.90"), Time: at(0)},
		{Key: "missing", Amount: dec("9.90"), Time: at(9)},
		{Key: "B", Amount: dec("5"), Time: at(2)},
	}
	pool := Pool{Version: PoolVersion, Orders: []PoolRow{{ID: "o1", Record: Record{Key: "old", Amount: dec("9.90"), Time: at(-60)}}}}
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven, Pool: pool})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for g := range res.Differences() {
		for _, s := range res.Nearest(g, 9) {
			got = append(got, fmt.Sprintf("%s: %s by hint %d", g.Key, s.Key, s.Hint))
		}
	}
	want := []string{
		"missing: lone by hint 4", // A has the same amount, and is matched
		"old: lone by hint 4",
		"lone: B by hint 2", // B is matched, and yet its number stands in the lone bill
		"lone: missing by hint 4",
		"lone: old by hint 4",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the suggestions are %q, want %q", got, want)
	}
}

// TestNearestLeavesOutWhatWasReplaced: a held order that a fresh one replaced is in no group, and nobody's partner.
func TestNearestLeavesOutWhatWasReplaced(t *testing.T) {
	held := Record{Key: "B", Amount: dec("9.90"), Time: at(0)}
	pool := Pool{Version: PoolVersion, Orders: []PoolRow{{ID: "o1", Record: held}, {ID: "o2", Record: Record{Key: "C", Amount: dec("9.90"), Time: at(0)}}}}
	bills, orders := []Record{{Key: "A", AltKeys: AltKeys{"B"}, Amount: dec("9.90"), Time: at(0)}}, []Record{held}
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven, Pool: pool, ReplaceHeld: true})
	require.NoError(t, err)
	require.Equal(t, []int{0}, res.Replaced())
	var got []string
	for _, s := range res.Nearest(Group{Verdict: NoOrder, Bills: []int{0}}, 9) {
		got = append(got, fmt.Sprintf("%s %d %t", s.Key, s.Index, s.Pool))
	}
	require.Equal(t, []string{"B 0 false", "C 1 true"}, got)
}

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
	var places []int
	for place := range res.callers[side] + len(res.poolRows(side)) {
		if side == 0 || !slices.Contains(res.replaced, place-res.callers[side]) {
			places = append(places, place)
		}
	}
	return lookFor(own).nearest(side == 0, res.candidates(side, places), n)
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
		places, ok := lookFor(own).places(res.nearRows().index[other], 3)
		require.True(t, ok)
		require.LessOrEqual(t, len(places), 20)
	}
	require.Greater(t, groups, 10)
}

// TestNearestOfAHotKey: a key of 50 000 rows, and as many candidates of the same amount. To compare each with each would take minutes.
func TestNearestOfAHotKey(t *testing.T) {
	start := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	bills, orders := make([]Record, 50_000), make([]Record, 50_000)
	for i := range bills {
		bills[i] = Record{Key: "A", Amount: dec("1"), Time: start.Add(time.Duration(i) * time.Second)}
		orders[i] = Record{Amount: dec("1"), Time: start.Add(time.Duration(i)*time.Second + time.Duration(1+i%7))}
	}
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven})
	if err != nil {
		t.Fatal(err)
	}
	for g := range res.Differences() {
		if len(g.Bills) == 0 {
			continue
		}
		for i, s := range res.Nearest(g, 3) {
			if s.Hint != HintAmount || s.Gap != 1 || s.Index != 7*i {
				t.Errorf("suggestion %d is order %d, %v later", i, s.Index, s.Gap)
			}
		}
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
	b.Run("large pool", func(b *testing.B) {
		const rows = 3000
		lone := make([]Record, rows)
		rules := Rules{BillsUntil: proven, Pool: Pool{Version: PoolVersion}}
		for i := range lone {
			lone[i] = Record{Key: fmt.Sprint("B", i), Amount: decimal.New(int64(i%500)+1, -2), Time: at(i)}
			held := PoolRow{ID: fmt.Sprint(i), Record: lone[i]}
			held.Record.Key = fmt.Sprint("O", i)
			rules.Pool.Orders = append(rules.Pool.Orders, held)
		}
		for b.Loop() {
			res, err := Match(lone, itself, nil, itself, rules)
			require.NoError(b, err)
			for g := range res.Differences() {
				res.Nearest(g, 3)
			}
		}
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
