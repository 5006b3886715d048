package fubeitest_test

import (
	"context"
	"fmt"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// A gateway with a day of bills whose second page fails once. In a test give it t.
func ExampleNew() {
	gw := fubeitest.New(nil, fubeitest.Options{
		Bills:  fubeitest.Bills(250, 2026, 11, 22),
		Faults: billtest.Script{{On: billtest.Page(2), Times: 1, Fault: billtest.Status(500)}},
	})
	defer gw.Close()
	c, _ := fubei.New(gw.Config())
	bills, audit, err := c.CollectBills(context.Background(), fubei.Day(2026, 11, 22))
	fmt.Println(len(bills), audit.Retries, err)
	// Output: 250 1 <nil>
}

// The same bills every time.
func ExampleBills() {
	for _, b := range fubeitest.Bills(2, 2026, 11, 22) {
		fmt.Println(b.MerchantOrderSN, b.TotalFee.StringFixed(2), b.Fee.Decimal.StringFixed(2), b.PayType)
	}
	// Output:
	// ORDER202611220000000 1.00 0.00 WeChat Pay
	// ORDER202611220000001 1.37 0.01 Alipay
}

// A reply that contradicts itself is no bill.
func ExampleContradiction() {
	gw := fubeitest.New(nil, fubeitest.Options{Faults: billtest.Script{{On: billtest.Always(), Fault: fubeitest.Contradiction()}}})
	defer gw.Close()
	config := gw.Config()
	config.Retry.MaxAttempts = 1
	c, _ := fubei.New(config)
	_, _, err := c.CollectBills(context.Background(), fubei.Day(2026, 11, 22))
	fmt.Println(err)
	// Output: fubei: CollectBills: malformed response: success: says that the call failed, the result_code that it succeeded: the reply contradicts itself (attempt 1 of 1)
}

// Credentials and a transport that need no network.
func ExampleGateway_Config() {
	gw := fubeitest.New(nil, fubeitest.Options{})
	defer gw.Close()
	fmt.Println(gw.Config())
	// Output: fubei.Config{AppID: "20260101000000000001", AppSecret: set, HTTPClient: set}
}
