package console_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/jarcoal/httpmock"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

// exampleConsole is a console with three orders, one of them in exception.
func exampleConsole() *consoletest.Console {
	orders := rows(3)
	return consoletest.New(nil, consoletest.Options{Orders: orders, Details: map[string]console.OrderDetails{
		orders[2].Code: {
			Orders: []console.DetailOrder{{Code: orders[2].Code, PlatformCode: orders[2].Code, TotalFee: orders[2].TotalFee,
				PayMethod: console.PayMethodAlipay, Status: console.OrderStatusPaid}},
			ThirdBill: &console.ThirdBill{OutTradeNo: orders[2].Code, TotalMoney: orders[2].TotalFee + 50, TradeTime: noon},
		},
	}})
}

func Example() {
	fake := exampleConsole()
	defer fake.Close()
	c, err := console.New(console.Config{
		BaseURL: fake.URL(),
		Authorize: func(r *http.Request) error {
			r.Header.Set("Authorization", "Bearer fictional-token")
			return nil
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	page, err := c.OrderPage(context.Background(), console.OrderQuery{ReconciliationStatus: console.StatusException})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range page.Orders {
		fmt.Println(o.Code, o.TotalFee.Yuan(), o.PayMethod, o.ReconciliationStatus, o.ReconciliationStatus.Chinese())
	}
	// Output: 20261122120002 3 Alipay exception 异常
}

func ExampleClient_CollectOrders() {
	fake := consoletest.New(nil, consoletest.Options{Orders: rows(100), MaxRows: 20})
	defer fake.Close()
	c, _ := console.New(fake.Config())
	orders, audit, err := c.CollectOrders(context.Background(), console.OrderQuery{})
	fmt.Println(len(orders), "of", audit.DeclaredTotal, audit.Complete, errors.Is(err, console.ErrIncomplete))

	// A console that pages is asked page by page, with the parameters that it has.
	page, _ := c.OrderPage(context.Background(), console.OrderQuery{Extra: url.Values{"page": {"2"}}})
	fmt.Println(len(page.Orders), page.Num, page.Incomplete)
	// Output:
	// 20 of 100 false true
	// 20 100 true
}

func ExampleClient_SetAuto() {
	fake := exampleConsole()
	defer fake.Close()
	c, _ := console.New(fake.Config())
	fmt.Println(c.SetAuto(context.Background(), "20261122120002", true))
	fmt.Println(c.SetAuto(context.Background(), "no-such-code", true))
	// Output:
	// <nil>
	// console: SetAuto: code 400: consoletest: there is no order of this code (attempt 1 of 4)
}

func ExampleOrderDetails_Match() {
	fake := exampleConsole()
	defer fake.Close()
	c, _ := console.New(fake.Config())
	page, _ := c.OrderPage(context.Background(), console.OrderQuery{Code: "20261122120002"})
	way, _ := page.Orders[0].PayMethod.PayWay() // pay_method 3 is pay_way 2
	details, err := c.OrderDetails(context.Background(), page.Orders[0].Code, way)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, _ := details.Match(recon.Rules{BillsUntil: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	for g := range result.Differences() {
		fmt.Println(g.Outcome, g.Nets[0].Difference(), g.Codes())
	}
	// Output: amount over 0.5 [E-AMOUNT-OVER]
}

func ExampleNewLedger() {
	orders := []sale{{number: "S1", fen: 198, channel: recon.Alipay, at: noon}, {number: "S2", fen: 250, channel: recon.WeChat, at: noon}}
	bills := []sale{orders[0]}
	result, _ := recon.Match(bills, sale.Record, orders, sale.Record, recon.Rules{BillsUntil: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	ledger, err := console.NewLedger(result, console.LedgerOptions{MerchantName: "测试商户", EquipmentNo: "1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := json.Marshal(ledger.Page().Statistics)
	fmt.Println(string(text))
	text, _ = json.Marshal(ledger.Page().Orders[1])
	fmt.Println(string(text))
	// Output:
	// {"order_num":2,"count_price":{"total_fee__sum":448},"success_bill":1,"success_price":{"total_fee__sum":198},"fail_bill":1,"fail_price":{"total_fee__sum":250}}
	// {"code":"S2","merchant__name":"测试商户","equipment_no":1,"total_fee":250,"pay_method":2,"create_time":"2026-11-22T12:00:00.123456","reconciliation_status":3,"auto":true}
}

// A fake over a loopback server.
func Example_httptestServer() {
	fake := exampleConsole()
	defer fake.Close()
	c, _ := console.New(console.Config{BaseURL: fake.URL()})
	page, err := c.OrderPage(context.Background(), console.OrderQuery{})
	fmt.Println(len(page.Orders), err)
	// Output: 3 <nil>
}

// A fake in memory, as the Transport of an http.Client.
func Example_roundTripper() {
	fake := exampleConsole()
	defer fake.Close()
	c, _ := console.New(console.Config{BaseURL: "https://console.example", HTTPClient: &http.Client{Transport: fake}})
	page, err := c.OrderPage(context.Background(), console.OrderQuery{})
	fmt.Println(len(page.Orders), err)
	// Output: 3 <nil>
}

// A fake as an httpmock responder.
func Example_httpmock() {
	fake := exampleConsole()
	defer fake.Close()
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder(http.MethodGet, "https://console.example/pay/consume_order", fake.RoundTrip)
	c, _ := console.New(console.Config{BaseURL: "https://console.example", HTTPClient: &http.Client{Transport: mock}})
	page, err := c.OrderPage(context.Background(), console.OrderQuery{})
	fmt.Println(len(page.Orders), err)
	// Output: 3 <nil>
}
