package paging

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/billrecon/billrecon"
)

// scene is one drawn server and the plan to read it with.
type scene struct {
	rows, size, ahead int
	noTotal, twice    bool
	waits             []int // milliseconds per page, so that pages overtake each other
}

func drawScene(t *rapid.T) scene {
	return scene{
		rows:    rapid.IntRange(0, 60).Draw(t, "rows"),
		size:    rapid.IntRange(1, 12).Draw(t, "size"),
		ahead:   rapid.SampledFrom([]int{0, 1, 2, 3, 8, 64}).Draw(t, "ahead"),
		noTotal: rapid.Bool().Draw(t, "noTotal"),
		twice:   rapid.Bool().Draw(t, "twice"),
		waits:   rapid.SliceOfN(rapid.IntRange(0, 9), 7, 7).Draw(t, "waits"),
	}
}

// full is how many pages of the first reading have rows.
func (sc scene) full() int { return (sc.rows + sc.size - 1) / sc.size }

// needed is how many pages a serial reading of this page size asks for.
func (sc scene) needed(size int) int {
	n := (sc.rows + size - 1) / size
	switch exact := sc.rows%size == 0; {
	case n == 0:
		return 1
	case sc.noTotal && exact:
		return n + 2
	case sc.noTotal || exact:
		return n + 1
	}
	return n
}

func (sc scene) server() *server {
	s := newServer(sc.rows, sc.size)
	s.noTotal = sc.noTotal
	s.delay = func(page int) time.Duration {
		return time.Duration(sc.waits[page%len(sc.waits)]) * time.Millisecond
	}
	return s
}

func (sc scene) plan(s *server) Plan[bill] {
	return s.plan(prefetch(sc.ahead), func(p *Plan[bill]) { p.ReadTwice = sc.twice })
}

// outcome of a run within a bubble. The bubble itself fails when a goroutine
// outlives the run.
type outcome struct {
	rows  []bill
	audit Audit
	err   error
	peak  int
	asked map[int][]int // pages by the size asked for
}

func play(t *testing.T, s *server, p Plan[bill]) (o outcome) {
	synctest.Test(t, func(*testing.T) {
		o.rows, o.audit, o.err = Collect(context.Background(), p)
		o.peak, o.asked = s.peak, map[int][]int{}
		for i, page := range s.asked() {
			o.asked[s.sizes[i]] = append(o.asked[s.sizes[i]], page)
		}
	})
	return o
}

func TestHonestServerIsReadWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sc := drawScene(rt)
		s := sc.server()
		o := play(t, s, sc.plan(s))
		requireWhole(rt, s.rows, o.rows, o.audit, o.err)
		require.Equal(rt, sc.twice, o.audit.ReadTwice)
		require.LessOrEqual(rt, o.peak, max(1, sc.ahead))
		sizes := []int{sc.size}
		if sc.twice {
			sizes = append(sizes, otherSize(sc.size, int64(min(sc.rows, sc.size))))
		}
		require.Len(rt, o.asked, len(sizes))
		for _, size := range sizes {
			asked := o.asked[size]
			require.Subset(rt, asked, pages(1, sc.needed(size)))
			if sc.ahead < 2 || !sc.noTotal {
				require.Len(rt, asked, sc.needed(size))
			}
			require.LessOrEqual(rt, len(asked), 2*sc.needed(size))
			slices.Sort(asked)
			require.Equal(rt, asked, slices.Compact(slices.Clone(asked)), "no page is asked for twice")
		}
	})
}

// fault is one thing a server does wrong. Its apply returns false when it makes
// no sense for the scene.
type fault struct {
	name  string
	apply func(sc *scene, s *server, page int) bool
}

func faults() []fault {
	lost := func(keep func(n int) int, seen func(sc *scene, page int) bool) func(*scene, *server, int) bool {
		return func(sc *scene, s *server, page int) bool {
			s.alter = on(page, func(p *Page[bill]) { p.Rows = p.Rows[:keep(len(p.Rows))] })
			return !sc.noTotal || sc.twice || seen(sc, page)
		}
	}
	return []fault{
		// Without a total and a second reading, only a page in the middle gives itself away.
		{"empty page", lost(func(int) int { return 0 }, func(sc *scene, page int) bool { return page > 1 && page < sc.full() })},
		{"short page", lost(func(n int) int { return n - 1 }, func(sc *scene, page int) bool { return page > 1 && page < sc.full() })},
		{"total too high", func(sc *scene, s *server, _ int) bool {
			s.alter = func(_ int, p *Page[bill]) { p.Total++ }
			return !sc.noTotal
		}},
		{"total too low", func(sc *scene, s *server, _ int) bool {
			s.alter = func(_ int, p *Page[bill]) { p.Total-- }
			return !sc.noTotal
		}},
		{"total lies on one page", func(sc *scene, s *server, page int) bool {
			s.alter = on(page, func(p *Page[bill]) { p.Total += 3 })
			return !sc.noTotal
		}},
		{"total counts the page only", func(sc *scene, s *server, _ int) bool {
			s.alter = func(_ int, p *Page[bill]) { p.Total = int64(len(p.Rows)) }
			return !sc.noTotal && sc.full() > 1
		}},
		{"a row comes in at the front", func(_ *scene, s *server, page int) bool {
			s.before = once(page, func() { s.rows = append([]bill{{ID: "new"}}, s.rows...) })
			return page > 1
		}},
		{"a row goes away at the front", func(sc *scene, s *server, page int) bool {
			s.before = once(page, func() { s.rows = s.rows[1:] })
			return page > 1 && (!sc.noTotal || sc.twice)
		}},
		{"a row twice", func(_ *scene, s *server, page int) bool {
			s.alter = on(page, func(p *Page[bill]) { p.Rows[len(p.Rows)-1] = s.rows[0] })
			return page > 1
		}},
		{"page ignored", func(sc *scene, s *server, page int) bool {
			s.alter = func(_ int, p *Page[bill]) { p.Rows = slices.Clone(s.rows[:sc.size]) }
			return sc.rows >= sc.size && page == 1
		}},
		{"limit ignored", func(sc *scene, s *server, page int) bool {
			s.alter = on(page, func(p *Page[bill]) { p.Rows = append(p.Rows, bill{ID: "more"}) })
			return page*sc.size <= sc.rows
		}},
		{"a page fails", func(_ *scene, s *server, page int) bool {
			s.fail = func(n int) error {
				if n == page {
					return errors.New("no answer")
				}
				return nil
			}
			return true
		}},
	}
}

// once runs change ahead of the page, the first time it is asked for.
func once(page int, change func()) func(int) {
	done := false
	return func(n int) {
		if n == page && !done {
			done = true
			change()
		}
	}
}

func TestEveryFaultIsAnError(t *testing.T) {
	for _, f := range faults() {
		t.Run(f.name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				sc := drawScene(rt)
				if sc.full() == 0 {
					rt.Skip("an empty bill")
				}
				page := rapid.IntRange(1, sc.full()).Draw(rt, "page")
				s := sc.server()
				whole := slices.Clone(s.rows)
				if !f.apply(&sc, s, page) {
					rt.Skip("makes no sense here")
				}
				o := play(t, s, sc.plan(s))
				require.Error(rt, o.err)
				require.False(rt, o.audit.Complete)
				require.Equal(rt, int64(len(o.rows)), o.audit.Rows)
				requireSound(rt, f.name, whole, o)
			})
		})
	}
}

// requireSound checks the rows that came before the error: no row twice, and
// none that the server did not have.
func requireSound(t require.TestingT, fault string, whole []bill, o outcome) {
	seen := map[bill]bool{}
	for _, row := range o.rows {
		require.False(t, seen[row])
		seen[row] = true
		if row.ID != "new" && row.ID != "more" {
			require.Contains(t, whole, row, fault)
		}
	}
	var typed *billrecon.Error
	require.ErrorAs(t, o.err, &typed)
}

// Whatever rows of the bill a server sends on whatever page, in whatever number:
// as long as its total is true, a run without error has all of them.
func TestTrueTotalCanNotBeFooled(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sc := drawScene(rt)
		sc.noTotal = false
		sc.rows = rapid.IntRange(0, 9).Draw(rt, "few")
		sc.size = rapid.IntRange(1, 4).Draw(rt, "small")
		s := sc.server()
		pick := rapid.SliceOfN(rapid.IntRange(0, max(0, sc.rows-1)), 0, sc.size+1)
		sent := rapid.SliceOfN(pick, 1, 8).Draw(rt, "sent")
		honest := rapid.IntRange(0, 8).Draw(rt, "honest") // the pages up to here are correct
		s.alter = func(page int, p *Page[bill]) {
			if page <= honest || len(s.rows) == 0 {
				return
			}
			p.Rows = nil
			for _, i := range sent[page%len(sent)] {
				p.Rows = append(p.Rows, s.rows[i])
			}
		}
		s.again = s.alter
		p := sc.plan(s)
		p.Drift = rapid.SampledFrom([]DriftPolicy{FailOnDrift, ReportDrift}).Draw(rt, "policy")
		o := play(t, s, p)
		if !o.audit.Complete {
			require.True(rt, o.err != nil || p.Drift == ReportDrift)
			return
		}
		require.NoError(rt, o.err)
		require.ElementsMatch(rt, s.rows, o.rows)
	})
}

// A run that is stopped anywhere, any number of times, and goes on each time
// brings the same rows as one that is not.
func TestStoppedRunsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sc := drawScene(rt)
		s := sc.server()
		stops := rapid.SliceOfN(rapid.IntRange(1, 30), 0, 5).Draw(rt, "stops")
		var all []bill
		var cursor Cursor
		var last Audit
		var failed error
		synctest.Test(t, func(*testing.T) {
			for _, stop := range append(stops, 1_000) {
				p := sc.plan(s)
				p.Cursor = cursor
				rows, a, err := takeSome(context.Background(), p, stop)
				last = a
				all, failed = append(all, rows...), errors.Join(failed, err)
				if last.Complete {
					return
				}
				// The page that was left in the middle comes again.
				cursor = last.Next
				opened, _ := openCursor(cursor, p.QueryHash)
				all = all[:opened.rows]
			}
		})
		require.NoError(rt, failed)
		require.True(rt, last.Complete)
		require.Equal(rt, s.rows, append([]bill{}, all...))
		require.Equal(rt, int64(sc.rows), last.Earlier+last.Rows)
	})
}

// Leaving the loop at any row leaves no goroutine and no fetch behind.
func TestLeavingAnywhereIsClean(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sc := drawScene(rt)
		s := sc.server()
		stop := rapid.IntRange(1, 60).Draw(rt, "stop")
		var atBreak, later int
		synctest.Test(t, func(*testing.T) {
			_, _, _ = takeSome(context.Background(), sc.plan(s), stop)
			atBreak = len(s.asked())
			time.Sleep(time.Hour)
			later = len(s.asked())
		})
		require.Equal(rt, atBreak, later)
		require.Zero(rt, s.flying)
	})
}
