package paging

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

const latency = 20 * time.Millisecond

func steady(int) time.Duration { return latency }

// The clock inside a bubble is exact, so round trips can be counted by it.
func TestPrefetchSavesRoundTrips(t *testing.T) {
	tests := []struct {
		reason  string
		rows    int
		noTotal bool
		ahead   int
		trips   int
		asked   int
	}{
		{"serial: one after the other", 9995, false, 0, 100, 100},
		{"1 is serial, too", 9995, false, 1, 100, 100},
		{"two at a time after the first", 9995, false, 2, 51, 100},
		{"eight at a time after the first", 9995, false, 8, 14, 100},
		{"the proof page travels along", 10000, false, 8, 14, 101},
		{"more than there is", 9995, false, MaxPrefetch, 2, 100},
		{"one page only: nothing ahead", 5, false, 8, 1, 1},
		{"no total: one page, and the empty one", 5, true, 8, 2, 2},
		{"no total: the reach grows with the pages seen", 9995, true, 8, 17, 107},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newServer(tt.rows, 100)
				s.noTotal, s.delay = tt.noTotal, steady
				began := time.Now()
				got, audit, err := Collect(t.Context(), s.plan(prefetch(tt.ahead)))
				requireWhole(t, s.rows, got, audit, err)
				trips := int(time.Since(began) / latency)
				if !tt.noTotal {
					require.Equal(t, tt.trips, trips)
					require.Len(t, s.asked(), tt.asked)
				}
				// Without a total, pages that arrive at the same instant race:
				// the short one may be seen before or after the next is sent for.
				require.LessOrEqual(t, trips, tt.trips)
				require.LessOrEqual(t, len(s.asked()), tt.asked)
				require.LessOrEqual(t, s.peak, max(1, tt.ahead))
			})
		})
	}
}

func TestPrefetchKeepsPageOrder(t *testing.T) {
	for _, noTotal := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(1, 2))
			s := newServer(455, 10)
			waits := make([]time.Duration, 100)
			for i := range waits {
				waits[i] = time.Duration(rnd.IntN(1000)) * time.Millisecond
			}
			s.noTotal, s.delay = noTotal, func(page int) time.Duration { return waits[page] }
			got, audit, err := Collect(t.Context(), s.plan(prefetch(7)))
			requireWhole(t, s.rows, got, audit, err)
			require.LessOrEqual(t, s.peak, 7)
		})
	}
}

func TestPrefetchStaysWithinTheWindowOfASlowConsumer(t *testing.T) {
	for _, tt := range []struct{ ahead, beyond int }{{0, 0}, {1, 0}, {2, 2}, {3, 3}} {
		synctest.Test(t, func(t *testing.T) {
			s := newServer(200, 10)
			s.delay = steady
			row := 0
			for _, err := range Rows(t.Context(), s.plan(prefetch(tt.ahead))) {
				require.NoError(t, err)
				row++
				time.Sleep(time.Second)
				synctest.Wait()
				page := (row-1)/10 + 1
				require.Len(t, s.asked(), min(21, page+tt.beyond), "row %d", row)
			}
		})
	}
}

func TestPrefetchWithoutATotalAsksLittleInVain(t *testing.T) {
	slow := func(number int) func(int) time.Duration {
		return func(page int) time.Duration {
			if page == number {
				return time.Second
			}
			return latency
		}
	}
	tests := []struct {
		reason string
		rows   int
		delay  func(int) time.Duration
		top    int
	}{
		{"one full page, and two empty ones", 10, steady, 3},
		{"one short page, and an empty one", 7, steady, 2},
		{"a short page ahead that came early stops what is after the empty one", 35, slow(3), 5},
		{"an empty page ahead stops what is after the second one", 30, slow(3), 5},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.noTotal, s.delay = true, tt.delay
				got, audit, err := Collect(t.Context(), s.plan(prefetch(8)))
				requireWhole(t, s.rows, got, audit, err)
				require.ElementsMatch(t, pages(1, tt.top), s.asked())
			})
		})
	}
}

func TestPrefetchGoesOnPastAShortPageWhenTheTotalIsKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(95, 10)
		s.alter = on(3, shorter(4))
		s.delay = func(page int) time.Duration {
			if page == 2 {
				return time.Second
			}
			return latency
		}
		row := 0
		for range Rows(t.Context(), s.plan(prefetch(3))) {
			if row++; row == 11 {
				break
			}
		}
		require.Contains(t, s.asked(), 5, "the short page 3 was there before page 2")
	})
}

func TestNothingIsSentForAfterACancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := newServer(95, 10)
	s.before = func(int) { cancel() }
	got, _, err := Collect(ctx, s.plan(prefetch(4)))
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, got, 10)
	require.Equal(t, []int{1}, s.asked())
}

func TestPrefetchAsksNoFurtherThanTheTotal(t *testing.T) {
	tests := []struct {
		reason string
		rows   int
		top    int
	}{
		{"a short last page needs no proof", 35, 4},
		{"a full last page needs one", 40, 5},
		{"one row on the last page", 41, 5},
		{"one short page", 9, 1},
		{"one full page", 10, 2},
		{"nothing", 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(tt.rows, 10)
			_, _, err := Collect(t.Context(), s.plan(prefetch(MaxPrefetch)))
			require.NoError(t, err)
			require.ElementsMatch(t, pages(1, tt.top), s.asked())
		})
	}
}

func TestPrefetchStopsWhenTheLoopIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(1000, 10)
		s.delay = func(page int) time.Duration { return time.Duration(page) * time.Hour }
		began := time.Now()
		for _, err := range Rows(t.Context(), s.plan(prefetch(8))) {
			require.NoError(t, err)
			break
		}
		require.Equal(t, time.Hour, time.Since(began), "leaving waits for no page")
		require.Zero(t, s.flying, "no fetch outlives the loop")
		require.Equal(t, 8, s.aborted)
		time.Sleep(1000 * time.Hour)
		require.Len(t, s.asked(), 9, "nothing is fetched afterwards")
	})
}

func TestPrefetchFirstErrorInPageOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		early := transport.Errorf("test: Bills", billrecon.ErrAuth, "page 4")
		late := transport.Errorf("test: Bills", billrecon.ErrUnavailable, "page 7")
		s := newServer(1000, 10)
		// Page 7 fails long before page 4 does.
		s.delay = func(page int) time.Duration { return time.Duration(100-10*page) * time.Second }
		s.fail = func(page int) error {
			return map[int]error{4: early, 7: late}[page]
		}
		got, audit, err := Collect(t.Context(), s.plan(prefetch(8)))
		require.ErrorIs(t, err, billrecon.ErrAuth)
		require.Equal(t, s.rows[:30], got)
		require.Equal(t, 3, audit.Pages)
		require.NotContains(t, s.asked(), 10, "a known failure ahead stops further fetches")
	})
}

func TestCancelEndsTheRun(t *testing.T) {
	for _, ahead := range []int{0, 4} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			s := newServer(1000, 10)
			s.delay = steady
			rows := 0
			var got error
			for _, err := range Rows(ctx, s.plan(prefetch(ahead))) {
				if got = err; err != nil {
					continue
				}
				if rows++; rows == 15 {
					cancel()
				}
			}
			require.ErrorIs(t, got, context.Canceled)
			require.Equal(t, 20, rows, "the page in hand is whole, nothing follows")
			require.LessOrEqual(t, len(s.asked()), 2+ahead)
			require.NotErrorIs(t, got, billrecon.ErrIncomplete)
		})
	}
}

func TestDeadlineEndsTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		s := newServer(1000, 10)
		s.delay = steady
		got, audit, err := Collect(ctx, s.plan())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorContains(t, err, "test: Bills: page 3: context deadline exceeded")
		require.Len(t, got, 20)
		require.NotEmpty(t, audit.Next)
	})
}

func TestCancelledContextFetchesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := newServer(25, 10)
	_, _, err := Collect(ctx, s.plan(prefetch(4)))
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, s.asked())
}

// trusted reads as long as pages are full, of which page 4 is not, and page 5 has
// rows nevertheless. Page 5 is slower: the run must wait for it before it calls
// page 4 the last.
func trusted() (*server, Plan[bill]) {
	s := newServer(60, 10)
	s.noTotal = true
	s.alter = on(4, shorter(9))
	s.delay = func(page int) time.Duration { return time.Duration(page) * latency }
	return s, s.plan(prefetch(8), trust)
}

func TestPrefetchSeesRowsAfterATrustedPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, p := trusted()
		_, audit, err := Collect(t.Context(), p)
		require.ErrorIs(t, err, billrecon.ErrPageDrift)
		require.ErrorContains(t, err, "page 5 has rows, although page 4 was the last")
		require.False(t, audit.Complete)
	})
}

func TestPrefetchReportsRowsAfterATrustedPageAndGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, p := trusted()
		report(&p)
		got, audit, err := Collect(t.Context(), p)
		require.NoError(t, err)
		require.Len(t, got, 59)
		require.False(t, audit.Complete)
		require.Equal(t, "page 5 has rows, although page 4 was the last", audit.Findings[0])
	})
}

func TestPrefetchSeesRowsAfterEmptyPages(t *testing.T) {
	for _, policy := range []DriftPolicy{FailOnDrift, ReportDrift} {
		synctest.Test(t, func(t *testing.T) {
			s := newServer(95, 10)
			s.noTotal, s.delay = true, steady
			s.alter = func(page int, p *Page[bill]) {
				if page == 5 || page == 6 {
					p.Rows = nil
				}
			}
			got, audit, err := Collect(t.Context(), s.plan(prefetch(8), func(p *Plan[bill]) { p.Drift = policy }))
			require.False(t, audit.Complete)
			if policy == ReportDrift {
				require.NoError(t, err)
				require.Len(t, got, 75, "what is there is kept")
				return
			}
			require.ErrorIs(t, err, billrecon.ErrPageDrift)
			require.ErrorContains(t, err, "page 7 has rows, although page 6 was the last")
		})
	}
}

func TestPrefetchForgivesAFailureBeyondTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(35, 10)
		s.noTotal = true
		s.delay = func(page int) time.Duration { return time.Duration(page) * latency }
		s.fail = func(page int) error {
			if page > 5 {
				return errors.New("no such page")
			}
			return nil
		}
		got, audit, err := Collect(t.Context(), s.plan(prefetch(8)))
		requireWhole(t, s.rows, got, audit, err)
		require.Contains(t, s.asked(), 6)
	})
}

func TestFetchThatNeverReturnsIsNoEmptyPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(35, 10)
		s.noTotal = true
		p := s.plan(prefetch(4))
		p.Fetch = func(ctx context.Context, page, size int) (Page[bill], error) {
			if page == 2 {
				runtime.Goexit()
			}
			return s.fetch(ctx, page, size)
		}
		got, audit, err := Collect(t.Context(), p)
		require.ErrorContains(t, err, "page 2: the fetch ended without an answer")
		require.Len(t, got, 10)
		require.False(t, audit.Complete)
	})
}
