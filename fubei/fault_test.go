package fubei_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// broken is a fault that spoils one page whatever the call, and what it must become.
type broken struct {
	name     string
	fault    billtest.Fault
	kind     error // nil: no sentinel may match
	also     error // matches too
	attempts int   // requests while the fault goes on
	code     string
	goesOn   bool // the fault does no harm at all
}

const always = 4 // attempts of the default policy

var brokenPages = []broken{
	{name: "status 500", fault: billtest.Status(500), kind: fubei.ErrUnavailable, attempts: always},
	{name: "status 408", fault: billtest.Status(408), kind: fubei.ErrUnavailable, attempts: always},
	{name: "status 429", fault: billtest.Status(429), kind: fubei.ErrRateLimited, attempts: always},
	{name: "429, come back soon", fault: billtest.RetryAfter(429, "2"), kind: fubei.ErrRateLimited, attempts: always},
	{name: "429, come back much later", fault: billtest.RetryAfter(429, "484289"), kind: fubei.ErrRateLimited, attempts: 1},
	{name: "503, come back much later", fault: billtest.RetryAfter(503, "484289"), kind: fubei.ErrUnavailable, also: fubei.ErrRateLimited, attempts: 1},
	{name: "status 401", fault: billtest.Status(401), kind: fubei.ErrAuth, attempts: 1},
	{name: "status 403", fault: billtest.Status(403), kind: fubei.ErrAuth, attempts: 1},
	{name: "status 400", fault: billtest.Status(400), attempts: 1},
	{name: "the right body under 500", fault: billtest.StatusOnly(500), kind: fubei.ErrUnavailable, attempts: always},
	{name: "the right body under 404", fault: billtest.StatusOnly(404), attempts: 1},
	{name: "HTML under 502", fault: billtest.HTML(502), kind: fubei.ErrUnavailable, attempts: always},
	{name: "HTML under 200", fault: billtest.HTML(200), kind: fubei.ErrMalformedResponse, attempts: always},
	{name: "empty body", fault: billtest.Empty(), kind: fubei.ErrMalformedResponse, attempts: always},
	{name: "connection breaks in the body", fault: billtest.Truncate(), kind: fubei.ErrUnavailable, attempts: always},
	{name: "body cut short", fault: billtest.CutShort(), kind: fubei.ErrMalformedResponse, attempts: always},
	{name: "connection reset", fault: billtest.Reset(), kind: fubei.ErrUnavailable, attempts: always},
	{name: "no answer", fault: billtest.Hang(), kind: fubei.ErrUnavailable, attempts: always},
	{name: "answer drips too slowly", fault: billtest.SlowDrip(time.Minute), kind: fubei.ErrUnavailable, attempts: always},
	{name: "answer drips", fault: billtest.SlowDrip(time.Second), goesOn: true, attempts: 1},
	{name: "answer is late", fault: billtest.Delay(20 * time.Second), goesOn: true, attempts: 1},
	{name: "redirect", fault: billtest.RedirectTo("https://elsewhere.example/"), kind: fubei.ErrUnavailable, attempts: 1},
	{name: "too large", fault: billtest.Oversize(3 << 20), kind: fubei.ErrResponseTooLarge, attempts: 1},
	{name: "gzip bomb", fault: billtest.GzipBomb(64 << 20), kind: fubei.ErrResponseTooLarge, attempts: 1},
	{name: "large, within the limit", fault: billtest.Oversize(1 << 20), goesOn: true, attempts: 1},
	{name: "nested too deep", fault: billtest.Deep(10_000), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "nested", fault: billtest.Deep(10), goesOn: true, attempts: 1},
	{name: "text that is not UTF-8", fault: billtest.InvalidUTF8(), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "amount of the wrong type", fault: billtest.WrongType("total_fee"), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "total of the wrong type", fault: billtest.WrongType("total"), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "list of the wrong type", fault: billtest.WrongType("list"), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "data of the wrong type", fault: billtest.WrongType("data"), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "code of the wrong type", fault: billtest.WrongType("result_code"), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "ruinous exponent", fault: billtest.BadExponent(), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "total below zero", fault: billtest.LieTotal(-1), kind: fubei.ErrMalformedResponse, attempts: 1},
	{name: "business failure", fault: billtest.Business("9996", "SUB", "参数错误"), attempts: 1, code: "9996"},
	{name: "business failure in words", fault: billtest.Business("SYSTEM_ERROR", "", ""), attempts: 1, code: "SYSTEM_ERROR"},
	{name: "business failure to retry", fault: billtest.Business("9999", "", "系统繁忙"), attempts: always, code: "9999"},
}

// limits makes the sizes of the table small, and 9999 a code to retry.
func limits(cfg *fubei.Config) {
	cfg.MaxResponseBytes = 2 << 20
	cfg.RetryCodes = []string{"9999"}
}

// requireFault checks the error of a fault that goes on.
func requireFault(t *testing.T, f broken, err error) {
	t.Helper()
	var e *fubei.Error
	require.True(t, errors.As(err, &e), "%v", err)
	for _, kind := range []error{fubei.ErrInvalidRequest, fubei.ErrAuth, fubei.ErrRateLimited, fubei.ErrUnavailable,
		fubei.ErrMalformedResponse, fubei.ErrResponseTooLarge, fubei.ErrPageDrift, fubei.ErrPageLoop, fubei.ErrIncomplete} {
		assert.Equal(t, kind == f.kind || kind == f.also, errors.Is(err, kind), "%v: %v", kind, err)
	}
	assert.Equal(t, f.attempts, e.Attempts)
	assert.Equal(t, f.code, e.Code)
	assert.NotContains(t, err.Error(), "\n")
	assert.Contains(t, err.Error(), "fubei: ")
}

// bubble runs every fault in a synctest bubble: waits cost nothing, and a goroutine left over fails the test.
func bubble(t *testing.T, f broken, times int, check func(*testing.T, *fubei.Client, *fubeitest.Gateway)) {
	t.Run(f.name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, gw := setup(t, 250, billtest.Script{{On: billtest.Page(2), Times: times, Fault: f.fault}}, limits)
			check(t, c, gw)
			assert.Empty(t, gw.Unplayed(), "the fault was never played")
		})
	})
}

func TestFaultsOnOnePage(t *testing.T) {
	q := day
	q.Page, q.Limit = 2, 100
	for _, f := range brokenPages {
		bubble(t, f, 0, func(t *testing.T, c *fubei.Client, gw *fubeitest.Gateway) {
			page, err := c.BillPage(t.Context(), q)
			assert.Equal(t, f.attempts, gw.Count())
			if f.goesOn {
				require.NoError(t, err)
				requireEqualBills(t, bills(250)[100:200], page.Bills)
				return
			}
			assert.Nil(t, page)
			requireFault(t, f, err)
		})
	}
}

func TestFaultsWhileRanging(t *testing.T) {
	for _, f := range brokenPages {
		bubble(t, f, 0, func(t *testing.T, c *fubei.Client, gw *fubeitest.Gateway) {
			rows, err := rangeAll(t.Context(), c, day)
			if f.goesOn {
				require.NoError(t, err)
				requireEqualBills(t, bills(250), rows)
				return
			}
			requireEqualBills(t, bills(250)[:100], rows)
			requireFault(t, f, err)
			assert.Equal(t, 1+f.attempts, gw.Count())
		})
	}
}

func TestFaultsWhileCollecting(t *testing.T) {
	for _, f := range brokenPages {
		bubble(t, f, 0, func(t *testing.T, c *fubei.Client, gw *fubeitest.Gateway) {
			rows, audit, err := c.CollectBills(t.Context(), day)
			if f.goesOn {
				require.NoError(t, err)
				assert.True(t, audit.Complete)
				return
			}
			requireEqualBills(t, bills(250)[:100], rows)
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
		bubble(t, f, 1, func(t *testing.T, c *fubei.Client, gw *fubeitest.Gateway) {
			rows, audit, err := c.CollectBills(t.Context(), day)
			require.NoError(t, err)
			requireEqualBills(t, bills(250), rows)
			assert.True(t, audit.Complete)
			assert.Equal(t, 1, audit.Retries)
			assert.Equal(t, 4, gw.Count())
			requireFreshRequests(t, gw)
		})
	}
}

func TestFaultsWithPrefetch(t *testing.T) {
	for _, f := range brokenPages {
		bubble(t, f, 0, func(t *testing.T, _ *fubei.Client, gw *fubeitest.Gateway) {
			c := clientOf(t, gw, limits, func(cfg *fubei.Config) { cfg.Prefetch = 8 })
			rows, audit, err := c.CollectBills(t.Context(), day)
			if f.goesOn {
				require.NoError(t, err)
				requireEqualBills(t, bills(250), rows)
				return
			}
			requireEqualBills(t, bills(250)[:100], rows)
			requireFault(t, f, err)
			assert.False(t, audit.Complete)
		})
	}
}

func TestRetryAfterTooLateTellsWhen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, billtest.Script{{Fault: billtest.RetryAfter(429, "3600")}})
		_, err := c.BillPage(t.Context(), day)
		var e *fubei.Error
		require.True(t, errors.As(err, &e))
		assert.Equal(t, time.Now().Add(time.Hour), e.RetryAt)
		assert.True(t, e.Retryable())
	})
}

func TestErrorOfABusinessFailure(t *testing.T) {
	c, _ := setup(t, 1, billtest.Script{{Fault: billtest.Business("400", "ISV.NO_PERMISSION", "无权限")}})
	_, err := c.BillPage(t.Context(), day)
	var e *fubei.Error
	require.True(t, errors.As(err, &e))
	assert.Equal(t, "BillPage", e.Op)
	assert.Equal(t, 200, e.HTTPStatus)
	assert.Equal(t, []string{"400", "ISV.NO_PERMISSION", "无权限"}, []string{e.Code, e.SubCode, e.Message})
	assert.False(t, e.Retryable())
	assert.EqualError(t, err, "fubei: BillPage: code 400, sub code ISV.NO_PERMISSION: 无权限 (attempt 1 of 4)")
}

func TestErrorOfAnEnvelopeUnderAStatus(t *testing.T) {
	c, _ := setup(t, 1, billtest.Script{{Fault: billtest.Respond(billtest.Reply{
		Status: 400, Header: map[string][]string{"Content-Type": {"application/json"}},
		Body: []byte(`{"result_code":9996,"result_message":"参数错误"}`),
	})}})
	_, err := c.BillPage(t.Context(), day)
	assert.EqualError(t, err, "fubei: BillPage: HTTP 400: code 9996: 参数错误 (attempt 1 of 4)")
}

func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 250, billtest.Script{{On: billtest.Page(2), Fault: billtest.Hang()}})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		rows, audit, err := c.CollectBills(ctx, day)
		require.ErrorIs(t, err, context.Canceled)
		assert.Len(t, rows, 100)
		assert.False(t, audit.Complete)
		assert.Equal(t, 2, gw.Count(), "a cancelled call is not retried")

		_, err = c.BillPage(ctx, day)
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, 2, gw.Count())
	})
}

func TestDeadlineIsNotOutslept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := setup(t, 1, billtest.Script{{Fault: billtest.RetryAfter(503, "5")}})
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		start := time.Now()
		_, err := c.BillPage(ctx, day)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, fubei.ErrUnavailable)
		assert.Zero(t, time.Since(start), "it knew at once that the wait would be too long")
	})
}

// The caller's own code to retry is one under a status that alone would be final, too.
func TestRetryCodeUnderAStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := respond(400, "application/json", `{"result_code":9999,"result_message":"系统繁忙"}`)
		c, gw := setup(t, 1, billtest.Script{{On: billtest.Call(1), Fault: busy}}, limits)
		_, err := c.BillPage(t.Context(), day)
		require.NoError(t, err)
		assert.Equal(t, 2, gw.Count())
	})
}
