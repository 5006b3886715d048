package recon

import (
	"iter"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// at is a time of one day, n minutes after noon.
func at(minutes int) time.Time {
	return time.Date(2026, 11, 22, 12, 0, 0, 0, utc8).Add(time.Duration(minutes) * time.Minute)
}

// others offers rows as candidates, the caller's.
func others(rows ...Record) iter.Seq[candidate] {
	return func(yield func(candidate) bool) {
		for i, r := range rows {
			if !yield(candidate{index: i, open: true, record: r}) {
				return
			}
		}
	}
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
			got := lookFor([]Record{row}).nearest(true, others(c.other), 5)
			if c.want == 0 {
				if len(got) != 0 {
					t.Errorf("it suggests %+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].Hint != c.want || !got[0].Bill || got[0].Key != c.other.Key {
				t.Errorf("it suggests %+v, want hint %d", got, c.want)
			}
		})
	}
}

func TestNearestOfARowWithoutKeysAndAmount(t *testing.T) {
	row := Record{AltKeys: AltKeys{""}}
	if got := lookFor([]Record{row}).nearest(false, others(Record{}, Record{AltKeys: AltKeys{""}}), 5); len(got) != 0 {
		t.Errorf("nothing is like nothing: %+v", got)
	}
}

func TestNearestFractionsOfAFen(t *testing.T) {
	row := Record{Key: "A", Amount: dec("0.0050")}
	got := lookFor([]Record{row}).nearest(false, others(Record{Key: "B", Amount: dec("0.005")}, Record{Key: "C", Amount: dec("0.0051")}), 5)
	if len(got) != 1 || got[0].Key != "B" {
		t.Errorf("it suggests %+v", got)
	}
}

func TestNearestOrder(t *testing.T) {
	rows := []Record{{Key: "A100", Amount: dec("60"), Time: at(0)}, {Key: "A100", Amount: dec("60"), Time: at(100)}}
	pool := func(yield func(candidate) bool) {
		for c := range others(
			Record{Key: "B", Amount: dec("60")},
			Record{Key: "C", Amount: dec("60"), Time: at(-30)},
			Record{Key: "D", Amount: dec("60"), Time: at(99)},
			Record{Key: "a100", Amount: dec("1"), Time: at(5000)},
			Record{Key: "E", Amount: dec("60"), Time: at(30)},
		) {
			if !yield(c) {
				return
			}
		}
		for _, c := range []candidate{
			{index: 0, pool: true, open: true, record: Record{Key: "A100", Amount: dec("7")}},
			{index: 1, pool: true, open: true, record: Record{Key: "F", Amount: dec("60"), Time: at(99)}},
		} {
			if !yield(c) {
				return
			}
		}
	}
	var keys []string
	for _, s := range lookFor(rows).nearest(false, pool, 10) {
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
	got := lookFor(rows).nearest(false, others(Record{Amount: dec("1"), Time: at(50)}), 1)
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
		if got := lookFor([]Record{row}).nearest(false, others(many...), n); len(got) != want {
			t.Errorf("n = %d gives %d suggestions, want %d", n, len(got), want)
		}
	}
	if got := lookFor(nil).nearest(false, others(many...), 5); got != nil {
		t.Errorf("no row has %d suggestions", len(got))
	}
}

// The n best are the first n of all, whatever the order in which they come.
func TestNearestKeepsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var offered []candidate
		for i := range rapid.IntRange(0, 30).Draw(t, "candidates") {
			r := Record{Key: rapid.SampledFrom([]string{"A", "a", "T", "B"}).Draw(t, "key"), Amount: dec("1")}
			if rapid.Bool().Draw(t, "timed") {
				r.Time = at(rapid.IntRange(-9, 9).Draw(t, "minutes"))
			}
			offered = append(offered, candidate{index: i, pool: rapid.Bool().Draw(t, "pool"), open: true, record: r})
		}
		row := Record{Key: "A", AltKeys: AltKeys{"T"}, Amount: dec("1"), Time: at(0)}
		all := lookFor([]Record{row}).nearest(true, slices.Values(offered), maxSuggestions)
		if !slices.IsSortedFunc(all, closer) || len(all) != len(offered) {
			t.Fatalf("%d of %d suggestions, or not in order: %+v", len(all), len(offered), all)
		}
		n := rapid.IntRange(1, 10).Draw(t, "n")
		best := lookFor([]Record{row}).nearest(true, slices.Values(rapid.Permutation(offered).Draw(t, "order")), n)
		if !slices.EqualFunc(best, all[:min(n, len(all))], func(a, b Suggestion) bool { return closer(a, b) == 0 }) {
			t.Fatalf("the best are %+v, want the first %d of %+v", best, n, all)
		}
	})
}
