package report

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// finder knows, of each side, the rows that share a key or an amount with any of some one-sided groups of the other side.
// Result.Nearest walks over all rows for each group; here one walk serves a whole batch, and Result.Nearest judges what it found.
type finder struct {
	report *Report
	found  [2]shared // by the side of the rows found
}

// shared has the places of rows by what they share with a group, ascending.
type shared struct {
	keys    map[string][]int   // recon.FoldKey of Key and of every AltKey: equal keys are alike too
	amounts map[amount]*byTime // Amount and unit, of rows that are not matched
}

// amount is an amount as a map key; equal numbers are equal keys.
type amount struct {
	unit string
	fen  int64
	text string // of what is no whole fen
}

func amountOf(unit string, d decimal.Decimal) amount {
	if fen, ok := fenOf(d); ok {
		return amount{unit: unit, fen: fen}
	}
	return amount{unit: unit, text: amountText(unit, d)}
}

// wantsNearest: somebody has to look for the partner of a one-sided row that is an exception, or in doubt.
func (r *Report) wantsNearest(g *recon.Group) bool {
	if r.options.Nearest == 0 || g.Verdict&(recon.NoBill|recon.NoOrder) == 0 {
		return false
	}
	return g.Status() == recon.StatusException || g.Status() == recon.StatusDoubtful
}

// newFinder notes what the groups have, and then walks over the caller's rows of the sides that are asked for.
// Rows of the pool need no finding: they are few, and Result.Nearest always looks at them.
func newFinder(r *Report, groups []recon.Group, open [2]bits) *finder {
	f := &finder{report: r}
	for i := range groups {
		if !r.wantsNearest(&groups[i]) {
			continue
		}
		own := sideOf(&groups[i])
		for record := range r.records(own, &groups[i]) {
			f.found[own.other()].want(&record)
		}
	}
	for _, side := range [...]side{billSide, orderSide} {
		s := &f.found[side]
		if s.keys == nil {
			continue
		}
		for place := range r.rows.callers(side) {
			record := r.rows.record(side, place)
			s.see(&record, place, open[side].has(place))
		}
		for _, times := range s.amounts {
			times.sort()
		}
	}
	return f
}

// bits is a set of places.
type bits []uint64

func (b bits) add(place int) { b[place/64] |= 1 << (place % 64) }

func (b bits) has(place int) bool { return b[place/64]&(1<<(place%64)) != 0 }

// openRows is the places of the caller's rows, by side, whose group is not Matched.
func (r *Report) openRows(any bool) (open [2]bits) {
	if !any || r.options.Nearest == 0 {
		return open
	}
	for _, side := range [...]side{billSide, orderSide} {
		open[side] = make(bits, r.rows.callers(side)/64+1)
	}
	for g := range r.rows.differences() {
		for _, place := range g.Bills {
			open[billSide].add(place)
		}
		for _, place := range g.Orders {
			open[orderSide].add(place)
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

// want makes room for rows like r.
func (s *shared) want(r *recon.Record) {
	if s.keys == nil {
		s.keys, s.amounts = map[string][]int{}, map[amount]*byTime{}
	}
	for key := range foldedKeys(r) {
		s.keys[key] = nil
	}
	if key := amountOf(r.UnitOrCNY(), r.Amount); !r.Amount.IsZero() && s.amounts[key] == nil {
		s.amounts[key] = &byTime{}
	}
}

// see files a row under everything that is wanted of it.
func (s *shared) see(r *recon.Record, place int, open bool) {
	for key := range foldedKeys(r) {
		if places, ok := s.keys[key]; ok && (len(places) == 0 || places[len(places)-1] != place) {
			s.keys[key] = append(places, place)
		}
	}
	if !open {
		return
	}
	if times := s.amounts[amountOf(r.UnitOrCNY(), r.Amount)]; times != nil {
		times.add(place, r.Time)
	}
}

// foldedKeys are the normal forms of the keys that a row has.
func foldedKeys(r *recon.Record) func(func(string) bool) {
	return func(yield func(string) bool) {
		if r.Key != "" && !yield(folded(r.Key)) {
			return
		}
		for _, key := range r.AltKeys {
			if key != "" && !yield(folded(key)) {
				return
			}
		}
	}
}

// folded is recon.FoldKey, at once for what is in normal form already: digits and capital letters.
func folded(key string) string {
	for i := range len(key) {
		if c := key[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return recon.FoldKey(key)
		}
	}
	return key
}

// nearest is Result.Nearest for a group that newFinder was given; nil for one that wants none.
func (f *finder) nearest(g *recon.Group) []recon.Suggestion {
	if !f.report.wantsNearest(g) {
		return nil
	}
	own, n := sideOf(g), f.report.options.Nearest
	s := &f.found[own.other()]
	var among []int
	for r := range f.report.records(own, g) {
		for key := range foldedKeys(&r) {
			among = append(among, s.keys[key]...)
		}
		if times := s.amounts[amountOf(r.UnitOrCNY(), r.Amount)]; times != nil {
			among = times.near(among, r.Time, n)
		}
	}
	slices.Sort(among)
	return f.report.rows.nearest(*g, slices.Compact(among), n)
}
