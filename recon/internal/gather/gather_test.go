package gather

import (
	"testing"

	"github.com/stretchr/testify/require"
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
