package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/billrecon/billrecon/recon"
)

// tallies adds groups up in every way that the overview has.
type tallies struct {
	total    tally
	statuses map[recon.Status]*tally
	outcomes map[recon.Outcome]*tally
	days     map[recon.Day]*tally
}

func (t *tallies) add(g *recon.Group, r *Report) {
	t.total.add(g)
	at(&t.statuses, g.Status()).add(g)
	at(&t.outcomes, g.Outcome).add(g)
	if differs(g) {
		at(&t.days, r.dayOf(g)).add(g)
	}
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

// at is the tally of a key.
func at[K comparable](all *map[K]*tally, key K) *tally {
	if *all == nil {
		*all = map[K]*tally{}
	}
	t := (*all)[key]
	if t == nil {
		t = &tally{}
		(*all)[key] = t
	}
	return t
}

func (t *tallies) into(o *Overview) {
	o.Total = t.total.total()
	for s := recon.StatusReconciled; s <= recon.StatusDoubtful; s++ {
		o.Statuses = append(o.Statuses, StatusTotal{s, at(&t.statuses, s).total()})
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
