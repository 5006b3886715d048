package near

import (
	"cmp"
	"hash/maphash"
	"iter"
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon/internal/spelling"
)

// Index has, of very many rows, the places of those that share a text with any of the rows that it was made for: a key, as spelling.Fold
// writes it, or a price. Of a text it keeps a hash, so that by chance it names a row that shares none.
type Index struct {
	seed   maphash.Seed
	wanted []uint64 // a set of bits, by hash: what was asked for, and a few percent of all else
	rows   []row    // sorted by hash, time and place
}

// NewIndex makes an index for those that may be looked for. It walks over rows once, or not at all where nothing may be looked for.
func NewIndex(lookedFor []Row, rows iter.Seq[Row]) *Index {
	var texts []string
	for i := range lookedFor {
		texts = slices.AppendSeq(texts, lookedFor[i].foldedKeys())
		if price := lookedFor[i].Price; price != "" {
			texts = append(texts, price)
		}
	}
	x := newIndex(texts)
	if len(texts) == 0 {
		return x
	}
	for r := range rows {
		for key := range r.foldedKeys() {
			x.add(key, r.Place)
		}
		if r.Price != "" {
			x.addTimed(r.Price, r.Time, r.Place)
		}
	}
	x.sort()
	return x
}

// foldedKeys are the normal forms of the keys that a row has. Keys that are equal or alike have the same.
func (r *Row) foldedKeys() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, key := range [...]string{r.Key, r.AltKeys[0], r.AltKeys[1]} {
			if key != "" && !yield(spelling.Fold(key)) {
				return
			}
		}
	}
}

// Best is func Best for all rows of the index, of which it looks at few: row reads one by its place. It returns false when the index was
// not made for those that are looked for.
func (x *Index) Best(lookedFor []Row, n int, row func(place int) Row) (best []Match, ok bool) {
	w, n := newWanted(lookedFor), min(max(n, 0), len(x.rows))
	places, ok := x.places(w, n)
	return w.best(func(yield func(Row) bool) {
		for _, place := range places {
			if !yield(row(place)) {
				return
			}
		}
	}, n), ok
}

// places are those of the rows that can be among the n best; false where the index was not made for what is wanted.
func (x *Index) places(w wanted, n int) (places []int, ok bool) {
	for t, own := range w {
		text := t.text
		switch t.hint {
		case LikeKey:
			continue // it is that of SameKey
		case SameKey, OtherField:
			text = spelling.Fold(text)
		}
		if !x.has(text) {
			return nil, false
		}
		if t.hint == SamePrice {
			places = x.nearest(places, text, own.times, n)
		} else {
			places = x.all(places, text)
		}
	}
	slices.Sort(places)
	return slices.Compact(places), true
}

type row struct {
	hash       uint64
	second     int64 // untimed without a time
	nanosecond int32
	place      int32
}

const untimed = math.MinInt64

// bitsEach is how many bits the set has at least for each text in it: of what was not asked for, less than one in sixteen passes.
const bitsEach = 16

// newIndex makes an index for the rows that share one of texts. Rows are added, it is sorted, and then it can be asked.
func newIndex(texts []string) *Index {
	x := &Index{seed: maphash.MakeSeed(), wanted: make([]uint64, 1<<bits.Len(uint(len(texts)*bitsEach/64)))}
	for _, text := range texts {
		word, bit := x.slot(x.hash(text))
		x.wanted[word] |= bit
	}
	return x
}

func (x *Index) hash(text string) uint64 { return maphash.String(x.seed, text) }

// slot is where the set, whose size is a power of two, has a hash.
func (x *Index) slot(h uint64) (word, bit uint64) {
	return h % uint64(64*len(x.wanted)) / 64, 1 << (h % 64)
}

func (x *Index) wants(h uint64) bool {
	word, bit := x.slot(h)
	return x.wanted[word]&bit != 0
}

// has reports whether every row of a text is in the index: it was asked for, or passes for one that was.
func (x *Index) has(text string) bool { return x.wants(x.hash(text)) }

// add files a row under one of its texts, where that was asked for.
func (x *Index) add(text string, place int) {
	if h := x.hash(text); x.wants(h) {
		x.file(h, time.Time{}, place)
	}
}

// addTimed files a row for nearest. The zero time is none.
func (x *Index) addTimed(text string, at time.Time, place int) {
	if h := x.hash(text); x.wants(h) {
		x.file(h, at, place)
		x.file(^h, time.Time{}, place) // for rows without a time all are equally near
	}
}

func (x *Index) file(h uint64, at time.Time, place int) {
	second, nanosecond := instant(at)
	x.rows = append(x.rows, row{h, second, nanosecond, int32(place)})
}

func instant(t time.Time) (second int64, nanosecond int32) {
	if t.IsZero() {
		return untimed, 0
	}
	return t.Unix(), int32(t.Nanosecond())
}

// sort makes it ready to be asked.
func (x *Index) sort() {
	slices.SortFunc(x.rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), a.compare(b.second, b.nanosecond), cmp.Compare(a.place, b.place))
	})
}

func (r *row) compare(second int64, nanosecond int32) int {
	return cmp.Or(cmp.Compare(r.second, second), cmp.Compare(r.nanosecond, nanosecond))
}

// of are the rows of a hash.
func (x *Index) of(h uint64) []row {
	byHash := func(r row, h uint64) int { return cmp.Compare(r.hash, h) }
	from, _ := slices.BinarySearchFunc(x.rows, h, byHash)
	rows := x.rows[from:]
	end, _ := slices.BinarySearchFunc(rows, h, func(r row, h uint64) int { return cmp.Or(byHash(r, h), -1) })
	return rows[:end]
}

// since is where the rows of a time or a later one begin, among those of one hash.
func since(rows []row, second int64, nanosecond int32) int {
	at, _ := slices.BinarySearchFunc(rows, second, func(r row, second int64) int { return r.compare(second, nanosecond) })
	return at
}

// all appends the places of the rows of a text.
func (x *Index) all(places []int, text string) []int { return appendPlaces(places, x.of(x.hash(text))) }

func appendPlaces(places []int, rows []row) []int {
	for i := range rows {
		places = append(places, int(rows[i].place))
	}
	return places
}

// nearest appends every place of a text that can be one of the n nearest to one of the times, of those equally near the lowest, and
// of those without a time the n lowest. Without times these are the n lowest of all. It may append more, and a place twice.
func (x *Index) nearest(places []int, text string, times []time.Time, n int) []int {
	h := x.hash(text)
	if len(times) == 0 {
		rows := x.of(^h)
		return appendPlaces(places, rows[:min(n, len(rows))])
	}
	rows := x.of(h)
	if len(rows) <= len(times)*n {
		return appendPlaces(places, rows)
	}
	timed := since(rows, untimed+1, 0)
	places = appendPlaces(places, rows[:min(n, timed)])
	for _, t := range times {
		places = around(places, rows[timed:], t, n)
	}
	return places
}

// around appends the n rows from t on, and as many before it: of each time the lowest places, until there are n.
func around(places []int, rows []row, t time.Time, n int) []int {
	at := since(rows, t.Unix(), int32(t.Nanosecond()))
	places = appendPlaces(places, rows[at:min(at+n, len(rows))])
	for more := n; more > 0 && at > 0; {
		end, last := at, &rows[at-1]
		at = since(rows, last.second, last.nanosecond)
		lowest := rows[at:min(at+n, end)]
		places, more = appendPlaces(places, lowest), more-len(lowest)
	}
	return places
}
