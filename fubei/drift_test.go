package fubei_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// moving are faults of the result set: each page alone looks right.
var moving = []struct {
	name     string
	on       fubeitest.When
	fault    fubeitest.Fault
	kind     error
	rows     int // handed out before the error
	requests int
}{
	{"a row twice on a page", fubeitest.Page(2), fubeitest.Duplicate(), fubei.ErrPageDrift, 100, 2},
	{"rows shift between pages", fubeitest.Page(2), fubeitest.Shift(), fubei.ErrPageDrift, 100, 2},
	{"page is ignored", fubeitest.Always(), fubeitest.IgnorePage(), fubei.ErrPageLoop, 100, 2},
	{"limit is ignored", fubeitest.Page(1), fubeitest.IgnoreLimit(), fubei.ErrPageDrift, 0, 1},
	{"the total shrinks", fubeitest.Page(2), fubeitest.LieTotal(200), fubei.ErrPageDrift, 100, 2},
	{"the total grows", fubeitest.Page(3), fubeitest.LieTotal(251), fubei.ErrPageDrift, 200, 3},
	{"the total counts one page only", fubeitest.Always(), fubeitest.LieTotal(100), fubei.ErrPageDrift, 100, 2},
	{"the total counts too much", fubeitest.Always(), fubeitest.LieTotal(251), fubei.ErrIncomplete, 250, 4},
	{"the total counts far too much", fubeitest.Always(), fubeitest.LieTotal(1_000_000), fubei.ErrIncomplete, 250, 4},
	{"a page in the middle is empty", fubeitest.Page(2), fubeitest.EmptyPage(), fubei.ErrIncomplete, 100, 2},
	{"a page in the middle is short", fubeitest.Page(2), fubeitest.ShortPage(), fubei.ErrIncomplete, 249, 4},
	{"the last page is short", fubeitest.Page(3), fubeitest.ShortPage(), fubei.ErrIncomplete, 249, 4},
}

func TestMovingResultSet(t *testing.T) {
	for _, test := range moving {
		for _, prefetch := range []int{0, 8} {
			t.Run(test.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					script := fubeitest.Script{{On: test.on, Fault: test.fault}}
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
		fault fubeitest.Fault
		rows  int
		total int64
	}{
		{"a page alone shows what was sent", fubeitest.Shift(), 100, 250},
		{"an empty page with a total", fubeitest.EmptyPage(), 0, 250},
		{"a total that lies", fubeitest.LieTotal(7), 100, 7},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := setup(t, 250, fubeitest.Script{{Fault: test.fault}})
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
	script := fubeitest.Script{{On: fubeitest.Page(2), Fault: fubeitest.LieTotal(251)}, {On: fubeitest.Page(3), Fault: fubeitest.LieTotal(250)}}
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
