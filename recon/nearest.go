package recon

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// maxSuggestions bounds a list of suggestions: nobody reads more.
const maxSuggestions = 100

// nearGap is how far apart in time equal amounts are still suggested.
const nearGap = 3 * 24 * time.Hour

// candidate is a row of the other side that nearest may suggest.
type candidate struct {
	index  int
	pool   bool
	open   bool // its group is not Matched
	record Record
}

// nearest picks the n best suggestions (at most 100) for rows, out of the other side's rows in one walk over them.
// bill says that the others are bill rows. Best is: the stronger hint, then the smaller gap in time, then the caller's rows before
// the pool's, then the lower index.
func nearest(rows []Record, bill bool, others iter.Seq[candidate], n int) []Suggestion {
	n = min(n, maxSuggestions)
	if n <= 0 || len(rows) == 0 {
		return nil
	}
	wanted := lookFor(rows)
	var best []Suggestion
	for other := range others {
		s, ok := wanted.suggest(other)
		if !ok {
			continue
		}
		s.Bill = bill
		best = keepBest(best, s, n)
	}
	return best
}

// keepBest inserts s into a sorted list of at most n.
func keepBest(best []Suggestion, s Suggestion, n int) []Suggestion {
	at, _ := slices.BinarySearchFunc(best, s, closer)
	if at == n {
		return best
	}
	if len(best) == n {
		best = best[:n-1]
	}
	return slices.Insert(best, at, s)
}

// closer orders suggestions, best first. No two candidates have both index and pool in common, so there are no ties.
func closer(a, b Suggestion) int {
	return cmp.Or(
		cmp.Compare(a.Hint, b.Hint),
		-compareBool(a.Timed, b.Timed),
		cmp.Compare(a.Gap.Abs(), b.Gap.Abs()),
		compareBool(a.Pool, b.Pool),
		cmp.Compare(a.Index, b.Index),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// wanted indexes the group's rows by everything that a candidate is compared by.
type wanted struct {
	keys, others, folded map[string][]Record
	amounts              map[amountKey][]Record
}

// amountKey is an amount as a map key: fen where it is whole fen, exact text where not.
type amountKey struct {
	unit string
	fen  int64
	text string
}

func amountKeyOf(unit string, d decimal.Decimal) amountKey {
	if fen, ok := toFen(d); ok {
		return amountKey{unit: unitOrCNY(unit), fen: fen}
	}
	return amountKey{unit: unitOrCNY(unit), text: exactText(d)}
}

func lookFor(rows []Record) wanted {
	w := wanted{
		keys:    make(map[string][]Record),
		others:  make(map[string][]Record),
		folded:  make(map[string][]Record),
		amounts: make(map[amountKey][]Record),
	}
	for _, r := range rows {
		w.addKeys(r)
		if !r.Amount.IsZero() {
			key := amountKeyOf(r.Unit, r.Amount)
			w.amounts[key] = append(w.amounts[key], r)
		}
	}
	return w
}

// addKeys leaves empty keys out: they are nobody's.
func (w wanted) addKeys(r Record) {
	if r.Key != "" {
		w.keys[r.Key] = append(w.keys[r.Key], r)
	}
	if fold := FoldKey(r.Key); fold != "" {
		w.folded[fold] = append(w.folded[fold], r)
	}
	for _, key := range r.AltKeys {
		if key != "" {
			w.others[key] = append(w.others[key], r)
		}
	}
}

// suggest gives the strongest hint for one candidate.
func (w wanted) suggest(c candidate) (Suggestion, bool) {
	r := c.record
	if rows := w.keys[r.Key]; len(rows) > 0 {
		return hinted(HintSameKey, c, rows), true
	}
	if rows := w.elsewhere(r); len(rows) > 0 {
		return hinted(HintOtherField, c, rows), true
	}
	if rows := w.folded[FoldKey(r.Key)]; len(rows) > 0 {
		return hinted(HintLikeKey, c, rows), true
	}
	if !c.open {
		return Suggestion{}, false // thousands of settled rows have the same price
	}
	s := hinted(HintAmount, c, w.amounts[amountKeyOf(r.Unit, r.Amount)])
	return s, s.Hint != 0 && (!s.Timed || s.Gap.Abs() <= nearGap)
}

// elsewhere finds the candidate's key among the group's alternative keys, and its alternative keys among all of the group's.
func (w wanted) elsewhere(r Record) []Record {
	if rows := w.others[r.Key]; len(rows) > 0 {
		return rows
	}
	for _, key := range r.AltKeys {
		if rows := w.keys[key]; len(rows) > 0 {
			return rows
		}
		if rows := w.others[key]; len(rows) > 0 {
			return rows
		}
	}
	return nil
}

// hinted is the suggestion of c for the row nearest to it in time; without rows it is none.
func hinted(h Hint, c candidate, rows []Record) Suggestion {
	if len(rows) == 0 {
		return Suggestion{}
	}
	s := Suggestion{Hint: h, Index: c.index, Pool: c.pool, Key: c.record.Key, Unit: c.record.UnitOrCNY(), Amount: c.record.Amount}
	for _, r := range rows {
		if r.Time.IsZero() || c.record.Time.IsZero() {
			continue
		}
		gap := c.record.Time.Sub(r.Time)
		if !s.Timed || gap.Abs() < s.Gap.Abs() {
			s.Gap, s.Timed = gap, true
		}
	}
	return s
}
