package paging

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestPlanIsRefused(t *testing.T) {
	tests := []struct {
		reason string
		edit   func(*Plan[bill])
		text   string
	}{
		{"no size", func(p *Plan[bill]) { p.Size = 0 }, "Plan.Size is 0: it must be 1 or more"},
		{"negative size", func(p *Plan[bill]) { p.Size = -1 }, "Plan.Size is -1"},
		{"negative cap", maxPages(-1), "Plan.MaxPages is -1"},
		{"cap out of range", maxPages(MaxPagesLimit + 1), "Plan.MaxPages is 1000000001: it must be 0 to 1000000000"},
		{"negative row cap", maxRows(-1), "Plan.MaxRows is -1"},
		{"negative prefetch", prefetch(-1), "Plan.Prefetch is -1"},
		{"prefetch out of range", prefetch(MaxPrefetch + 1), "Plan.Prefetch is 257: it must be 0 to 256"},
		{"unknown drift policy", func(p *Plan[bill]) { p.Drift = 2 }, "Plan.Drift is 2"},
		{"no fetch", func(p *Plan[bill]) { p.Fetch = nil }, "Plan.Fetch is nil"},
		{"no identity", func(p *Plan[bill]) { p.Identity = nil }, "Plan.Identity is nil"},
		{"a cursor of no query", func(p *Plan[bill]) { p.Cursor, p.QueryHash = "x", [32]byte{} }, "Plan.Cursor is set without"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			s := newServer(5, 10)
			rows, audit, err := Collect(t.Context(), s.plan(tt.edit))
			require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
			require.ErrorContains(t, err, "test: Bills: "+tt.text)
			require.Empty(t, rows)
			require.Equal(t, Audit{}, audit)
			_, err = drain(t.Context(), s.plan(tt.edit))
			require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
			require.Empty(t, s.asked(), "nothing is fetched for a broken plan")
		})
	}
}

func TestPlanDefaults(t *testing.T) {
	p, err := newServer(5, 10).plan().prepare()
	require.NoError(t, err)
	require.Equal(t, DefaultMaxPages, p.MaxPages)
	require.EqualValues(t, DefaultMaxRows, p.MaxRows)
	p, err = newServer(5, 10).plan(maxPages(7), maxRows(8)).prepare()
	require.NoError(t, err)
	require.Equal(t, 7, p.MaxPages)
	require.EqualValues(t, 8, p.MaxRows)
}
