package partner

import (
	"math/bits"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon/internal/heap"
)

// line is left and right items that agree in some facts, each side the oldest first.
type line[I Item] [2][]I

// lines gathers the items that agree in so many facts, where both sides have any. An item can be on several lines.
func (c *Chooser[I]) lines(relations []Relation[I], agreed int) (lines []*line[I]) {
	type common struct {
		relation int
		facts    Facts
	}
	at := map[common]*line[I]{}
	for n, of := range relations {
		for side, items := range [...][]I{of.Left, of.Right} {
			for _, item := range items {
				if item.Gone() {
					continue
				}
				facts := c.Facts(item, side == 0)
				for places := range uint(1) << len(facts) {
					if bits.OnesCount(places) != agreed {
						continue
					}
					if chosen, ok := facts.choose(places); ok {
						l := at[common{n, chosen}]
						if l == nil {
							l = &line[I]{}
							at[common{n, chosen}] = l
						}
						l[side] = append(l[side], item)
					}
				}
			}
		}
	}
	for _, l := range at {
		if len(l[0]) > 0 && len(l[1]) > 0 {
			slices.SortFunc(l[0], c.Older)
			slices.SortFunc(l[1], c.Older)
			lines = append(lines, l)
		}
	}
	return lines
}

// timed are those of a line's items whose time is known.
func (c *Chooser[I]) timed(items []I) []I {
	if n := slices.IndexFunc(items, func(item I) bool { return c.Time(item).IsZero() }); n >= 0 {
		return items[:n]
	}
	return items
}

// heads are the oldest items that are left on both sides of a line.
func (l *line[I]) heads() (left, right I, ok bool) {
	for side, items := range l {
		for len(items) > 0 && items[0].Gone() {
			items = items[1:]
		}
		l[side] = items
	}
	if len(l[0]) == 0 || len(l[1]) == 0 {
		return left, right, false
	}
	return l[0][0], l[1][0], true
}

// candidate is a pair that may be the best one, and where it was found: between two nodes, or at the heads of a line.
type candidate[I Item] struct {
	pair[I]
	before, after *node[time.Time, I]
	line          *line[I]
}

// chooseAgreed takes the pairs that agree in so many kinds of facts; none is left that agree in more.
//
// The nearest in time of a line are always neighbours, sorted by time; of a line's pairs without two known times, the oldest of both sides
// are the best. Of these all lines have the best in a queue.
func (c *Chooser[I]) chooseAgreed(relations []Relation[I], agreed int, take func(left, right I)) {
	queue := heap.Of(func(a, b candidate[I]) bool { return c.compare(&a.pair, &b.pair) < 0 })
	// again looks for a candidate where one was found before.
	again := func(at candidate[I]) {
		if at.line != nil {
			if left, right, ok := at.line.heads(); ok {
				at.pair = c.pair(left, right, agreed)
				queue.Push(at)
			}
		} else if at.before, at.after = meet(at.before, at.after); at.before != nil {
			left, right := bySide(at.before, at.after)
			at.pair = c.pair(left.first(), right.first(), agreed)
			queue.Push(at)
		}
	}
	for _, l := range c.lines(relations, agreed) {
		left, right := c.timed(l[0]), c.timed(l[1])
		for _, n := range nodesOf(left, right, c.Time, time.Time.Compare) {
			again(candidate[I]{before: n, after: n.next})
		}
		if len(left) < len(l[0]) || len(right) < len(l[1]) {
			again(candidate[I]{line: l})
		}
	}
	for queue.Len() > 0 {
		best := queue.Pop()
		if !best.left.Gone() && !best.right.Gone() {
			take(best.left, best.right)
		}
		again(best)
	}
}
