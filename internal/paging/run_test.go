package paging

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

// breakAt collects until the page fails, and returns what came and the cursor.
func breakAt(t *testing.T, s *server, page int, edits ...func(*Plan[bill])) ([]bill, Cursor) {
	t.Helper()
	s.fail = func(p int) error {
		if p == page {
			return transport.Errorf("test: Bills", billrecon.ErrUnavailable, "no answer")
		}
		return nil
	}
	rows, audit, err := Collect(t.Context(), s.plan(edits...))
	require.ErrorIs(t, err, billrecon.ErrUnavailable)
	require.NotEmpty(t, audit.Next)
	s.fail, s.log = nil, nil
	return rows, audit.Next
}

func TestResumeGoesOn(t *testing.T) {
	tests := []struct {
		reason  string
		rows    int
		noTotal bool
		broke   int
		asked   []int // by the second run, serially
	}{
		{"on the first page", 45, false, 1, pages(1, 5)},
		{"in the middle: the last good page is looked at again", 45, false, 3, pages(2, 5)},
		{"on the last page", 45, false, 5, pages(4, 5)},
		{"on the page that proves the end", 40, false, 5, pages(4, 5)},
		{"no total, in the middle", 45, true, 3, pages(2, 6)},
		{"no total, on the empty page after a short one", 45, true, 6, pages(5, 6)},
		{"no total, on the empty page after a full one", 40, true, 5, pages(4, 6)},
		{"no total, on the second empty page", 40, true, 6, pages(5, 6)},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 4} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.noTotal = tt.noTotal
				first, cursor := breakAt(t, s, tt.broke, prefetch(ahead))
				rest, audit, err := Collect(t.Context(), s.plan(prefetch(ahead), from(cursor)))
				require.NoError(t, err)
				require.Equal(t, s.rows, append(first, rest...))
				require.True(t, audit.Complete)
				require.Empty(t, audit.Next)
				require.Equal(t, int64(len(first)), audit.Earlier)
				require.Equal(t, int64(len(rest)), audit.Rows)
				require.Subset(t, s.asked(), tt.asked)
				if ahead == 0 {
					require.Equal(t, tt.asked, s.asked())
				}
				require.Contains(t, audit.Findings[0], "resumed at page")
			})
		}
	}
}

// A short page is no gap because it is the first one that a resumed run sees, and
// a capped server stays a capped server.
func TestResumeKnowsHowLongAFullPageIs(t *testing.T) {
	for _, noTotal := range []bool{false, true} {
		s := newServer(20, 10)
		s.noTotal, s.cap = noTotal, 4
		first, cursor := breakAt(t, s, 3)
		rest, audit, err := Collect(t.Context(), s.plan(from(cursor)))
		require.NoError(t, err)
		require.True(t, audit.Complete)
		require.Equal(t, s.rows, append(first, rest...))
		require.Contains(t, audit.Findings, "the server caps pages at 4 rows: 10 were asked for")
	}
}

func TestResumeOfAResumedRun(t *testing.T) {
	s := newServer(95, 10)
	var all []bill
	var cursor Cursor
	for page := 2; page <= 10; page++ {
		rows, next := breakAt(t, s, page, from(cursor))
		all, cursor = append(all, rows...), next
	}
	rows, audit, err := Collect(t.Context(), s.plan(from(cursor)))
	require.NoError(t, err)
	require.Equal(t, s.rows, append(all, rows...))
	require.Equal(t, int64(90), audit.Earlier)
}

func TestResumeAfterTheEndBringsNothing(t *testing.T) {
	s := newServer(25, 10)
	_, left, err := takeSome(t.Context(), s.plan(), 25)
	require.NoError(t, err)
	s.log = nil
	rows, audit, err := Collect(t.Context(), s.plan(from(left.Next)))
	require.NoError(t, err)
	require.Equal(t, []int{3}, s.asked(), "the last page is looked at again, and none after it")
	require.Empty(t, rows)
	require.True(t, audit.Complete)
	require.Equal(t, int64(25), audit.Earlier)
}

func TestResumeWithAHigherCap(t *testing.T) {
	s := newServer(45, 10)
	first, audit, err := Collect(t.Context(), s.plan(maxPages(2)))
	require.ErrorIs(t, err, billrecon.ErrIncomplete)
	again, stuck, err := Collect(t.Context(), s.plan(maxPages(2), from(audit.Next)))
	require.ErrorIs(t, err, billrecon.ErrIncomplete)
	require.Empty(t, again)
	rest, audit, err := Collect(t.Context(), s.plan(from(stuck.Next)))
	require.NoError(t, err)
	require.True(t, audit.Complete)
	require.Equal(t, s.rows, append(first, rest...))
}

func TestResumeSeesWhatMoved(t *testing.T) {
	fresh := bill{ID: "b9999"}
	tests := []struct {
		reason string
		move   func(rows []bill) []bill
		text   string
	}{
		{"a row came in before the break", func(rows []bill) []bill { return append([]bill{fresh}, rows...) }, "shows other rows"},
		{"a row left before the break", func(rows []bill) []bill { return rows[1:] }, "shows other rows"},
		{"one came in at the end as one left at the start", func(rows []bill) []bill { return append(rows[1:], fresh) }, "shows other rows"},
		{"the last page read shows rows in another order", func(rows []bill) []bill {
			rows[10], rows[11] = rows[11], rows[10]
			return rows
		}, "shows other rows"},
		{"a row came in after the break", func(rows []bill) []bill { return append(rows, fresh) }, ""},
		{"a row of the page read last comes again", func(rows []bill) []bill { rows[30] = rows[10]; return rows }, "were seen before"},
	}
	for _, tt := range tests {
		for _, noTotal := range []bool{false, true} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(45, 10)
				s.noTotal = noTotal
				first, cursor := breakAt(t, s, 3)
				s.rows = tt.move(s.rows)
				rest, audit, err := Collect(t.Context(), s.plan(from(cursor)))
				if tt.text == "" && noTotal {
					requireWhole(t, s.rows[20:], rest, audit, err)
					require.Len(t, first, 20)
					return
				}
				require.ErrorIs(t, err, billrecon.ErrPageDrift)
				require.ErrorContains(t, err, tt.text)
				require.False(t, audit.Complete)
				require.Empty(t, audit.Next)
			})
		}
	}
}

func TestResumeKeepsReportedDrift(t *testing.T) {
	s := newServer(45, 10)
	s.alter = on(1, func(p *Page[bill]) { p.Total = 44 })
	_, cursor := breakAt(t, s, 3, report)
	rows, audit, err := Collect(t.Context(), s.plan(report, from(cursor)))
	require.NoError(t, err)
	require.Len(t, rows, 25)
	require.False(t, audit.Complete, "the bill has drifted, whichever run saw it")
	require.Contains(t, audit.Findings, "an earlier run reported drift")
	_, err = drain(t.Context(), s.plan(report, from(cursor)))
	require.ErrorIs(t, err, billrecon.ErrPageDrift)
}

func TestResumeIsRefused(t *testing.T) {
	s := newServer(45, 10)
	_, cursor := breakAt(t, s, 3)
	tests := []struct {
		reason string
		edit   func(*Plan[bill])
		text   string
	}{
		{"another query", func(p *Plan[bill]) { p.QueryHash = HashQuery("other") }, "Cursor belongs to another query"},
		{"no query", func(p *Plan[bill]) { p.QueryHash = [32]byte{} }, "Plan.Cursor is set without Plan.QueryHash"},
		{"another page size", func(p *Plan[bill]) { p.Size = 20 }, "Cursor belongs to another page size"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			_, _, err := Collect(t.Context(), s.plan(from(cursor), tt.edit))
			require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
			require.ErrorContains(t, err, tt.text)
			require.Empty(t, s.asked())
		})
	}
}

func TestWithoutQueryHashThereIsNoCursor(t *testing.T) {
	s := newServer(45, 10)
	s.fail = func(int) error { return errors.New("no answer") }
	_, audit, err := Collect(t.Context(), s.plan(func(p *Plan[bill]) { p.QueryHash = [32]byte{} }))
	require.Error(t, err)
	require.Empty(t, audit.Next)
}

func TestResumeThatFailsAtOnceKeepsItsPlace(t *testing.T) {
	s := newServer(45, 10)
	_, cursor := breakAt(t, s, 3)
	s.fail = func(int) error { return errors.New("no answer") }
	_, audit, err := Collect(t.Context(), s.plan(from(cursor)))
	require.Error(t, err)
	require.Equal(t, cursor, audit.Next)
	require.Equal(t, int64(45), audit.DeclaredTotal)
	require.True(t, audit.HasTotal)
	require.Equal(t, int64(20), audit.Earlier)
}

func TestResumeCountsTheSeamPageOnce(t *testing.T) {
	s := newServer(45, 10)
	s.alter = func(_ int, p *Page[bill]) { p.Unknown = map[string]int64{"field:foo": 1} }
	_, cursor := breakAt(t, s, 3)
	_, audit, err := Collect(t.Context(), s.plan(from(cursor)))
	require.NoError(t, err)
	require.Equal(t, 3, audit.Pages)
	require.Equal(t, map[string]int64{"field:foo": 3}, audit.Unknown)
	require.Zero(t, audit.Duplicates)
}
