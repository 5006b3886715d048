package recon

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// Result is what Match found. It keeps the slices, the funcs and the rules that Match was given: the slices must not change while it is
// in use. It is safe for concurrent reading.
type Result[B, O any] struct {
	// Pool is what is left in doubt, to be given to the next run in Rules.Pool.
	Pool Pool

	bills       []B
	orders      []O
	billRecord  func(B) Record
	orderRecord func(O) Record
	rules       Rules
	replaced    []int
	book        book
	plain       plainPairs
	callers     [2]int // the caller's rows: bills, orders
	summary     Summary
	proven      atomic.Bool // Verify found nothing wrong the last time
	listing     sync.Once
	list        listing // see listed
	near        nearRows
}

// Bills are the bills that were matched: the caller's own slice.
func (r *Result[B, O]) Bills() []B { return r.bills }

// Orders are the orders that were matched: the caller's own slice.
func (r *Result[B, O]) Orders() []O { return r.orders }

// BillRecord is what matching saw of a bill.
func (r *Result[B, O]) BillRecord(bill B) Record { return r.billRecord(bill) }

// OrderRecord is what matching saw of an order.
func (r *Result[B, O]) OrderRecord(order O) Record { return r.orderRecord(order) }

// Rules are those of the run, with the pool that it was given. Changing what they point to changes nothing in the Result.
func (r *Result[B, O]) Rules() Rules { return r.rules.clone() }

// Replaced lists the held orders that fresh ones replaced (see Rules.ReplaceHeld): indexes into Rules.Pool.Orders, ascending.
// They are in no group, and in no figure.
func (r *Result[B, O]) Replaced() []int { return slices.Clone(r.replaced) }

// Groups yields every group once: by its first order, then by its first bill, the caller's rows before the pool's;
// groups without an order come last. A Group is the caller's own: changing its slices changes nothing in the Result.
func (r *Result[B, O]) Groups() iter.Seq[Group] {
	return func(yield func(Group) bool) {
		judged := r.listed().all
		for pair := range r.plain.all() {
			for ; len(judged) > 0 && r.orderOf(judged[0]) < pair.order; judged = judged[1:] {
				if !yield(r.own(judged[0])) {
					return
				}
			}
			if !yield(pair.group(&r.rules)) {
				return
			}
		}
		for _, at := range judged {
			if !yield(r.own(at)) {
				return
			}
		}
	}
}

// Differences yields the groups that are not Matched, in the order of Groups.
func (r *Result[B, O]) Differences() iter.Seq[Group] {
	return func(yield func(Group) bool) {
		for _, at := range r.listed().differing {
			if !yield(r.own(at)) {
				return
			}
		}
	}
}

// Judged yields the groups that had to be judged one by one, in the order of Groups: all that differ, and some that agree. The groups that
// it leaves out need no walk. Each is Matched, and is one bill and one order of the caller's, of the same amount of CNY: together they are
// what Summary has more than the groups that are yielded.
func (r *Result[B, O]) Judged() iter.Seq[Group] {
	return func(yield func(Group) bool) {
		for _, at := range r.listed().all {
			if !yield(r.own(at)) {
				return
			}
		}
	}
}

// Difference is the group that Differences yields after n others, without a walk over those: for a list in another order that is too
// long to be kept. ok is false for an n below 0, and where there are not so many.
func (r *Result[B, O]) Difference(n int) (g Group, ok bool) {
	differing := r.listed().differing
	if n < 0 || n >= len(differing) {
		return Group{}, false
	}
	return r.own(differing[n]), true
}

// judgedAt says where something that was judged stands: the index of one of book.pairs, or the complement of one of book.groups.
type judgedAt int32

// listing is what was judged, in the order of Groups.
type listing struct{ all, differing []judgedAt }

// listed is made when it is first needed.
func (r *Result[B, O]) listed() *listing {
	r.listing.Do(func() {
		pairs, groups := r.book.pairs, r.book.groups
		for p, g := 0, 0; p < len(pairs) || g < len(groups); {
			var at judgedAt
			var outcome Outcome
			if g == len(groups) || p < len(pairs) && pairs[p].order < r.first(1, groups[g]) {
				at, outcome = judgedAt(p), pairs[p].verdict.Outcome()
				p++
			} else {
				at, outcome = ^judgedAt(g), groups[g].Outcome
				g++
			}
			r.list.all = append(r.list.all, at)
			if outcome != Matched {
				r.list.differing = append(r.list.differing, at)
			}
		}
	})
	return &r.list
}

// own is a group that the caller may change.
func (r *Result[B, O]) own(at judgedAt) Group {
	if at < 0 {
		return r.book.groups[^at].clone()
	}
	return r.book.pairs[at].group(&r.rules)
}

// orderOf is where the first order of a group stands, beyond all rows when it has none.
func (r *Result[B, O]) orderOf(at judgedAt) int {
	if at < 0 {
		return r.first(1, r.book.groups[^at])
	}
	return r.book.pairs[at].order
}

// judged yields what was judged, in no order.
func (b *book) judged(rules *Rules) iter.Seq[*Group] {
	return func(yield func(*Group) bool) {
		for i := range b.pairs {
			if g := b.pairs[i].group(rules); !yield(&g) {
				return
			}
		}
		for _, g := range b.groups {
			if !yield(g) {
				return
			}
		}
	}
}

// Count is the number of groups of an outcome.
func (r *Result[B, O]) Count(o Outcome) int64 {
	if int(o) >= outcomes {
		return 0
	}
	return r.book.counts[o]
}

// Statistics are the figures of the run in the console's form.
func (r *Result[B, O]) Statistics() Statistics { return r.book.statistics }

// Summary is what the result comes to.
func (r *Result[B, O]) Summary() Summary { return r.summary.Add(Summary{}) }

// Digest is the fingerprint of all groups: of what was found, and of the content of the rows. It is the same for every order
// of the rows, and for every number of shards and workers.
func (r *Result[B, O]) Digest() Digest { return r.book.digest }

// seal turns what was collected into its final form.
func (r *Result[B, O]) seal() {
	b := &r.book
	for _, g := range b.groups {
		r.settlePlaces(g)
	}
	slices.SortFunc(b.pairs, func(x, y plainPair) int { return cmp.Compare(x.order, y.order) })
	slices.SortFunc(b.groups, func(x, y *Group) int {
		return cmp.Or(cmp.Compare(r.first(1, x), r.first(1, y)), cmp.Compare(r.first(0, x), r.first(0, y)))
	})
	r.summary.Units, r.summary.Digest, r.summary.Outcomes = unitSummaries(b.units), b.digest, b.outcomes()
	r.Pool = r.rules.nextPool(b.poolSideOf(0, billSide, r.rules.Pool.Bills), b.poolSideOf(1, orderSide, r.rules.Pool.Orders))
	b.held = [2][]*row{}
}

// settlePlaces turns counted-down places of pool rows into indexes.
func (r *Result[B, O]) settlePlaces(g *Group) {
	r.settle(g.MovedBills, 0)
	r.settle(g.MovedOrders, 1)
	r.settle(g.Excess, sideOf(g.Verdict&FoundDuplicateBill != 0))
	for i, places := range g.Alternatives {
		r.settle(places, sideOf(g.AlternativeBills[i]))
	}
}

func (r *Result[B, O]) settle(places []int, side int) {
	for i, place := range places {
		if place < 0 {
			places[i] = r.callers[side] + ^place
		}
	}
	slices.Sort(places)
}

// sideOf is the number of a side.
func sideOf(bills bool) int {
	if bills {
		return 0
	}
	return 1
}

// first is where the first row of a side stands; beyond all rows when there is none.
func (r *Result[B, O]) first(side int, g *Group) int {
	own, pool := g.rowsOf(side)
	switch {
	case len(own) > 0:
		return own[0]
	case len(pool) > 0:
		return r.callers[side] + pool[0]
	}
	return math.MaxInt
}
