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

// An id without a statement is data: it is told apart from those that failed, and never is the error.
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
		assert.Equal(t, []string{eshouhoutest.ID(1), ""}, failedIDs(audit.Failed))
		assert.ErrorContains(t, audit.Failed[0], "HTTP 400")
		assert.ErrorIs(t, audit.Failed[1], eshouhou.ErrInvalidRequest)

		all, ok := errors.AsType[*eshouhou.StatementsError](err)
		require.True(t, ok)
		assert.Equal(t, audit.Failed, all.Failures)
		assert.ErrorIs(t, err, eshouhou.ErrInvalidRequest)
		assert.NotErrorIs(t, err, eshouhou.ErrNoStatement, "the ids without one are data")
		assert.NotErrorIs(t, err, eshouhou.ErrIncomplete)
		assert.ErrorContains(t, err, `CollectStatements: 2 of 7 work orders failed: "`+eshouhoutest.ID(1)+
			`", ""; 5 came through, 2 of them without a statement; the first failure: HTTP 400`)

		audit.Failed = nil
		assert.Equal(t, eshouhou.Audit{
			Asked: 7, Rows: 3, NoStatement: []string{"none-1", "none-2"}, Retries: 2,
			Findings: []string{"work orders without a statement: 2", "work orders that failed: 2"},
		}, audit)
	})
}

func failedIDs(failed []*eshouhou.StatementError) (ids []string) {
	for _, failure := range failed {
		ids = append(ids, failure.WorkOrderID)
	}
	return ids
}

// The provider answered for every id: that is no error, and the run is complete.
func TestCollectOnlyWithoutStatements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, nil)
		statements, audit, err := c.CollectStatements(t.Context(), slices.Values([]string{eshouhoutest.ID(0), "none-1"}))
		require.NoError(t, err)
		assert.Equal(t, []string{"none-1"}, audit.NoStatement)
		assert.Empty(t, audit.Failed)
		assert.Len(t, statements, 1)
		assert.True(t, audit.Complete)
	})
}

// The calls run beside each other: a source that panics in one of them fails the ids, and the process goes on.
func TestCollectWithASourceThatPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 3, nil, func(cfg *eshouhou.Config) {
			cfg.AppID, cfg.AppSecret = "", ""
			cfg.Token = eshouhou.TokenSourceFunc(func(context.Context) (eshouhou.Token, error) { panic("fictional-secret") })
		})
		statements, audit, err := c.CollectStatements(t.Context(), ids(3))
		require.ErrorIs(t, err, eshouhou.ErrInvalidRequest)
		assert.ErrorContains(t, err, "3 of 3 work orders failed")
		assert.NotContains(t, err.Error(), "fictional-secret")
		assert.Empty(t, statements)
		assert.Equal(t, eshouhoutest.IDs(3), failedIDs(audit.Failed))
		assert.False(t, audit.Complete)
		assert.Zero(t, gw.Count())
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
		assert.Equal(t, []string{eshouhoutest.ID(4)}, failedIDs(audit.Failed))
		audit.Failed = nil
		assert.Equal(t, eshouhou.Audit{
			Asked: 5, Rows: 4,
			Findings: []string{"work orders that failed: 1", "the run ended before all work orders were asked for"},
		}, audit)
	})
}
