package recon

import (
	"slices"
	"time"
)

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
