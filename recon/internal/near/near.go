// Package near finds, out of very many rows, those that share a text with a few others, and of these the nearest in time. It knows
// no row: only texts, instants and places.
package near

import (
	"cmp"
	"hash/maphash"
	"math"
	"math/bits"
	"slices"
	"time"
)

// Index has the places of the rows that share one of the texts that were asked for when it was made. Of a text it keeps a hash, so that
// by chance it names a row that shares none. Rows are added, it is sorted, and then it can be asked.
type Index struct {
	seed   maphash.Seed
	wanted []uint64 // a set of bits, by hash: what was asked for, and a few percent of all else
	rows   []row    // sorted by hash, time and place
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

// New makes an index for the rows that share one of texts.
func New(texts []string) *Index {
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

// Has reports whether every row of a text is in the index: it was asked for, or passes for one that was.
func (x *Index) Has(text string) bool { return x.wants(x.hash(text)) }

// Add files a row under one of its texts, where that was asked for. Places must fit in 31 bits.
func (x *Index) Add(text string, place int) {
	if h := x.hash(text); x.wants(h) {
		x.file(h, time.Time{}, place)
	}
}

// AddTimed files a row for Nearest. The zero time is none.
func (x *Index) AddTimed(text string, at time.Time, place int) {
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

// Sort makes it ready to be asked.
func (x *Index) Sort() {
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

// All appends the places of the rows of a text.
func (x *Index) All(places []int, text string) []int { return appendPlaces(places, x.of(x.hash(text))) }

func appendPlaces(places []int, rows []row) []int {
	for i := range rows {
		places = append(places, int(rows[i].place))
	}
	return places
}

// Nearest appends every place of a text that can be one of the n ≥ 1 nearest to one of the times, of those equally near the lowest, and
// of those without a time the n lowest. Without times these are the n lowest of all. It may append more, and a place twice.
func (x *Index) Nearest(places []int, text string, times []time.Time, n int) []int {
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

// Gap is t less the nearest of times, which are sorted, of two equally near ones the earlier; false when there are none or t is zero.
func Gap(times []time.Time, t time.Time) (gap time.Duration, known bool) {
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
