package paging

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// days is a bill of so many days, each of which has so many rows, in pages of 4. The rows of day i are its own.
func days(count, rows int) ([]*server, Windows[bill]) {
	servers := make([]*server, count)
	for i := range servers {
		s := newServer(0, 4)
		for n := range rows {
			s.rows = append(s.rows, bill{ID: fmt.Sprintf("day %d row %d", i, n)})
		}
		servers[i] = s
	}
	return servers, Windows[bill]{
		Op: "test: Days", Count: count, Identity: billID, QueryHash: HashQuery("days"), Until: time.Unix(1_000_000, 0),
		Name: func(i int) string { return fmt.Sprintf("day %d", i) },
		Plan: func(i int) Plan[bill] {
			return Plan[bill]{Op: "test: Days", Size: 4, DeclaresTotal: true, Fetch: servers[i].fetch, Identity: billID,
				QueryHash: HashQuery("day", fmt.Sprint(i)), Until: time.Unix(1_000_000, 0)}
		},
	}
}

func collectDays(t *testing.T, w Windows[bill]) ([]bill, Audit, error) {
	t.Helper()
	return All(t.Context(), func() (Source[bill], error) { return w, nil })
}

func rangeDays(ctx context.Context, w Windows[bill]) (rows []bill, err error) {
	for row, err := range Each(ctx, func() (Source[bill], error) { return w, nil }) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func TestWindowsComeInOrder(t *testing.T) {
	for _, parallel := range []int{0, 1, 3, 64} {
		servers, w := days(5, 6)
		w.Parallel = parallel
		rows, audit, err := collectDays(t, w)
		require.NoError(t, err)
		require.Len(t, rows, 30)
		for i, row := range rows {
			require.Equal(t, fmt.Sprintf("day %d row %d", i/6, i%6), row.ID)
		}
		require.Equal(t, Audit{Complete: true, Until: w.Until, Pages: 10, Rows: 30}, audit)
		again, err := rangeDays(t.Context(), w)
		require.NoError(t, err)
		require.Equal(t, rows, again)
		require.Len(t, servers[4].log, 4)
	}
}

func TestWindowsThatAreLeftAskForNoMore(t *testing.T) {
	servers, w := days(5, 6)
	for _, err := range Each(t.Context(), func() (Source[bill], error) { return w, nil }) {
		require.NoError(t, err)
		break
	}
	require.Empty(t, servers[1].log)
}

func TestWindowsReadTwiceAndOpen(t *testing.T) {
	_, w := days(3, 6)
	plan := w.Plan
	w.Plan = func(i int) Plan[bill] {
		p := plan(i)
		p.ReadTwice, p.Open = true, w.Open
		return p
	}
	_, audit, err := collectDays(t, w)
	require.NoError(t, err)
	require.True(t, audit.ReadTwice)
	require.Equal(t, []string{"each of the 3 windows was read twice, and the same rows came"}, audit.Findings)
	w.Open = true
	_, audit, err = collectDays(t, w)
	require.NoError(t, err)
	require.False(t, audit.Complete || audit.ReadTwice)
	require.Zero(t, audit.Until)
	require.Equal(t, []string{"the period is not over: rows may still come"}, audit.Findings)
}

func TestWindowsGoOnWhereTheyStopped(t *testing.T) {
	servers, w := days(5, 6)
	servers[2].fail = func(page int) error {
		if page == 2 {
			return errors.New("closed")
		}
		return nil
	}
	first, audit, err := collectDays(t, w)
	require.ErrorContains(t, err, "page 2: the fetch failed")
	require.Len(t, first, 16)
	require.Contains(t, audit.Findings[len(audit.Findings)-1], "stopped in window 3 of 5: day 2")
	servers[2].fail = nil
	w.Cursor = audit.Next
	rest, audit, err := collectDays(t, w)
	require.NoError(t, err)
	require.True(t, audit.Complete)
	require.EqualValues(t, 16, audit.Earlier)
	require.EqualValues(t, 14, audit.Rows)
	require.Len(t, append(first, rest...), 30)
	require.Equal(t, "day 2 row 4", rest[0].ID)

	good := string(w.Cursor)
	for _, cursor := range []string{"x", "w2.1.2.true.false.x.y", good[:len(good)-1], good + "A", "w2" + good[1:], "9" + good[1:]} {
		w.Cursor = Cursor(cursor)
		_, _, err := collectDays(t, w)
		require.ErrorIs(t, err, billrecon.ErrInvalidRequest, cursor)
	}
	w.Cursor, w.QueryHash = Cursor(good), HashQuery("others")
	_, err = rangeDays(t.Context(), w)
	require.ErrorContains(t, err, "Cursor is damaged, or belongs to another query")
}

func TestRowsOfAnEarlierWindowAreDrift(t *testing.T) {
	servers, w := days(3, 6)
	servers[1].rows[2] = servers[0].rows[5]
	_, _, err := collectDays(t, w)
	require.ErrorIs(t, err, billrecon.ErrPageDrift)
	require.ErrorContains(t, err, "window 2 of 3: 1 of 6 rows were seen in windows before")

	w.Drift = ReportDrift
	rows, audit, err := collectDays(t, w)
	require.NoError(t, err)
	require.Len(t, rows, 18)
	require.False(t, audit.Complete)
	require.EqualValues(t, 1, audit.Duplicates)
	_, err = rangeDays(t.Context(), w)
	require.ErrorContains(t, err, "all windows were read, but the result set moved meanwhile: window 2 of 3: 1 of 6 rows")
}

func TestDriftInAWindowIsDriftOfTheWhole(t *testing.T) {
	servers, w := days(3, 6)
	servers[1].alter = func(page int, p *Page[bill]) { p.Total = 5 }
	plan := w.Plan
	w.Drift = ReportDrift
	w.Plan = func(i int) Plan[bill] {
		p := plan(i)
		p.Drift = ReportDrift
		return p
	}
	_, audit, err := collectDays(t, w)
	require.NoError(t, err)
	require.False(t, audit.Complete)
	_, err = rangeDays(t.Context(), w)
	require.ErrorContains(t, err, "window 2 of 3 drifted")
	servers[2].fail = func(int) error { return errors.New("closed") }
	_, audit, err = collectDays(t, w)
	require.Error(t, err)
	servers[2].fail = nil
	w.Cursor = audit.Next
	_, audit, err = collectDays(t, w)
	require.NoError(t, err)
	require.False(t, audit.Complete)
	require.Contains(t, audit.Findings, "an earlier run reported drift")
}

func TestWindowsAreCappedTogether(t *testing.T) {
	for _, parallel := range []int{1, 5} {
		_, w := days(5, 6)
		w.Parallel, w.MaxRows = parallel, 20
		rows, _, err := collectDays(t, w)
		require.ErrorIs(t, err, billrecon.ErrIncomplete)
		require.ErrorContains(t, err, "the row cap of 20 was reached before the end")
		require.LessOrEqual(t, len(rows), 20)
	}
}

func TestWindowsThatCannotBegin(t *testing.T) {
	_, w := days(2, 6)
	var none context.Context
	_, _, err := All(none, func() (Source[bill], error) { return w, nil })
	require.ErrorContains(t, err, "the context is nil")
	closed := errors.New("closed")
	_, _, err = All(t.Context(), func() (Source[bill], error) { return nil, closed })
	require.ErrorIs(t, err, closed)
}

// A fetch that ends its goroutine instead of answering must not pass for an empty window.
func TestAWindowWhoseFetchEndsItsGoroutine(t *testing.T) {
	_, w := days(2, 6)
	plan := w.Plan
	w.Plan = func(i int) Plan[bill] {
		p := plan(i)
		p.Fetch = func(context.Context, int, int) (Page[bill], error) { runtime.Goexit(); return Page[bill]{}, nil }
		return p
	}
	rows, _, err := collectDays(t, w)
	require.ErrorContains(t, err, "the fetch ended without an answer")
	require.Empty(t, rows)
}
