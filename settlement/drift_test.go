package settlement_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
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
	{"a row twice on a page", billtest.Page(2), billtest.Duplicate(), settlement.ErrPageDrift, 100, 2},
	{"rows shift between pages", billtest.Page(2), billtest.Shift(), settlement.ErrPageDrift, 100, 2},
	{"page is ignored", billtest.Always(), billtest.IgnorePage(), settlement.ErrPageLoop, 100, 2},
	{"limit is ignored", billtest.Page(1), billtest.IgnoreLimit(), settlement.ErrPageDrift, 0, 1},
	{"a page in the middle is empty", billtest.Page(2), billtest.EmptyPage(), settlement.ErrPageDrift, 100, 3},
	{"a page in the middle is short", billtest.Page(2), billtest.ShortPage(), settlement.ErrPageDrift, 199, 3},
}

func TestMovingResultSet(t *testing.T) {
	for _, test := range moving {
		for _, prefetch := range []int{0, 8} {
			t.Run(test.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					script := billtest.Script{{On: test.on, Fault: test.fault}}
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

	c, gw = setup(t, 100, billtest.Script{{Fault: billtest.IgnorePage()}})
	rows, audit, err = c.CollectItems(t.Context(), day)
	require.ErrorIs(t, err, settlement.ErrPageLoop)
	assert.Len(t, rows, 100)
	assert.False(t, audit.Complete)
	assert.Equal(t, 2, gw.Count())
}

func TestMovingResultSetOnOnePage(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault billtest.Fault
		rows  int
		last  bool
	}{
		{"a page alone shows what was sent", billtest.Shift(), 100, false},
		{"an empty page", billtest.EmptyPage(), 0, true},
		{"a short page", billtest.ShortPage(), 99, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := setup(t, 250, billtest.Script{{Fault: test.fault}})
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
	script := billtest.Script{{On: billtest.Page(2), Fault: billtest.Shift()}}
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
