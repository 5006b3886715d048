package console_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

// authorizeByQuery adds a token the way some consoles want it.
func authorizeByQuery(r *http.Request) error {
	q := r.URL.Query()
	q.Set("token", "fictional-token-in-the-query")
	r.URL.RawQuery = q.Encode()
	return nil
}

func TestSetAuto(t *testing.T) {
	for _, encoding := range []console.BodyEncoding{console.JSONBody, console.FormBody} {
		t.Run(encoding.String(), func(t *testing.T) {
			c, fake := setup(t, 5, nil, func(cfg *console.Config) { cfg.AutoBody = encoding })
			code := rows(5)[1].Code
			for _, auto := range []bool{true, true, false} {
				require.NoError(t, c.SetAuto(ctx, code, auto))
				page, err := c.OrderPage(ctx, console.OrderQuery{Code: code})
				require.NoError(t, err)
				assert.Equal(t, auto, page.Orders[0].Auto, "the list shows it")
			}
			others, err := c.OrderPage(ctx, console.OrderQuery{})
			require.NoError(t, err)
			requireEqualOrders(t, rows(5), others.Orders)

			sent := fake.Requests()[0]
			assert.Equal(t, "POST /pay/consume_order", sent.Method+" "+sent.Path)
			assert.Empty(t, sent.Query)
			if encoding == console.JSONBody {
				assert.Equal(t, "application/json; charset=utf-8", sent.Header.Get("Content-Type"))
				assert.JSONEq(t, `{"code":"`+code+`","auto":true}`, string(sent.Body))
				return
			}
			assert.Equal(t, "application/x-www-form-urlencoded", sent.Header.Get("Content-Type"))
			assert.Equal(t, "auto=true&code="+code, string(sent.Body))
		})
	}
}

func TestSetAutoOfAnUnknownCode(t *testing.T) {
	c, fake := setup(t, 1, nil)
	err := c.SetAuto(ctx, "no-such-code", true)
	require.EqualError(t, err, "console: SetAuto: code 400: consoletest: there is no order of this code (attempt 1 of 4)")
	var e *console.Error
	require.True(t, errors.As(err, &e))
	assert.Equal(t, "400", e.Code)
	assert.False(t, e.Retryable())
	assert.Equal(t, 1, fake.Count(), "a business failure is not repeated")
}

// TestSetAutoIsNeverBlindlyRepeated: what may have reached the console is not sent again.
func TestSetAutoIsNeverBlindlyRepeated(t *testing.T) {
	for _, test := range []struct {
		reason string
		fault  billtest.Fault
		kind   error
	}{
		{"an error of the server, which may have done the work", billtest.Status(500), console.ErrUnavailable},
		{"an error page", billtest.HTML(502), console.ErrUnavailable},
		{"too many requests", billtest.Status(429), console.ErrRateLimited},
		{"a reset", billtest.Reset(), console.ErrUnavailable},
		{"a reply that is cut short", billtest.Truncate(), console.ErrUnavailable},
		{"a reply that ends too early", billtest.CutShort(), console.ErrMalformedResponse},
		{"no reply", billtest.Empty(), console.ErrMalformedResponse},
		{"a login page", billtest.RedirectTo("https://console.example/login?next=fictional-secret"), console.ErrUnavailable},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for _, retry := range []bool{false, true} {
				c, fake := setup(t, 2, billtest.Script{{Times: 1, Fault: test.fault}}, func(cfg *console.Config) {
					cfg.RetrySetAuto, cfg.Retry.BaseDelay = retry, 1
				})
				err := c.SetAuto(ctx, rows(2)[1].Code, true)
				if retry && test.reason != "a login page" {
					assert.NoError(t, err)
					assert.Equal(t, 2, fake.Count())
					continue
				}
				assert.ErrorIs(t, err, test.kind)
				assert.Equal(t, 1, fake.Count())
				var e *console.Error
				require.True(t, errors.As(err, &e))
				assert.False(t, e.Retryable(), "nobody knows whether it was done")
			}
		})
	}
}

func TestSetAutoReplies(t *testing.T) {
	for _, test := range []struct {
		reason, body string
		ok           bool
		kind         error
	}{
		{"text code", `{"code":"200"}`, true, nil},
		{"number code", `{"code":200,"data":null}`, true, nil},
		{"data of any shape", `{"code":200,"data":"done"}`, true, nil},
		{"a failure", `{"code":500}`, false, nil},
		{"no code: nothing says that it was done", `{"ok":true}`, false, console.ErrMalformedResponse},
		{"plain text", `ok`, false, console.ErrMalformedResponse},
		{"nothing", ``, false, console.ErrMalformedResponse},
	} {
		t.Run(test.reason, func(t *testing.T) {
			err := answering(t, test.body).SetAuto(ctx, "1", true)
			assert.Equal(t, test.ok, err == nil, "%v", err)
			if test.kind != nil {
				assert.ErrorIs(t, err, test.kind)
			}
		})
	}
}

func TestAuthorizeRunsForEveryAttempt(t *testing.T) {
	calls := 0
	hook := func(r *http.Request) error {
		calls++
		r.Header.Set("Authorization", "Bearer fictional-token")
		return authorizeByQuery(r)
	}
	fake := consoletest.New(t, consoletest.Options{
		Orders: rows(3), Faults: billtest.Script{{Times: 2, Fault: billtest.Status(503)}},
		Allow: func(r billtest.Request) bool {
			return r.Header.Get("Authorization") == "Bearer fictional-token" && r.Query.Get("token") == "fictional-token-in-the-query"
		},
	})
	c := clientOf(t, fake, func(cfg *console.Config) { cfg.Authorize, cfg.Retry.BaseDelay = hook, 1 })
	_, err := c.OrderPage(ctx, console.OrderQuery{})
	require.NoError(t, err)
	assert.Equal(t, 3, calls)
	require.NoError(t, c.SetAuto(ctx, rows(3)[0].Code, false))
	_, err = c.OrderDetails(ctx, rows(3)[1].Code, console.PayWayWeChat)
	require.NoError(t, err)
	assert.Equal(t, 5, calls)

	stranger := clientOf(t, fake)
	_, err = stranger.OrderPage(ctx, console.OrderQuery{})
	assert.ErrorIs(t, err, console.ErrAuth)
}
