package near

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// noon of a day; day 0 is no time.
func noon(day int) time.Time {
	if day == 0 {
		return time.Time{}
	}
	return time.Date(2026, 11, day, 12, 0, 0, 0, time.UTC)
}

// TestNearest: of equal prices few places are looked at, and they are the right ones.
func TestNearest(t *testing.T) {
	x := newIndex([]string{"9.90"})
	for place, day := range []int{5, 1, 3, 3, 3, 9, 0, 0} {
		x.addTimed("9.90", noon(day), place)
	}
	x.sort()
	for _, c := range []struct {
		reason string
		times  []time.Time
		n      int
		want   []int
	}{
		{"the one after and the lowest of those before", []time.Time{noon(4)}, 1, []int{0, 2, 6}},
		{"equal times are after", []time.Time{noon(3)}, 2, []int{1, 2, 3, 6, 7}},
		{"before everything", []time.Time{noon(1).Add(-time.Hour)}, 1, []int{1, 6}},
		{"after everything", []time.Time{noon(20)}, 2, []int{0, 5, 6, 7}},
		{"no time: the lowest", nil, 3, []int{0, 1, 2}},
		{"more than there are", nil, 99, []int{0, 1, 2, 3, 4, 5, 6, 7}},
		{"many times: all are looked at", slices.Repeat([]time.Time{noon(1)}, 8), 1, []int{0, 1, 2, 3, 4, 5, 6, 7}},
	} {
		require.Equal(t, c.want, sorted(x.nearest(nil, "9.90", c.times, c.n)), c.reason)
	}
	require.Empty(t, x.nearest(nil, "1.00", nil, 5), "nobody asked for it")
}

func sorted(places []int) []int {
	slices.Sort(places)
	return slices.Compact(places)
}

// TestAll: the rows of a text, in the order of their places, and none of a text that nobody asked for.
func TestAll(t *testing.T) {
	x := newIndex([]string{"A", "B"})
	for place, text := range []string{"A", "C", "B", "A", "D", "A"} {
		x.add(text, place)
	}
	x.sort()
	require.Equal(t, []int{7, 0, 3, 5}, x.all([]int{7}, "A"))
	require.Equal(t, []int{2}, x.all(nil, "B"))
	require.True(t, x.has("A"))
	require.True(t, x.has("B"))
	require.False(t, newIndex(nil).has("A"))
}

// TestOtherTextsCostLittle: of rows that nobody asked for, less than one in sixteen is kept.
func TestOtherTextsCostLittle(t *testing.T) {
	x := newIndex([]string{"A", "B", "C"})
	for place := range 10_000 {
		x.add(fmt.Sprint(place), place)
	}
	require.Less(t, len(x.rows), 10_000/16)
}

// TestNearestHasTheBest: whatever the rows, the n best by time and place are among the places.
func TestNearestHasTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(0, 9), 0, 40).Draw(t, "rows")
		asked := rapid.SliceOfN(rapid.IntRange(1, 9), 0, 3).Draw(t, "times")
		n := rapid.IntRange(1, 5).Draw(t, "n")
		x := newIndex([]string{"A"})
		for place, day := range days {
			x.addTimed("A", noon(day), place)
		}
		x.sort()
		var times []time.Time
		for _, day := range asked {
			times = append(times, noon(day))
		}
		slices.SortFunc(times, time.Time.Compare)
		got := x.nearest(nil, "A", times, n)
		best := make([]int, len(days))
		for place := range days {
			best[place] = place
		}
		far := func(place int) time.Duration {
			if gap, known := gapTo(times, noon(days[place])); known {
				return gap.Abs()
			}
			return time.Duration(1<<63 - 1)
		}
		slices.SortStableFunc(best, func(a, b int) int { return int((far(a) - far(b)).Hours()) })
		for _, place := range best[:min(n, len(best))] {
			require.Contains(t, got, place)
		}
	})
}

// drawRow makes rows that nearly meet: few keys, few prices, few times, many ties.
func drawRow(t *rapid.T, place int) Row {
	return Row{
		Key:     rapid.SampledFrom([]string{"", " ", "a", "A", "b", "c"}).Draw(t, "key"),
		AltKeys: [2]string{rapid.SampledFrom([]string{"", " ", "a", "x"}).Draw(t, "alternative"), rapid.SampledFrom([]string{"", "b", "x"}).Draw(t, "second alternative")},
		Price:   rapid.SampledFrom([]string{"", "1", "2", "a"}).Draw(t, "price"),
		Time:    noon(rapid.IntRange(0, 9).Draw(t, "day")),
		Place:   place,
	}
}

// TestIndexLooksEnough: the index finds exactly what a walk over all rows finds, of what it was made for, and of anything else that it says
// that it knows.
func TestIndexLooksEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, most int) (rows []Row) {
			for place := range rapid.IntRange(0, most).Draw(t, name) {
				rows = append(rows, drawRow(t, place))
			}
			return rows
		}
		rows, lookedFor, others := draw("rows", 40), draw("looked for", 4), draw("others", 2)
		n := rapid.SampledFrom([]int{-1, 0, 1, 2, 3, 100, math.MaxInt}).Draw(t, "n")
		x := NewIndex(lookedFor, slices.Values(rows))
		for i := range lookedFor {
			got, ok := x.Best(lookedFor[:i+1], n, func(place int) Row { return rows[place] })
			require.True(t, ok)
			require.Equal(t, Best(lookedFor[:i+1], slices.Values(rows), n), got)
		}
		if got, ok := x.Best(others, n, func(place int) Row { return rows[place] }); ok {
			require.Equal(t, Best(others, slices.Values(rows), n), got)
		}
	})
}

// TestIndexIsOfWhatWasAskedFor: it says so where it does not know.
func TestIndexIsOfWhatWasAskedFor(t *testing.T) {
	nobody := func(func(Row) bool) { t.Error("rows are walked over for nothing") }
	_, ok := NewIndex(nil, nobody).Best([]Row{{Key: "A"}}, 1, nil)
	require.False(t, ok)
	got, ok := NewIndex([]Row{{Key: ""}}, nobody).Best([]Row{{Key: ""}}, 1, nil)
	require.True(t, ok)
	require.Empty(t, got)
}
