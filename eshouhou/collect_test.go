package eshouhou_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

func TestCollectStatements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 50
		c, _ := setup(t, n, nil)
		statements, audit, err := c.CollectStatements(t.Context(), ids(n))
		require.NoError(t, err)
		require.Len(t, statements, n)
		for i, want := range eshouhoutest.Statements(n) {
			assert.True(t, want.Equal(statements[i]), "%d", i)
		}
		assert.Equal(t, eshouhou.Audit{Asked: n, Rows: n, Complete: true}, audit)
	})
}

func TestCollectNothing(t *testing.T) {
	c, gw := setup(t, 1, nil)
	statements, audit, err := c.CollectStatements(t.Context(), ids(0))
	require.NoError(t, err)
	assert.Empty(t, statements)
	assert.True(t, audit.Complete)
	assert.Zero(t, gw.Count())
}

func TestCollectTellsWhatIsMissing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 4, billtest.Script{
			{On: eshouhoutest.WorkOrder(eshouhoutest.ID(1)), Fault: billtest.Status(400)},
			{On: eshouhoutest.WorkOrder(eshouhoutest.ID(2)), Times: 2, Fault: billtest.Status(500)},
		})
		asked := []string{"none-1", eshouhoutest.ID(0), eshouhoutest.ID(1), "", eshouhoutest.ID(2), "none-2", eshouhoutest.ID(3)}
		statements, audit, err := c.CollectStatements(t.Context(), slices.Values(asked))
		var got []string
		for _, st := range statements {
			got = append(got, st.WorkOrderID)
		}
		assert.Equal(t, []string{eshouhoutest.ID(0), eshouhoutest.ID(2), eshouhoutest.ID(3)}, got)
		assert.Equal(t, eshouhou.Audit{
			Asked: 7, Rows: 3, Missing: []string{"none-1", "none-2"}, Failed: []string{eshouhoutest.ID(1), ""}, Retries: 2,
			Findings: []string{"work orders without a statement: 2", "work orders that failed: 2"},
		}, audit)

		all, ok := errors.AsType[*eshouhou.StatementsError](err)
		require.True(t, ok)
		var failed []string
		for _, failure := range all.Failures {
			failed = append(failed, failure.WorkOrderID)
		}
		assert.Equal(t, []string{"none-1", eshouhoutest.ID(1), "", "none-2"}, failed)
		for _, kind := range []error{eshouhou.ErrNoStatement, eshouhou.ErrInvalidRequest} {
			assert.ErrorIs(t, err, kind)
		}
		assert.NotErrorIs(t, err, eshouhou.ErrIncomplete)
	})
}

func TestCollectOnlyWithoutStatements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, nil)
		statements, audit, err := c.CollectStatements(t.Context(), slices.Values([]string{eshouhoutest.ID(0), "none-1"}))
		require.ErrorIs(t, err, eshouhou.ErrNoStatement)
		assert.Empty(t, audit.Failed, "what the doc promises: these are all that there are")
		assert.Len(t, statements, 1)
		assert.False(t, audit.Complete)
	})
}

// A provider that ignores the id answers without an error: the Audit tells.
func TestCollectNoticesOtherWorkOrders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 3, billtest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(0)), Fault: billtest.OtherRows()}})
		statements, audit, err := c.CollectStatements(t.Context(), ids(3))
		require.NoError(t, err)
		assert.Len(t, statements, 3)
		assert.False(t, audit.Complete)
		assert.EqualValues(t, 1, audit.Duplicates)
		assert.Equal(t, map[string]int64{"WorkOrderID:differs": 1}, audit.Unknown)
		assert.Equal(t, []string{"statements of another work order than the one asked for: 1", "statements that came for another id before: 1"},
			audit.Findings)
	})
}

func TestCollectTheSameIDTwiceIsNoDuplicate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, nil)
		statements, audit, err := c.CollectStatements(t.Context(), slices.Values([]string{eshouhoutest.ID(0), eshouhoutest.ID(0)}))
		require.NoError(t, err)
		assert.Len(t, statements, 2)
		assert.Equal(t, eshouhou.Audit{Asked: 2, Rows: 2, Complete: true}, audit)
	})
}

func TestCollectThatIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Millisecond)
		defer cancel()
		c, _ := setup(t, 1000, slow(), concurrency(1))
		statements, audit, err := c.CollectStatements(ctx, ids(1000))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, eshouhou.ErrIncomplete)
		assert.Len(t, statements, 4)
		assert.Equal(t, eshouhou.Audit{
			Asked: 5, Rows: 4, Failed: []string{eshouhoutest.ID(4)},
			Findings: []string{"work orders that failed: 1", "the run ended before all work orders were asked for"},
		}, audit)
	})
}
