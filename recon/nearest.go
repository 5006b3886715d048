package recon

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon/internal/near"
)

// maxSuggestions bounds a list of suggestions: nobody reads more.
const maxSuggestions = 100

// nearGap is how far apart in time equal amounts are still suggested.
const nearGap = 3 * 24 * time.Hour

// candidate is a row of the other side that may be suggested.
type candidate struct {
	index  int
	pool   bool
	open   bool // its group is not Matched
	record Record
}

// wanted is everything that a candidate is compared by: of the rows of a group, by what they say, the times.
type wanted map[trait]*alike

// trait is something that a row says, and the strongest hint that it can give: HintSameKey its Key, HintOtherField one of its AltKeys,
// HintLikeKey the normal form of its Key, HintAmount its unit and amount.
type trait struct {
	hint Hint
	text string
}

// alike are rows of a group that have a trait.
type alike struct {
	key   string      // of the first of them
	times []time.Time // those known, sorted: a key can have as many rows as there are candidates
}

// lookFor leaves empty keys out, they are nobody's, and amounts of zero.
func lookFor(rows []Record) wanted {
	w := wanted{}
	for i := range rows {
		r := &rows[i]
		w.add(trait{HintSameKey, r.Key}, r)
		w.add(trait{HintLikeKey, FoldKey(r.Key)}, r)
		for _, key := range r.AltKeys {
			w.add(trait{HintOtherField, key}, r)
		}
		if !r.Amount.IsZero() {
			w.add(trait{HintAmount, r.priceKey()}, r)
		}
	}
	for _, own := range w {
		slices.SortFunc(own.times, time.Time.Compare)
	}
	return w
}

func (w wanted) add(t trait, r *Record) {
	if t.text == "" {
		return
	}
	own := w[t]
	if own == nil {
		own = &alike{key: r.Key}
		w[t] = own
	}
	if !r.Time.IsZero() {
		own.times = append(own.times, r.Time)
	}
}

// nearest picks the n best suggestions (at most 100) among candidates. bill says that these are bill rows. Best is: the stronger hint,
// then the smaller gap in time, then the caller's rows before the pool's, then the lower index.
func (w wanted) nearest(bill bool, candidates iter.Seq[candidate], n int) (best []Suggestion) {
	n = min(n, maxSuggestions)
	for c := range candidates {
		s, ok := w.suggest(&c)
		if !ok || n <= 0 {
			continue
		}
		s.Bill = bill
		at, _ := slices.BinarySearchFunc(best, s, closer)
		best = slices.Insert(best, at, s)
		best = best[:min(n, len(best))]
	}
	return best
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

// suggest gives the strongest hint for a candidate, and its gap to the nearest of the rows which give it.
func (w wanted) suggest(c *candidate) (s Suggestion, ok bool) {
	hint, own := w.hint(&c.record)
	if own == nil || hint == HintAmount && !c.open { // thousands of settled rows have the same price
		return s, false
	}
	s = Suggestion{Hint: hint, Index: c.index, Pool: c.pool, Key: c.record.Key, Unit: c.record.UnitOrCNY(), Amount: c.record.Amount}
	if hint == HintLikeKey {
		s.Like = own.key
	}
	s.Gap, s.Timed = near.Gap(own.times, c.record.Time)
	return s, hint != HintAmount || !s.Timed || s.Gap.Abs() <= nearGap
}

// hint is the strongest one for a row of the other side, and the rows that give it, nil for none.
func (w wanted) hint(r *Record) (Hint, *alike) {
	if own := w[trait{HintSameKey, r.Key}]; own != nil {
		return HintSameKey, own
	}
	elsewhere := w[trait{HintOtherField, r.Key}]
	for _, key := range r.AltKeys {
		elsewhere = cmp.Or(elsewhere, w[trait{HintSameKey, key}], w[trait{HintOtherField, key}])
	}
	if elsewhere != nil {
		return HintOtherField, elsewhere
	}
	if own := w[trait{HintLikeKey, FoldKey(r.Key)}]; own != nil {
		return HintLikeKey, own
	}
	return HintAmount, w[trait{HintAmount, r.priceKey()}]
}

// places are those of the rows of the other side that can be among the n best; false where the index was not made for these.
func (w wanted) places(index *near.Index, n int) (places []int, ok bool) {
	for t, own := range w {
		text := t.text
		switch t.hint {
		case HintLikeKey:
			continue // it is that of HintSameKey
		case HintSameKey, HintOtherField:
			text = FoldKey(text)
		}
		if !index.Has(text) {
			return nil, false
		}
		if t.hint == HintAmount {
			places = index.Nearest(places, text, own.times, min(n, maxSuggestions))
		} else {
			places = index.All(places, text)
		}
	}
	slices.Sort(places)
	return slices.Compact(places), true
}

// foldedKeys are the normal forms of the keys that a row has. Keys that are equal or alike have the same.
func (r *Record) foldedKeys() iter.Seq[string] {
	return func(yield func(string) bool) {
		if r.Key != "" && !yield(FoldKey(r.Key)) {
			return
		}
		for _, key := range r.AltKeys {
			if key != "" && !yield(FoldKey(key)) {
				return
			}
		}
	}
}
