package paging

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

func TestOtherSize(t *testing.T) {
	tests := []struct {
		reason  string
		size    int
		longest int64
		want    int
	}{
		{"full pages", 100, 100, 99},
		{"a capped server: below its cap", 500, 100, 99},
		{"one short page: it ends elsewhere", 100, 7, 6},
		{"one row", 100, 1, 1},
		{"two rows", 100, 2, 1},
		{"no rows", 100, 0, 99},
		{"nothing is below 1", 1, 1, 2},
		{"nothing is below 1, no rows", 1, 0, 2},
		{"two at a time", 2, 2, 1},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			require.Equal(t, tt.want, otherSize(tt.size, tt.longest))
			require.NotEqual(t, tt.size, otherSize(tt.size, tt.longest))
		})
	}
}

func TestReadTwiceProvesABill(t *testing.T) {
	tests := []struct {
		reason  string
		rows    int
		noTotal bool
		cap     int
		sizes   []int // asked for, request by request
		text    string
	}{
		{"with a total", 25, false, 0, []int{10, 10, 10, 9, 9, 9}, "with 10 and 9 rows a page"},
		{"without", 25, true, 0, []int{10, 10, 10, 10, 9, 9, 9, 9}, "with 10 and 9 rows a page"},
		{"a capped server", 10, false, 4, []int{10, 10, 10, 3, 3, 3, 3}, "with 10 and 3 rows a page"},
		{"one row", 1, false, 0, []int{10, 1, 1}, "with 10 and 1 rows a page"},
		{"no rows", 0, false, 0, []int{10, 9}, "with 10 and 9 rows a page"},
		{"no rows and no total", 0, true, 0, []int{10, 9}, "with 10 and 9 rows a page"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(tt.rows, 10)
			s.noTotal, s.cap = tt.noTotal, tt.cap
			got, audit, err := Collect(t.Context(), s.plan(twice))
			requireWhole(t, s.rows, got, audit, err)
			require.True(t, audit.ReadTwice)
			require.Contains(t, audit.Findings[0], "the bill was read twice, "+tt.text)
			require.Equal(t, tt.sizes, s.sizes)

			s.sizes = nil
			rows, last, err := takeSome(t.Context(), s.plan(twice), math.MaxInt)
			require.NoError(t, err)
			require.Len(t, rows, tt.rows)
			require.Equal(t, audit, last, "a loop proves the same")
			require.Equal(t, tt.sizes, s.sizes)
		})
	}
}

// afterPage1 runs change once, ahead of the first page that is not page 1.
func afterPage1(change func()) func(int) {
	done := false
	return func(page int) {
		if page > 1 && !done {
			done = true
			change()
		}
	}
}

func TestReadTwiceFindsOtherRows(t *testing.T) {
	lacksLast := func(_ int, p *Page[bill]) { p.Rows = p.Rows[:max(0, len(p.Rows)-1)] }
	tests := []struct {
		reason  string
		noTotal bool
		edit    func(*server)
		kind    error
		text    string
	}{
		{"each page lacks its last row, in both readings", true, func(s *server) { s.alter, s.again = lacksLast, lacksLast },
			billrecon.ErrPageDrift, "the second reading has other rows: 3 were there at first only, 2 the second time only"},
		{"a row left page 1 as another one came in at the end", false, func(s *server) {
			s.before = afterPage1(func() { s.rows = append(s.rows[1:], bill{ID: "new"}) })
		}, billrecon.ErrPageDrift, "the second reading has other rows: 1 were there at first only, 1 the second time only"},
		{"the same without a total", true, func(s *server) {
			s.before = afterPage1(func() { s.rows = append(s.rows[1:], bill{ID: "new"}) })
		}, billrecon.ErrPageDrift, "1 were there at first only, 1 the second time only"},
		{"the last page was hidden", true, func(s *server) { s.alter = on(3, shorter(0)) },
			billrecon.ErrPageDrift, "0 were there at first only, 5 the second time only"},
		{"an empty page in the middle", true, func(s *server) { s.alter, s.again = on(2, shorter(0)), on(2, shorter(0)) },
			billrecon.ErrPageDrift, "1 were there at first only, 2 the second time only"},
		{"a row came in between the readings", true, func(s *server) {
			s.again = on(3, func(p *Page[bill]) { p.Rows = append(p.Rows, bill{ID: "new"}) })
		}, billrecon.ErrPageDrift, "0 were there at first only, 1 the second time only"},
		{"the total changed between the readings", false, func(s *server) { s.again = func(_ int, p *Page[bill]) { p.Total = 26 } },
			billrecon.ErrPageDrift, "second reading: page 1: the declared total changed from 25 to 26"},
		{"the second reading lacks rows of the total", false, func(s *server) { s.again = on(3, shorter(6)) },
			billrecon.ErrIncomplete, "second reading: 1 rows are missing after page 4"},
		{"the page size is ignored", true, func(s *server) { s.again = on(1, func(p *Page[bill]) { p.Rows = bills(10) }) },
			billrecon.ErrPageDrift, "second reading: page 1 has 10 rows: the limit of 9 was ignored"},
		{"the page is ignored", true, func(s *server) { s.again = on(2, func(p *Page[bill]) { p.Rows = bills(9) }) },
			billrecon.ErrPageLoop, "second reading: page 2 is page 1 again"},
		{"a row twice in the second reading", true, func(s *server) { s.again = on(2, func(p *Page[bill]) { p.Rows[0] = p.Rows[1] }) },
			billrecon.ErrPageDrift, "second reading: page 2: 1 of 9 rows were seen before"},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 8} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(25, 10)
				s.noTotal = tt.noTotal
				tt.edit(s)
				rows, audit, err := Collect(t.Context(), s.plan(twice, prefetch(ahead)))
				require.ErrorIs(t, err, tt.kind)
				require.ErrorContains(t, err, tt.text)
				require.NotEmpty(t, rows, "what the first reading brought comes along")
				require.False(t, audit.Complete)
				require.False(t, audit.ReadTwice)
				require.Equal(t, tt.kind == billrecon.ErrPageLoop, audit.Next != "", "other rows are a reason to start again")
			})
		}
	}
}

func TestReadTwiceUnderReport(t *testing.T) {
	s := newServer(25, 10)
	s.noTotal, s.alter = true, on(3, shorter(0))
	rows, audit, err := Collect(t.Context(), s.plan(twice, report))
	require.NoError(t, err)
	require.Len(t, rows, 20)
	require.False(t, audit.Complete)
	require.False(t, audit.ReadTwice)
	require.Equal(t, []string{"the second reading has other rows: 0 were there at first only, 5 the second time only"}, audit.Findings)

	_, err = drain(t.Context(), s.plan(twice, report))
	require.ErrorIs(t, err, billrecon.ErrPageDrift)
	require.ErrorContains(t, err, "moved meanwhile: the second reading has other rows")

	s.alter, s.again = nil, on(2, func(p *Page[bill]) { p.Rows = append(p.Rows, bill{ID: "b0001"}) })
	_, audit, err = Collect(t.Context(), s.plan(twice, report))
	require.NoError(t, err)
	require.False(t, audit.Complete, "drift of the second reading is drift")
	require.False(t, audit.ReadTwice)
	require.Equal(t, "second reading: page 2 has 10 rows: the limit of 9 was ignored", audit.Findings[0])
	_, err = drain(t.Context(), s.plan(twice, report))
	require.ErrorContains(t, err, "moved meanwhile: second reading: page 2 has 10 rows")
}

func TestReadTwiceIsNotDoneInVain(t *testing.T) {
	tests := []struct {
		reason string
		alter  func(int, *Page[bill])
		edit   func(*Plan[bill])
	}{
		{"drift was reported", on(2, func(p *Page[bill]) { p.Total = 24 }), report},
		{"the period is open", nil, func(p *Plan[bill]) { p.Open = true }},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(25, 10)
			s.alter = tt.alter
			_, audit, err := Collect(t.Context(), s.plan(twice, tt.edit))
			require.NoError(t, err)
			require.False(t, audit.Complete)
			require.False(t, audit.ReadTwice)
			require.Equal(t, []int{10, 10, 10}, s.sizes)
		})
	}
}

// A page that came short in the middle is drift where nothing else would tell
// what it lacks, and a second reading tells.
func TestReadTwiceProvesPagesOfAnyLength(t *testing.T) {
	s := newServer(25, 10)
	s.noTotal = true
	sift := func(page int, p *Page[bill]) {
		p.Rows = slices.DeleteFunc(p.Rows, func(b bill) bool { return b.ID == "b0013" })
	}
	s.alter, s.again = sift, sift
	_, _, err := Collect(t.Context(), s.plan())
	require.ErrorIs(t, err, billrecon.ErrPageDrift)
	rows, audit, err := Collect(t.Context(), s.plan(twice))
	require.NoError(t, err)
	require.Len(t, rows, 24)
	require.True(t, audit.Complete)
	require.Contains(t, audit.Findings, "1 pages came short although rows follow, the first of them is page 2")
}

func TestReadTwiceCoversEarlierRuns(t *testing.T) {
	for _, noTotal := range []bool{false, true} {
		s := newServer(45, 10)
		s.noTotal = noTotal
		first, cursor := breakAt(t, s, 3)
		s.sizes = nil
		rest, audit, err := Collect(t.Context(), s.plan(twice, from(cursor)))
		require.NoError(t, err)
		require.True(t, audit.ReadTwice, "the cursor carries what the first run read")
		require.Equal(t, s.rows, append(first, rest...))

		s.again = on(1, func(p *Page[bill]) { p.Rows[0] = bill{ID: "other"} })
		_, audit, err = Collect(t.Context(), s.plan(twice, from(cursor)))
		require.ErrorIs(t, err, billrecon.ErrPageDrift)
		require.ErrorContains(t, err, "the second reading has other rows: 45 came at first, then 45")
		require.False(t, audit.Complete)
	}
}

func TestReadTwiceGoesOnWhereItFailed(t *testing.T) {
	for _, noTotal := range []bool{false, true} {
		s := newServer(30, 10)
		s.noTotal = noTotal
		s.fail = func(page int) error {
			if s.sizes[len(s.sizes)-1] == 9 && page == 3 {
				return transport.Errorf("test: Bills", billrecon.ErrUnavailable, "no answer")
			}
			return nil
		}
		rows, audit, err := Collect(t.Context(), s.plan(twice))
		require.ErrorIs(t, err, billrecon.ErrUnavailable)
		require.Equal(t, s.rows, rows)
		require.False(t, audit.Complete)

		s.fail, s.sizes = nil, nil
		rows, audit, err = Collect(t.Context(), s.plan(twice, from(audit.Next)))
		require.NoError(t, err)
		require.Empty(t, rows)
		require.True(t, audit.Complete)
		require.True(t, audit.ReadTwice)
		require.Equal(t, 10, s.sizes[0])
		require.Equal(t, 9, s.sizes[1], "the last page is looked at again, then the second reading starts anew")
	}
}

func TestReadTwiceCountsTheFirstReading(t *testing.T) {
	s := newServer(25, 10)
	odd := func(_ int, p *Page[bill]) { p.Retries, p.Unknown = 1, map[string]int64{"field:foo": 1} }
	s.alter, s.again = odd, odd
	_, audit, err := Collect(t.Context(), s.plan(twice))
	require.NoError(t, err)
	require.Equal(t, 3, audit.Pages)
	require.Equal(t, int64(25), audit.Rows)
	require.Equal(t, map[string]int64{"field:foo": 3}, audit.Unknown)
	require.Equal(t, 6, audit.Retries, "every attempt that failed counts")
}

func TestReadTwiceMayNeedMorePages(t *testing.T) {
	s := newServer(8, 2)
	_, audit, err := Collect(t.Context(), s.plan(twice, maxPages(5)))
	require.NoError(t, err)
	require.True(t, audit.ReadTwice)
	require.Equal(t, pages(1, 9), s.asked()[5:])
}

func TestReadTwiceLeavesRowsAlone(t *testing.T) {
	s := newServer(25, 10)
	taken := 0
	for range Rows(t.Context(), s.plan(twice)) {
		if taken++; taken == 25 {
			break
		}
	}
	require.NotContains(t, s.sizes, 9, "who leaves the loop at the last row has not asked for the end")
}
