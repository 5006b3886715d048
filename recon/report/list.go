package report

import (
	"cmp"
	"iter"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/exact"
)

// list walks over the groups to be listed: the exceptions first, then what is in doubt, not due and reversed, of each the largest
// difference first; and behind them the groups that agree, if they are asked for, in the order of the result.
// A row is valid until the next one.
func (r *Report) list() iter.Seq[*row] {
	return func(yield func(*row) bool) {
		var current row
		for g := range r.differences() {
			current = row{Group: *g, number: current.number + 1, nearest: r.nearest(g)}
			r.look(&current)
			current.explanation, current.todo = g.Explain(r.options.Language), toDo(r.options.Language, g)
			if !yield(&current) {
				return
			}
		}
		if r.options.Matched {
			r.matched(&current, yield)
		}
	}
}

func (r *Report) matched(current *row, yield func(*row) bool) {
	for g := range r.rows.groups() {
		if g.Outcome != recon.Matched {
			continue
		}
		*current = row{Group: g, number: current.number + 1}
		r.look(current)
		if g.Verdict != 0 {
			current.explanation = g.Explain(r.options.Language)
		}
		if !yield(current) {
			return
		}
	}
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

// rank is what the list is sorted by, small enough to have a million of them.
type rank struct {
	fen    int64
	at     int32 // among the differences, in the order of the result
	status uint8
}

// statusRanks is the order of the list by status: what someone must look at comes first.
var statusRanks = [...]uint8{recon.StatusException: 0, recon.StatusDoubtful: 1, recon.StatusUnreconciled: 2, recon.StatusReversed: 3, recon.StatusReconciled: 4}

// ranks are all differences in the order of the list. Those that are no whole fen, or do not fit, are kept apart.
func (r *Report) ranks() []rank {
	var list []rank
	large := map[int32]decimal.Decimal{}
	for g := range r.rows.differences() {
		k := rank{at: int32(len(list)), status: statusRanks[g.Status()]}
		size := stake(&g)
		fen, ok := exact.Fen(size)
		if k.fen = fen; !ok {
			large[k.at] = size
		}
		list = append(list, k)
	}
	size := func(k rank) decimal.Decimal {
		if d, ok := large[k.at]; ok {
			return d
		}
		return decimal.New(k.fen, -2)
	}
	slices.SortStableFunc(list, func(a, b rank) int {
		if a.status != b.status {
			return cmp.Compare(a.status, b.status)
		}
		if len(large) == 0 {
			return cmp.Compare(b.fen, a.fen)
		}
		return size(b).Cmp(size(a))
	})
	return list
}

// stake is the size of the difference: of the nets, or else of the fee, or else of the income.
func stake(g *recon.Group) decimal.Decimal {
	for i := range g.Nets {
		if !g.Nets[i].Bill.Equal(g.Nets[i].Order) {
			return g.Nets[i].Difference().Abs()
		}
	}
	for _, n := range [...]*recon.Net{g.FeeNet, g.IncomeNet} {
		if n != nil && !n.Bill.Equal(n.Order) {
			return n.Difference().Abs()
		}
	}
	return decimal.Zero
}

// differences are the groups that differ in the order of the list. They are fetched one by one: a result can be all differences.
func (r *Report) differences() iter.Seq[*recon.Group] {
	return func(yield func(*recon.Group) bool) {
		for _, k := range r.ranks() {
			if g := r.rows.difference(int(k.at)); !yield(&g) {
				return
			}
		}
	}
}

// nearest are the near misses of a row whose partner somebody has to look for: of an exception, or of what is in doubt.
func (r *Report) nearest(g *recon.Group) []recon.Suggestion {
	if status := g.Status(); r.options.Nearest == 0 || status != recon.StatusException && status != recon.StatusDoubtful {
		return nil
	}
	return r.rows.nearest(*g, r.options.Nearest)
}
