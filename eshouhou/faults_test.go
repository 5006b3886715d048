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

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
)

// faultCase is what a fault that always plays does to one call.
type faultCase struct {
	reason   string
	fault    eshouhoutest.Fault
	kind     string // the sentinel, as kindOf names it
	requests int    // for the same call
	code     string
}

var faultCases = []faultCase{
	{"a failing server", eshouhoutest.Status(500), "unavailable", 4, ""},
	{"a failing server with a good body", eshouhoutest.StatusOnly(503), "unavailable", 4, ""},
	{"too many requests", eshouhoutest.Status(429), "rate", 4, ""},
	{"too many requests, for an hour", eshouhoutest.RetryAfter(429, "3600"), "rate", 1, ""},
	{"down for an hour", eshouhoutest.RetryAfter(503, "3600"), "rate", 1, ""},
	{"a bad request", eshouhoutest.Status(400), "other", 1, ""},
	{"forbidden", eshouhoutest.Status(403), "auth", 1, ""},
	{"a proxy's error page", eshouhoutest.HTML(502), "unavailable", 4, ""},
	{"a log-in page", eshouhoutest.HTML(200), "malformed", 4, ""},
	{"a redirect", eshouhoutest.RedirectTo("https://elsewhere.example/"), "unavailable", 1, ""},
	{"no body", eshouhoutest.Empty(), "malformed", 4, ""},
	{"a broken connection", eshouhoutest.Truncate(), "unavailable", 4, ""},
	{"half a body", eshouhoutest.CutShort(), "malformed", 4, ""},
	{"a slow drip", eshouhoutest.SlowDrip(time.Minute), "unavailable", 4, ""},
	{"a slow answer", eshouhoutest.Delay(time.Hour), "unavailable", 4, ""},
	{"no answer", eshouhoutest.Hang(), "unavailable", 4, ""},
	{"a body that is too large", eshouhoutest.Oversize(1 << 20), "large", 1, ""},
	{"a gzip bomb", eshouhoutest.GzipBomb(1 << 20), "large", 1, ""},
	{"a reset", eshouhoutest.Reset(), "unavailable", 4, ""},
	{"text that is not UTF-8", eshouhoutest.InvalidUTF8(), "malformed", 1, ""},
	{"deep nesting", eshouhoutest.Deep(1000), "malformed", 1, ""},
	{"a code of another type", eshouhoutest.WrongType("ResultCode"), "malformed", 1, ""},
	{"a message of another type", eshouhoutest.WrongType("ErrorMsg"), "malformed", 1, ""},
	{"a business failure", eshouhoutest.Business("10", "fictional refusal"), "other", 1, "10"},
	{"a business failure without a number", eshouhoutest.Business("E1", ""), "other", 1, "E1"},
	{"an answer of another shape", eshouhoutest.Respond(eshouhoutest.Reply{Body: []byte(`[]`)}), "malformed", 1, ""},
	{"an answer that goes on", eshouhoutest.Respond(eshouhoutest.Reply{Body: []byte(`{"ResultCode":0}{}`)}), "malformed", 1, ""},
	{"an answer without a code", eshouhoutest.Respond(eshouhoutest.Reply{Body: []byte(`{"ResultValue":null}`)}), "malformed", 1, ""},
}

// statementFaults are the ones that only a statement can have.
var statementFaults = []faultCase{
	{"unauthorised", eshouhoutest.Status(401), "auth", 2, ""},
	{"no statement", eshouhoutest.NoStatement(), "none", 1, ""},
	{"an amount of another type", eshouhoutest.WrongType("CustomerAmount"), "malformed", 1, ""},
	{"an id of another type", eshouhoutest.WrongType("ResultValue.ID"), "malformed", 1, ""},
	{"a work order of another type", eshouhoutest.WrongType("WorkOrderID"), "malformed", 1, ""},
	{"an exponent that would ruin", eshouhoutest.BadExponent(), "malformed", 1, ""},
}

// tokenFaults are the ones that only a token can have.
var tokenFaults = []faultCase{
	{"unauthorised", eshouhoutest.Status(401), "auth", 1, ""},
	{"a token of another type", eshouhoutest.WrongType("access_token"), "malformed", 1, ""},
	{"a life of another type", eshouhoutest.WrongType("expires_in"), "malformed", 1, ""},
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
				c, gw := setup(t, 3, eshouhoutest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(1)), Fault: f.fault}}, small)
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
	c, _ := setup(t, 3, eshouhoutest.Script{{Fault: eshouhoutest.WrongType("TypeList")}})
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
				c, gw := setup(t, 3, eshouhoutest.Script{{On: eshouhoutest.Always().At(eshouhoutest.TokenPath), Fault: f.fault}}, small)
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
				c, gw := setup(t, n, eshouhoutest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(7)), Fault: f.fault}}, small)
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
				c, _ := setup(t, n, eshouhoutest.Script{{On: eshouhoutest.WorkOrder(eshouhoutest.ID(7)), Fault: f.fault}}, small)
				statements, audit, err := c.CollectStatements(t.Context(), ids(n))
				f.check(t, err)
				require.Len(t, statements, n-1)
				assert.Equal(t, eshouhoutest.ID(8), statements[7].WorkOrderID)
				assert.Equal(t, []int64{n, n - 1}, []int64{audit.Asked, audit.Rows})
				assert.False(t, audit.Complete)
				assert.Contains(t, err.Error(), eshouhoutest.ID(7))
				assert.Equal(t, []string{eshouhoutest.ID(7)}, append(audit.Failed, audit.Missing...))
				assert.Equal(t, f.kind == "none", len(audit.Failed) == 0, "no statement is not a failure to ask")
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
				c, gw := setup(t, n, eshouhoutest.Script{{On: eshouhoutest.StatementCall(5), Times: 1, Fault: f.fault}}, small)
				assert.Equal(t, allOK(n), walk(c.Statements(t.Context(), ids(n))))
				assert.Equal(t, n+1, statementRequests(gw))
				assert.Empty(t, gw.Unplayed())
			})
		})
	}
}

func TestRetryAfterIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, eshouhoutest.Script{{On: eshouhoutest.StatementCall(1), Fault: eshouhoutest.RetryAfter(429, "3600")}})
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
		busy := eshouhoutest.Business("99", "fictional busy")
		c, gw := setup(t, 1, eshouhoutest.Script{
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
		c, _ := setup(t, 1, eshouhoutest.Script{{On: eshouhoutest.StatementCall(1), Fault: eshouhoutest.Hang()}})
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		start := time.Now()
		_, err := c.Statement(ctx, eshouhoutest.ID(0))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 3*time.Second, time.Since(start))
	})
}
