package consumer

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/eshouhou/eshouhoutest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

var day = time.Date(2026, 11, 22, 12, 0, 0, 0, beijing)

// consoleToken is what the fake console wants to see in the query.
const consoleToken = "fictional-token-of-the-console"

// fake is what all fakes of billrecon are.
type fake interface {
	http.Handler
	http.RoundTripper
}

// route is one of the three ways to a fake: it gives a base URL, and the client to reach it with.
type route struct {
	name string
	to   func(t *testing.T, f fake) (base string, client *http.Client)
}

func routes() []route {
	return []route{
		{"httptest server", func(t *testing.T, f fake) (string, *http.Client) {
			server := httptest.NewServer(f)
			t.Cleanup(server.Close)
			return server.URL + "/base", server.Client()
		}},
		{"RoundTripper", func(_ *testing.T, f fake) (string, *http.Client) {
			return "https://provider.example/base", &http.Client{Transport: f}
		}},
		{"httpmock responder", func(_ *testing.T, f fake) (string, *http.Client) {
			mock := httpmock.NewMockTransport()
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				mock.RegisterResponder(method, `=~^https://provider\.example/base`, f.RoundTrip)
			}
			return "https://provider.example/base", &http.Client{Transport: mock}
		}},
	}
}

// quick retries without waiting for long.
const quick = time.Millisecond

// setup is one provider: its fake, and the Provider that talks to it by a route.
type setup struct {
	name string
	open func(t *testing.T, to route, wrap func(*http.Client) *http.Client) Provider
}

// setups are the three bills, each with the rows of the same orders. No fault plays but those that are given by number.
func setups(orders []Order, status int) []setup {
	return []setup{
		{"fubei", func(t *testing.T, to route, wrap func(*http.Client) *http.Client) Provider {
			g := fubeitest.New(t, fubeitest.Options{Bills: fubeiBills(orders), Faults: billtest.Script{failFirst(status)}})
			cfg := g.Config()
			cfg.BaseURL, cfg.HTTPClient = to.to(t, g)
			cfg.HTTPClient, cfg.Retry.BaseDelay = wrap(cfg.HTTPClient), quick
			c, err := fubei.New(cfg)
			require.NoError(t, err)
			return Fubei{c}
		}},
		{"settlement", func(t *testing.T, to route, wrap func(*http.Client) *http.Client) Provider {
			g := settlementtest.New(t, settlementtest.Options{Items: items(orders), Faults: billtest.Script{failFirst(status)}})
			cfg := g.Config()
			cfg.BaseURL, cfg.HTTPClient = to.to(t, g)
			cfg.HTTPClient, cfg.Retry.BaseDelay = wrap(cfg.HTTPClient), quick
			c, err := settlement.New(cfg)
			require.NoError(t, err)
			return Settlement{c}
		}},
		{"eshouhou", func(t *testing.T, to route, wrap func(*http.Client) *http.Client) Provider {
			g := eshouhoutest.New(t, eshouhoutest.Options{Statements: statements(orders), Faults: billtest.Script{failFirst(status)}})
			cfg := g.Config()
			cfg.Concurrency = 1 // requests in order
			cfg.BaseURL, cfg.HTTPClient = to.to(t, g)
			cfg.HTTPClient, cfg.Retry.BaseDelay = wrap(cfg.HTTPClient), quick
			c, err := eshouhou.New(cfg)
			require.NoError(t, err)
			return Eshouhou{c}
		}},
	}
}

// failFirst answers the first request with a status, 0 for none: the kits share their rules.
func failFirst(status int) billtest.Rule {
	if status == 0 {
		return billtest.Rule{On: billtest.Call(1).Where(func(billtest.Request) bool { return false }), Fault: billtest.Status(500)}
	}
	return billtest.Rule{On: billtest.Call(1), Fault: billtest.Status(status)}
}

func asIs(c *http.Client) *http.Client { return c }

// openConsole is a console that lists these orders with these statuses.
func openConsole(t *testing.T, to route, wrap func(*http.Client) *http.Client, listed []console.Order) *console.Client {
	t.Helper()
	f := consoletest.New(t, consoletest.Options{
		Orders: listed, Allow: func(r billtest.Request) bool { return r.Query.Get("access_token") == consoleToken },
	})
	cfg := f.Config()
	cfg.BaseURL, cfg.HTTPClient = to.to(t, f)
	cfg.HTTPClient = wrap(cfg.HTTPClient)
	cfg.Authorize = func(r *http.Request) error {
		q := r.URL.Query()
		q.Set("access_token", consoleToken)
		r.URL.RawQuery = q.Encode()
		return nil
	}
	c, err := console.New(cfg)
	require.NoError(t, err)
	return c
}

// dayOrders are n paid orders of the day.
func dayOrders(n int) []Order {
	var orders []Order
	for i := range n {
		orders = append(orders, Order{Number: fmt.Sprintf("order-%04d", i), Fen: int64(100 + i), Paid: true, Created: day.Add(time.Duration(i) * time.Minute)})
	}
	return orders
}

func (o Order) yuan() decimal.Decimal { return decimal.New(o.Fen, -2) }

func fubeiBills(orders []Order) []fubei.Bill {
	var made []fubei.Bill
	for i, o := range orders {
		made = append(made, fubei.Bill{
			OrderSN: fmt.Sprintf("fubei-%04d", i), MerchantOrderSN: o.Number, CreateTime: o.Created, PayTime: o.Created,
			TotalFee: o.yuan(), PayStatus: fubei.PayStatusPaid, PayType: fubei.PayTypeWeChat,
		})
	}
	return made
}

func items(orders []Order) []settlement.Item {
	var made []settlement.Item
	for i, o := range orders {
		made = append(made, settlement.Item{
			OrderNum: o.Number, BizOrderNum: fmt.Sprintf("biz-%04d", i), SettlementAmount: o.yuan(), PaymentTime: o.Created,
			SettlementType: settlement.SettlementTypePayment,
		})
	}
	return made
}

func statements(orders []Order) []eshouhou.Statement {
	var made []eshouhou.Statement
	for i, o := range orders {
		made = append(made, eshouhou.Statement{
			ID: fmt.Sprintf("statement-%04d", i), WorkOrderID: o.Number, CustomerAmount: decimal.NewNullDecimal(o.yuan()),
			StatementState: eshouhou.StatementStateDone, StatementTime: o.Created,
		})
	}
	return made
}

// listed are the console's rows of the orders, with the status of each.
func listed(orders []Order, status func(Order) recon.Status) []console.Order {
	var made []console.Order
	for _, o := range orders {
		made = append(made, console.Order{
			Code: o.Number, TotalFee: console.Fen(o.Fen), CreateTime: o.Created, PayMethod: console.PayMethodWeChat,
			ReconciliationStatus: console.ReconciliationStatus(status(o)),
		})
	}
	return made
}
