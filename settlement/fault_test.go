package settlement_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// broken is a fault that spoils one page whatever the call, and what it must become.
type broken struct {
	name     string
	fault    settlementtest.Fault
	kind     error // nil: no sentinel may match
	also     error // matches too
	attempts int   // requests while the fault goes on
	code     string
	goesOn   bool // the fault does no harm at all
}

const always = 4 // attempts of the default policy

var brokenPages = []broken{
	{name: "status 500", fault: settlementtest.Status(500), kind: settlement.ErrUnavailable, attempts: always},
	{name: "status 408", fault: settlementtest.Status(408), kind: settlement.ErrUnavailable, attempts: always},
	{name: "status 429", fault: settlementtest.Status(429), kind: settlement.ErrRateLimited, attempts: always},
	{name: "429, come back soon", fault: settlementtest.RetryAfter(429, "2"), kind: settlement.ErrRateLimited, attempts: always},
	{name: "429, come back much later", fault: settlementtest.RetryAfter(429, "484289"), kind: settlement.ErrRateLimited, attempts: 1},
	{name: "503, come back much later", fault: settlementtest.RetryAfter(503, "484289"), kind: settlement.ErrUnavailable, also: settlement.ErrRateLimited, attempts: 1},
	{name: "status 401", fault: settlementtest.Status(401), kind: settlement.ErrAuth, attempts: 1},
	{name: "status 403", fault: settlementtest.Status(403), kind: settlement.ErrAuth, attempts: 1},
	{name: "status 400", fault: settlementtest.Status(400), attempts: 1},
	{name: "the right body under 500", fault: settlementtest.StatusOnly(500), kind: settlement.ErrUnavailable, attempts: always},
	{name: "the right body under 404", fault: settlementtest.StatusOnly(404), attempts: 1},
	{name: "HTML under 502", fault: settlementtest.HTML(502), kind: settlement.ErrUnavailable, attempts: always},
	{name: "HTML under 200", fault: settlementtest.HTML(200), kind: settlement.ErrMalformedResponse, attempts: always},
	{name: "empty body", fault: settlementtest.Empty(), kind: settlement.ErrMalformedResponse, attempts: always},
	{name: "connection breaks in the body", fault: settlementtest.Truncate(), kind: settlement.ErrUnavailable, attempts: always},
	{name: "body cut short", fault: settlementtest.CutShort(), kind: settlement.ErrMalformedResponse, attempts: always},
	{name: "connection reset", fault: settlementtest.Reset(), kind: settlement.ErrUnavailable, attempts: always},
	{name: "no answer", fault: settlementtest.Hang(), kind: settlement.ErrUnavailable, attempts: always},
	{name: "answer drips too slowly", fault: settlementtest.SlowDrip(time.Minute), kind: settlement.ErrUnavailable, attempts: always},
	{name: "answer drips", fault: settlementtest.SlowDrip(time.Second), goesOn: true, attempts: 1},
	{name: "answer is late", fault: settlementtest.Delay(20 * time.Second), goesOn: true, attempts: 1},
	{name: "redirect", fault: settlementtest.RedirectTo("https://elsewhere.example/"), kind: settlement.ErrUnavailable, attempts: 1},
	{name: "too large", fault: settlementtest.Oversize(3 << 20), kind: settlement.ErrResponseTooLarge, attempts: 1},
	{name: "gzip bomb", fault: settlementtest.GzipBomb(64 << 20), kind: settlement.ErrResponseTooLarge, attempts: 1},
	{name: "large, within the limit", fault: settlementtest.Oversize(1 << 20), goesOn: true, attempts: 1},
	{name: "nested too deep", fault: settlementtest.Deep(10_000), kind: settlement.ErrMalformedResponse, attempts: 1},
	{name: "nested", fault: settlementtest.Deep(10), goesOn: true, attempts: 1},
	{name: "text that is not UTF-8", fault: settlementtest.InvalidUTF8(), kind: settlement.ErrMalformedResponse, attempts: 1},
	{name: "amount of the wrong type", fault: settlementtest.WrongType("settlementAmount"), kind: settlement.ErrMalformedResponse, attempts: 1},
	{name: "data of the wrong type", fault: settlementtest.WrongType("data"), kind: settlement.ErrMalformedResponse, attempts: 1},
	{name: "code of the wrong type", fault: settlementtest.WrongType("code"), kind: settlement.ErrMalformedResponse, attempts: 1},
	{name: "ruinous exponent", fault: settlementtest.BadExponent(), kind: settlement.ErrMalformedResponse, attempts: 1},
	{name: "type of the wrong type", fault: settlementtest.WrongType("settlementType"), kind: settlement.ErrMalformedResponse, attempts: 1},
	{name: "refused signature", fault: settlementtest.Business("10016", "签名错误"), kind: settlement.ErrAuth, attempts: 1, code: "10016"},
	{name: "refused token", fault: settlementtest.Business("10010", "access_token失效"), kind: settlement.ErrAuth, attempts: 1, code: "10010"},
	{name: "business failure", fault: settlementtest.Business("9996", "参数错误"), attempts: 1, code: "9996"},
	{name: "business failure in words", fault: settlementtest.Business("SYSTEM_ERROR", ""), attempts: 1, code: "SYSTEM_ERROR"},
	{name: "business failure to retry", fault: settlementtest.Business("9999", "系统繁忙"), attempts: always, code: "9999"},
}

// limits makes the sizes of the table small, 9999 a code to retry, and 10010 one of a refused token.
func limits(cfg *settlement.Config) {
	cfg.MaxResponseBytes = 2 << 20
	cfg.RetryCodes = []string{"9999"}
	cfg.TokenExpiredCodes = []string{"10010"}
}

// requireFault checks the error of a fault that goes on.
func requireFault(t *testing.T, f broken, err error) {
	t.Helper()
	var e *settlement.Error
	require.True(t, errors.As(err, &e), "%v", err)
	for _, kind := range []error{settlement.ErrInvalidRequest, settlement.ErrAuth, settlement.ErrRateLimited, settlement.ErrUnavailable,
		settlement.ErrMalformedResponse, settlement.ErrResponseTooLarge, settlement.ErrPageDrift, settlement.ErrPageLoop, settlement.ErrIncomplete} {
		assert.Equal(t, kind == f.kind || kind == f.also, errors.Is(err, kind), "%v: %v", kind, err)
	}
	assert.Equal(t, f.attempts, e.Attempts)
	assert.Equal(t, f.code, e.Code)
	assert.NotContains(t, err.Error(), "\n")
	assert.Contains(t, err.Error(), "settlement: ")
}

// bubble runs every fault in a synctest bubble: waits cost nothing, and a goroutine left over fails the test.
func bubble(t *testing.T, f broken, times int, check func(*testing.T, *settlement.Client, *settlementtest.Gateway)) {
	t.Run(f.name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, gw := setup(t, 250, settlementtest.Script{{On: settlementtest.Page(2), Times: times, Fault: f.fault}}, limits)
			check(t, c, gw)
			assert.Empty(t, gw.Unplayed(), "the fault was never played")
		})
	})
}

func TestFaultsOnOnePage(t *testing.T) {
	q := day
	q.Page, q.Limit = 2, 100
	for _, f := range brokenPages {
		bubble(t, f, 0, func(t *testing.T, c *settlement.Client, gw *settlementtest.Gateway) {
			page, err := c.ItemPage(t.Context(), q)
			assert.Equal(t, f.attempts, gw.Count())
			if f.goesOn {
				require.NoError(t, err)
				requireEqualItems(t, items(250)[100:200], page.Items)
				return
			}
			assert.Nil(t, page)
			requireFault(t, f, err)
		})
	}
}

func TestFaultsWhileRanging(t *testing.T) {
	for _, f := range brokenPages {
		bubble(t, f, 0, func(t *testing.T, c *settlement.Client, gw *settlementtest.Gateway) {
			rows, err := rangeAll(t.Context(), c, day)
			if f.goesOn {
				require.NoError(t, err)
				requireEqualItems(t, items(250), rows)
				return
			}
			requireEqualItems(t, items(250)[:100], rows)
			requireFault(t, f, err)
			assert.Equal(t, 1+f.attempts, gw.Count())
		})
	}
}

func TestFaultsWhileCollecting(t *testing.T) {
	for _, f := range brokenPages {
		bubble(t, f, 0, func(t *testing.T, c *settlement.Client, gw *settlementtest.Gateway) {
			rows, audit, err := c.CollectItems(t.Context(), day)
			if f.goesOn {
				require.NoError(t, err)
				assert.True(t, audit.Complete)
				return
			}
			requireEqualItems(t, items(250)[:100], rows)
			requireFault(t, f, err)
			assert.False(t, audit.Complete)
			assert.Equal(t, 1, audit.Pages)
			assert.EqualValues(t, 100, audit.Rows)
			assert.Equal(t, f.attempts-1, audit.Retries)
			assert.NotEmpty(t, audit.Next, "the next run can go on with page 2")
			assert.Equal(t, 1+f.attempts, gw.Count())
		})
	}
}

func TestFaultsThatPass(t *testing.T) {
	for _, f := range brokenPages {
		if f.attempts == 1 {
			continue
		}
		bubble(t, f, 1, func(t *testing.T, c *settlement.Client, gw *settlementtest.Gateway) {
			rows, audit, err := c.CollectItems(t.Context(), day)
			require.NoError(t, err)
			requireEqualItems(t, items(250), rows)
			assert.True(t, audit.Complete)
			assert.Equal(t, 1, audit.Retries)
			assert.Equal(t, 3+1+1, gw.Count(), "three pages, the empty one, the retry")
			requireFreshRequests(t, gw)
		})
	}
}

func TestFaultsWithPrefetch(t *testing.T) {
	for _, f := range brokenPages {
		bubble(t, f, 0, func(t *testing.T, _ *settlement.Client, gw *settlementtest.Gateway) {
			c := clientOf(t, gw, limits, func(cfg *settlement.Config) { cfg.Prefetch = 8 })
			rows, audit, err := c.CollectItems(t.Context(), day)
			if f.goesOn {
				require.NoError(t, err)
				requireEqualItems(t, items(250), rows)
				return
			}
			requireEqualItems(t, items(250)[:100], rows)
			requireFault(t, f, err)
			assert.False(t, audit.Complete)
		})
	}
}

func TestRetryAfterTooLateTellsWhen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, settlementtest.Script{{Fault: settlementtest.RetryAfter(429, "3600")}})
		_, err := c.ItemPage(t.Context(), day)
		var e *settlement.Error
		require.True(t, errors.As(err, &e))
		assert.Equal(t, time.Now().Add(time.Hour), e.RetryAt)
		assert.True(t, e.Retryable())
	})
}

func TestErrorOfARefusedSignature(t *testing.T) {
	c, gw := setup(t, 1, settlementtest.Script{{Fault: settlementtest.Business("10016", "签名错误")}})
	_, err := c.ItemPage(t.Context(), day)
	var e *settlement.Error
	require.True(t, errors.As(err, &e))
	assert.ErrorIs(t, err, settlement.ErrAuth)
	assert.Equal(t, "ItemPage", e.Op)
	assert.Equal(t, 200, e.HTTPStatus)
	assert.Equal(t, []string{"10016", ""}, []string{e.Code, e.SubCode})
	assert.False(t, e.Retryable())
	assert.Equal(t, 1, gw.Count(), "never retried")
	assert.EqualError(t, err, "settlement: ItemPage: code 10016: check Config.Signer, its secret and the clock of this machine: 签名错误 (attempt 1 of 4)")
}

// Whatever the status, a bad sign stays bad.
func TestRefusedSignatureUnderAnyStatus(t *testing.T) {
	for _, status := range []int{400, 401, 403, 408, 429, 500, 502, 503} {
		c, gw := setup(t, 1, settlementtest.Script{{Fault: settlementtest.Respond(settlementtest.Reply{
			Status: status, Header: map[string][]string{"Content-Type": {"application/json"}, "Retry-After": {"1"}},
			Body: []byte(`{"code":10016,"data":null,"msg":"签名错误"}`)})}})
		_, err := c.ItemPage(t.Context(), day)
		var e *settlement.Error
		require.True(t, errors.As(err, &e))
		require.ErrorIs(t, err, settlement.ErrAuth, status)
		require.NotErrorIs(t, err, settlement.ErrUnavailable, status)
		require.NotErrorIs(t, err, settlement.ErrRateLimited, status)
		assert.False(t, e.Retryable(), status)
		assert.Equal(t, status, e.HTTPStatus)
		assert.Equal(t, 1, gw.Count(), "never retried, under %d neither", status)
		assert.ErrorContains(t, err, "check Config.Signer, its secret and the clock of this machine", status)
	}
}

// The caller's own code to retry is one under a status that alone would be final, too.
func TestRetryCodeUnderAStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := settlementtest.Respond(settlementtest.Reply{Status: 400, Body: []byte(`{"code":"9999","msg":"系统繁忙"}`)})
		c, gw := setup(t, 1, settlementtest.Script{{On: settlementtest.Call(1), Fault: busy}}, limits)
		_, err := c.ItemPage(t.Context(), day)
		require.NoError(t, err)
		assert.Equal(t, 2, gw.Count())
	})
}

func TestErrorOfABusinessFailure(t *testing.T) {
	c, _ := setup(t, 1, settlementtest.Script{{Fault: settlementtest.Business("500", "系统异常")}})
	_, err := c.ItemPage(t.Context(), day)
	var e *settlement.Error
	require.True(t, errors.As(err, &e))
	assert.Equal(t, []string{"500", "", "系统异常"}, []string{e.Code, e.SubCode, e.Message})
	assert.EqualError(t, err, "settlement: ItemPage: code 500: 系统异常 (attempt 1 of 4)")
}

func TestErrorOfAnEnvelopeUnderAStatus(t *testing.T) {
	c, _ := setup(t, 1, settlementtest.Script{{Fault: settlementtest.Respond(settlementtest.Reply{
		Status: 400, Header: map[string][]string{"Content-Type": {"application/json"}},
		Body: []byte(`{"code":9996,"msg":"参数错误"}`),
	})}})
	_, err := c.ItemPage(t.Context(), day)
	assert.EqualError(t, err, "settlement: ItemPage: HTTP 400: code 9996: 参数错误 (attempt 1 of 4)")
}

func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 250, settlementtest.Script{{On: settlementtest.Page(2), Fault: settlementtest.Hang()}})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		rows, audit, err := c.CollectItems(ctx, day)
		require.ErrorIs(t, err, context.Canceled)
		assert.Len(t, rows, 100)
		assert.False(t, audit.Complete)
		assert.Equal(t, 2, gw.Count(), "a cancelled call is not retried")

		_, err = c.ItemPage(ctx, day)
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, 2, gw.Count())
	})
}

func TestDeadlineIsNotOutslept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, settlementtest.Script{{Fault: settlementtest.RetryAfter(503, "5")}})
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		start := time.Now()
		_, err := c.ItemPage(ctx, day)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, settlement.ErrUnavailable)
		assert.Zero(t, time.Since(start), "it knew at once that the wait would be too long")
	})
}
