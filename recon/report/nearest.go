package report

import (
	"iter"

	"github.com/billrecon/billrecon/recon"
)

// nearestBatch is how many one-sided groups are looked up in one walk over the rows: it bounds the memory, and with it
// a result with nothing but one-sided groups takes few walks.
const nearestBatch = 1 << 16

// nearestList gives the near misses of the one-sided groups, in the order of the groups. Result.Nearest walks over all rows for each
// group; here one walk finds the few rows that share anything with any of a batch of groups, and Result.Nearest judges those.
type nearestList struct {
	report *Report
	next   func() (recon.Group, bool) // the one-sided groups, ahead of the list that is being written
	stop   func()
	batch  [][]recon.Suggestion
}

// newNearestList must be closed.
func (r *Report) newNearestList() *nearestList {
	l := &nearestList{report: r}
	l.next, l.stop = iter.Pull(func(yield func(recon.Group) bool) {
		for g := range r.rows.differences() {
			if r.wantsNearest(&g) && !yield(g) {
				return
			}
		}
	})
	return l
}

func (l *nearestList) close() { l.stop() }

// wantsNearest: somebody has to look for the partner of a one-sided row that is an exception, or in doubt.
func (r *Report) wantsNearest(g *recon.Group) bool {
	if r.options.Nearest == 0 || g.Verdict&(recon.NoBill|recon.NoOrder) == 0 {
		return false
	}
	return g.Status() == recon.StatusException || g.Status() == recon.StatusDoubtful
}

// of is the near misses of g, which must be the next group that wants them.
func (l *nearestList) of(g *recon.Group) []recon.Suggestion {
	if !l.report.wantsNearest(g) {
		return nil
	}
	if len(l.batch) == 0 {
		l.fill()
	}
	found := l.batch[0]
	l.batch = l.batch[1:]
	return found
}

func (l *nearestList) fill() {
	groups := make([]recon.Group, 0, 64)
	for len(groups) < nearestBatch {
		g, ok := l.next()
		if !ok {
			break
		}
		groups = append(groups, g)
	}
	finder := newFinder(l.report, groups)
	for i := range groups {
		l.batch = append(l.batch, finder.nearest(&groups[i]))
	}
}
