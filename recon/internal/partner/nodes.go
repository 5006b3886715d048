package partner

import "slices"

// node is the items of one side that stand at one place of a sorted list. Items go out of the list one by one, and the list tells which of
// the rest have become neighbours.
type node[K any, I Item] struct {
	at   K
	left bool

	items      []I
	prev, next *node[K, I]
	met        [2]I // the first items with which it was last returned by meet
}

// nodesOf makes the list of two sides' items. Items of a side and place stay in the order in which they are given.
func nodesOf[K any, I Item](left, right []I, at func(I) K, compare func(a, b K) int) (nodes []*node[K, I]) {
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
		if n == 0 || nodes[n-1].left != p.left || compare(nodes[n-1].at, p.at) != 0 {
			nodes = append(nodes, &node[K, I]{at: p.at, left: p.left})
		}
		last := nodes[len(nodes)-1]
		last.items = append(last.items, p.item)
	}
	for n := 1; n < len(nodes); n++ {
		nodes[n-1].next, nodes[n].prev = nodes[n], nodes[n-1]
	}
	return nodes
}

// first is the first item that is not gone, zero for none.
func (n *node[K, I]) first() (first I) {
	for len(n.items) > 0 && n.items[0].Gone() {
		n.items = n.items[1:]
	}
	if len(n.items) == 0 {
		return first
	}
	return n.items[0]
}

// rest are the items that are not gone, until it is called again.
func (n *node[K, I]) rest() []I {
	n.items = slices.DeleteFunc(n.items, I.Gone)
	return n.items
}

// isEmpty reports whether all items are gone.
func (n *node[K, I]) isEmpty() bool {
	var none I
	return n.first() == none
}

// meet takes empty nodes out of the list, from two that were neighbours once to the next that are not empty. It returns these if they
// are of different sides, and were not returned with the same first items before; nil otherwise.
func meet[K any, I Item](before, after *node[K, I]) (b, a *node[K, I]) {
	b = before.toward(func(n *node[K, I]) **node[K, I] { return &n.prev })
	a = after.toward(func(n *node[K, I]) **node[K, I] { return &n.next })
	if b == nil || a == nil {
		return nil, nil
	}
	b.next, a.prev = a, b
	met := [2]I{b.first(), a.first()}
	if b.left == a.left || b.met == met {
		return nil, nil
	}
	b.met = met
	return b, a
}

// toward is the first node that is not empty, from n on. The nodes that are passed are not visited one by one again.
func (n *node[K, I]) toward(step func(*node[K, I]) **node[K, I]) *node[K, I] {
	found := n
	for found != nil && found.isEmpty() {
		found = *step(found)
	}
	for n != found {
		next := step(n)
		n, *next = *next, found
	}
	return found
}

// bySide returns neighbours of different sides by their sides.
func bySide[K any, I Item](before, after *node[K, I]) (left, right *node[K, I]) {
	if before.left {
		return before, after
	}
	return after, before
}
