package daily

import (
	"context"
	"errors"
	"slices"

	"github.com/billrecon/billrecon/recon"
)

// Fate is what became of a difference.
type Fate string

// The fates.
const (
	StillOpen Fate = "open"      // nobody closed it, or it waits
	Suspended Fate = "suspended" // 挂账: open, on an account of its own
	Decided   Fate = "decided"   // somebody closed it
	Settled   Fate = "settled"   // it waited, and a later day settled it, or found more rows that belong to it: then these are another difference
	Withdrawn Fate = "withdrawn" // the day was run again, and did not find it any more
)

// Followed is a difference and what became of it.
type Followed struct {
	Difference
	// First is the bill day that found it first, Age the number of bill days from then to the last one that was run.
	First recon.Day
	Age   int
	Fate  Fate
	// On is the bill day that settled it.
	On recon.Day
	// Decisions about it, in the order in which they were made.
	Decisions []Decision
}

// IsOpen reports whether somebody has to see to it still.
func (f Followed) IsOpen() bool { return f.Fate == StillOpen || f.Fate == Suspended }

// Open lists the differences of all days: first those that are open, then the others; both the oldest first. It takes no lock, so
// that it can be asked while a day is run.
func Open(ctx context.Context, store Store) (all []Followed, err error) {
	for range 3 { // a day that is kept anew meanwhile looks damaged
		if all, err = open(ctx, store); !errors.Is(err, ErrDamaged) {
			break
		}
	}
	return all, err
}

func open(ctx context.Context, store Store) ([]Followed, error) {
	past, err := loadHistory(ctx, store)
	if err != nil {
		return nil, err
	}
	decisions, err := loadDecisions(ctx, store)
	if err != nil {
		return nil, err
	}
	l := ledger{at: map[string]int{}}
	for i := range past {
		found, err := loadDifferences(ctx, store, &past[i])
		if err != nil {
			return nil, err
		}
		l.day(past[i].Day, found)
	}
	for _, d := range decisions {
		l.decision(d)
	}
	slices.SortStableFunc(l.all, func(a, b Followed) int {
		switch {
		case a.IsOpen() == b.IsOpen():
			return int(a.First - b.First)
		case a.IsOpen():
			return -1
		}
		return 1
	})
	return l.all, nil
}

// ledger follows differences from day to day.
type ledger struct {
	all []Followed
	at  map[string]int
}

// day adds what a day found. What waited the day before and is not among it was settled.
func (l *ledger) day(day recon.Day, found []Difference) {
	for _, d := range found {
		i, known := l.at[d.ID]
		if !known {
			i = len(l.all)
			l.at[d.ID] = i
			l.all = append(l.all, Followed{First: day})
		}
		l.all[i].Difference = d
	}
	for i := range l.all {
		f := &l.all[i]
		if f.Fate == "" || f.Fate == Settled && f.Day == day {
			f.Fate, f.On = StillOpen, 0
		}
		if f.Waiting && f.Day < day && f.Fate == StillOpen {
			f.Fate, f.On = Settled, day
		}
		f.Age = int(day - f.First)
	}
}

// decision closes a difference, or opens it again.
func (l *ledger) decision(d Decision) {
	i, known := l.at[d.Difference]
	if !known {
		i = len(l.all)
		l.at[d.Difference] = i
		l.all = append(l.all, Followed{Difference: Difference{ID: d.Difference}, Fate: Withdrawn})
	}
	f := &l.all[i]
	f.Decisions = append(f.Decisions, d)
	switch {
	case f.Fate == Withdrawn || f.Fate == Settled && !d.Release:
	case d.Action == Suspend:
		f.Fate = Suspended
	default:
		f.Fate = Decided
	}
}
