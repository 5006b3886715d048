package report

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// finder knows, of each side, the rows that share a key or an amount with any of some one-sided groups of the other side.
type finder struct {
	report *Report
	found  [2]shared // by the side of the rows found
}

// shared has the places of rows by what they share with a group, ascending.
type shared struct {
	keys    map[string][]int   // Key or an AltKey
	folded  map[string][]int   // recon.FoldKey of Key
	amounts map[amount]*byTime // Amount and unit, of rows that are not matched
}

// amount is an amount as a map key; equal numbers are equal keys.
type amount struct{ unit, text string }

func amountOf(unit string, d decimal.Decimal) amount { return amount{unit, amountText(unit, d)} }

// newFinder notes what the groups have, and then walks over the caller's rows of the sides that are asked for.
// Rows of the pool need no finding: they are few, and Result.Nearest always looks at them.
func newFinder(r *Report, groups []recon.Group) *finder {
	f := &finder{report: r}
	for i := range groups {
		own := sideOf(&groups[i])
		for record := range r.records(own, &groups[i]) {
			f.found[own.other()].want(record)
		}
	}
	open := r.openRows()
	for _, side := range [...]side{billSide, orderSide} {
		if f.found[side].amounts == nil {
			continue
		}
		for place := range r.rows.callers(side) {
			f.found[side].see(r.rows.record(side, place), place, open[side][place])
		}
	}
	for side := range f.found {
		for _, times := range f.found[side].amounts {
			times.sort()
		}
	}
	return f
}

// openRows is the places of the caller's rows, by side, whose group is not Matched.
func (r *Report) openRows() (open [2]map[int]bool) {
	open[billSide], open[orderSide] = map[int]bool{}, map[int]bool{}
	for g := range r.rows.differences() {
		for _, place := range g.Bills {
			open[billSide][place] = true
		}
		for _, place := range g.Orders {
			open[orderSide][place] = true
		}
	}
	return open
}

// sideOf is the side that a one-sided group has rows of.
func sideOf(g *recon.Group) side {
	if g.Verdict&recon.NoOrder != 0 {
		return billSide
	}
	return orderSide
}

// records are a group's rows of one side.
func (r *Report) records(side side, g *recon.Group) func(func(recon.Record) bool) {
	own, pool := g.Bills, g.PoolBills
	if side == orderSide {
		own, pool = g.Orders, g.PoolOrders
	}
	return func(yield func(recon.Record) bool) {
		for _, place := range own {
			if !yield(r.rows.record(side, place)) {
				return
			}
		}
		for _, at := range pool {
			if !yield(r.rows.record(side, r.rows.callers(side)+at)) {
				return
			}
		}
	}
}

// want makes room for rows like r.
func (s *shared) want(r recon.Record) {
	if s.amounts == nil {
		s.keys, s.folded, s.amounts = map[string][]int{}, map[string][]int{}, map[amount]*byTime{}
	}
	for _, key := range [...]string{r.Key, r.AltKeys[0], r.AltKeys[1]} {
		if key != "" {
			s.keys[key] = nil
		}
	}
	if fold := recon.FoldKey(r.Key); fold != "" {
		s.folded[fold] = nil
	}
	if !r.Amount.IsZero() {
		s.amounts[amountOf(r.UnitOrCNY(), r.Amount)] = &byTime{}
	}
}

// see files a row under everything that is wanted of it.
func (s *shared) see(r recon.Record, place int, open bool) {
	note(s.keys, r.Key, place)
	for _, key := range r.AltKeys {
		note(s.keys, key, place)
	}
	note(s.folded, recon.FoldKey(r.Key), place)
	if !open {
		return
	}
	if times := s.amounts[amountOf(r.UnitOrCNY(), r.Amount)]; times != nil {
		times.add(place, r.Time)
	}
}

func note(wanted map[string][]int, key string, place int) {
	if places, ok := wanted[key]; ok {
		wanted[key] = append(places, place)
	}
}

// nearest is Result.Nearest for a group that newFinder was given.
func (f *finder) nearest(g *recon.Group) []recon.Suggestion {
	own, n := sideOf(g), f.report.options.Nearest
	s := &f.found[own.other()]
	var among []int
	for r := range f.report.records(own, g) {
		among = append(among, s.keys[r.Key]...)
		for _, key := range r.AltKeys {
			among = append(among, s.keys[key]...)
		}
		among = append(among, s.folded[recon.FoldKey(r.Key)]...)
		if times := s.amounts[amountOf(r.UnitOrCNY(), r.Amount)]; times != nil {
			among = times.near(among, r.Time, n)
		}
	}
	slices.Sort(among)
	return f.report.rows.nearest(*g, slices.Compact(among), n)
}
