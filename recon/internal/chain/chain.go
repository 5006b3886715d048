// Package chain keeps the items of two sides in one sorted list, out of which they go one by one, and tells which of the rest have become
// neighbours. The nearest of a left and a right item are always neighbours: so the nearest pairs are found in n log n steps.
package chain

import "slices"

// Item is what the list holds. The zero Item is none.
type Item interface {
	comparable
	// Gone reports whether the item was taken out of the list.
	Gone() bool
}

// Node is the items of one side that stand at one place.
type Node[K any, I Item] struct {
	At   K
	Left bool

	items      []I
	prev, next *Node[K, I]
	met        [2]I // the first items with which it was last returned by Meet
}

// Of makes the list of two sides' items. Items of a side and place stay in the order in which they are given.
func Of[K any, I Item](left, right []I, at func(I) K, compare func(a, b K) int) (nodes []*Node[K, I]) {
	type placed struct {
		at   K
		item I
		left bool
	}
	all := make([]placed, 0, len(left)+len(right))
	for _, item := range right {
		all = append(all, placed{at(item), item, false})
	}
	for _, item := range left {
		all = append(all, placed{at(item), item, true})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return compare(a.at, b.at) })
	for _, p := range all {
		n := len(nodes)
		if n == 0 || nodes[n-1].Left != p.left || compare(nodes[n-1].At, p.at) != 0 {
			nodes = append(nodes, &Node[K, I]{At: p.at, Left: p.left})
		}
		last := nodes[len(nodes)-1]
		last.items = append(last.items, p.item)
	}
	for n := 1; n < len(nodes); n++ {
		nodes[n-1].next, nodes[n].prev = nodes[n], nodes[n-1]
	}
	return nodes
}

// Next is the node after n, nil for none.
func (n *Node[K, I]) Next() *Node[K, I] { return n.next }

// First is the first item that is not gone, zero for none.
func (n *Node[K, I]) First() (first I) {
	for len(n.items) > 0 && n.items[0].Gone() {
		n.items = n.items[1:]
	}
	if len(n.items) == 0 {
		return first
	}
	return n.items[0]
}

// Items are those of the node, some of which may be gone.
func (n *Node[K, I]) Items() []I { return n.items }

// IsEmpty reports whether all items are gone.
func (n *Node[K, I]) IsEmpty() bool {
	var none I
	return n.First() == none
}

// Meet takes empty nodes out of the list, from two that were neighbours once to the next that are not empty. It returns these if they
// are of different sides, and were not returned with the same first items before; nil otherwise.
func Meet[K any, I Item](before, after *Node[K, I]) (l, r *Node[K, I]) {
	l = before.toward(func(n *Node[K, I]) **Node[K, I] { return &n.prev })
	r = after.toward(func(n *Node[K, I]) **Node[K, I] { return &n.next })
	if l == nil || r == nil {
		return nil, nil
	}
	l.next, r.prev = r, l
	met := [2]I{l.First(), r.First()}
	if l.Left == r.Left || l.met == met {
		return nil, nil
	}
	l.met = met
	return l, r
}

// toward is the first node that is not empty, from n on. The nodes that are passed are not visited one by one again.
func (n *Node[K, I]) toward(step func(*Node[K, I]) **Node[K, I]) *Node[K, I] {
	found := n
	for found != nil && found.IsEmpty() {
		found = *step(found)
	}
	for n != found {
		next := step(n)
		n, *next = *next, found
	}
	return found
}
