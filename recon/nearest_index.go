package recon

import (
	"cmp"
	"hash/maphash"
	"iter"
	"math"
	"math/bits"
	"slices"
	"sort"
	"time"
)

// nearIndex has the places of those of the caller's rows of one side that share a key or an amount with a one-sided group of the other
// side. One walk over the rows serves all groups. It knows hashes alone: a row that shares no more than a hash is looked at in vain.
type nearIndex struct {
	seed    maphash.Seed
	wanted  []uint64 // a set of bits, by hash: what a group has, and a few percent of all else
	keys    []nearKey
	amounts []nearAmount // rows whose group is not Matched, by hash and place
	byTime  []int32      // indexes of amounts, those of one hash by time
}

// nearKey is one key of a row, in normal form: equal keys are alike too.
type nearKey struct {
	hash  uint64
	place int
}

// nearAmount is the amount of a row. A common price has very many of them, and of these only the nearest in time can be suggested.
type nearAmount struct {
	hash       uint64
	second     int64 // untimed without a time
	nanosecond int32
	place      int32
}

const untimed = math.MinInt64

func newNearIndex() nearIndex { return nearIndex{seed: maphash.MakeSeed()} }

// hashes are those of a row's keys, and of its amount unless that is zero.
func (x *nearIndex) hashes(r *Record) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for key := range foldedKeys(r) {
			if !yield(maphash.String(x.seed, key)) {
				return
			}
		}
		if !r.Amount.IsZero() {
			yield(x.amountHash(r))
		}
	}
}

func (x *nearIndex) amountHash(r *Record) uint64 {
	return maphash.Comparable(x.seed, amountKeyOf(r.Unit, r.Amount))
}

// bitsEach is how many bits the filter has at least for each hash in it: of what is not wanted, less than one in sixteen passes.
const bitsEach = 16

// want makes the filter.
func (x *nearIndex) want(hashes []uint64) {
	x.wanted = make([]uint64, 1<<bits.Len(uint(len(hashes)*bitsEach/64)))
	for _, h := range hashes {
		word, bit := x.slot(h)
		x.wanted[word] |= bit
	}
}

func (x *nearIndex) wants(h uint64) bool {
	word, bit := x.slot(h)
	return x.wanted[word]&bit != 0
}

// slot is where the filter, whose size is a power of two, has a hash.
func (x *nearIndex) slot(h uint64) (word, bit uint64) {
	return h % uint64(64*len(x.wanted)) / 64, 1 << (h % 64)
}

// seeKeys files a row under those of its keys that are wanted.
func (x *nearIndex) seeKeys(r *Record, place int) {
	for key := range foldedKeys(r) {
		if h := maphash.String(x.seed, key); x.wants(h) {
			x.keys = append(x.keys, nearKey{h, place})
		}
	}
}

// seeAmount files a row that is not Matched under its amount.
func (x *nearIndex) seeAmount(r *Record, place int) {
	if h := x.amountHash(r); x.wants(h) {
		second, nanosecond := instant(r.Time)
		x.amounts = append(x.amounts, nearAmount{h, second, nanosecond, int32(place)})
	}
}

func instant(t time.Time) (second int64, nanosecond int32) {
	if t.IsZero() {
		return untimed, 0
	}
	return t.Unix(), int32(t.Nanosecond())
}

// sort makes it ready to be asked. The rows were seen in the order of their places.
func (x *nearIndex) sort() {
	slices.SortStableFunc(x.keys, func(a, b nearKey) int { return cmp.Compare(a.hash, b.hash) })
	slices.SortStableFunc(x.amounts, func(a, b nearAmount) int { return cmp.Compare(a.hash, b.hash) })
	x.byTime = make([]int32, len(x.amounts))
	for i := range x.byTime {
		x.byTime[i] = int32(i)
	}
	slices.SortFunc(x.byTime, func(i, j int32) int {
		a, b := &x.amounts[i], &x.amounts[j]
		return cmp.Or(cmp.Compare(a.hash, b.hash), a.compare(b.second, b.nanosecond), cmp.Compare(i, j))
	})
}

func (a *nearAmount) compare(second int64, nanosecond int32) int {
	return cmp.Or(cmp.Compare(a.second, second), cmp.Compare(a.nanosecond, nanosecond))
}

// near lists every place that can be among the n best for own, ascending. It is not known where own is of no group that was
// wanted, nor where it would be as many places as there are rows: then all of them are to be looked at.
func (x *nearIndex) near(own []Record, rows, n int) (places []int, known bool) {
	for i := range own {
		for key := range foldedKeys(&own[i]) {
			h := maphash.String(x.seed, key)
			if !x.wants(h) {
				return nil, false
			}
			at, _ := slices.BinarySearchFunc(x.keys, h, func(k nearKey, h uint64) int { return cmp.Compare(k.hash, h) })
			for ; at < len(x.keys) && x.keys[at].hash == h; at++ {
				places = append(places, x.keys[at].place)
			}
		}
		if !own[i].Amount.IsZero() {
			h := x.amountHash(&own[i])
			if !x.wants(h) {
				return nil, false
			}
			places = x.nearInTime(places, h, own[i].Time, n)
		}
		if len(places) > rows {
			return nil, false
		}
	}
	slices.Sort(places)
	return slices.Compact(places), true
}

// nearInTime appends the rows of an amount that can be among the n best for a row of time t: without a time those of the lowest places;
// else the n nearest before and after it, of equal times the lowest places, and the first n without a time.
func (x *nearIndex) nearInTime(places []int, h uint64, t time.Time, n int) []int {
	from := sort.Search(len(x.amounts), func(i int) bool { return x.amounts[i].hash >= h })
	to := from + sort.Search(len(x.amounts)-from, func(i int) bool { return x.amounts[from+i].hash > h })
	second, nanosecond := instant(t)
	if second == untimed {
		for _, a := range x.amounts[from:min(from+n, to)] {
			places = append(places, int(a.place))
		}
		return places
	}
	times := x.byTime[from:to]
	take := func(from, to int) {
		for _, i := range times[from:to] {
			places = append(places, int(x.amounts[i].place))
		}
	}
	since := func(second int64, nanosecond int32) int {
		return sort.Search(len(times), func(i int) bool { return x.amounts[times[i]].compare(second, nanosecond) >= 0 })
	}
	timed := since(untimed+1, 0)
	take(0, min(n, timed))
	at := since(second, nanosecond)
	take(at, min(at+n, len(times)))
	for taken := 0; taken < n && at > timed; {
		end := at
		last := &x.amounts[times[end-1]]
		at = since(last.second, last.nanosecond)
		take(at, min(at+n, end))
		taken += min(n, end-at)
	}
	return places
}

// foldedKeys are the normal forms of the keys that a row has.
func foldedKeys(r *Record) iter.Seq[string] {
	return func(yield func(string) bool) {
		if r.Key != "" && !yield(quickFold(r.Key)) {
			return
		}
		for _, key := range r.AltKeys {
			if key != "" && !yield(quickFold(key)) {
				return
			}
		}
	}
}

// quickFold is FoldKey, at once for what is in normal form already: digits and capital letters.
func quickFold(key string) string {
	for i := range len(key) {
		if c := key[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return FoldKey(key)
		}
	}
	return key
}
