package contract_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

// consoleRows are the rows of the list, which comes in one piece.
const consoleRows = 25

func consoleProvider() provider {
	all := fingerprints(consoleOrders(consoleRows), consoleRow)
	list := func(r billtest.Request) bool { return strings.HasSuffix(r.Path, "/pay/consume_order") }
	details := func(r billtest.Request) bool { return strings.HasSuffix(r.Path, "/pay/order_details") }
	extra := []string{"data.order.data.name__nick_name"} // not documented for the list, so it is kept whatever it is
	return provider{
		name: "console", code: "500", paged: true, carried: []string{"Authorization"},
		serve: func(t billtest.TB, script billtest.Script) gateway { return consoleGateway(t, script, consoleRows) },
		dial:  dialConsole,
		shown: func(gw gateway, s settings, c any) []any {
			return []any{consoleConfig(gw, s), *c.(*console.Client), console.OrderQuery{Extra: map[string][]string{"page": {plantedBody}}}}
		},
		ops: []op{
			{name: "OrderPage", hit: list, truth: all, loose: extra, run: consolePage},
			{name: "Orders", hit: list, truth: all, complete: true, loose: extra, run: consoleRange},
			{name: "CollectOrders", hit: list, truth: all, complete: true, loose: extra, run: consoleCollect},
			{name: "OrderDetails", hit: details, truth: []string{consoleDetail(1)}, run: consoleDetails},
			{name: "SetAuto", hit: list, truth: []string{}, once: true, run: consoleSetAuto},
		},
		long: &long{
			serve: func(script billtest.Script, n int) gateway { return consoleGateway(nil, script, 50) },
			rows:  consoleMany,
			truth: func(n int) []string {
				rows := make([]string, n)
				for i := range rows {
					rows[i] = consoleDetail(i % 50)
				}
				return rows
			},
		},
	}
}

func consoleCode(i int) string { return fmt.Sprintf("FICTIONAL%05d", i) }

func consoleRow(o console.Order) string {
	return o.Code + " " + strconv.FormatInt(int64(o.TotalFee), 10)
}

func consoleDetail(i int) string { return fmt.Sprintf("%s %d %d", consoleCode(i), 100+i, 100+i) }

func consoleOrders(n int) []console.Order {
	orders := make([]console.Order, n)
	for i := range orders {
		orders[i] = console.Order{
			Code: consoleCode(i), MerchantName: "fictional shop", EquipmentNo: "7", TotalFee: console.Fen(100 + i),
			PayMethod: console.PayMethodWeChat, ReconciliationStatus: console.StatusReconciled,
			CreateTime: time.Date(2026, 11, 22, 9, 0, i, 0, time.UTC),
			Extra:      map[string]json.RawMessage{"name__nick_name": json.RawMessage(`"` + plantedName + `"`)},
		}
	}
	return orders
}

// consoleSides are both sides of every order, with personal data.
func consoleSides(n int) map[string]console.OrderDetails {
	sides := map[string]console.OrderDetails{}
	for i := range n {
		sides[consoleCode(i)] = console.OrderDetails{
			Orders: []console.DetailOrder{{
				Code: consoleCode(i), TotalFee: console.Fen(100 + i), NickName: plantedName, PlatformCode: consoleCode(i),
				PayMethod: console.PayMethodWeChat, Status: console.OrderStatusPaid,
			}},
			ThirdBill: &console.ThirdBill{
				TotalMoney: console.Fen(100 + i), OutTradeNo: consoleCode(i), OpenID: plantedName + plantedPhone,
				TradeTime: time.Date(2026, 11, 22, 9, 1, i, 0, time.UTC),
			},
		}
	}
	return sides
}

func consoleGateway(t billtest.TB, script billtest.Script, rows int) gateway {
	return consoletest.New(t, consoletest.Options{
		Orders: consoleOrders(rows), Details: consoleSides(rows), Faults: script,
		Allow: func(r billtest.Request) bool { return r.Header.Get("Authorization") == "Bearer "+plantedSecret },
	})
}

func consoleConfig(_ gateway, s settings) console.Config {
	return console.Config{
		Authorize: func(r *http.Request) error {
			r.Header.Set("Authorization", "Bearer "+plantedSecret)
			return nil
		},
		BaseURL: s.baseURL, HTTPClient: s.http, Logger: s.logger, Timeout: s.timeout, Retry: s.retry, RateLimit: s.rate,
		MaxResponseBytes: s.maxBytes,
	}
}

func dialConsole(gw gateway, s settings) (any, error) { return console.New(consoleConfig(gw, s)) }

func consolePage(ctx context.Context, c any, _ func()) outcome {
	page, err := c.(*console.Client).OrderPage(ctx, console.OrderQuery{})
	if err != nil {
		return outcome{err: err, shown: []any{page}}
	}
	return outcome{rows: fingerprints(page.Orders, consoleRow), odd: page.Incomplete, shown: append(anys(page.Orders), page, *page)}
}

func consoleRange(ctx context.Context, c any, row func()) outcome {
	return rangeOver(c.(*console.Client).Orders(ctx, console.OrderQuery{}), consoleRow, row)
}

func consoleCollect(ctx context.Context, c any, _ func()) outcome {
	rows, audit, err := c.(*console.Client).CollectOrders(ctx, console.OrderQuery{})
	return outcome{rows: fingerprints(rows, consoleRow), err: err, done: audit.Complete, odd: !audit.Complete, shown: append(anys(rows), audit)}
}

func consoleDetails(ctx context.Context, c any, _ func()) outcome {
	text, shown, err := consoleSidesOf(ctx, c, 1)
	if err != nil {
		return outcome{err: err, shown: shown}
	}
	return outcome{rows: []string{text}, shown: shown}
}

func consoleSidesOf(ctx context.Context, c any, i int) (text string, shown []any, err error) {
	d, err := c.(*console.Client).OrderDetails(ctx, consoleCode(i), console.PayWayWeChat)
	if err != nil {
		return "", []any{d}, err
	}
	shown = append([]any{d, *d}, append(anys(d.Orders), anys(d.ThirdBills())...)...)
	if len(d.Orders) != 1 || d.ThirdBill == nil {
		return "one side is missing", shown, nil
	}
	return fmt.Sprintf("%s %d %d", d.Orders[0].Code, d.Orders[0].TotalFee, d.ThirdBill.TotalMoney), shown, nil
}

func consoleSetAuto(ctx context.Context, c any, _ func()) outcome {
	return outcome{rows: []string{}, err: c.(*console.Client).SetAuto(ctx, consoleCode(1), true)}
}

// consoleMany asks for the details of one order after the other: the console has no pages.
func consoleMany(ctx context.Context, c any, n int) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for i := range n {
			text, _, err := consoleSidesOf(ctx, c, i%50)
			if !yield(text, err) {
				return
			}
		}
	}
}
