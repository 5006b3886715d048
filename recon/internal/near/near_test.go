package near

import (
	"fmt"
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
	x := New([]string{"9.90"})
	for place, day := range []int{5, 1, 3, 3, 3, 9, 0, 0} {
		x.AddTimed("9.90", noon(day), place)
	}
	x.Sort()
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
		require.Equal(t, c.want, sorted(x.Nearest(nil, "9.90", c.times, c.n)), c.reason)
	}
	require.Empty(t, x.Nearest(nil, "1.00", nil, 5), "nobody asked for it")
}

func sorted(places []int) []int {
	slices.Sort(places)
	return slices.Compact(places)
}

// TestAll: the rows of a text, in the order of their places, and none of a text that nobody asked for.
func TestAll(t *testing.T) {
	x := New([]string{"A", "B"})
	for place, text := range []string{"A", "C", "B", "A", "D", "A"} {
		x.Add(text, place)
	}
	x.Sort()
	require.Equal(t, []int{7, 0, 3, 5}, x.All([]int{7}, "A"))
	require.Equal(t, []int{2}, x.All(nil, "B"))
	require.True(t, x.Has("A"))
	require.True(t, x.Has("B"))
	require.False(t, New(nil).Has("A"))
}

// TestOtherTextsCostLittle: of rows that nobody asked for, less than one in sixteen is kept.
func TestOtherTextsCostLittle(t *testing.T) {
	x := New([]string{"A", "B", "C"})
	for place := range 10_000 {
		x.Add(fmt.Sprint(place), place)
	}
	require.Less(t, len(x.rows), 10_000/16)
}

// TestNearestHasTheBest: whatever the rows, the n best by time and place are among the places.
func TestNearestHasTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(0, 9), 0, 40).Draw(t, "rows")
		asked := rapid.SliceOfN(rapid.IntRange(1, 9), 0, 3).Draw(t, "times")
		n := rapid.IntRange(1, 5).Draw(t, "n")
		x := New([]string{"A"})
		for place, day := range days {
			x.AddTimed("A", noon(day), place)
		}
		x.Sort()
		var times []time.Time
		for _, day := range asked {
			times = append(times, noon(day))
		}
		slices.SortFunc(times, time.Time.Compare)
		got := x.Nearest(nil, "A", times, n)
		best := make([]int, len(days))
		for place := range days {
			best[place] = place
		}
		far := func(place int) time.Duration {
			if gap, known := Gap(times, noon(days[place])); known {
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

func TestGap(t *testing.T) {
	start := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	times := []time.Time{start, start.Add(20 * time.Second), start.Add(20 * time.Second), start.Add(60 * time.Second)}
	for _, tt := range []struct {
		reason string
		times  []time.Time
		at     time.Time
		gap    time.Duration
		known  bool
	}{
		{"before all", times, start.Add(-time.Hour), -time.Hour, true},
		{"the very same", times, start.Add(20 * time.Second), 0, true},
		{"nearer to the earlier one", times, start.Add(22 * time.Second), 2 * time.Second, true},
		{"nearer to the later one", times, start.Add(59 * time.Second), -time.Second, true},
		{"in the middle the earlier one counts", times, start.Add(40 * time.Second), 20 * time.Second, true},
		{"after all", times, start.Add(2 * time.Minute), time.Minute, true},
		{"a row without a time", times, time.Time{}, 0, false},
		{"no times", nil, start, 0, false},
	} {
		if gap, known := Gap(tt.times, tt.at); gap != tt.gap || known != tt.known {
			t.Errorf("%s: %v, %v, want %v, %v", tt.reason, gap, known, tt.gap, tt.known)
		}
	}
}
