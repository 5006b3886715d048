package partner

import (
	"iter"

	"github.com/billrecon/billrecon/recon/internal/heap"
)

// Place is where an item stands on a line.
type Place[K any] interface {
	Cmp(K) int
	Sub(K) K
}

// Nearest brings the items of two sides together that stand near each other, in rounds: first all places of left and right items that have
// the smallest distance, as one relation for every two places, with all items that stand there; then, of the items that are not Gone, those
// that have the next larger distance, and so on. A relation can come twice in a round.
//
// It is for the caller to make Gone what may be partners, in a relation until one side is empty or not at all. Over a place where both
// sides stay nothing behind it is brought together: what is farther from a place is not to be its partner where the nearer is not.
func Nearest[I Item, K Place[K]](left, right []I, at func(I) K) iter.Seq[[]Relation[I]] {
	type gap struct {
		size          K
		before, after *node[K, I]
	}
	return func(yield func([]Relation[I]) bool) {
		gaps := heap.Of(func(a, b gap) bool { return a.size.Cmp(b.size) < 0 })
		again := func(before, after *node[K, I]) {
			if before, after = meet(before, after); before != nil {
				gaps.Push(gap{after.at.Sub(before.at), before, after})
			}
		}
		for _, n := range nodesOf(left, right, at, K.Cmp) {
			again(n, n.next)
		}
		for gaps.Len() > 0 {
			round := []gap{gaps.Pop()}
			for gaps.Len() > 0 && gaps.Least().size.Cmp(round[0].size) == 0 {
				round = append(round, gaps.Pop())
			}
			var relations []Relation[I]
			for _, g := range round {
				if left, right := bySide(g.before, g.after); !left.isEmpty() && !right.isEmpty() {
					relations = append(relations, Relation[I]{left.rest(), right.rest()})
				}
			}
			if len(relations) > 0 && !yield(relations) {
				return
			}
			for _, g := range round {
				if g.before.isEmpty() || g.after.isEmpty() {
					again(g.before, g.after)
				}
			}
		}
	}
}
