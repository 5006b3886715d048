// Package near finds, among very many rows, those that a few others may belong to: rows that share a key with them, that have a key which
// is spelled like theirs, or that are of the same price at nearly the same time. All that it knows of a row are texts, an instant and a place.
package near

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon/internal/spelling"
)

// Row is what is compared of a row.
type Row struct {
	Key     string    // empty for none
	AltKeys [2]string // other numbers that the row is known by; empty for none
	Price   string    // the same text for equal prices; empty where the price tells nothing
	Time    time.Time // zero for none
	Place   int       // where the row stands: 0 or more, below 2³¹
}

// Hint says what a row has in common with one of those that are looked for.
type Hint uint8

// The hints, strongest first. The zero Hint is none.
const (
	_          Hint = iota
	SameKey         // the same Key
	OtherField      // the same number, as the Key of one and an AltKey of the other, or among the AltKeys of both
	LikeKey         // Keys that spelling.Fold makes equal
	SamePrice       // the same Price, at most three days apart where both times are known
)

// maxGap is how far apart in time equal prices are still a hint.
const maxGap = 3 * 24 * time.Hour

// Match is a row that has something in common with one of those that are looked for.
type Match struct {
	Hint  Hint          // the strongest
	Place int           // of the row
	Like  string        // with LikeKey, the Key of the first of the rows that its own is like
	Gap   time.Duration // its time less that of the nearest of the rows that give the hint
	Timed bool          // Gap is known
}

// Best returns the n best matches among rows for those that are looked for, best first. Best is: the stronger hint, then a gap that is
// known, then the smaller gap, then the lower place. No two rows may have the same place. See Index for very many rows.
func Best(lookedFor []Row, rows iter.Seq[Row], n int) []Match {
	return newWanted(lookedFor).best(rows, n)
}

// wanted is everything that a row is compared by: of the rows that are looked for, by what they say, the times.
type wanted map[trait]*alike

// trait is something that a row says, and the strongest hint that it can give: SameKey its Key, OtherField one of its AltKeys, LikeKey the
// normal form of its Key, SamePrice its Price.
type trait struct {
	hint Hint
	text string
}

// alike are rows that have a trait.
type alike struct {
	key   string      // of the first of them
	times []time.Time // those known, sorted: there can be as many rows as there are to be compared with them
}

func newWanted(rows []Row) wanted {
	w := wanted{}
	for i := range rows {
		r := &rows[i]
		w.add(trait{SameKey, r.Key}, r)
		w.add(trait{LikeKey, spelling.Fold(r.Key)}, r)
		for _, key := range r.AltKeys {
			w.add(trait{OtherField, key}, r)
		}
		w.add(trait{SamePrice, r.Price}, r)
	}
	for _, own := range w {
		slices.SortFunc(own.times, time.Time.Compare)
	}
	return w
}

// add leaves empty texts out, they are nobody's.
func (w wanted) add(t trait, r *Row) {
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

func (w wanted) best(rows iter.Seq[Row], n int) (best []Match) {
	if n <= 0 {
		return nil
	}
	for r := range rows {
		if m, ok := w.match(&r); ok {
			at, _ := slices.BinarySearchFunc(best, m, closer)
			best = slices.Insert(best, at, m)
			best = best[:min(n, len(best))]
		}
	}
	return best
}

// closer orders matches, best first.
func closer(a, b Match) int {
	switch {
	case a.Hint != b.Hint:
		return cmp.Compare(a.Hint, b.Hint)
	case a.Timed && !b.Timed:
		return -1
	case !a.Timed && b.Timed:
		return 1
	}
	return cmp.Or(cmp.Compare(a.Gap.Abs(), b.Gap.Abs()), cmp.Compare(a.Place, b.Place))
}

// match gives the strongest hint for a row, and its gap to the nearest of the rows which give it.
func (w wanted) match(r *Row) (m Match, ok bool) {
	hint, own := w.hint(r)
	if own == nil {
		return m, false
	}
	m = Match{Hint: hint, Place: r.Place}
	if hint == LikeKey {
		m.Like = own.key
	}
	m.Gap, m.Timed = gapTo(own.times, r.Time)
	return m, hint != SamePrice || !m.Timed || m.Gap.Abs() <= maxGap
}

// hint is the strongest one for a row, and the rows that give it, nil for none.
func (w wanted) hint(r *Row) (Hint, *alike) {
	if own := w[trait{SameKey, r.Key}]; own != nil {
		return SameKey, own
	}
	elsewhere := w[trait{OtherField, r.Key}]
	for _, key := range r.AltKeys {
		elsewhere = cmp.Or(elsewhere, w[trait{SameKey, key}], w[trait{OtherField, key}])
	}
	if elsewhere != nil {
		return OtherField, elsewhere
	}
	if own := w[trait{LikeKey, spelling.Fold(r.Key)}]; own != nil {
		return LikeKey, own
	}
	return SamePrice, w[trait{SamePrice, r.Price}]
}

// gapTo is t less the nearest of times, which are sorted, of two equally near ones the earlier; false when there are none or t is zero.
func gapTo(times []time.Time, t time.Time) (gap time.Duration, known bool) {
	if t.IsZero() || len(times) == 0 {
		return 0, false
	}
	after, _ := slices.BinarySearchFunc(times, t, time.Time.Compare)
	for _, at := range times[max(after-1, 0):min(after+1, len(times))] {
		if d := t.Sub(at); !known || d.Abs() < gap.Abs() {
			gap, known = d, true
		}
	}
	return gap, known
}
