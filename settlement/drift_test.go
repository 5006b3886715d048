package settlement_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// moving are faults of the result set: each page alone looks right.
var moving = []struct {
	name     string
	on       settlementtest.When
	fault    settlementtest.Fault
	kind     error
	rows     int // handed out before the error
	requests int
}{
	{"a row twice on a page", settlementtest.Page(2), settlementtest.Duplicate(), settlement.ErrPageDrift, 100, 2},
	{"rows shift between pages", settlementtest.Page(2), settlementtest.Shift(), settlement.ErrPageDrift, 100, 2},
	{"page is ignored", settlementtest.Always(), settlementtest.IgnorePage(), settlement.ErrPageLoop, 100, 2},
	{"limit is ignored", settlementtest.Page(1), settlementtest.IgnoreLimit(), settlement.ErrPageDrift, 0, 1},
	{"a page in the middle is empty", settlementtest.Page(2), settlementtest.EmptyPage(), settlement.ErrPageDrift, 100, 3},
	{"a page in the middle is short", settlementtest.Page(2), settlementtest.ShortPage(), settlement.ErrPageDrift, 199, 3},
}

func TestMovingResultSet(t *testing.T) {
	for _, test := range moving {
		for _, prefetch := range []int{0, 8} {
			t.Run(test.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					script := settlementtest.Script{{On: test.on, Fault: test.fault}}
					c, gw := setup(t, 250, script, func(cfg *settlement.Config) { cfg.Prefetch = prefetch })
					rows, err := rangeAll(t.Context(), c, day)
					require.ErrorIs(t, err, test.kind)
					assert.Len(t, rows, test.rows)
					if prefetch == 0 {
						assert.Equal(t, test.requests, gw.Count())
					}

					rows, audit, err := c.CollectItems(t.Context(), day)
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

// A full last page costs two more requests and loses nothing, and a provider that answers it with the page before is caught.
func TestFullLastPage(t *testing.T) {
	c, gw := setup(t, 200, nil)
	rows, audit, err := c.CollectItems(t.Context(), day)
	require.NoError(t, err)
	requireEqualItems(t, items(200), rows)
	assert.Equal(t, 4, gw.Count())
	assert.True(t, audit.Complete)

	c, gw = setup(t, 100, settlementtest.Script{{Fault: settlementtest.IgnorePage()}})
	rows, audit, err = c.CollectItems(t.Context(), day)
	require.ErrorIs(t, err, settlement.ErrPageLoop)
	assert.Len(t, rows, 100)
	assert.False(t, audit.Complete)
	assert.Equal(t, 2, gw.Count())
}

func TestMovingResultSetOnOnePage(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault settlementtest.Fault
		rows  int
		last  bool
	}{
		{"a page alone shows what was sent", settlementtest.Shift(), 100, false},
		{"an empty page", settlementtest.EmptyPage(), 0, true},
		{"a short page", settlementtest.ShortPage(), 99, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := setup(t, 250, settlementtest.Script{{Fault: test.fault}})
			q := day
			q.Page = 2
			page, err := c.ItemPage(t.Context(), q)
			require.NoError(t, err)
			assert.Len(t, page.Items, test.rows)
			assert.Equal(t, test.last, page.Last)
		})
	}
}

func TestReportDrift(t *testing.T) {
	script := settlementtest.Script{{On: settlementtest.Page(2), Fault: settlementtest.Shift()}}
	c, _ := setup(t, 250, script, func(cfg *settlement.Config) { cfg.Drift = settlement.ReportDrift })
	rows, audit, err := c.CollectItems(t.Context(), day)
	require.NoError(t, err)
	assert.Len(t, rows, 250)
	assert.False(t, audit.Complete, "a nil error is not enough under this policy")
	assert.EqualValues(t, 1, audit.Duplicates)
	assert.NotEmpty(t, audit.Findings)

	rows, err = rangeAll(t.Context(), c, day)
	require.ErrorIs(t, err, settlement.ErrPageDrift, "the loop has no audit to say it")
	assert.Len(t, rows, 250)
}
