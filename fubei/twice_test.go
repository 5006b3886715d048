package fubei_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

func twice(cfg *fubei.Config) { cfg.ReadTwice = true }

func TestReadTwice(t *testing.T) {
	for _, test := range []struct{ rows, requests int }{
		{0, 2},
		{99, 3},    // 1 and, in pages of 98, 2
		{100, 4},   // 2 and, in pages of 99, 2
		{250, 6},   // 3 and 3
		{1000, 22}, // 11 and 11
	} {
		t.Run(fmt.Sprint(test.rows), func(t *testing.T) {
			c, gw := setup(t, test.rows, nil, twice)
			rows, audit, err := c.CollectBills(t.Context(), day)
			require.NoError(t, err)
			requireEqualBills(t, bills(test.rows), rows)
			assert.True(t, audit.Complete && audit.ReadTwice)
			assert.Equal(t, test.requests, gw.Count())
		})
	}
}

// A row leaves page 1 while another enters at the end: the total stays, and a single reading cannot see it.
func TestSwappedRows(t *testing.T) {
	script := billtest.Script{{Fault: billtest.SwapRows()}}
	c, _ := setup(t, 250, script)
	_, audit, err := c.CollectBills(t.Context(), day)
	require.NoError(t, err)
	assert.True(t, audit.Complete, "documented: one reading does not see it")
	assert.False(t, audit.ReadTwice)

	c, _ = setup(t, 250, script, twice)
	_, audit, err = c.CollectBills(t.Context(), day)
	require.ErrorIs(t, err, fubei.ErrPageDrift)
	assert.False(t, audit.Complete)
}

func TestCappedPages(t *testing.T) {
	for _, change := range []func(*fubei.Config){func(*fubei.Config) {}, twice} {
		c, _ := setup(t, 250, billtest.Script{{Fault: billtest.CapPage(40)}}, change)
		rows, audit, err := c.CollectBills(t.Context(), day)
		require.NoError(t, err)
		requireEqualBills(t, bills(250), rows)
		assert.True(t, audit.Complete)
		assert.NotEmpty(t, audit.Findings, "the cap is a finding")
	}
}

func TestMaxRows(t *testing.T) {
	c, _ := setup(t, 250, nil, func(cfg *fubei.Config) { cfg.MaxRows = 249 })
	rows, audit, err := c.CollectBills(t.Context(), day)
	require.ErrorIs(t, err, fubei.ErrIncomplete)
	assert.ErrorContains(t, err, "the row cap of 249 was reached")
	assert.Len(t, rows, 200)
	assert.False(t, audit.Complete)

	c, _ = setup(t, 250, nil, func(cfg *fubei.Config) { cfg.MaxRows = 250 })
	_, audit, err = c.CollectBills(t.Context(), day)
	require.NoError(t, err)
	assert.True(t, audit.Complete)
}
