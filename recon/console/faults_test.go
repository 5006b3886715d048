package console_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

// faults are what can go wrong with one reply, what becomes of it, and how many requests it takes with one retry allowed.
var faults = []struct {
	reason   string
	fault    billtest.Fault
	kind     error // nil for a business failure
	text     string
	requests int
}{
	{"an error of the server", billtest.Status(500), console.ErrUnavailable, "HTTP 500", 2},
	{"an error page", billtest.HTML(502), console.ErrUnavailable, "HTTP 502: text/html body of", 2},
	{"an error status over a good body", billtest.StatusOnly(503), console.ErrUnavailable, "HTTP 503", 2},
	{"not authorised", billtest.Status(401), console.ErrAuth, "HTTP 401", 1},
	{"forbidden", billtest.Status(403), console.ErrAuth, "HTTP 403", 1},
	{"no such page", billtest.Status(404), nil, "HTTP 404", 1},
	{"too many requests", billtest.Status(429), console.ErrRateLimited, "HTTP 429", 2},
	{"too many requests, for long", billtest.RetryAfter(429, "3600"), console.ErrRateLimited, "HTTP 429", 1},
	{"a redirect", billtest.RedirectTo("https://evil.example/?token=fictional-secret"), console.ErrUnavailable, "redirect", 1},
	{"nothing", billtest.Empty(), console.ErrMalformedResponse, "is empty", 2},
	{"broken in the middle", billtest.Truncate(), console.ErrUnavailable, "", 2},
	{"cut short", billtest.CutShort(), console.ErrMalformedResponse, "ends too early", 2},
	{"too long", billtest.Oversize(1 << 20), console.ErrResponseTooLarge, "longer than", 1},
	{"a bomb", billtest.GzipBomb(1 << 20), console.ErrResponseTooLarge, "longer than", 1},
	{"a reset", billtest.Reset(), console.ErrUnavailable, "", 2},
	{"bytes that are no text", billtest.InvalidUTF8(), console.ErrMalformedResponse, "", 1},
	{"nested too deeply", billtest.Deep(100), console.ErrMalformedResponse, "deep", 1},
	{"no answer", billtest.Hang(), console.ErrUnavailable, "no complete answer within", 2},
	{"an amount that ruins arithmetic", billtest.BadExponent(), console.ErrMalformedResponse, "total_fee", 1},
	{"an amount of another type", billtest.WrongType("total_fee"), console.ErrMalformedResponse, "total_fee", 1},
	{"a code of another type", billtest.WrongType("code"), console.ErrMalformedResponse, "code", 1},
	{"a business failure", billtest.Business("500", "", "系统繁忙"), nil, "code 500: 系统繁忙", 1},
}

// detailed is a console with details of each order, so that every fault has something to spoil.
func detailed(t testing.TB, script billtest.Script) *consoletest.Console {
	o := consoletest.Options{Orders: rows(5), Faults: script, Details: map[string]console.OrderDetails{}}
	for _, row := range o.Orders {
		o.Details[row.Code] = console.OrderDetails{
			Orders:    []console.DetailOrder{{Code: row.Code, TotalFee: row.TotalFee}},
			ThirdBill: &console.ThirdBill{OutTradeNo: row.Code, TotalMoney: row.TotalFee},
		}
	}
	return consoletest.New(t, o)
}

func TestFaults(t *testing.T) {
	calls := []struct {
		name string
		call func(c *console.Client) (rows int, err error)
	}{
		{"OrderPage", func(c *console.Client) (int, error) {
			page, err := c.OrderPage(ctx, console.OrderQuery{})
			if page != nil {
				return len(page.Orders), err
			}
			return 0, err
		}},
		{"Orders", func(c *console.Client) (int, error) {
			rows, err := rangeAll(ctx, c, console.OrderQuery{})
			return len(rows), err
		}},
		{"CollectOrders", func(c *console.Client) (int, error) {
			rows, audit, err := c.CollectOrders(ctx, console.OrderQuery{})
			if audit.Complete != (err == nil) {
				return 0, errors.New("the audit and the error disagree")
			}
			return len(rows), err
		}},
		{"OrderDetails", func(c *console.Client) (int, error) {
			details, err := c.OrderDetails(ctx, rows(5)[1].Code, console.PayWayWeChat)
			if details != nil {
				return len(details.Orders), err
			}
			return 0, err
		}},
	}
	for _, call := range calls {
		for _, test := range faults {
			t.Run(call.name+" "+test.reason, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					fake := detailed(t, billtest.Script{{Fault: test.fault}})
					c := clientOf(t, fake, func(cfg *console.Config) { cfg.Retry.MaxAttempts, cfg.MaxResponseBytes = 2, 1<<16 })
					got, err := call.call(c)
					require.Error(t, err)
					assert.Zero(t, got, "no rows of a reply that failed")
					assert.Equal(t, test.requests, fake.Count())
					var e *console.Error
					require.True(t, errors.As(err, &e))
					assert.Equal(t, call.name, e.Op)
					assert.Equal(t, test.requests, e.Attempts)
					assert.ErrorContains(t, err, test.text)
					assert.NotContains(t, err.Error(), "fictional-secret")
					for _, kind := range []error{console.ErrAuth, console.ErrRateLimited, console.ErrUnavailable, console.ErrMalformedResponse,
						console.ErrResponseTooLarge, console.ErrIncomplete, console.ErrPageDrift} {
						assert.Equal(t, kind == test.kind, errors.Is(err, kind), "%v", kind)
					}
				})
			})
		}
	}
}

func TestFaultsThatPass(t *testing.T) {
	for _, test := range []struct {
		reason string
		fault  billtest.Fault
	}{
		{"an error of the server", billtest.Status(500)}, {"cut short", billtest.CutShort()}, {"a reset", billtest.Reset()},
		{"nothing", billtest.Empty()}, {"no answer", billtest.Hang()}, {"a little too late", billtest.RetryAfter(503, "2")},
		{"slow", billtest.SlowDrip(time.Second)}, {"late", billtest.Delay(20 * time.Second)}, {"unknown members", billtest.Deep(20)},
	} {
		t.Run(test.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, fake := setup(t, 7, billtest.Script{{Times: 1, Fault: test.fault}})
				got, audit, err := c.CollectOrders(ctx, console.OrderQuery{})
				require.NoError(t, err)
				requireEqualOrders(t, rows(7), got)
				assert.True(t, audit.Complete)
				assert.Equal(t, fake.Count()-1, audit.Retries)
				assert.Empty(t, fake.Unplayed())
			})
		})
	}
}

func TestCancelledCallsEndAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, fake := setup(t, 7, billtest.Script{{Fault: billtest.Hang()}})
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		start := time.Now()
		for name, call := range map[string]func() error{
			"OrderPage":    func() error { _, err := c.OrderPage(ctx, console.OrderQuery{}); return err },
			"Orders":       func() error { _, err := rangeAll(ctx, c, console.OrderQuery{}); return err },
			"SetAuto":      func() error { return c.SetAuto(ctx, rows(1)[0].Code, true) },
			"OrderDetails": func() error { _, err := c.OrderDetails(ctx, "1", console.PayWayAlipay); return err },
		} {
			assert.ErrorIs(t, call(), context.DeadlineExceeded, name)
		}
		assert.Equal(t, 3*time.Second, time.Since(start), "the first call waits, the others find the deadline passed")
		assert.LessOrEqual(t, fake.Count(), 4)
	})
}
