package partner

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

type metre int

func (m metre) Cmp(o metre) int   { return int(m - o) }
func (m metre) Sub(o metre) metre { return m - o }

func standsAt(i *item) metre { return metre(i.at) }

// TestNearest: the rounds of what was not taken before, the nearest first, with all items of a place.
func TestNearest(t *testing.T) {
	type relation struct{ left, right []int }
	places := func(items []*item) (at []int) {
		for _, i := range items {
			at = append(at, i.at)
		}
		return at
	}
	for _, tt := range []struct {
		reason      string
		left, right []int
		most        metre // the largest distance at which partners are taken
		want        [][]relation
	}{
		{"nobody on one side", []int{1, 2}, nil, 9, nil},
		{"one place", []int{1, 1}, []int{1}, 9, [][]relation{{{[]int{1, 1}, []int{1}}}}},
		{"the nearest first", []int{10, 20}, []int{13, 21}, 9, [][]relation{{{[]int{20}, []int{21}}}, {{[]int{10}, []int{13}}}}},
		{"equally near at once", []int{10}, []int{9, 11}, 9, [][]relation{{{[]int{10}, []int{9}}, {[]int{10}, []int{11}}}}},
		{"what is left meets over what is gone", []int{10, 12}, []int{13, 20}, 99, [][]relation{{{[]int{12}, []int{13}}}, {{[]int{10}, []int{20}}}}},
		{"behind what was not taken nothing meets", []int{10, 12}, []int{15, 16}, 2, [][]relation{{{[]int{12}, []int{15}}}}},
	} {
		var got [][]relation
		for round := range Nearest(items(tt.left...), items(tt.right...), standsAt) {
			var named []relation
			for _, of := range round {
				named = append(named, relation{places(of.Left), places(of.Right)})
			}
			got = append(got, named)
			takeWithin(round, tt.most)
		}
		require.Equal(t, tt.want, got, tt.reason)
	}
	for range Nearest(items(1, 5), items(2, 6), standsAt) {
		break // one need not see the end
	}
}

// takeWithin takes the first of the items of each relation, until a side is empty, where they are so near.
func takeWithin(round []Relation[*item], most metre) {
	for _, of := range round {
		for _, l := range of.Left {
			for _, r := range of.Right {
				if !l.gone && !r.gone && metre(max(l.at-r.at, r.at-l.at)) <= most {
					l.gone, r.gone = true, true
				}
			}
		}
	}
}

// TestNearestIsTheNearestOfAll: a round is all pairs of places that have the smallest distance of all pairs of items that are left, until
// none is near enough to be taken, with all items of a place.
func TestNearestIsTheNearestOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.SliceOfN(rapid.IntRange(0, 40), 0, 20)
		left, right := items(draw.Draw(t, "left")...), items(draw.Draw(t, "right")...)
		most := metre(rapid.IntRange(0, 20).Draw(t, "near enough"))
		for round := range Nearest(left, right, standsAt) {
			least := nearest(left, right)
			if least > int(most) {
				break
			}
			type at struct{ left, right int }
			want, got := map[at]bool{}, map[at]bool{}
			for _, l := range left {
				for _, r := range right {
					if !l.gone && !r.gone && max(l.at-r.at, r.at-l.at) == least {
						want[at{l.at, r.at}] = true
					}
				}
			}
			for _, of := range round {
				require.Len(t, of.Left, standing(left, of.Left[0].at))
				require.Len(t, of.Right, standing(right, of.Right[0].at))
				for _, l := range of.Left {
					for _, r := range of.Right {
						require.False(t, l.gone || r.gone)
						got[at{l.at, r.at}] = true
					}
				}
			}
			require.Equal(t, want, got)
			takeWithin(round, most)
		}
		if least := nearest(left, right); least >= 0 {
			require.Greater(t, least, int(most), "none is left that is near enough")
		}
	})
}

// standing counts the items of a place that are not gone.
func standing(items []*item, at int) (n int) {
	for _, i := range items {
		if i.at == at && !i.gone {
			n++
		}
	}
	return n
}
