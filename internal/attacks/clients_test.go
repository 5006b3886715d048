package attacks

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/settlement"
)

// guard is when a test gives up: it catches hangs and nothing else.
const guard = 60 * time.Second

// settings are what the attacks set.
type settings struct {
	base    string
	http    *http.Client
	timeout time.Duration
	secret  string
	token   string
	log     *slog.Logger
	whole   bool // a whole run, which returns its Audit, instead of one page
}

// victim is a client under attack.
type victim struct {
	name string
	// code, message and data are the names of the members of its envelope, success the code of a success as JSON.
	code, success, message, data string
	// rows opens and closes what holds rows within data.
	open, close string
	dial        func(t testing.TB, s settings) func(ctx context.Context) (any, error)
}

var once = billrecon.RetryPolicy{MaxAttempts: 1}

// victims are the clients.
var victims = []victim{
	{
		name: "fubei", code: "result_code", success: "200", message: "result_message", data: "data", open: `{"total":1,"list":[`, close: `]}`,
		dial: func(t testing.TB, s settings) func(context.Context) (any, error) {
			c, err := fubei.New(fubei.Config{AppID: "fictional-app", AppSecret: s.secret, BaseURL: s.base, HTTPClient: s.http,
				Timeout: s.timeout, Retry: once, Logger: s.log})
			require.NoError(t, err)
			if s.whole {
				return func(ctx context.Context) (any, error) {
					_, audit, err := c.CollectBills(ctx, fubei.Day(2026, 1, 2))
					return audit, err
				}
			}
			return func(ctx context.Context) (any, error) {
				return c.BillPage(ctx, fubei.BillQuery{Year: 2026, Month: 1, Day: 2, Page: 1, Limit: 100})
			}
		},
	},
	{
		name: "settlement", code: "code", success: "0", message: "msg", data: "data", open: `[`, close: `]`,
		dial: func(t testing.TB, s settings) func(context.Context) (any, error) {
			c, err := settlement.New(settlement.Config{BaseURL: s.base, HTTPClient: s.http, Timeout: s.timeout, Retry: once, Logger: s.log,
				Token: settlement.StaticToken(s.token), Signer: settlement.SortedSecretParamMD5(s.secret)})
			require.NoError(t, err)
			if s.whole {
				return func(ctx context.Context) (any, error) {
					_, audit, err := c.CollectItems(ctx, settlement.Day(2026, 1, 2))
					return audit, err
				}
			}
			day := time.Date(2026, 1, 2, 0, 0, 0, 0, time.FixedZone("", 8*3600))
			return func(ctx context.Context) (any, error) {
				return c.ItemPage(ctx, settlement.ItemQuery{PaymentStart: day, PaymentEnd: day.Add(24*time.Hour - time.Second), Page: 1, Limit: 100})
			}
		},
	},
	{
		name: "eshouhou", code: "ResultCode", success: "0", message: "ErrorMsg", data: "ResultValue", open: `{"ID":"1","WorkOrderID":"1","TypeList":[`, close: `]}`,
		dial: func(t testing.TB, s settings) func(context.Context) (any, error) {
			c, err := eshouhou.New(eshouhou.Config{BaseURL: s.base, HTTPClient: s.http, Timeout: s.timeout, Retry: once, Logger: s.log,
				Token: eshouhou.StaticToken(s.token)})
			require.NoError(t, err)
			if s.whole {
				return func(ctx context.Context) (any, error) {
					_, audit, err := c.CollectStatements(ctx, slices.Values([]string{"1", "2"}))
					return audit, err
				}
			}
			return func(ctx context.Context) (any, error) { return c.Statement(ctx, "1") }
		},
	},
	{
		name: "console", code: "code", success: `"200"`, message: "message", data: "data", open: `{"order":{"num":1,"data":[`, close: `]}}`,
		dial: func(t testing.TB, s settings) func(context.Context) (any, error) {
			c, err := console.New(console.Config{BaseURL: s.base, HTTPClient: s.http, Timeout: s.timeout, Retry: once, Logger: s.log,
				Authorize: func(r *http.Request) error {
					r.Header.Set("Authorization", "Bearer "+s.secret)
					return nil
				}})
			require.NoError(t, err)
			if s.whole {
				return func(ctx context.Context) (any, error) {
					_, audit, err := c.CollectOrders(ctx, console.OrderQuery{})
					return audit, err
				}
			}
			return func(ctx context.Context) (any, error) { return c.OrderPage(ctx, console.OrderQuery{}) }
		},
	},
}

// reply is a success of the victim's provider with the rows.
func (v victim) reply(rows string) string {
	return fmt.Sprintf(`{%q:%s,%q:%s%s%s}`, v.code, v.success, v.data, v.open, rows, v.close)
}

// within fails the test if what is run does not return: nothing else measures time here.
func within(t testing.TB, run func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); run() }()
	select {
	case <-done:
	case <-time.After(guard):
		t.Fatal("it hangs")
	}
}

func forEach(t *testing.T, run func(t *testing.T, v victim)) {
	for _, v := range victims {
		t.Run(v.name, func(t *testing.T) { run(t, v) })
	}
}

// together is forEach with all clients at the same time: their waits overlap.
func together(t *testing.T, run func(t *testing.T, v victim)) {
	forEach(t, func(t *testing.T, v victim) {
		t.Parallel()
		run(t, v)
	})
}
