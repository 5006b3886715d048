package paging

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/transport"
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
		{"page ignored", 35, firstPage, transport.ErrPageLoop, "page repeated: page 2 is page 1 again", 10},
		{"page ignored, one full page", 10, firstPage, transport.ErrPageLoop, "page 2 is page 1 again", 10},
		{"page ignored later", 35, on(3, func(p *Page[bill]) { p.Rows = all[10:20] }),
			transport.ErrPageLoop, "page 3 is page 2 again", 20},
		{"limit ignored", 35, on(1, func(p *Page[bill]) { p.Rows = all[:35] }),
			transport.ErrPageDrift, "page 1 has 35 rows: the limit of 10 was ignored", 0},
		{"a row twice on a page", 35, on(2, func(p *Page[bill]) { p.Rows[4] = p.Rows[3] }),
			transport.ErrPageDrift, "page 2: 1 of 10 rows were seen before, the first of them is row 5", 10},
		{"a row of the page before", 35, on(2, func(p *Page[bill]) { p.Rows[0] = all[9] }),
			transport.ErrPageDrift, "page 2: 1 of 10 rows were seen before, the first of them is row 1", 10},
		{"a row of the first page on the last", 35, on(4, func(p *Page[bill]) { p.Rows[4] = all[0] }),
			transport.ErrPageDrift, "page 4: 1 of 5 rows were seen before", 30},
		{"rows in another order are duplicates, not a loop", 35, on(2, func(p *Page[bill]) {
			p.Rows = slices.Clone(all[:10])
			slices.Reverse(p.Rows)
		}), transport.ErrPageDrift, "page 2: 10 of 10 rows were seen before", 10},
		{"total grows", 35, on(3, func(p *Page[bill]) { p.Total = 36 }),
			transport.ErrPageDrift, "page 3: the declared total changed from 35 to 36", 20},
		{"total shrinks", 35, on(2, func(p *Page[bill]) { p.Total = 34 }),
			transport.ErrPageDrift, "page 2: the declared total changed from 35 to 34", 10},
		{"total drops to 0 on the proof", 30, on(4, func(p *Page[bill]) { p.Total = 0 }),
			transport.ErrPageDrift, "page 4: the declared total changed from 30 to 0", 30},
		{"total too small", 35, func(_ int, p *Page[bill]) { p.Total = 34 },
			transport.ErrPageDrift, "page 4: 35 rows came, the declared total is 34", 30},
		{"total counts one page only", 35, func(_ int, p *Page[bill]) { p.Total = 10 },
			transport.ErrPageDrift, "page 2: 20 rows came, the declared total is 10", 10},
		{"total 0 with rows", 5, func(_ int, p *Page[bill]) { p.Total = 0 },
			transport.ErrPageDrift, "page 1: 5 rows came, the declared total is 0", 0},
		{"total negative", 5, func(_ int, p *Page[bill]) { p.Total = -1 },
			transport.ErrMalformedResponse, "page 1: the declared total is negative", 0},
	}
	for _, tt := range tests {
		for _, ahead := range []int{0, 2, 8} {
			t.Run(tt.reason, func(t *testing.T) {
				s := newServer(tt.rows, 10)
				s.alter = tt.alter
				got, audit, err := Collect(t.Context(), s.plan(prefetch(ahead)))
				require.ErrorIs(t, err, tt.kind)
				require.ErrorContains(t, err, tt.text)
				var typed *transport.Error
				require.ErrorAs(t, err, &typed)
				require.Equal(t, "test: Bills", typed.Op)
				require.Len(t, got, tt.kept)
				require.Equal(t, int64(tt.kept), audit.Rows)
				require.False(t, audit.Complete)
				if tt.kind == transport.ErrPageDrift {
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
		require.ErrorIs(t, err, transport.ErrMalformedResponse)
		require.ErrorContains(t, err, "page 2: row 3 has no identity")
		require.Len(t, got, 10)
		require.False(t, audit.Complete)
	}
}

func TestDuplicatesAreCountedOnFailure(t *testing.T) {
	s := newServer(25, 10)
	s.alter = on(2, func(p *Page[bill]) { p.Rows[1], p.Rows[2] = p.Rows[0], p.Rows[0] })
	_, audit, err := Collect(t.Context(), s.plan())
	require.ErrorIs(t, err, transport.ErrPageDrift)
	require.Equal(t, int64(2), audit.Duplicates)
}

func TestErrorsNeverShowARow(t *testing.T) {
	s := newServer(25, 10)
	s.alter = on(2, func(p *Page[bill]) { p.Rows[1] = p.Rows[0] })
	_, audit, err := Collect(t.Context(), s.plan())
	require.NotContains(t, err.Error(), "b00")
	s.alter = on(2, func(p *Page[bill]) { p.Rows[1] = bill{ID: "b0001"} })
	_, audit, err = Collect(t.Context(), s.plan(report))
	require.ErrorIs(t, err, transport.ErrIncomplete)
	require.NotEmpty(t, audit.Findings)
	for _, finding := range audit.Findings {
		require.NotContains(t, finding, "b00")
	}
}
