package console_test

import (
	"context"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
)

// The address is not public, so there is no default.
func ExampleNew() {
	_, err := console.New(console.Config{})
	fmt.Println(err)
	// Output: console: Config.BaseURL is empty: it must be an https URL
}

// One reply, with the figures and the filter that the console documents.
func ExampleClient_OrderPage() {
	fake := exampleConsole()
	defer fake.Close()
	c, _ := console.New(fake.Config())
	page, err := c.OrderPage(context.Background(), console.OrderQuery{ReconciliationStatus: console.StatusException})
	fmt.Println(len(page.Orders), "of", page.Num, "incomplete:", page.Incomplete, err)
	// Output: 1 of 1 incomplete: false <nil>
}

// Every order, one by one.
func ExampleClient_Orders() {
	fake := exampleConsole()
	defer fake.Close()
	c, _ := console.New(fake.Config())
	for order, err := range c.Orders(context.Background(), console.OrderQuery{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(order.Code, order.ReconciliationStatus.Chinese())
	}
	// Output:
	// 20261122120000 已对账
	// 20261122120001 未对账
	// 20261122120002 异常
}

// Both sides of one order.
func ExampleClient_OrderDetails() {
	fake := exampleConsole()
	defer fake.Close()
	c, _ := console.New(fake.Config())
	details, err := c.OrderDetails(context.Background(), rows(3)[2].Code, console.PayWayAlipay)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(details.Orders[0].TotalFee.Yuan(), details.ThirdBill.TotalMoney.Yuan(), len(details.ThirdBills()))
	// Output: 3 3.5 1
}

// Whole fen, and nothing else: half a fen is refused.
func ExampleFenOf() {
	fmt.Println(console.FenOf(decimal.RequireFromString("1.98")))
	_, err := console.FenOf(decimal.RequireFromString("0.005"))
	fmt.Println(err != nil)
	// Output:
	// 198 <nil>
	// true
}

func ExampleFen_Yuan() {
	fmt.Println(console.Fen(198).Yuan().StringFixed(2))
	// Output: 1.98
}

// A bound of a query, which is absent when it is not given.
func ExampleNewNullFen() {
	q := console.OrderQuery{TotalFeeGTE: console.NewNullFen(100)}
	fmt.Println(q.TotalFeeGTE, q.TotalFeeLTE)
	// Output: 100 null
}

// The two codes differ: 2 is 微信 in a list, and 支付宝 where details are asked for.
func ExamplePayMethod_PayWay() {
	way, err := console.PayMethodWeChat.PayWay()
	fmt.Println(int(console.PayMethodWeChat), int(way), err)
	_, err = console.PayMethodUnpaid.PayWay()
	fmt.Println(err)
	// Output:
	// 2 1 <nil>
	// console: pay_method 1 (unpaid) has no pay_way: only WeChat Pay and Alipay have one
}

func ExamplePayWay_PayMethod() {
	method, err := console.PayWayAlipay.PayMethod()
	fmt.Println(method.Chinese(), err)
	// Output: 支付宝 <nil>
}

// exampleResult is one order that agrees with its bill row.
func exampleResult() *recon.Result[recon.Record, recon.Record] {
	row := recon.Record{Key: "A1", Amount: decimal.New(198, -2), Channel: recon.WeChat, Time: time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)}
	itself := func(r recon.Record) recon.Record { return r }
	result, err := recon.Match([]recon.Record{row}, itself, []recon.Record{row}, itself, recon.Rules{})
	if err != nil {
		panic(err)
	}
	return result
}

// exampleLedger is that order in the console's terms.
func exampleLedger() *console.Ledger {
	ledger, err := console.NewLedger(exampleResult(), console.LedgerOptions{MerchantName: "Shop 7"})
	if err != nil {
		panic(err)
	}
	return ledger
}

// The figures of a match, as the console writes them.
func ExampleStatisticsOf() {
	s, err := console.StatisticsOf(exampleResult().Statistics())
	fmt.Println(s, err)
	// Output: 1 (198 fen), 1 (198 fen) reconciled, 0 (null fen) failed <nil>
}

// The whole list, as GET /pay/consume_order replies.
func ExampleLedger_Page() {
	page := exampleLedger().Page()
	fmt.Println(page.Num, page.Orders[0].Code, page.Orders[0].ReconciliationStatus.Chinese())
	// Output: 1 A1 已对账
}

func ExampleLedger_Details() {
	details, err := exampleLedger().Details("A1")
	fmt.Println(len(details.Orders), details.ThirdBill.TotalMoney.Yuan(), err)
	// Output: 1 1.98 <nil>
}

// Why an order has its status.
func ExampleLedger_Entry() {
	entry, found := exampleLedger().Entry("A1")
	fmt.Println(found, entry.Group.Explain(recon.English))
	// Output: true Reconciled: matched. By key A1: 1 bill row, 1 order. Bill CNY 1.98, orders CNY 1.98: the amounts are equal.
}
