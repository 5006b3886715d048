package fubei_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

// moving are faults of the result set: each page alone looks right.
var moving = []struct {
	name     string
	on       billtest.When
	fault    billtest.Fault
	kind     error
	rows     int // handed out before the error
	requests int
}{
	{"a row twice on a page", billtest.Page(2), billtest.Duplicate(), fubei.ErrPageDrift, 100, 2},
	{"rows shift between pages", billtest.Page(2), billtest.Shift(), fubei.ErrPageDrift, 100, 2},
	{"page is ignored", billtest.Always(), billtest.IgnorePage(), fubei.ErrPageLoop, 100, 2},
	{"limit is ignored", billtest.Page(1), billtest.IgnoreLimit(), fubei.ErrPageDrift, 0, 1},
	{"the total shrinks", billtest.Page(2), billtest.LieTotal(200), fubei.ErrPageDrift, 100, 2},
	{"the total grows", billtest.Page(3), billtest.LieTotal(251), fubei.ErrPageDrift, 200, 3},
	{"the total counts one page only", billtest.Always(), billtest.LieTotal(100), fubei.ErrPageDrift, 100, 2},
	{"the total counts too much", billtest.Always(), billtest.LieTotal(251), fubei.ErrIncomplete, 250, 4},
	{"the total counts far too much", billtest.Always(), billtest.LieTotal(1_000_000), fubei.ErrIncomplete, 250, 4},
	{"a page in the middle is empty", billtest.Page(2), billtest.EmptyPage(), fubei.ErrIncomplete, 100, 2},
	{"a page in the middle is short", billtest.Page(2), billtest.ShortPage(), fubei.ErrIncomplete, 249, 4},
	{"the last page is short", billtest.Page(3), billtest.ShortPage(), fubei.ErrIncomplete, 249, 4},
}

func TestMovingResultSet(t *testing.T) {
	for _, test := range moving {
		for _, prefetch := range []int{0, 8} {
			t.Run(test.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					script := billtest.Script{{On: test.on, Fault: test.fault}}
					c, gw := setup(t, 250, script, func(cfg *fubei.Config) { cfg.Prefetch = prefetch })
					rows, err := rangeAll(t.Context(), c, day)
					require.ErrorIs(t, err, test.kind)
					assert.Len(t, rows, test.rows)
					if prefetch == 0 {
						assert.Equal(t, test.requests, gw.Count())
					}

					rows, audit, err := c.CollectBills(t.Context(), day)
					require.ErrorIs(t, err, test.kind)
					assert.Len(t, rows, test.rows)
					assert.False(t, audit.Complete)
					assert.EqualValues(t, test.rows, audit.Rows)
					assert.Empty(t, gw.Unplayed())
				})
			})
		}
	}
}

func TestMovingResultSetOnOnePage(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault billtest.Fault
		rows  int
		total int64
	}{
		{"a page alone shows what was sent", billtest.Shift(), 100, 250},
		{"an empty page with a total", billtest.EmptyPage(), 0, 250},
		{"a total that lies", billtest.LieTotal(7), 100, 7},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := setup(t, 250, billtest.Script{{Fault: test.fault}})
			q := day
			q.Page, q.Limit = 2, 100
			page, err := c.BillPage(t.Context(), q)
			require.NoError(t, err)
			assert.Len(t, page.Bills, test.rows)
			assert.Equal(t, test.total, page.Total)
		})
	}
}

func TestReportDrift(t *testing.T) {
	script := billtest.Script{{On: billtest.Page(2), Fault: billtest.LieTotal(251)}, {On: billtest.Page(3), Fault: billtest.LieTotal(250)}}
	c, _ := setup(t, 250, script, func(cfg *fubei.Config) { cfg.Drift = fubei.ReportDrift })
	rows, audit, err := c.CollectBills(t.Context(), day)
	require.NoError(t, err)
	requireEqualBills(t, bills(250), rows)
	assert.False(t, audit.Complete, "a nil error is not enough under this policy")
	assert.NotEmpty(t, audit.Findings)

	rows, err = rangeAll(t.Context(), c, day)
	require.ErrorIs(t, err, fubei.ErrPageDrift, "the loop has no audit to say it")
	assert.Len(t, rows, 250)
}
