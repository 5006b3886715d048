package partner

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

type item struct {
	at   int
	gone bool
}

func (i *item) Gone() bool { return i.gone }

func items(places ...int) (list []*item) {
	for _, at := range places {
		list = append(list, &item{at: at})
	}
	return list
}

func of(left, right []*item) []*node[int, *item] {
	return nodesOf(left, right, func(i *item) int { return i.at }, cmp.Compare[int])
}

// TestNodes: one node for each side and place, in order, the right side's first.
func TestNodes(t *testing.T) {
	left, right := items(3, 1, 3), items(3, 5)
	nodes := of(left, right)
	type node struct {
		at   int
		left bool
		rows int
	}
	var got []node
	for _, n := range nodes {
		got = append(got, node{n.at, n.left, len(n.items)})
	}
	require.Equal(t, []node{{1, true, 1}, {3, false, 1}, {3, true, 2}, {5, false, 1}}, got)
	require.Same(t, left[0], nodes[2].first())
	left[0].gone = true
	require.Same(t, left[2], nodes[2].first())
	left[2].gone = true
	require.True(t, nodes[2].isEmpty())
	require.Same(t, nodes[3], nodes[2].next)
	require.Nil(t, nodes[3].next)
}

// TestMeet: what stands between two that have become neighbours is gone, they are of two sides, and they meet once.
func TestMeet(t *testing.T) {
	left, right := items(1, 4), items(2, 7)
	nodes := of(left, right) // 1 left, 2 right, 4 left, 7 right
	l, r := meet(nodes[0], nodes[1])
	require.Same(t, nodes[0], l)
	require.Same(t, nodes[1], r)
	l, _ = meet(nodes[0], nodes[1])
	require.Nil(t, l, "they have met")
	right[0].gone, left[1].gone = true, true
	l, r = meet(nodes[1], nodes[2])
	require.Same(t, nodes[0], l)
	require.Same(t, nodes[3], r)
	right[1].gone = true
	l, _ = meet(nodes[0], nodes[3])
	require.Nil(t, l, "there is none on the right")
	nodes = of(items(1, 2), nil)
	l, _ = meet(nodes[0], nodes[1])
	require.Nil(t, l, "they are of one side")
}

// TestNearestPairs: to take the nearest neighbours again and again takes what a search over all pairs takes.
func TestNearestPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfNDistinct(rapid.IntRange(0, 1<<20), 0, 30, rapid.ID[int]).Draw(t, "places")
		cut := rapid.IntRange(0, len(places)).Draw(t, "cut")
		left, right := items(places[:cut]...), items(places[cut:]...)
		type pair struct{ l, r *node[int, *item] }
		var open []pair
		meet := func(a, b *node[int, *item]) {
			if l, r := meet(a, b); l != nil {
				open = append(open, pair{l, r})
			}
		}
		for _, n := range of(left, right) {
			meet(n, n.next)
		}
		for len(open) > 0 {
			best := 0
			for i, p := range open {
				if p.r.at-p.l.at < open[best].r.at-open[best].l.at {
					best = i
				}
			}
			p := open[best]
			open = append(open[:best], open[best+1:]...)
			if !p.l.isEmpty() && !p.r.isEmpty() {
				require.Equal(t, nearest(left, right), p.r.at-p.l.at)
				p.l.first().gone, p.r.first().gone = true, true
			}
			meet(p.l, p.r)
		}
		require.Equal(t, -1, nearest(left, right), "none is left that could be paired")
	})
}

// nearest is the smallest distance of a left and a right item; −1 for none.
func nearest(left, right []*item) int {
	best := -1
	for _, l := range left {
		for _, r := range right {
			if d := max(l.at-r.at, r.at-l.at); !l.gone && !r.gone && (best < 0 || d < best) {
				best = d
			}
		}
	}
	return best
}
