package eshouhou_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// faultCase is what a fault that always plays does to one call.
type faultCase struct {
	reason   string
	fault    billtest.Fault
	kind     string // the sentinel, as kindOf names it
	requests int    // for the same call
	code     string
}

var faultCases = []faultCase{
	{"a failing server", billtest.Status(500), "unavailable", 4, ""},
	{"a failing server with a good body", billtest.StatusOnly(503), "unavailable", 4, ""},
	{"too many requests", billtest.Status(429), "rate", 4, ""},
	{"too many requests, for an hour", billtest.RetryAfter(429, "3600"), "rate", 1, ""},
	{"down for an hour", billtest.RetryAfter(503, "3600"), "rate", 1, ""},
	{"a bad request", billtest.Status(400), "other", 1, ""},
	{"forbidden", billtest.Status(403), "auth", 1, ""},
	{"a proxy's error page", billtest.HTML(502), "unavailable", 4, ""},
	{"a log-in page", billtest.HTML(200), "malformed", 4, ""},
	{"a redirect", billtest.RedirectTo("https://elsewhere.example/"), "unavailable", 1, ""},
	{"no body", billtest.Empty(), "malformed", 4, ""},
	{"a broken connection", billtest.Truncate(), "unavailable", 4, ""},
	{"half a body", billtest.CutShort(), "malformed", 4, ""},
	{"a slow drip", billtest.SlowDrip(time.Minute), "unavailable", 4, ""},
	{"a slow answer", billtest.Delay(time.Hour), "unavailable", 4, ""},
	{"no answer", billtest.Hang(), "unavailable", 4, ""},
	{"a body that is too large", billtest.Oversize(1 << 20), "large", 1, ""},
	{"a gzip bomb", billtest.GzipBomb(1 << 20), "large", 1, ""},
	{"a reset", billtest.Reset(), "unavailable", 4, ""},
	{"text that is not UTF-8", billtest.InvalidUTF8(), "malformed", 1, ""},
	{"deep nesting", billtest.Deep(1000), "malformed", 1, ""},
	{"a code of another type", billtest.WrongType("ResultCode"), "malformed", 1, ""},
	{"a message of another type", billtest.WrongType("ErrorMsg"), "malformed", 1, ""},
	{"a business failure", billtest.Business("10", "", "fictional refusal"), "other", 1, "10"},
	{"a business failure without a number", billtest.Business("E1", "", ""), "other", 1, "E1"},
	{"an answer of another shape", billtest.Respond(billtest.Reply{Body: []byte(`[]`)}), "malformed", 1, ""},
	{"an answer that goes on", billtest.Respond(billtest.Reply{Body: []byte(`{"ResultCode":0}{}`)}), "malformed", 1, ""},
	{"an answer without a code", billtest.Respond(billtest.Reply{Body: []byte(`{"ResultValue":null}`)}), "malformed", 1, ""},
}

// statementFaults are the ones that only a statement can have.
var statementFaults = []faultCase{
	{"unauthorised", billtest.Status(401), "auth", 2, ""},
	{"no statement", eshouhoutest.NoStatement(), "none", 1, ""},
	{"an amount of another type", billtest.WrongType("CustomerAmount"), "malformed", 1, ""},
	{"an id of another type", billtest.WrongType("ResultValue.ID"), "malformed", 1, ""},
	{"a work order of another type", billtest.WrongType("WorkOrderID"), "malformed", 1, ""},
	{"an exponent that would ruin", billtest.BadExponent(), "malformed", 1, ""},
}

// tokenFaults are the ones that only a token can have.
var tokenFaults = []faultCase{
	{"unauthorised", billtest.Status(401), "auth", 1, ""},
	{"a token of another type", billtest.WrongType("access_token"), "malformed", 1, ""},
	{"a life of another type", billtest.WrongType("expires_in"), "malformed", 1, ""},
}

func small(cfg *eshouhou.Config) { cfg.MaxResponseBytes = 64 << 10 }

// check looks at the error of one id.
func (f faultCase) check(t *testing.T, err error) {
	t.Helper()
	assert.Equal(t, f.kind, kindOf(err))
	e, ok := errors.AsType[*eshouhou.Error](err)
	require.True(t, ok, "got %T", err)
	assert.Equal(t, f.code, e.Code)
	assert.NotContains(t, err.Error(), "\n")
}

func TestFaultsOfAStatement(t *testing.T) {
	for _, f := range append(faultCases[:len(faultCases):len(faultCases)], statementFaults...) {
		t.Run(f.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, gw := setup(t, 3, billtest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(1)), Fault: f.fault}}, small)
				st, err := c.Statement(t.Context(), eshouhoutest.ID(1))
				assert.Nil(t, st)
				f.check(t, err)
				assert.Equal(t, f.requests, statementRequests(gw))
				assert.Empty(t, gw.Unplayed())
			})
		})
	}
}

// A list that can not be read costs itself alone: the statement is there, and its identity and amounts are sound.
func TestItemsOfAnotherTypeCostNoStatement(t *testing.T) {
	c, _ := setup(t, 3, billtest.Script{{Fault: billtest.WrongType("TypeList")}})
	st, err := c.Statement(t.Context(), eshouhoutest.ID(1))
	require.NoError(t, err)
	assert.Nil(t, st.TypeList)
	assert.Contains(t, st.Extra, "TypeList")
	assert.Equal(t, map[string]int64{"TypeList:unreadable": 1}, st.Unknown)
}

func TestFaultsOfAToken(t *testing.T) {
	for _, f := range append(faultCases[:len(faultCases):len(faultCases)], tokenFaults...) {
		t.Run(f.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, gw := setup(t, 3, billtest.Script{{On: billtest.Always().At(eshouhoutest.TokenPath), Fault: f.fault}}, small)
				st, err := c.Statement(t.Context(), eshouhoutest.ID(1))
				assert.Nil(t, st)
				f.check(t, err)
				assert.Equal(t, f.requests, gw.TokenRequests())
				assert.Zero(t, statementRequests(gw), "nothing is asked without a token")
				assert.Contains(t, err.Error(), "eshouhou: Statement: TokenApi: ")
			})
		})
	}
}

func TestFaultsLoseNoOtherStatement(t *testing.T) {
	for _, f := range append(faultCases[:len(faultCases):len(faultCases)], statementFaults...) {
		t.Run(f.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const n = 20
				c, gw := setup(t, n, billtest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(7)), Fault: f.fault}}, small)
				want := allOK(n)
				want[7].what = f.kind
				var failure error
				for st, err := range c.Statements(t.Context(), ids(n)) {
					assert.Equal(t, want[0], stepOf(st, err))
					want = want[1:]
					failure = errors.Join(failure, err)
				}
				assert.Empty(t, want)
				f.check(t, failure)
				assert.Equal(t, n-1+f.requests, statementRequests(gw))
			})
		})
	}
}

func TestFaultsAreToldByCollect(t *testing.T) {
	for _, f := range append(faultCases[:len(faultCases):len(faultCases)], statementFaults...) {
		t.Run(f.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const n = 9
				c, _ := setup(t, n, billtest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(7)), Fault: f.fault}}, small)
				statements, audit, err := c.CollectStatements(t.Context(), ids(n))
				require.Len(t, statements, n-1)
				assert.Equal(t, eshouhoutest.ID(8), statements[7].WorkOrderID)
				assert.Equal(t, []int64{n, n - 1}, []int64{audit.Asked, audit.Rows})
				if f.kind == "none" { // the provider's word, and no failure
					require.NoError(t, err)
					assert.True(t, audit.Complete)
					assert.Equal(t, []string{eshouhoutest.ID(7)}, audit.NoStatement)
					assert.Empty(t, audit.Failed)
					return
				}
				f.check(t, err)
				assert.False(t, audit.Complete)
				assert.Contains(t, err.Error(), eshouhoutest.ID(7))
				assert.Equal(t, []string{eshouhoutest.ID(7)}, failedIDs(audit.Failed))
				assert.Empty(t, audit.NoStatement)
				if f.requests == 4 {
					assert.Equal(t, 3, audit.Retries)
				}
			})
		})
	}
}

// A fault that passes costs a retry and no statement.
func TestPassingFaultsAreRetried(t *testing.T) {
	for _, f := range append(faultCases[:len(faultCases):len(faultCases)], statementFaults...) {
		if f.requests == 1 {
			continue
		}
		t.Run(f.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const n = 12
				c, gw := setup(t, n, billtest.Script{{On: eshouhoutest.StatementCall(5), Times: 1, Fault: f.fault}}, small)
				assert.Equal(t, allOK(n), walk(c.Statements(t.Context(), ids(n))))
				assert.Equal(t, n+1, statementRequests(gw))
				assert.Empty(t, gw.Unplayed())
			})
		})
	}
}

func TestRetryAfterIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, billtest.Script{{On: eshouhoutest.StatementCall(1), Fault: billtest.RetryAfter(429, "3600")}})
		start := time.Now()
		_, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		e, ok := errors.AsType[*eshouhou.Error](err)
		require.True(t, ok)
		assert.WithinDuration(t, start.Add(time.Hour), e.RetryAt, time.Second)
		assert.Equal(t, http.StatusTooManyRequests, e.HTTPStatus)
		assert.True(t, e.Retryable())
		assert.Less(t, time.Since(start), time.Second, "an hour is not waited for")
	})
}

func TestRetryCodesAreRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := billtest.Business("99", "", "fictional busy")
		c, gw := setup(t, 1, billtest.Script{
			{On: eshouhoutest.TokenCall(1), Fault: busy},
			{On: eshouhoutest.StatementCall(1), Fault: busy},
		}, func(cfg *eshouhou.Config) { cfg.RetryCodes = []string{"99"} })
		st, err := c.Statement(t.Context(), eshouhoutest.ID(0))
		require.NoError(t, err)
		assert.Equal(t, eshouhoutest.ID(0), st.WorkOrderID)
		assert.Equal(t, []int{2, 2}, []int{gw.TokenRequests(), statementRequests(gw)})
	})
}

func TestTheDeadlineIsNotOutlasted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, billtest.Script{{On: eshouhoutest.StatementCall(1), Fault: billtest.Hang()}})
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		start := time.Now()
		_, err := c.Statement(ctx, eshouhoutest.ID(0))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 3*time.Second, time.Since(start))
	})
}
