package report

import (
	"slices"
	"sort"
	"time"
)

// byTime is the rows of one amount. A common price has very many, and of these only the nearest in time can be suggested.
type byTime struct {
	all     []int // every place, ascending
	timed   []timed
	untimed []int // ascending
}

type timed struct {
	at    time.Time
	place int
}

func (b *byTime) add(place int, at time.Time) {
	b.all = append(b.all, place)
	if at.IsZero() {
		b.untimed = append(b.untimed, place)
		return
	}
	b.timed = append(b.timed, timed{at, place})
}

// sort puts the rows in order of time, and of place where times are equal.
func (b *byTime) sort() {
	slices.SortStableFunc(b.timed, func(x, y timed) int { return x.at.Compare(y.at) })
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
