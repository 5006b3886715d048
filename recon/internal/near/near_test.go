package near

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// at is a time of one day, n minutes after noon.
func at(minutes int) time.Time { return noon(22).Add(time.Duration(minutes) * time.Minute) }

// placed gives rows their places.
func placed(rows ...Row) []Row {
	for i := range rows {
		rows[i].Place = i
	}
	return rows
}

func TestHints(t *testing.T) {
	row := Row{Key: "A100", AltKeys: [2]string{"T1", ""}, Price: "60", Time: at(0)}
	for _, c := range []struct {
		reason string
		other  Row
		want   Hint
	}{
		{"the same key", Row{Key: "A100"}, SameKey},
		{"our alternative is their key", Row{Key: "T1"}, OtherField},
		{"our key is their alternative", Row{Key: "Z", AltKeys: [2]string{"", "A100"}}, OtherField},
		{"alternatives crosswise", Row{Key: "Z", AltKeys: [2]string{"", "T1"}}, OtherField},
		{"case and width", Row{Key: " ａ100"}, LikeKey},
		{"an alternative that is only alike", Row{Key: "Z", AltKeys: [2]string{"a100"}}, 0},
		{"the price", Row{Key: "B7", Price: "60", Time: at(5)}, SamePrice},
		{"the price, without a key", Row{Price: "60", Time: at(5)}, SamePrice},
		{"the price, no time known", Row{Key: "B7", Price: "60"}, SamePrice},
		{"the price at the end of three days", Row{Key: "B7", Price: "60", Time: at(3 * 24 * 60)}, SamePrice},
		{"the price after more than three days", Row{Key: "B7", Price: "60", Time: at(3*24*60 + 1)}, 0},
		{"the price more than three days before", Row{Key: "B7", Price: "60", Time: at(-3*24*60 - 1)}, 0},
		{"the key stands above the price", Row{Key: "a100", Price: "60", Time: at(0)}, LikeKey},
		{"a key of any time", Row{Key: "A100", Time: at(1e6)}, SameKey},
		{"nothing in common", Row{Key: "B7", Price: "61", Time: at(0)}, 0},
		{"empty texts are not the same", Row{}, 0},
		{"a price is no key", Row{Key: "60"}, 0},
	} {
		got := Best([]Row{row}, slices.Values(placed(c.other)), 5)
		if c.want == 0 {
			require.Empty(t, got, c.reason)
			continue
		}
		require.Len(t, got, 1, c.reason)
		require.Equal(t, c.want, got[0].Hint, c.reason)
		require.Equal(t, c.want == LikeKey, got[0].Like == "A100", c.reason)
	}
	require.Empty(t, Best([]Row{{}}, slices.Values(placed(Row{}, Row{})), 5), "nothing is like nothing")
}

func TestOrder(t *testing.T) {
	rows := []Row{{Key: "A100", Price: "60", Time: at(0)}, {Key: "A100", Price: "60", Time: at(100)}}
	others := placed(
		Row{Key: "B", Price: "60"},
		Row{Key: "C", Price: "60", Time: at(-30)},
		Row{Key: "D", Price: "60", Time: at(99)},
		Row{Key: "a100", Price: "1", Time: at(5000)},
		Row{Key: "E", Price: "60", Time: at(30)},
		Row{Key: "A100", Price: "7"},
		Row{Key: "F", Price: "60", Time: at(99)},
	)
	var keys []string
	for _, m := range Best(rows, slices.Values(others), 10) {
		keys = append(keys, others[m.Place].Key)
	}
	// The key, the like key, then by time: D and F are a minute away and D stands first, C and E half an hour.
	require.Equal(t, []string{"A100", "a100", "D", "F", "C", "E", "B"}, keys)
}

func TestBounds(t *testing.T) {
	row := Row{Key: "A", Price: "1"}
	many := placed(slices.Repeat([]Row{row}, 300)...)
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 7: 7, 300: 300, 301: 300, math.MaxInt: 300} {
		require.Len(t, Best([]Row{row}, slices.Values(many), n), want, n)
	}
	require.Nil(t, Best(nil, slices.Values(many), 5))
}

// TestBestKeepsTheBest: the n best are the first n of all, whatever the order in which they come.
func TestBestKeepsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var offered []Row
		for place := range rapid.IntRange(0, 30).Draw(t, "rows") {
			r := Row{Key: rapid.SampledFrom([]string{"A", "a", "T", "B"}).Draw(t, "key"), Price: "1", Place: place}
			if rapid.Bool().Draw(t, "timed") {
				r.Time = at(rapid.IntRange(-9, 9).Draw(t, "minutes"))
			}
			offered = append(offered, r)
		}
		lookedFor := []Row{{Key: "A", AltKeys: [2]string{"T"}, Price: "1", Time: at(0)}}
		all := Best(lookedFor, slices.Values(offered), 100)
		require.Len(t, all, len(offered))
		require.True(t, slices.IsSortedFunc(all, closer), "%+v", all)
		n := rapid.IntRange(1, 10).Draw(t, "n")
		best := Best(lookedFor, slices.Values(rapid.Permutation(offered).Draw(t, "order")), n)
		require.True(t, slices.Equal(all[:min(n, len(all))], best), "%+v, want the first %d of %+v", best, n, all)
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
		if gap, known := gapTo(tt.times, tt.at); gap != tt.gap || known != tt.known {
			t.Errorf("%s: %v, %v, want %v, %v", tt.reason, gap, known, tt.gap, tt.known)
		}
	}
}
