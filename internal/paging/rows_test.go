package paging

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

func TestCollectBringsEveryRow(t *testing.T) {
	tests := []struct {
		reason  string
		rows    int
		noTotal bool
		edits   []func(*Plan[bill])
		asked   []int
	}{
		{"an empty bill is whole", 0, false, nil, []int{1}},
		{"one row on the last page", 21, false, nil, []int{1, 2, 3}},
		{"a full last page is followed by an empty one", 30, false, nil, []int{1, 2, 3, 4}},
		{"no total: an empty bill is whole", 0, true, nil, []int{1}},
		{"no total: a short page is followed by an empty one", 25, true, nil, []int{1, 2, 3, 4}},
		{"no total: a full page is followed by two", 20, true, nil, []int{1, 2, 3, 4}},
		{"no total: a short page is trusted", 25, true, []func(*Plan[bill]){trust}, []int{1, 2, 3}},
		{"a total where none was expected", 25, false, []func(*Plan[bill]){undeclared}, []int{1, 2, 3}},
		{"the last page may be the capped one", 25, false, []func(*Plan[bill]){maxPages(3)}, []int{1, 2, 3}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(tt.rows, 10)
			s.noTotal = tt.noTotal
			got, audit, err := Collect(t.Context(), s.plan(tt.edits...))
			requireWhole(t, s.rows, got, audit, err)
			require.Equal(t, tt.asked, s.asked())
			require.Equal(t, len(tt.asked), audit.Pages)
			require.Equal(t, !tt.noTotal, audit.HasTotal)
			require.Empty(t, audit.Findings)
		})
	}
}

func TestCollectMakesRoomForTheDeclaredTotal(t *testing.T) {
	got, _, err := Collect(t.Context(), newServer(995, 10).plan())
	require.NoError(t, err)
	require.Len(t, got, 995)
	require.Less(t, cap(got), 1100, "room for little more than the rows")
}

func TestCollectBelievesADeclaredTotalInPart(t *testing.T) {
	for _, total := range []int64{1 << 62, 11, 0} {
		s := newServer(25, 10)
		s.alter = func(_ int, p *Page[bill]) { p.Total = total }
		got, _, err := Collect(t.Context(), s.plan())
		require.Error(t, err)
		require.LessOrEqual(t, cap(got), mostExpected, "declared: %d", total)
	}
}

func TestRowsCanBeRangedTwice(t *testing.T) {
	s := newServer(25, 10)
	seq := Rows(t.Context(), s.plan(prefetch(3)))
	for range 2 {
		var got []bill
		for row, err := range seq {
			require.NoError(t, err)
			got = append(got, row)
		}
		require.Equal(t, s.rows, got)
	}
	require.Len(t, s.asked(), 6)
}

func TestRowsFetchesNothingBeforeTheLoop(t *testing.T) {
	s := newServer(25, 10)
	Rows(t.Context(), s.plan(prefetch(3)))
	require.Empty(t, s.asked())
}

func TestRowsYieldsOneErrorLast(t *testing.T) {
	boom := transport.Errorf("test: Bills", billrecon.ErrUnavailable, "no answer")
	for _, ahead := range []int{0, 4} {
		s := newServer(45, 10)
		s.fail = func(page int) error {
			if page >= 3 {
				return boom
			}
			return nil
		}
		var rows, errs int
		for row, err := range Rows(t.Context(), s.plan(prefetch(ahead))) {
			if err != nil {
				errs++
				require.ErrorIs(t, err, billrecon.ErrUnavailable)
				require.Zero(t, row)
				continue // going on must not bring rows after the error
			}
			require.Zero(t, errs)
			rows++
		}
		require.Equal(t, 20, rows)
		require.Equal(t, 1, errs)
	}
}

func TestRowsIsLeftEarly(t *testing.T) {
	tests := []struct {
		reason string
		rows   int // rows taken before the break
		pages  int
		next   int // the page the cursor goes on at
	}{
		{"on the first row", 1, 0, 1},
		{"on the last row of a page", 10, 1, 2},
		{"within the second page", 13, 1, 2},
		{"on the last row of all", 25, 3, 4},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(25, 10)
			p := s.plan()
			rows, a, err := takeSome(t.Context(), p, tt.rows)
			require.NoError(t, err)
			require.Equal(t, s.rows[:tt.rows], rows)
			require.False(t, a.Complete)
			require.Equal(t, int64(tt.rows), a.Rows)
			require.Equal(t, tt.pages, a.Pages)
			opened, rule := openCursor(a.Next, p.QueryHash)
			require.Empty(t, rule)
			require.Equal(t, tt.next, opened.next)
			require.Equal(t, int64(min(25, tt.pages*10)), opened.rows)
		})
	}
}

func TestALoopProvesWhatAllDoes(t *testing.T) {
	for _, fails := range []bool{false, true} {
		s := newServer(25, 10)
		s.fail = func(page int) error {
			if fails && page == 3 {
				return errors.New("no")
			}
			return nil
		}
		rows, looped, err := takeSome(t.Context(), s.plan(), math.MaxInt)
		got, audit, err2 := Collect(t.Context(), s.plan())
		require.Equal(t, fails, err != nil)
		require.Equal(t, fmt.Sprint(err2), fmt.Sprint(err))
		require.Equal(t, got, rows)
		require.Equal(t, audit.Next == "", looped.Next == "")
		looped.Next, audit.Next = "", "" // each run keys its cursor anew
		require.Equal(t, audit, looped)
	}
}

func TestRowsPanicInTheLoopEndsTheFetches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(100, 10)
		s.delay = func(page int) time.Duration { return time.Duration(page) * time.Second }
		require.PanicsWithValue(t, "the caller's own", func() {
			for range Rows(t.Context(), s.plan(prefetch(4))) {
				panic("the caller's own")
			}
		})
		require.Equal(t, 0, s.flying)
		require.Equal(t, 4, s.aborted)
	})
}

func TestCollectGivesBackWhatItGot(t *testing.T) {
	s := newServer(45, 10)
	s.fail = func(page int) error {
		if page == 4 {
			return context.DeadlineExceeded
		}
		return nil
	}
	got, audit, err := Collect(t.Context(), s.plan())
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Equal(t, s.rows[:30], got)
	require.Equal(t, 3, audit.Pages)
	require.Equal(t, int64(30), audit.Rows)
	require.Equal(t, int64(45), audit.DeclaredTotal)
	require.False(t, audit.Complete)
	require.NotEmpty(t, audit.Next)
}

func TestAuditAddsUpThePages(t *testing.T) {
	s := newServer(25, 10)
	s.alter = func(page int, p *Page[bill]) {
		p.Retries = page
		if page > 1 {
			p.Unknown = map[string]int64{"field:foo": 1, "pay_type:7": int64(page)}
		}
	}
	_, audit, err := Collect(t.Context(), s.plan())
	require.NoError(t, err)
	require.Equal(t, 6, audit.Retries)
	require.Equal(t, map[string]int64{"field:foo": 2, "pay_type:7": 5}, audit.Unknown)
}

func TestAuditHasNoUnknownWithoutNeed(t *testing.T) {
	_, audit, err := Collect(t.Context(), newServer(25, 10).plan())
	require.NoError(t, err)
	require.Nil(t, audit.Unknown)
}

// Every page may bring names of its own: the audit must not grow with them.
func TestAuditBoundsUnknownNames(t *testing.T) {
	s := newServer(200, 10)
	s.alter = func(page int, p *Page[bill]) {
		p.Unknown = map[string]int64{}
		for i := range 150 {
			p.Unknown[fmt.Sprintf("field:f%d_%d", page, i)] = 1
		}
	}
	_, audit, err := Collect(t.Context(), s.plan())
	require.NoError(t, err)
	require.LessOrEqual(t, len(audit.Unknown), 201)
	require.Positive(t, audit.Unknown["others"], "what has no room is counted together")
}

func TestNilContextIsRefused(t *testing.T) {
	s := newServer(25, 10)
	var none context.Context
	rows, audit, err := Collect(none, s.plan())
	require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
	require.EqualError(t, err, "test: Bills: the context is nil")
	require.Empty(t, rows)
	require.Equal(t, Audit{}, audit)
	seen := 0
	for _, err := range Rows(none, s.plan()) {
		require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		seen++
	}
	require.Equal(t, 1, seen)
	require.Empty(t, s.asked())
}

func TestUntilIsProvenByACompleteRun(t *testing.T) {
	end := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	open := func(p *Plan[bill]) { p.Open = true }
	failing := func(p *Plan[bill]) { p.MaxPages = 2 }
	tests := []struct {
		reason string
		edits  []func(*Plan[bill])
		alter  func(int, *Page[bill])
		until  time.Time
	}{
		{"complete", nil, nil, end},
		{"read twice", []func(*Plan[bill]){twice}, nil, end},
		{"drift was reported", []func(*Plan[bill]){report}, on(2, func(p *Page[bill]) { p.Total = 24 }), time.Time{}},
		{"the period is open", []func(*Plan[bill]){open}, nil, time.Time{}},
		{"an error", []func(*Plan[bill]){failing}, nil, time.Time{}},
		{"unknown", []func(*Plan[bill]){func(p *Plan[bill]) { p.Until = time.Time{} }}, nil, time.Time{}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(25, 10)
			s.alter = tt.alter
			edits := append([]func(*Plan[bill]){func(p *Plan[bill]) { p.Until = end }}, tt.edits...)
			_, audit, _ := Collect(t.Context(), s.plan(edits...))
			require.Equal(t, tt.until, audit.Until)
		})
	}
}

func TestAnOpenPeriodIsNeverComplete(t *testing.T) {
	s := newServer(25, 10)
	rows, audit, err := Collect(t.Context(), s.plan(func(p *Plan[bill]) { p.Open = true }))
	require.NoError(t, err)
	require.Equal(t, s.rows, rows)
	require.False(t, audit.Complete)
	require.Empty(t, audit.Next, "the rows that are there were all read")
	require.Equal(t, []string{"the period is not over: rows may still come"}, audit.Findings)
	_, err = drain(t.Context(), s.plan(func(p *Plan[bill]) { p.Open = true }))
	require.NoError(t, err, "that is what was asked for")
}
