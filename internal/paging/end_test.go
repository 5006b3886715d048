package paging

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// shorter cuts a page down to keep rows.
func shorter(keep int) func(*Page[bill]) {
	return func(p *Page[bill]) { p.Rows = p.Rows[:min(keep, len(p.Rows))] }
}

func TestTwoSignsEndARun(t *testing.T) {
	tests := []struct {
		reason  string
		rows    int
		noTotal bool
		cap     int
		trust   bool
		asked   int // pages, serially
	}{
		{"total: an empty bill", 0, false, 0, false, 1},
		{"total: one short page", 7, false, 0, false, 1},
		{"total: one full page, and an empty one", 10, false, 0, false, 2},
		{"total: the last page is short", 25, false, 0, false, 3},
		{"total: the last page is full, and an empty one", 30, false, 0, false, 4},
		{"total: nothing is trusted about a full page", 30, false, 0, true, 4},
		{"total: capped, the last page is short", 25, false, 4, false, 7},
		{"total: capped, the last page is full, and an empty one", 24, false, 4, false, 7},
		{"none: an empty bill", 0, true, 0, false, 1},
		{"none: one short page, and an empty one", 7, true, 0, false, 2},
		{"none: one full page, and two empty ones", 10, true, 0, false, 3},
		{"none: the last page is short, and an empty one", 25, true, 0, false, 4},
		{"none: the last page is full, and two empty ones", 30, true, 0, false, 5},
		{"none: a short page is trusted", 25, true, 0, true, 3},
		{"none: a full page is not, and an empty one", 30, true, 0, true, 4},
		{"none: capped, the last page is short, and an empty one", 25, true, 4, false, 8},
		{"none: capped, the last page is full, and two empty ones", 24, true, 4, false, 8},
		{"none: one capped page, and an empty one", 4, true, 4, false, 2},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 8} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.noTotal, s.cap = tt.noTotal, tt.cap
				got, audit, err := Collect(t.Context(), s.plan(prefetch(ahead), func(p *Plan[bill]) { p.TrustShortPage = tt.trust }))
				requireWhole(t, s.rows, got, audit, err)
				require.Equal(t, tt.asked, audit.Pages)
				if ahead == 0 {
					require.Equal(t, pages(1, tt.asked), s.asked())
				}
			})
		}
	}
}

func TestACapIsAFinding(t *testing.T) {
	const capped = "the server caps pages at 4 rows: 10 were asked for"
	tests := []struct {
		reason   string
		rows     int
		findings []string
	}{
		{"several pages", 25, []string{capped}},
		{"two full pages", 8, []string{capped}},
		{"two pages", 5, []string{capped}},
		{"one page tells nothing", 4, nil},
	}
	for _, tt := range tests {
		for _, noTotal := range []bool{false, true} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.noTotal, s.cap = noTotal, 4
				got, audit, err := Collect(t.Context(), s.plan())
				requireWhole(t, s.rows, got, audit, err)
				require.Equal(t, tt.findings, audit.Findings)
			})
		}
	}
}

// A server that sends fewer rows than were asked for and steps by what was asked
// for loses the rows in between.
func TestACapThatStepsByTheAskedSize(t *testing.T) {
	skip := func(_ int, p *Page[bill]) { shorter(4)(p) }
	s := newServer(25, 10)
	s.alter = skip
	_, audit, err := Collect(t.Context(), s.plan())
	require.ErrorIs(t, err, billrecon.ErrIncomplete)
	require.ErrorContains(t, err, "13 rows are missing after page 4: the declared total is 25")
	require.Contains(t, audit.Findings, "the server caps pages at 4 rows: 10 were asked for")

	s = newServer(25, 10)
	s.noTotal, s.alter = true, skip
	_, audit, err = Collect(t.Context(), s.plan())
	require.NoError(t, err, "a single reading cannot see it")
	require.Equal(t, []string{"the server caps pages at 4 rows: 10 were asked for"}, audit.Findings)

	_, audit, err = Collect(t.Context(), s.plan(twice))
	require.ErrorIs(t, err, billrecon.ErrPageDrift)
	require.False(t, audit.Complete)
}

func TestShortPagesInTheMiddleAreWalkedOver(t *testing.T) {
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
		reason           string
		rows, hole, keep int
	}{
		{"short pages at last", 35, 2, 4},
		{"a full last page", 34, 2, 4},
		{"a short first page", 35, 1, 4},
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
		{"an empty page in the middle", 35, on(2, shorter(0)), 2,
			"incomplete result: 25 rows are missing after page 2: the declared total is 35"},
		{"a short middle page that was lost", 35, on(2, shorter(9)), 5, "1 rows are missing after page 5"},
		{"a short last page that was lost", 35, on(4, shorter(4)), 5, "1 rows are missing after page 5"},
		{"an empty last page", 35, on(4, shorter(0)), 4, "5 rows are missing"},
		{"an empty first page", 35, on(1, shorter(0)), 1, "35 rows are missing"},
		{"total one too high", 35, func(_ int, p *Page[bill]) { p.Total++ }, 5, "1 rows are missing"},
		{"total too high by far costs no request more", 35, func(_ int, p *Page[bill]) { p.Total = 1_000_000 }, 5,
			"999965 rows are missing after page 5"},
		{"the highest total there is", 35, func(_ int, p *Page[bill]) { p.Total = math.MaxInt64 }, 5, "rows are missing"},
	}
	for _, tt := range tests {
		for _, policy := range []DriftPolicy{FailOnDrift, ReportDrift} {
			for _, ahead := range []int{0, 8} {
				t.Run(tt.reason, func(t *testing.T) {
					s := newServer(tt.rows, 10)
					s.alter = tt.alter
					_, audit, err := Collect(t.Context(), s.plan(prefetch(ahead), func(p *Plan[bill]) { p.Drift = policy }))
					require.ErrorIs(t, err, billrecon.ErrIncomplete)
					require.ErrorContains(t, err, tt.text)
					require.False(t, audit.Complete)
					require.Empty(t, audit.Next, "no page can bring what is missing")
					if ahead == 0 {
						require.Len(t, s.asked(), tt.asked)
					}
				})
			}
		}
	}
}

func TestTrustShortPage(t *testing.T) {
	tests := []struct {
		reason string
		rows   int
		cap    int
		alter  func(int, *Page[bill])
		kept   int
		asked  int
		kind   error
	}{
		{"a page that came short by mistake ends the run", 35, 0, on(2, shorter(9)), 19, 2, nil},
		{"an empty page ends it", 35, 0, on(2, shorter(0)), 10, 2, nil},
		{"a capped page ends it", 35, 5, nil, 5, 1, nil},
		{"a total that comes is checked: too high", 35, 0, func(_ int, p *Page[bill]) { p.Total, p.HasTotal = 36, true },
			35, 4, billrecon.ErrIncomplete},
		{"a total that comes is checked: too low", 35, 0, func(_ int, p *Page[bill]) { p.Total, p.HasTotal = 34, true },
			30, 4, billrecon.ErrPageDrift},
		{"a total does not prolong the run", 35, 0, on(2, func(p *Page[bill]) { p.Rows, p.Total, p.HasTotal = nil, 35, true }),
			10, 2, billrecon.ErrIncomplete},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(tt.rows, 10)
			s.noTotal, s.cap, s.alter = true, tt.cap, tt.alter
			got, audit, err := Collect(t.Context(), s.plan(trust))
			require.Len(t, got, tt.kept)
			require.Len(t, s.asked(), tt.asked)
			require.Equal(t, tt.kind == nil, audit.Complete, "that is what was asked for")
			require.ErrorIs(t, err, tt.kind)
		})
	}
}

func TestATotalThatWasNotExpectedIsChecked(t *testing.T) {
	tests := []struct {
		reason string
		total  int64
		kind   error
	}{
		{"it is right", 35, nil},
		{"it is too high", 36, billrecon.ErrIncomplete},
		{"it is too low", 34, billrecon.ErrPageDrift},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(35, 10)
			s.alter = func(_ int, p *Page[bill]) { p.Total = tt.total }
			_, audit, err := Collect(t.Context(), s.plan(undeclared))
			require.ErrorIs(t, err, tt.kind)
			require.Equal(t, tt.kind == nil, audit.Complete)
		})
	}
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
				require.ErrorIs(t, err, billrecon.ErrIncomplete)
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
	require.ErrorIs(t, err, billrecon.ErrPageLoop)
	require.ErrorContains(t, err, "10 pages up to page 12 brought no new row")
	require.Equal(t, int64(100), audit.Duplicates)
	require.Len(t, s.asked(), 12)
}
