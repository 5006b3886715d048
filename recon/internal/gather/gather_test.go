package gather

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// initial is the key of a word: its first letter, none of "-".
func initial(word string) string {
	if word == "-" {
		return ""
	}
	return word[:1]
}

func TestByKey(t *testing.T) {
	words := []string{"ant", "-", "bee", "ape", "-", "bat", "cow"}
	require.Equal(t, [][]string{{"ant", "ape"}, {"-"}, {"bee", "bat"}, {"-"}, {"cow"}}, ByKey(words, initial))
	require.Equal(t, []string{"ant", "-", "bee", "ape", "-", "bat", "cow"}, words, "what it was given stays")
	require.Empty(t, ByKey(nil, initial))
}

func TestShared(t *testing.T) {
	buckets, left, right := Shared([]string{"dog", "bee", "-", "ant", "bat"}, []string{"ape", "-", "cow", "bug", "asp"}, initial)
	require.Equal(t, []Bucket[string]{{"b", []string{"bee", "bat"}, []string{"bug"}}, {"a", []string{"ant"}, []string{"ape", "asp"}}}, buckets)
	require.Equal(t, []string{"dog", "-"}, left)
	require.Equal(t, []string{"-", "cow"}, right)
}

// TestParts: a left number reaches a right one that is at most 1 below it and at most 2 above.
func TestParts(t *testing.T) {
	reach := func(l, r int) int {
		switch {
		case l < r-2:
			return -1
		case l > r+1:
			return 1
		}
		return 0
	}
	type part struct{ left, right []int }
	for _, tt := range []struct {
		reason      string
		left, right []int
		want        []part
	}{
		{"nothing", nil, nil, nil},
		{"one side only", []int{1, 2}, nil, []part{{[]int{1, 2}, nil}}},
		{"a pair", []int{10}, []int{12}, []part{{[]int{10}, []int{12}}}},
		{"too early, then too late", []int{10, 30}, []int{13, 28}, []part{{[]int{10}, []int{}}, {[]int{}, []int{13}}, {[]int{}, []int{28}}, {[]int{30}, []int{}}}},
		{"a chain", []int{10, 13, 20}, []int{11, 12, 14}, []part{{[]int{10, 13}, []int{11, 12, 14}}, {[]int{20}, []int{}}}},
	} {
		var got []part
		for l, r := range Parts(tt.left, tt.right, reach) {
			got = append(got, part{l, r})
		}
		require.Equal(t, tt.want, got, tt.reason)
	}
	for range Parts([]int{1, 9}, []int{1, 9}, reach) {
		break
	}
}

// TestPairs: a left number reaches a right one that is at most 2 away.
func TestPairs(t *testing.T) {
	reach := func(l, r int) int {
		if max(l-r, r-l) <= 2 {
			return 0
		}
		return l - r
	}
	pairs := func(left, right []int) (list [][2]int) {
		for l, r := range Pairs(left, right, reach) {
			list = append(list, [2]int{l, r})
		}
		return list
	}
	for _, tt := range []struct {
		reason      string
		left, right []int
		want        [][2]int
	}{
		{"nothing", nil, nil, nil},
		{"one side only", []int{1, 2}, nil, nil},
		{"each its own", []int{1, 11}, []int{2, 10}, [][2]int{{1, 2}, {11, 10}}},
		{"the first with the first, though another is nearer", []int{10, 12}, []int{12, 13}, [][2]int{{10, 12}, {12, 13}}},
		{"one too early, one too late", []int{1, 10}, []int{9, 20}, [][2]int{{10, 9}}},
	} {
		require.Equal(t, tt.want, pairs(tt.left, tt.right), tt.reason)
	}
	for range Pairs([]int{1, 9}, []int{1, 9}, reach) {
		break
	}
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfN(rapid.IntRange(0, 30), 0, 20)
		left, right := slices.Sorted(slices.Values(numbers.Draw(t, "left"))), slices.Sorted(slices.Values(numbers.Draw(t, "right")))
		var want [][2]int
		rest := slices.Clone(right)
		for _, l := range left { // each takes the first that is left and that it reaches
			if n := slices.IndexFunc(rest, func(r int) bool { return reach(l, r) == 0 }); n >= 0 {
				want = append(want, [2]int{l, rest[n]})
				rest = slices.Delete(rest, n, n+1)
			}
		}
		require.Equal(t, want, pairs(left, right))
	})
}
