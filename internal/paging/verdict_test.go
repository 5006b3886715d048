package paging

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/transport"
)

func TestHolesAreWalkedOver(t *testing.T) {
	// The server leaves a hole: the rows behind it come one page later.
	holed := func(rows, hole, keep int) *server {
		s := newServer(rows, 10)
		s.alter = func(page int, p *Page[bill]) {
			at := func(row int) int { return min(row, rows) }
			switch from := (page-1)*10 - (10 - keep); {
			case page == hole:
				p.Rows = p.Rows[:keep]
			case page > hole:
				p.Rows = s.rows[at(from):at(from+10)]
			}
		}
		return s
	}
	tests := []struct {
		reason     string
		rows, hole int
		keep       int
	}{
		{"an empty page in the middle", 35, 2, 0},
		{"an empty first page", 35, 1, 0},
		{"a short page in the middle", 35, 2, 4},
		{"a short page before exact pages", 40, 2, 4},
		{"an empty page before exact pages", 40, 3, 0},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 2, 8} {
			t.Run(tt.reason, func(t *testing.T) {
				s := holed(tt.rows, tt.hole, tt.keep)
				got, audit, err := Collect(t.Context(), s.plan(prefetch(ahead)))
				requireWhole(t, s.rows, got, audit, err)
			})
		}
	}
}

func TestMissingRowsAreIncomplete(t *testing.T) {
	tests := []struct {
		reason string
		rows   int
		alter  func(int, *Page[bill])
		asked  int // pages asked for, serially
		text   string
	}{
		{"an empty middle page that was lost", 35, on(2, func(p *Page[bill]) { p.Rows = nil }), 5,
			"incomplete result: 10 rows are missing after page 5: the declared total is 35"},
		{"a short middle page that was lost", 35, on(2, func(p *Page[bill]) { p.Rows = p.Rows[:9] }), 5, "1 rows are missing"},
		{"an empty last page", 35, on(4, func(p *Page[bill]) { p.Rows = nil }), 5, "5 rows are missing"},
		{"all pages empty", 35, func(_ int, p *Page[bill]) { p.Rows = nil }, 5, "35 rows are missing"},
		{"total one too high", 35, func(_ int, p *Page[bill]) { p.Total++ }, 5, "1 rows are missing"},
		{"total too high by far costs few requests", 35, func(_ int, p *Page[bill]) { p.Total = 1_000_000 }, 14,
			"999965 rows are missing after page 14"},
		{"the highest total there is", 35, func(_ int, p *Page[bill]) { p.Total = math.MaxInt64 }, 14, "rows are missing"},
	}
	for _, tt := range tests {
		for _, policy := range []DriftPolicy{FailOnDrift, ReportDrift} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.alter = tt.alter
				_, audit, err := Collect(t.Context(), s.plan(func(p *Plan[bill]) { p.Drift = policy }))
				require.ErrorIs(t, err, transport.ErrIncomplete)
				require.ErrorContains(t, err, tt.text)
				require.Len(t, s.asked(), tt.asked)
				require.False(t, audit.Complete)
				require.Empty(t, audit.Next, "no page can bring what is missing")
			})
		}
	}
}

func TestShortPageRule(t *testing.T) {
	tests := []struct {
		reason string
		alter  func(int, *Page[bill])
		edits  []func(*Plan[bill])
		kind   error
		text   string
	}{
		{"ProveEnd sees rows after a short page", on(2, func(p *Page[bill]) { p.Rows = p.Rows[:9] }),
			[]func(*Plan[bill]){proveEnd}, transport.ErrPageDrift, "page 3 has rows, although page 2 was the last"},
		{"ProveEnd sees rows after an empty page", on(2, func(p *Page[bill]) { p.Rows = nil }),
			[]func(*Plan[bill]){proveEnd}, transport.ErrPageDrift, "page 3 has rows, although page 2 was the last"},
		{"ProveEnd sees a capped limit", func(_ int, p *Page[bill]) { p.Rows = p.Rows[:min(5, len(p.Rows))] },
			[]func(*Plan[bill]){proveEnd}, transport.ErrPageDrift, "page 2 has rows, although page 1 was the last"},
		{"a total that comes is checked: too high", func(_ int, p *Page[bill]) { p.Total, p.HasTotal = 36, true },
			nil, transport.ErrIncomplete, "1 rows are missing after page 4"},
		{"a total that comes is checked: too low", func(_ int, p *Page[bill]) { p.Total, p.HasTotal = 34, true },
			nil, transport.ErrPageDrift, "35 rows came, the declared total is 34"},
		{"a total that comes never prolongs the paging", on(2, func(p *Page[bill]) { p.Rows, p.Total, p.HasTotal = nil, 35, true }),
			nil, transport.ErrIncomplete, "25 rows are missing after page 2"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(35, 10)
			s.noTotal, s.alter = true, tt.alter
			_, audit, err := Collect(t.Context(), s.plan(tt.edits...))
			require.ErrorIs(t, err, tt.kind)
			require.ErrorContains(t, err, tt.text)
			require.False(t, audit.Complete)
		})
	}
}

func TestAbsentTotalFallsBack(t *testing.T) {
	tests := []struct {
		reason   string
		hides    func(page int) bool
		rows     int
		findings []string
	}{
		{"on every page", func(int) bool { return true }, 25,
			[]string{"no page declared a total: the end is the first page of fewer than 10 rows"}},
		{"on every page of an empty bill", func(int) bool { return true }, 0,
			[]string{"no page declared a total: the end is the first page of fewer than 10 rows"}},
		{"on the first page", func(page int) bool { return page == 1 }, 25, nil},
		{"on all but the first page", func(page int) bool { return page > 1 }, 25, nil},
		{"on the page that proves the end", func(page int) bool { return page == 3 }, 20, nil},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 4} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.alter = func(page int, p *Page[bill]) {
					if tt.hides(page) {
						p.Total, p.HasTotal = 0, false
					}
				}
				got, audit, err := Collect(t.Context(), s.plan(prefetch(ahead)))
				requireWhole(t, s.rows, got, audit, err)
				require.Equal(t, tt.findings, audit.Findings)
			})
		}
	}
}

func TestAbsentTotalIsNoFindingOfAFailure(t *testing.T) {
	s := newServer(25, 10)
	s.noTotal = true
	s.fail = func(page int) error {
		if page == 2 {
			return errNoReturn
		}
		return nil
	}
	_, audit, err := Collect(t.Context(), s.plan(func(p *Plan[bill]) { p.End = EndByTotal }))
	require.Error(t, err)
	require.Empty(t, audit.Findings, "a later page might have had one")
}

func TestPageCap(t *testing.T) {
	tests := []struct {
		reason  string
		rows    int
		noTotal bool
		cap     int
	}{
		{"a total says that more comes", 35, false, 3},
		{"the last page is full and unproven", 30, false, 3},
		{"no total, full page", 30, true, 3},
		{"endless server", 1000, true, 5},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 8} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.noTotal = tt.noTotal
				got, audit, err := Collect(t.Context(), s.plan(maxPages(tt.cap), prefetch(ahead)))
				require.ErrorIs(t, err, transport.ErrIncomplete)
				require.ErrorContains(t, err, "the page cap of")
				require.Len(t, got, tt.cap*10)
				require.ElementsMatch(t, pages(1, tt.cap), s.asked(), "nothing beyond the cap is asked for")
				require.NotEmpty(t, audit.Next, "a higher cap can go on")
			})
		}
	}
}

func TestEndlessRepeatsEndUnderReport(t *testing.T) {
	s := newServer(20, 10)
	s.noTotal = true
	s.alter = func(page int, p *Page[bill]) {
		p.Rows = s.rows[:10]
		if page%2 == 0 {
			p.Rows = s.rows[10:]
		}
	}
	_, audit, err := Collect(t.Context(), s.plan(report))
	require.ErrorIs(t, err, transport.ErrPageLoop)
	require.ErrorContains(t, err, "10 pages up to page 12 brought no new row")
	require.Equal(t, int64(100), audit.Duplicates)
	require.Len(t, s.asked(), 12)
}
