package recon

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon/recon/internal/near"
)

// at is a time of one day, n minutes after noon.
func at(minutes int) time.Time {
	return time.Date(2026, 11, 22, 12, 0, 0, 0, utc8).Add(time.Duration(minutes) * time.Minute)
}

// nearestTo is what is suggested for a group of all of these bills, of orders and of orders that are held.
func nearestTo(t *testing.T, bills, orders []Record, n int, held ...PoolRow) []Suggestion {
	t.Helper()
	res, err := Match(bills, itself, orders, itself, Rules{BillsUntil: proven, Pool: Pool{Version: PoolVersion, Orders: held}})
	require.NoError(t, err)
	g := Group{Verdict: NoOrder}
	for i := range bills {
		g.Bills = append(g.Bills, i)
	}
	return res.Nearest(g, n)
}

func TestNearestHints(t *testing.T) {
	row := Record{Key: "A100", AltKeys: AltKeys{"T1", ""}, Amount: dec("60"), Time: at(0)}
	cases := []struct {
		reason string
		other  Record
		want   Hint
	}{
		{"the same key", Record{Key: "A100"}, HintSameKey},
		{"our alternative is their key", Record{Key: "T1"}, HintOtherField},
		{"our key is their alternative", Record{Key: "Z", AltKeys: AltKeys{"", "A100"}}, HintOtherField},
		{"alternatives crosswise", Record{Key: "Z", AltKeys: AltKeys{"", "T1"}}, HintOtherField},
		{"case and width", Record{Key: " ａ100"}, HintLikeKey},
		{"the amount", Record{Key: "B7", Amount: dec("60.00"), Time: at(5)}, HintAmount},
		{"the amount, without a key", Record{Amount: dec("60"), Time: at(5)}, HintAmount},
		{"the amount, no time known", Record{Key: "B7", Amount: dec("60")}, HintAmount},
		{"the amount at the end of three days", Record{Key: "B7", Amount: dec("60"), Time: at(3 * 24 * 60)}, HintAmount},
		{"the amount after more than three days", Record{Key: "B7", Amount: dec("60"), Time: at(3*24*60 + 1)}, 0},
		{"the amount in another unit", Record{Key: "B7", Amount: dec("60"), Unit: "福豆", Time: at(0)}, 0},
		{"the amount with the other sign", Record{Key: "B7", Amount: dec("-60"), Time: at(0)}, 0},
		{"nothing in common", Record{Key: "B7", Amount: dec("61"), Time: at(0)}, 0},
		{"empty keys are not the same", Record{AltKeys: AltKeys{""}, Amount: dec("61")}, 0},
	}
	for _, c := range cases {
		t.Run(c.reason, func(t *testing.T) {
			got := nearestTo(t, []Record{row}, []Record{c.other}, 5)
			if c.want == 0 {
				if len(got) != 0 {
					t.Errorf("it suggests %+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].Hint != c.want || got[0].Bill || got[0].Key != c.other.Key {
				t.Errorf("it suggests %+v, want hint %d", got, c.want)
			}
		})
	}
}

func TestNearestOfARowWithoutKeysAndAmount(t *testing.T) {
	row := Record{AltKeys: AltKeys{""}}
	if got := nearestTo(t, []Record{row}, []Record{{}, {AltKeys: AltKeys{""}}}, 5); len(got) != 0 {
		t.Errorf("nothing is like nothing: %+v", got)
	}
}

func TestNearestFractionsOfAFen(t *testing.T) {
	row := Record{Key: "A", Amount: dec("0.0050")}
	got := nearestTo(t, []Record{row}, []Record{{Key: "B", Amount: dec("0.005")}, {Key: "C", Amount: dec("0.0051")}}, 5)
	if len(got) != 1 || got[0].Key != "B" {
		t.Errorf("it suggests %+v", got)
	}
}

func TestNearestOrder(t *testing.T) {
	rows := []Record{{Key: "A100", Amount: dec("60"), Time: at(0)}, {Key: "A100", Amount: dec("60"), Time: at(100)}}
	orders := []Record{
		{Key: "B", Amount: dec("60")},
		{Key: "C", Amount: dec("60"), Time: at(-30)},
		{Key: "D", Amount: dec("60"), Time: at(99)},
		{Key: "a100", Amount: dec("1"), Time: at(5000)},
		{Key: "E", Amount: dec("60"), Time: at(30)},
	}
	pool := []PoolRow{
		{ID: "o1", Record: Record{Key: "A100", Amount: dec("7")}},
		{ID: "o2", Record: Record{Key: "F", Amount: dec("60"), Time: at(99)}},
	}
	var keys []string
	for _, s := range nearestTo(t, rows, orders, 10, pool...) {
		keys = append(keys, s.Key)
	}
	// The key of the pool, the like key, then by time: D and F are a minute away and D is the caller's, C and E half an hour.
	want := []string{"A100", "a100", "D", "F", "C", "E", "B"}
	if !slices.Equal(keys, want) {
		t.Errorf("the order is %q, want %q", keys, want)
	}
}

func TestNearestGap(t *testing.T) {
	rows := []Record{{Amount: dec("1"), Time: at(0)}, {Amount: dec("1"), Time: at(60)}, {Amount: dec("1")}}
	got := nearestTo(t, rows, []Record{{Amount: dec("1"), Time: at(50)}}, 1)
	if len(got) != 1 || got[0].Gap != -10*time.Minute || !got[0].Timed {
		t.Errorf("the gap is to the nearest row: %+v", got)
	}
	if got[0].Unit != CNY {
		t.Errorf("the unit is %q, want it named", got[0].Unit)
	}
}

func TestNearestBounds(t *testing.T) {
	row := Record{Key: "A", Amount: dec("1")}
	many := slices.Repeat([]Record{row}, 300)
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 7: 7, 100: 100, 101: 100, math.MaxInt: 100} {
		if got := nearestTo(t, []Record{row}, many, n); len(got) != want {
			t.Errorf("n = %d gives %d suggestions, want %d", n, len(got), want)
		}
	}
	if got := nearestTo(t, nil, many, 5); got != nil {
		t.Errorf("no row has %d suggestions", len(got))
	}
}

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
	res.nearRows()
	var list []Suggestion
	for _, m := range near.Best(own, res.candidates(side), n) {
		list = append(list, res.suggestion(side, m))
	}
	return list
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
		looked := 0
		_, ok := res.nearRows().index[other].Best(own, 3, func(place int) near.Row {
			looked++
			return res.candidate(other, place)
		})
		require.True(t, ok)
		require.LessOrEqual(t, looked, 20)
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
