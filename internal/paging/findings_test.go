package paging

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestReportDriftKeepsEveryRow(t *testing.T) {
	all := bills(100)
	type alter = func(int, *Page[bill])
	tests := []struct {
		reason   string
		alter    alter
		rows     int
		dups     int64
		findings []string
	}{
		{"the limit is ignored", func(page int, p *Page[bill]) {
			p.Rows = nil
			if page == 1 {
				p.Rows = all[:35]
			}
		}, 35, 0,
			[]string{"page 1 has 35 rows: the limit of 10 was ignored"}},
		{"a row came in between: its page is one longer", func(page int, p *Page[bill]) {
			if page > 2 {
				p.Total = 36
			}
			if page == 4 {
				p.Rows = append(p.Rows, bill{ID: "new"})
			}
		}, 36, 0, []string{"page 3: the declared total changed from 35 to 36"}},
		{"one row too many, twice the same", on(4, func(p *Page[bill]) { p.Rows = append(p.Rows, p.Rows[0]) }), 36, 1,
			[]string{"page 4: 1 of 6 rows were seen before, the first of them is row 6"}},
		{"the total is too low", func(_ int, p *Page[bill]) { p.Total = 34 }, 35, 0,
			[]string{"page 4: 35 rows came, the declared total is 34"}},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(35, 10)
			s.alter = tt.alter
			got, audit, err := Collect(t.Context(), s.plan(report))
			require.NoError(t, err)
			require.Len(t, got, tt.rows)
			require.Equal(t, tt.dups, audit.Duplicates)
			require.Equal(t, tt.findings, audit.Findings)
			require.False(t, audit.Complete)
			require.Empty(t, audit.Next)

			rows, err := drain(t.Context(), s.plan(report))
			require.ErrorIs(t, err, billrecon.ErrPageDrift, "a loop has no audit that would tell")
			require.ErrorContains(t, err, tt.findings[0])
			require.Equal(t, got, rows)
		})
	}
}

func TestReportDriftStillFailsOnMissingRows(t *testing.T) {
	tests := []struct {
		reason string
		edit   func(*server)
		kind   error
	}{
		{"a row that came in at the front is never seen", func(s *server) {
			s.before = func(page int) {
				if page == 2 {
					s.rows = append([]bill{{ID: "new"}}, s.rows...)
				}
			}
		}, billrecon.ErrIncomplete},
		{"the page is ignored", func(s *server) {
			s.alter = func(_ int, p *Page[bill]) { p.Rows = bills(10) }
		}, billrecon.ErrPageLoop},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(35, 10)
			tt.edit(s)
			_, audit, err := Collect(t.Context(), s.plan(report))
			require.ErrorIs(t, err, tt.kind)
			require.False(t, audit.Complete)
		})
	}
}

func TestFindingsAreBounded(t *testing.T) {
	tests := []struct {
		reason string
		pages  int
		last   string
		count  int
	}{
		{"few", 10, "page 10: the declared total", 9},
		{"as many as fit", 50, "page 50: the declared total", 49},
		{"one more", 51, "1 more findings were left out", maxFindings},
		{"many", 200, "150 more findings were left out", maxFindings},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(tt.pages*10-5, 10)
			// Every page but the last two declares one row more than there is.
			s.alter = func(page int, p *Page[bill]) {
				p.Total += int64(tt.pages - page)
			}
			_, audit, err := Collect(t.Context(), s.plan(report))
			require.NoError(t, err)
			require.Len(t, audit.Findings, tt.count)
			require.Contains(t, audit.Findings[tt.count-1], tt.last)
			_, err = drain(t.Context(), s.plan(report))
			require.ErrorContains(t, err, "moved meanwhile: page 2:", "the first sign is the one to name")
		})
	}
}

func TestResumeFindingIsNotTakenForDrift(t *testing.T) {
	s := newServer(45, 10)
	_, cursor := breakAt(t, s, 3)
	s.alter = on(5, func(p *Page[bill]) { p.Rows = append(p.Rows, p.Rows[0]) })
	_, err := drain(t.Context(), s.plan(report, from(cursor)))
	require.ErrorIs(t, err, billrecon.ErrPageDrift)
	require.ErrorContains(t, err, "moved meanwhile: page 5: 1 of 6 rows")
}

// A caller that leaves the loop within the page that drifted reads that page
// again, which may look sound then. The drift must not be forgotten.
func TestDriftSurvivesALeaveWithinItsPage(t *testing.T) {
	s := newServer(45, 10)
	s.alter = on(3, func(p *Page[bill]) { p.Rows[2] = bill{ID: "b0001"} })
	_, left, err := takeSome(t.Context(), s.plan(report), 25)
	require.NoError(t, err)
	s.alter = nil
	_, audit, err := Collect(t.Context(), s.plan(report, from(left.Next)))
	require.NoError(t, err)
	require.False(t, audit.Complete)
}
