package recon

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
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

// wanted indexes the group's rows by everything that a candidate is compared by. Of the rows themselves only their times matter then.
type wanted struct {
	keys, others, folded map[string]*moments
	amounts              map[amountKey]*moments
}

// amountKey is an amount as a map key: fen where it is whole fen, exact text where not.
type amountKey struct {
	unit string
	fen  int64
	text string
}

func amountKeyOf(unit string, d decimal.Decimal) amountKey {
	if fen, ok := exact.Fen(d); ok {
		return amountKey{unit: unitOrCNY(unit), fen: fen}
	}
	return amountKey{unit: unitOrCNY(unit), text: exact.Text(d)}
}

func lookFor(rows []Record) wanted {
	w := wanted{
		keys:    make(map[string]*moments),
		others:  make(map[string]*moments),
		folded:  make(map[string]*moments),
		amounts: make(map[amountKey]*moments),
	}
	for _, r := range rows {
		w.addKeys(r)
		if !r.Amount.IsZero() {
			addMoment(w.amounts, amountKeyOf(r.Unit, r.Amount), r.Time)
		}
	}
	sortMoments(w.keys)
	sortMoments(w.others)
	sortMoments(w.folded)
	sortMoments(w.amounts)
	return w
}

// addKeys leaves empty keys out: they are nobody's.
func (w wanted) addKeys(r Record) {
	if r.Key != "" {
		addMoment(w.keys, r.Key, r.Time)
	}
	if fold := FoldKey(r.Key); fold != "" {
		addMoment(w.folded, fold, r.Time)
		w.folded[fold].key = cmp.Or(w.folded[fold].key, r.Key)
	}
	for _, key := range r.AltKeys {
		if key != "" {
			addMoment(w.others, key, r.Time)
		}
	}
}

// suggest gives the strongest hint for one candidate.
func (w wanted) suggest(c candidate) (Suggestion, bool) {
	r := c.record
	if own := w.keys[r.Key]; own != nil {
		return hinted(HintSameKey, c, own), true
	}
	if own := w.elsewhere(r); own != nil {
		return hinted(HintOtherField, c, own), true
	}
	if own := w.folded[FoldKey(r.Key)]; own != nil {
		s := hinted(HintLikeKey, c, own)
		s.Like = own.key
		return s, true
	}
	if !c.open {
		return Suggestion{}, false // thousands of settled rows have the same price
	}
	s := hinted(HintAmount, c, w.amounts[amountKeyOf(r.Unit, r.Amount)])
	return s, s.Hint != 0 && (!s.Timed || s.Gap.Abs() <= nearGap)
}

// elsewhere finds the candidate's key among the group's alternative keys, and its alternative keys among all of the group's.
func (w wanted) elsewhere(r Record) *moments {
	if own := w.others[r.Key]; own != nil {
		return own
	}
	for _, key := range r.AltKeys {
		if own := w.keys[key]; own != nil {
			return own
		}
		if own := w.others[key]; own != nil {
			return own
		}
	}
	return nil
}

// hinted is the suggestion of c for the group's row nearest to it in time; without rows it is none.
func hinted(h Hint, c candidate, own *moments) Suggestion {
	if own == nil {
		return Suggestion{}
	}
	s := Suggestion{Hint: h, Index: c.index, Pool: c.pool, Key: c.record.Key, Unit: c.record.UnitOrCNY(), Amount: c.record.Amount}
	s.Gap, s.Timed = own.gap(c.record.Time)
	return s
}

// moments are the known times of rows that have something in common, sorted once all are in: a key can have as many rows as there
// are candidates, and to compare each with each would take the product of both.
type moments struct {
	at  []time.Time
	key string // of the first of them, where they are folded keys
}

// addMoment notes a row; one without a time is only known to be there.
func addMoment[K comparable](of map[K]*moments, key K, at time.Time) {
	m := of[key]
	if m == nil {
		m = &moments{}
		of[key] = m
	}
	if !at.IsZero() {
		m.at = append(m.at, at)
	}
}

func sortMoments[K comparable](of map[K]*moments) {
	for _, m := range of {
		slices.SortFunc(m.at, time.Time.Compare)
	}
}

// gap is t less the nearest of the moments, of two equally near ones the earlier; false when a time is unknown.
func (m *moments) gap(t time.Time) (gap time.Duration, known bool) {
	if t.IsZero() || len(m.at) == 0 {
		return 0, false
	}
	after, _ := slices.BinarySearchFunc(m.at, t, time.Time.Compare)
	for _, at := range m.at[max(after-1, 0):min(after+1, len(m.at))] {
		if d := t.Sub(at); !known || d.Abs() < gap.Abs() {
			gap, known = d, true
		}
	}
	return gap, known
}
