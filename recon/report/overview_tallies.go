package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/units"
)

// tallies adds groups up. What the overview has of all groups, and of a status, is that of the outcomes.
type tallies struct {
	outcomes map[recon.Outcome]*tally
	days     map[recon.Day]*tally
}

func (t *tallies) add(g *recon.Group, r *Report) {
	at(&t.outcomes, g.Outcome).add(g)
	if differs(g) {
		at(&t.days, r.dayOf(g)).add(g)
	}
}

// addRest adds the pairs that Result.Judged leaves out: what the summary has more than the groups that were added.
func (t *tallies) addRest(sum *recon.Summary) {
	n := sum.Outcomes[recon.Matched]
	if matched := t.outcomes[recon.Matched]; matched != nil {
		n -= matched.groups
	}
	if n == 0 {
		return
	}
	var moved exact.Sum
	for _, u := range sum.Units {
		if u.Unit == recon.CNY {
			moved.Add(u.Bills)
		}
	}
	for _, one := range t.outcomes {
		if u := one.units[recon.CNY]; u != nil {
			moved.Unmerge(u.Bills)
		}
	}
	rest := tally{n, n, n, units.Sums{recon.CNY: {Bills: moved, Orders: moved}}}
	at(&t.outcomes, recon.Matched).join(&rest)
}

// differs reports whether the sides moved different amounts.
func differs(g *recon.Group) bool {
	for i := range g.Nets {
		if !g.Nets[i].Bill.Equal(g.Nets[i].Order) {
			return true
		}
	}
	return false
}

// at is what stands under a key, at first nothing.
func at[K comparable, V any](all *map[K]*V, key K) *V {
	if *all == nil {
		*all = map[K]*V{}
	}
	t := (*all)[key]
	if t == nil {
		t = new(V)
		(*all)[key] = t
	}
	return t
}

func (t *tallies) into(o *Overview) {
	var all tally
	statuses := map[recon.Status]*tally{}
	for outcome, one := range t.outcomes {
		all.join(one)
		at(&statuses, outcome.Status()).join(one)
	}
	o.Total = all.total()
	for s := recon.StatusReconciled; s <= recon.StatusDoubtful; s++ {
		o.Statuses = append(o.Statuses, StatusTotal{s, at(&statuses, s).total()})
	}
	for _, outcome := range sortedKeys(t.outcomes) {
		o.Outcomes = append(o.Outcomes, OutcomeTotal{outcome, t.outcomes[outcome].total()})
	}
	for _, day := range sortedKeys(t.days) {
		o.Days = append(o.Days, DayTotal{day, t.days[day].total()})
	}
}

func sortedKeys[K cmp.Ordered, V any](all map[K]V) []K {
	return slices.Sorted(maps.Keys(all))
}
