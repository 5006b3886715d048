package paging

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

// on alters one page only.
func on(number int, change func(*Page[bill])) func(int, *Page[bill]) {
	return func(page int, p *Page[bill]) {
		if page == number {
			change(p)
		}
	}
}

func TestContradictionsAreRefused(t *testing.T) {
	type alter = func(int, *Page[bill])
	all := bills(100)
	firstPage := func(_ int, p *Page[bill]) { p.Rows = all[:10] }
	tests := []struct {
		reason string
		rows   int
		alter  alter
		kind   error
		text   string
		kept   int // rows handed out before
	}{
		{"page ignored", 35, firstPage, billrecon.ErrPageLoop, "page repeated: page 2 is page 1 again", 10},
		{"page ignored, one full page", 10, firstPage, billrecon.ErrPageLoop, "page 2 is page 1 again", 10},
		{"page ignored later", 35, on(3, func(p *Page[bill]) { p.Rows = all[10:20] }),
			billrecon.ErrPageLoop, "page 3 is page 2 again", 20},
		{"limit ignored", 35, on(1, func(p *Page[bill]) { p.Rows = all[:35] }),
			billrecon.ErrPageDrift, "page 1 has 35 rows: the limit of 10 was ignored", 0},
		{"a row twice on a page", 35, on(2, func(p *Page[bill]) { p.Rows[4] = p.Rows[3] }),
			billrecon.ErrPageDrift, "page 2: 1 of 10 rows were seen before, the first of them is row 5", 10},
		{"a row of the page before", 35, on(2, func(p *Page[bill]) { p.Rows[0] = all[9] }),
			billrecon.ErrPageDrift, "page 2: 1 of 10 rows were seen before, the first of them is row 1", 10},
		{"a row of the first page on the last", 35, on(4, func(p *Page[bill]) { p.Rows[4] = all[0] }),
			billrecon.ErrPageDrift, "page 4: 1 of 5 rows were seen before", 30},
		{"rows in another order are duplicates, not a loop", 35, on(2, func(p *Page[bill]) {
			p.Rows = slices.Clone(all[:10])
			slices.Reverse(p.Rows)
		}), billrecon.ErrPageDrift, "page 2: 10 of 10 rows were seen before", 10},
		{"total grows", 35, on(3, func(p *Page[bill]) { p.Total = 36 }),
			billrecon.ErrPageDrift, "page 3: the declared total changed from 35 to 36", 20},
		{"total shrinks", 35, on(2, func(p *Page[bill]) { p.Total = 34 }),
			billrecon.ErrPageDrift, "page 2: the declared total changed from 35 to 34", 10},
		{"total drops to 0 on the proof", 30, on(4, func(p *Page[bill]) { p.Total = 0 }),
			billrecon.ErrPageDrift, "page 4: the declared total changed from 30 to 0", 30},
		{"total too small", 35, func(_ int, p *Page[bill]) { p.Total = 34 },
			billrecon.ErrPageDrift, "page 4: 35 rows came, the declared total is 34", 30},
		{"total counts one page only", 35, func(_ int, p *Page[bill]) { p.Total = 10 },
			billrecon.ErrPageDrift, "page 2: 20 rows came, the declared total is 10", 10},
		{"total 0 with rows", 5, func(_ int, p *Page[bill]) { p.Total = 0 },
			billrecon.ErrPageDrift, "page 1: 5 rows came, the declared total is 0", 0},
		{"total negative", 5, func(_ int, p *Page[bill]) { p.Total = -1 },
			billrecon.ErrMalformedResponse, "page 1: the declared total is negative", 0},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 2, 8} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.alter = tt.alter
				got, audit, err := Collect(t.Context(), s.plan(prefetch(ahead)))
				require.ErrorIs(t, err, tt.kind)
				require.ErrorContains(t, err, tt.text)
				var typed *billrecon.Error
				require.ErrorAs(t, err, &typed)
				require.Equal(t, "test: Bills", typed.Op)
				require.Len(t, got, tt.kept)
				require.Equal(t, int64(tt.kept), audit.Rows)
				require.False(t, audit.Complete)
				if tt.kind == billrecon.ErrPageDrift {
					require.Empty(t, audit.Next, "a run that drifted starts again")
				}
			})
		}
	}
}

func TestRowWithoutIdentityIsRefused(t *testing.T) {
	for _, policy := range []DriftPolicy{FailOnDrift, ReportDrift} {
		s := newServer(25, 10)
		p := s.plan(func(p *Plan[bill]) {
			p.Drift = policy
			p.Identity = func(dst []byte, row *bill) []byte {
				if row.ID == "b0013" {
					return dst
				}
				return billID(dst, row)
			}
		})
		got, audit, err := Collect(t.Context(), p)
		require.ErrorIs(t, err, billrecon.ErrMalformedResponse)
		require.ErrorContains(t, err, "page 2: row 3 has no identity")
		require.Len(t, got, 10)
		require.False(t, audit.Complete)
	}
}

func TestDuplicatesAreCountedOnFailure(t *testing.T) {
	s := newServer(25, 10)
	s.alter = on(2, func(p *Page[bill]) { p.Rows[1], p.Rows[2] = p.Rows[0], p.Rows[0] })
	_, audit, err := Collect(t.Context(), s.plan())
	require.ErrorIs(t, err, billrecon.ErrPageDrift)
	require.Equal(t, int64(2), audit.Duplicates)
}

func TestErrorsNeverShowARow(t *testing.T) {
	s := newServer(25, 10)
	s.alter = on(2, func(p *Page[bill]) { p.Rows[1] = p.Rows[0] })
	_, _, err := Collect(t.Context(), s.plan())
	require.NotContains(t, err.Error(), "b00")
	s.alter = on(2, func(p *Page[bill]) { p.Rows[1] = bill{ID: "b0001"} })
	_, audit, err := Collect(t.Context(), s.plan(report))
	require.ErrorIs(t, err, billrecon.ErrIncomplete)
	require.NotEmpty(t, audit.Findings)
	for _, finding := range audit.Findings {
		require.NotContains(t, finding, "b00")
	}
}

func TestAnAbsentTotalIsIncomplete(t *testing.T) {
	tests := []struct {
		reason string
		rows   int
		hides  func(page int) bool
		empty  bool // EmptyWithoutTotal
		kept   int
		text   string // "": the run is complete
	}{
		{"on every page", 25, func(int) bool { return true }, false, 0, "page 1: no total"},
		{"of an empty bill", 0, func(int) bool { return true }, false, 0, "page 1: no total"},
		{"of an empty bill that may lack it", 0, func(int) bool { return true }, true, 0, ""},
		{"on the first page", 25, func(page int) bool { return page == 1 }, true, 0, "page 1: no total"},
		{"on the second page", 25, func(page int) bool { return page == 2 }, true, 10, "page 2: no total"},
		{"on the empty page at the end", 20, func(page int) bool { return page == 3 }, false, 20, "page 3: no total"},
		{"on an empty page at the end that may lack it", 20, func(page int) bool { return page == 3 }, true, 20, ""},
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
				got, audit, err := Collect(t.Context(), s.plan(prefetch(ahead), func(p *Plan[bill]) { p.EmptyWithoutTotal = tt.empty }))
				if tt.text == "" {
					requireWhole(t, s.rows, got, audit, err)
					return
				}
				require.ErrorIs(t, err, billrecon.ErrIncomplete)
				require.EqualError(t, err, "test: Bills: incomplete result: "+tt.text)
				require.Len(t, got, tt.kept)
				require.False(t, audit.Complete)
				require.NotEmpty(t, audit.Next, "the next reply may have one")
			})
		}
	}
}

func TestAnEmptyPageWithoutATotalDoesNotLoseRows(t *testing.T) {
	s := newServer(25, 10)
	s.alter = on(2, func(p *Page[bill]) { *p = Page[bill]{} })
	_, _, err := Collect(t.Context(), s.plan(func(p *Plan[bill]) { p.EmptyWithoutTotal = true }))
	require.ErrorIs(t, err, billrecon.ErrIncomplete)
	require.ErrorContains(t, err, "15 rows are missing after page 2")
}

func TestAPageThatCameShortIsDriftWithoutATotal(t *testing.T) {
	tests := []struct {
		reason string
		alter  func(int, *Page[bill])
		text   string // "": it cannot be told from the end or from a cap
		kept   int
	}{
		{"an empty page after a full one", on(2, shorter(0)),
			"page 3 has rows, although page 2 before it came short, with 0 rows of 10", 10},
		{"a short page among full ones", on(2, shorter(9)),
			"page 3 has rows, although page 2 before it came short, with 9 rows of 10", 19},
		{"a short first page", on(1, shorter(9)),
			"page 2 has rows, although page 1 before it came short, with 9 rows of 10", 9},
		{"a short last page", on(4, shorter(4)), "", 34},
		{"a last page that is empty", on(4, shorter(0)), "", 30},
		{"an empty first page", on(1, shorter(0)), "", 0},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 8} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(35, 10)
				s.noTotal, s.alter = true, tt.alter
				got, audit, err := Collect(t.Context(), s.plan(prefetch(ahead)))
				require.Len(t, got, tt.kept)
				require.Equal(t, tt.text == "", audit.Complete)
				if tt.text != "" {
					require.ErrorIs(t, err, billrecon.ErrPageDrift)
					require.ErrorContains(t, err, tt.text)
				}
				_, _, err = Collect(t.Context(), s.plan(twice))
				require.ErrorIs(t, err, billrecon.ErrPageDrift, "a second reading sees each of them")
			})
		}
	}
}

func TestShortPagesAreAFindingWithATotal(t *testing.T) {
	s := newServer(34, 10)
	s.alter = func(page int, p *Page[bill]) {
		from := map[int]int{1: 0, 2: 10, 3: 14, 4: 24}[page]
		p.Rows = s.rows[from:min(from+10, 34)]
		if page == 2 {
			p.Rows = s.rows[10:14]
		}
		if page > 4 {
			p.Rows = nil
		}
	}
	got, audit, err := Collect(t.Context(), s.plan())
	requireWhole(t, s.rows, got, audit, err)
	require.Equal(t, []string{"1 pages came short although rows follow, the first of them is page 2"}, audit.Findings)
}

func TestRowCap(t *testing.T) {
	tests := []struct {
		reason string
		rows   int
		cap    int64
		kept   int
		whole  bool
	}{
		{"as many as the cap", 25, 25, 25, true},
		{"one more", 25, 24, 20, false},
		{"the first page is beyond it", 25, 9, 0, false},
	}
	for _, tt := range tests {
		for _, noTotal := range []bool{false, true} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.noTotal = noTotal
				got, audit, err := Collect(t.Context(), s.plan(maxRows(tt.cap), twice))
				require.Len(t, got, tt.kept)
				if tt.whole {
					require.NoError(t, err)
					return
				}
				require.ErrorIs(t, err, billrecon.ErrIncomplete)
				require.ErrorContains(t, err, "the row cap of")
				require.False(t, audit.Complete)

				s.log = nil
				rest, audit, err := Collect(t.Context(), s.plan(from(audit.Next)))
				require.NoError(t, err, "a higher cap can go on")
				require.True(t, audit.Complete)
				require.Equal(t, s.rows, append(got, rest...))
			})
		}
	}
}

// The cap is the bill's, not the run's: it counts the rows of earlier runs.
func TestRowCapCountsEarlierRuns(t *testing.T) {
	s := newServer(45, 10)
	_, cursor := breakAt(t, s, 3)
	_, _, err := Collect(t.Context(), s.plan(from(cursor), maxRows(44)))
	require.ErrorIs(t, err, billrecon.ErrIncomplete)
	_, _, err = Collect(t.Context(), s.plan(from(cursor), maxRows(45)))
	require.NoError(t, err)
	_, cursor = breakAt(t, s, 5)
	_, _, err = Collect(t.Context(), s.plan(from(cursor), maxRows(45)))
	require.NoError(t, err, "the page that is looked at again does not count twice")
}

// A server that always has another new row is stopped.
func TestEndlessNewRowsMeetTheRowCap(t *testing.T) {
	s := newServer(0, 10)
	s.noTotal = true
	s.before = func(int) { s.rows = bills(len(s.rows) + 10) }
	_, _, err := Collect(t.Context(), s.plan(maxRows(1000)))
	require.ErrorIs(t, err, billrecon.ErrIncomplete)
	require.ErrorContains(t, err, "page 101: the row cap of 1000 was reached before the end")
}

func TestRowsThatWereNotAskedForAreDrift(t *testing.T) {
	const reason = "create_time is not of the day asked for"
	outside := func(p *Plan[bill]) {
		p.Outside = func(row *bill) string {
			if row.ID == "b0012" || row.ID == "b0015" {
				return reason
			}
			return ""
		}
	}
	text := "page 2: 2 of 10 rows were not asked for: " + reason
	s := newServer(25, 10)
	got, audit, err := Collect(t.Context(), s.plan(outside))
	require.ErrorIs(t, err, billrecon.ErrPageDrift)
	require.ErrorContains(t, err, text)
	require.Len(t, got, 10)
	require.False(t, audit.Complete)

	got, audit, err = Collect(t.Context(), s.plan(outside, report))
	require.NoError(t, err)
	require.Equal(t, s.rows, got)
	require.Equal(t, []string{text}, audit.Findings)
	require.False(t, audit.Complete)

	_, err = drain(t.Context(), s.plan(outside, report))
	require.ErrorIs(t, err, billrecon.ErrPageDrift)

	_, cursor := breakAt(t, s, 3, outside, report)
	_, audit, err = Collect(t.Context(), s.plan(outside, report, from(cursor)))
	require.NoError(t, err)
	require.False(t, audit.Complete)
	require.NotContains(t, audit.Findings, text, "the run before has said it")
}
