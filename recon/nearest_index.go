package recon

import (
	"iter"
	"slices"
	"sort"
	"time"
)

// nearIndex has the places of those of the caller's rows of one side that share a key or an amount with a one-sided group of the other
// side. The groups are few beside the rows, so that it stays small, and one walk over the rows serves all of them.
type nearIndex struct {
	keys    map[string][]int      // FoldKey of Key and of every AltKey: equal keys are alike too
	amounts map[amountKey]*byTime // rows whose group is not Matched
}

// want makes room for rows like r.
func (x *nearIndex) want(r *Record) {
	if x.keys == nil {
		x.keys, x.amounts = map[string][]int{}, map[amountKey]*byTime{}
	}
	for key := range foldedKeys(r) {
		x.keys[key] = nil
	}
	if key := amountKeyOf(r.Unit, r.Amount); !r.Amount.IsZero() && x.amounts[key] == nil {
		x.amounts[key] = &byTime{}
	}
}

// seeKeys files a row under those of its keys that are wanted.
func (x *nearIndex) seeKeys(r *Record, place int) {
	for key := range foldedKeys(r) {
		if places, ok := x.keys[key]; ok && (len(places) == 0 || places[len(places)-1] != place) {
			x.keys[key] = append(places, place)
		}
	}
}

// seeAmount files a row that is not Matched under its amount.
func (x *nearIndex) seeAmount(r *Record, place int) {
	if times := x.amounts[amountKeyOf(r.Unit, r.Amount)]; times != nil {
		times.add(place, r.Time)
	}
}

// near lists every place that can be among the n best for own, ascending. It is not known where own is of no group that was
// wanted, nor where it would be as many places as there are rows: then all of them are to be looked at.
func (x *nearIndex) near(own []Record, rows, n int) (places []int, known bool) {
	for i := range own {
		for key := range foldedKeys(&own[i]) {
			shared, ok := x.keys[key]
			if places = append(places, shared...); !ok || len(places) > rows {
				return nil, false
			}
		}
		if own[i].Amount.IsZero() {
			continue
		}
		times := x.amounts[amountKeyOf(own[i].Unit, own[i].Amount)]
		if times == nil {
			return nil, false
		}
		if places = times.near(places, own[i].Time, n); len(places) > rows {
			return nil, false
		}
	}
	slices.Sort(places)
	return slices.Compact(places), true
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

// byTime is the rows of one amount. A common price has very many, and of these only the nearest in time can be suggested.
type byTime struct {
	all     []int // every place, ascending
	timed   []timedPlace
	untimed []int // ascending
}

type timedPlace struct {
	at    time.Time
	place int
}

func (b *byTime) add(place int, at time.Time) {
	b.all = append(b.all, place)
	if at.IsZero() {
		b.untimed = append(b.untimed, place)
		return
	}
	b.timed = append(b.timed, timedPlace{at, place})
}

// sort puts the rows in order of time, and of place where times are equal.
func (b *byTime) sort() {
	slices.SortStableFunc(b.timed, func(x, y timedPlace) int { return x.at.Compare(y.at) })
}

// near appends every row that can be among the n best for a row of time at: without a time those of the lowest places;
// else the n nearest before and after it, of equal times the lowest places, and the first n without a time.
func (b *byTime) near(places []int, at time.Time, n int) []int {
	if at.IsZero() {
		return append(places, b.all[:min(n, len(b.all))]...)
	}
	places = append(places, b.untimed[:min(n, len(b.untimed))]...)
	from := b.since(at)
	for _, t := range b.timed[from:min(from+n, len(b.timed))] {
		places = append(places, t.place)
	}
	for taken := 0; taken < n && from > 0; {
		end := from
		from = b.since(b.timed[end-1].at)
		for _, t := range b.timed[from:min(from+n, end)] {
			places = append(places, t.place)
			taken++
		}
	}
	return places
}

// since is the index of the first row at or after a time.
func (b *byTime) since(at time.Time) int {
	return sort.Search(len(b.timed), func(i int) bool { return !b.timed[i].at.Before(at) })
}
