// Package partner chooses partners between the items of two sides: the best of all pairs that may be, then the best of those that are
// left, and so on, in n log n steps whatever the items have in common. It knows no record and no money: items say facts, a time, an order
// and a place on a line.
package partner

import (
	"cmp"
	"time"
)

// Item is what has a partner or none. The zero Item is nothing.
type Item interface {
	comparable
	// Gone reports whether the item has a partner.
	Gone() bool
}

// Relation is items of two sides: each left one may be the partner of each right one.
type Relation[I Item] struct{ Left, Right []I }

// Chooser chooses partners by what its funcs say of the items, which must always be the same.
type Chooser[I Item] struct {
	// Facts are what an item can have in common with one of the other side.
	Facts func(item I, left bool) Facts
	// Time is zero where it is not known. All times lie within 292 years of each other.
	Time func(I) time.Time
	// Older orders the items of a side: by Time, those without one last, and then in any way in which no two are equal.
	Older func(a, b I) int
}

// Choose calls take with the best pair, then with the best pair of the items that are left, until none is left that may be. take makes
// both items Gone; before, none of the items is. The best pair is
//
//  1. the one that agrees in more kinds of facts,
//  2. of these one of two known times, the nearer ones first,
//  3. of these the one of which the earlier time is earlier,
//  4. of these the one of the older left item, and then of the older right one.
//
// For a single relation of which one side has a single item Choose allocates nothing.
func (c *Chooser[I]) Choose(relations []Relation[I], take func(left, right I)) {
	if len(relations) == 1 && (len(relations[0].Left) == 1 || len(relations[0].Right) == 1) {
		c.chooseOne(&relations[0], take)
		return
	}
	for agreed := len(Facts{}); agreed >= 0; agreed-- {
		c.chooseAgreed(relations, agreed, take)
	}
}

// chooseOne is Choose for a relation of which one side has a single item: it takes one pair.
func (c *Chooser[I]) chooseOne(of *Relation[I], take func(left, right I)) {
	if len(of.Left) == len(of.Right) {
		take(of.Left[0], of.Right[0])
		return
	}
	var best pair[I]
	found := false
	for _, left := range of.Left {
		facts := c.Facts(left, true)
		for _, right := range of.Right {
			others := c.Facts(right, false)
			if p := c.pair(left, right, facts.agreed(&others)); !found || c.compare(&p, &best) < 0 {
				best, found = p, true
			}
		}
	}
	if found {
		take(best.left, best.right)
	}
}

// pair is a left and a right item, and how good a pair they are.
type pair[I Item] struct {
	left, right I
	agreed      int  // in so many kinds of facts
	timed       bool // both times are known
	gap         time.Duration
}

func (c *Chooser[I]) pair(left, right I, agreed int) pair[I] {
	p := pair[I]{left: left, right: right, agreed: agreed}
	if l, r := c.Time(left), c.Time(right); !l.IsZero() && !r.IsZero() {
		p.timed, p.gap = true, l.Sub(r).Abs()
	}
	return p
}

// compare is below 0 where p is better than q.
func (c *Chooser[I]) compare(p, q *pair[I]) int {
	switch {
	case p.agreed != q.agreed:
		return cmp.Compare(q.agreed, p.agreed)
	case p.timed != q.timed:
		if p.timed {
			return -1
		}
		return 1
	case p.gap != q.gap:
		return cmp.Compare(p.gap, q.gap)
	}
	if p.timed {
		if earlier := c.earlier(p).Compare(c.earlier(q)); earlier != 0 {
			return earlier
		}
	}
	if older := c.Older(p.left, q.left); older != 0 {
		return older
	}
	return c.Older(p.right, q.right)
}

// earlier is the earlier time of a pair.
func (c *Chooser[I]) earlier(p *pair[I]) time.Time {
	l, r := c.Time(p.left), c.Time(p.right)
	if l.Before(r) {
		return l
	}
	return r
}
