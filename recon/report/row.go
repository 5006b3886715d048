package report

import (
	"iter"

	"github.com/billrecon/billrecon/recon"
)

// row is one group of the list, with what has to be looked up or put in words.
type row struct {
	recon.Group
	number      int64 // from 1, in the list
	day         recon.Day
	explanation string
	nearest     []recon.Suggestion
}

// list walks over the groups to be listed. A row is valid until the next one.
func (r *Report) list() iter.Seq[*row] {
	return func(yield func(*row) bool) {
		nearest := r.newNearestList()
		defer nearest.close()
		var current row
		for g := range r.listed() {
			current = row{Group: g, number: current.number + 1, day: r.dayOf(&g), nearest: nearest.of(&g)}
			if g.Outcome != recon.Matched || g.Verdict != 0 {
				current.explanation = g.Explain(r.options.Language)
			}
			if !yield(&current) {
				return
			}
		}
	}
}

func (r *Report) listed() iter.Seq[recon.Group] {
	if r.options.Matched {
		return r.rows.groups()
	}
	return r.rows.differences()
}

// listCount is how many groups list yields.
func (r *Report) listCount() int64 {
	n := r.overview.Total.Groups
	if r.options.Matched {
		return n
	}
	for _, o := range r.overview.Outcomes {
		if o.Outcome == recon.Matched {
			n -= o.Groups
		}
	}
	return n
}

// excess splits Group.Excess into the caller's rows and the pool's.
func (r *Report) excess(g *recon.Group) (own, pool []int) {
	side := orderSide
	if g.Verdict&recon.FoundDuplicateBill != 0 {
		side = billSide
	}
	callers := r.rows.callers(side)
	for _, place := range g.Excess {
		if place < callers {
			own = append(own, place)
		} else {
			pool = append(pool, place-callers)
		}
	}
	return own, pool
}

// hasSide reports whether the group has rows of a side: where it has none, there is no amount, not an amount of zero.
func hasSide(g *recon.Group, side side) bool {
	if side == billSide {
		return len(g.Bills)+len(g.PoolBills) > 0
	}
	return len(g.Orders)+len(g.PoolOrders) > 0
}
