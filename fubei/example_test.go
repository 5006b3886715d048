package fubei_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// One page of a day's bill.
func ExampleClient_BillPage() {
	gw := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(250, 2026, 11, 22)})
	defer gw.Close()

	c, err := fubei.New(fubei.Config{AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret, HTTPClient: gw.Client()})
	if err != nil {
		fmt.Println(err)
		return
	}
	page, err := c.BillPage(context.Background(), fubei.BillQuery{Year: 2026, Month: 11, Day: 22, Page: 2, Limit: 100})
	if err != nil {
		fmt.Println(err)
		return
	}
	b := page.Bills[0]
	fmt.Println(len(page.Bills), "of", page.Total)
	fmt.Println(b.MerchantOrderSN, b.TotalFee.StringFixed(2), b.PayType, b.PayStatus, b.CreateTime.Format(time.DateTime))
	// Output:
	// 100 of 250
	// ORDER202611220000100 38.00 Alipay paid 2026-11-22 00:01:40
}

// Every bill of a day, row by row. The loop has seen the whole bill only when it ends without an error.
func ExampleClient_Bills() {
	gw := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(250, 2026, 11, 22)})
	defer gw.Close()
	c, _ := fubei.New(gw.Config())

	count, sum := 0, decimal.Zero
	for bill, err := range c.Bills(context.Background(), fubei.Day(2026, 11, 22)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		count++
		sum = sum.Add(bill.TotalFee)
	}
	fmt.Println(count, "bills,", sum.StringFixed(2), "yuan")
	// Output:
	// 250 bills, 11766.25 yuan
}

// A complete bill with the proof that it is. After a failure the cursor goes on where it stopped.
func ExampleClient_CollectBills() {
	gw := fubeitest.New(nil, fubeitest.Options{
		Bills:  fubeitest.Bills(250, 2026, 11, 22),
		Faults: billtest.Script{{On: billtest.Page(3), Times: 1, Fault: billtest.Business("9999", "", "系统繁忙")}},
	})
	defer gw.Close()
	cfg := gw.Config()
	cfg.Prefetch = 8
	c, _ := fubei.New(cfg)

	q := fubei.Day(2026, 11, 22)
	bills, audit, err := c.CollectBills(context.Background(), q)
	fmt.Println(len(bills), audit.Complete, err)

	q.Cursor = audit.Next
	rest, audit, err := c.CollectBills(context.Background(), q)
	fmt.Println(len(rest), audit.Complete, err)
	fmt.Println(audit.Earlier, "+", audit.Rows, "=", audit.DeclaredTotal, "until", audit.Until.Format(time.DateTime))
	// Output:
	// 200 false fubei: CollectBills: code 9999: 系统繁忙 (attempt 1 of 4)
	// 50 true <nil>
	// 200 + 50 = 250 until 2026-11-23 00:00:00
}

// A method that this package has no wrapper for. What it returns is the JSON that came.
func ExampleClient_Call() {
	gw := fubeitest.New(nil, fubeitest.Options{Call: func(method, bizContent string) ([]byte, bool) {
		return []byte(`{"order_sn":"20261122000000000000","order_status":"success"}`), method == "openapi.payment.order.query"
	}})
	defer gw.Close()
	c, _ := fubei.New(gw.Config())

	data, err := c.Call(context.Background(), "openapi.payment.order.query", map[string]string{"order_sn": "20261122000000000000"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var order struct {
		Status string `json:"order_status"`
	}
	err = json.Unmarshal(data, &order)
	fmt.Println(order.Status, err)
	// Output:
	// success <nil>
}

// A day that is not over has no final bill.
func ExampleDay() {
	c, _ := fubei.New(fubei.Config{AppID: "20260101000000000001", AppSecret: "fictional-secret"})
	_, _, err := c.CollectBills(context.Background(), fubei.Day(2199, 1, 1))
	fmt.Println(errors.Is(err, fubei.ErrPeriodOpen))
	fmt.Println(err)
	// Output:
	// true
	// fubei: period open: BillQuery.Day: the day is not over at UTC+8: 2199-01-01 must have ended 2h0m0s ago (Config.CloseAfter), unless BillQuery.Open asks for it
}

// What went wrong, and whether it makes sense to ask again.
func ExampleError() {
	gw := fubeitest.New(nil, fubeitest.Options{Faults: billtest.Script{
		{On: billtest.Call(1), Fault: billtest.Business("400", "ISV.NO_PERMISSION", "无权限")},
		{On: billtest.Call(2), Fault: billtest.RetryAfter(429, "3600")},
	}})
	defer gw.Close()
	c, _ := fubei.New(gw.Config())

	for range 2 {
		_, err := c.BillPage(context.Background(), fubei.BillQuery{Year: 2026, Month: 11})
		var e *fubei.Error
		if !errors.As(err, &e) {
			fmt.Println("success")
			return
		}
		fmt.Printf("HTTP %d, code %q, sub code %q, rate limited %v, retryable %v, says when %v\n",
			e.HTTPStatus, e.Code, e.SubCode, errors.Is(err, fubei.ErrRateLimited), e.Retryable(), !e.RetryAt.IsZero())
	}
	_, err := c.BillPage(context.Background(), fubei.BillQuery{Year: 2026, Month: 2, Day: 30})
	fmt.Println(errors.Is(err, fubei.ErrInvalidRequest), err)
	// Output:
	// HTTP 200, code "400", sub code "ISV.NO_PERMISSION", rate limited false, retryable false, says when false
	// HTTP 429, code "", sub code "", rate limited true, retryable true, says when true
	// true fubei: BillQuery.Day is 30: 2026-02 has no such day
}

// A Config can be printed and logged.
func ExampleConfig() {
	cfg := fubei.Config{AppID: "20260101000000000001", AppSecret: "fictional-secret", Prefetch: 8}
	fmt.Printf("%+v\n", cfg)
	_, err := fubei.New(fubei.Config{AppID: "20260101000000000001"})
	fmt.Println(err)
	// Output:
	// fubei.Config{AppID: "20260101000000000001", AppSecret: set, Prefetch: set}
	// fubei: Config.AppSecret is empty: it is required at merchant level
}

// What recon.Match sees of a bill.
func ExampleBill_Record() {
	bill := fubeitest.Bills(1, 2026, 11, 22)[0]
	r := bill.Record()
	fmt.Println(r.Key, r.AltKeys[0], r.Amount, r.Income.Decimal, r.Channel)
	// Output:
	// ORDER202611220000000 20261122000000000000 1 1 wechat
}

// An income that is not what is left of the amount after the fee.
func ExampleBill_IncomeDifference() {
	var bill fubei.Bill
	err := bill.UnmarshalJSON([]byte(`{"order_sn":"20261122000000000000","total_fee":"100.00","fee":"0.38","income":99.60}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	difference, ok := bill.IncomeDifference()
	fmt.Println(difference, ok)
	// Output:
	// -0.02 true
}

// The sign of a request, with a fictional secret.
func ExampleSign() {
	fmt.Println(fubei.Sign(map[string]string{
		"app_id":      "20170224132045932173",
		"biz_content": `{"month":2,"year":2017}`,
		"format":      "json",
		"method":      "openapi.payment.order.reconciliation",
		"nonce":       "pp2kiwi",
		"sign_method": "md5",
		"version":     "1.0",
	}, "fictional-secret-for-tests-0001"))
	// Output:
	// 1EDCA2D90BE20E1DD1A2F16CE316580A
}

// Names in both languages; values that the provider does not document keep their number.
func ExamplePayType() {
	for _, t := range []fubei.PayType{fubei.PayTypeWeChat, fubei.PayTypeUnionPay, 7} {
		fmt.Println(t, t.Chinese())
	}
	// Output:
	// WeChat Pay 微信支付
	// UnionPay 银联
	// PayType(7) 未知支付方式(7)
}
