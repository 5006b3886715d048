package fubeitest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/jarcoal/httpmock"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

var day = fubei.BillQuery{Year: 2026, Month: 11, Day: 22}

// In memory: the gateway is the client's transport.
func ExampleGateway_RoundTrip() {
	gw := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(120, 2026, 11, 22)})
	defer gw.Close()

	c, err := fubei.New(fubei.Config{
		AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret,
		HTTPClient: &http.Client{Transport: gw},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	bills, audit, err := c.CollectBills(context.Background(), day)
	fmt.Println(len(bills), audit.Complete, err)
	// Output:
	// 120 true <nil>
}

// Over a socket: the gateway is an http.Handler. Gateway.URL has such a server ready.
func ExampleGateway_ServeHTTP() {
	gw := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(120, 2026, 11, 22)})
	defer gw.Close()
	server := httptest.NewServer(gw)
	defer server.Close()

	c, err := fubei.New(fubei.Config{
		AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret,
		BaseURL: server.URL + "/gateway",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	bills, audit, err := c.CollectBills(context.Background(), day)
	fmt.Println(len(bills), audit.Complete, err)
	// Output:
	// 120 true <nil>
}

// Beside other mocked services: RoundTrip is an httpmock responder.
func Example_httpmock() {
	gw := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(120, 2026, 11, 22)})
	defer gw.Close()
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder("POST", fubei.Production, gw.RoundTrip)

	c, err := fubei.New(fubei.Config{
		AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret,
		HTTPClient: &http.Client{Transport: mock},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	bills, audit, err := c.CollectBills(context.Background(), day)
	fmt.Println(len(bills), audit.Complete, err)
	// Output:
	// 120 true <nil>
}

// A script says what goes wrong, and when.
func Example_faults() {
	gw := fubeitest.New(nil, fubeitest.Options{
		Bills: fubeitest.Bills(250, 2026, 11, 22),
		Faults: billtest.Script{
			{On: billtest.Page(2), Times: 1, Fault: billtest.Status(500)},
			{On: billtest.Page(3), Fault: billtest.Shift()},
		},
	})
	defer gw.Close()
	cfg := gw.Config()
	cfg.Retry = fubei.RetryPolicy{BaseDelay: 1}
	c, _ := fubei.New(cfg)

	bills, audit, err := c.CollectBills(context.Background(), day)
	fmt.Println(len(bills), "bills,", audit.Retries, "retry, complete:", audit.Complete)
	fmt.Println(err)
	fmt.Println(gw.Count(), "requests")
	// Output:
	// 200 bills, 1 retry, complete: false
	// fubei: CollectBills: pages drifted: page 3: 1 of 51 rows were seen before, the first of them is row 1
	// 4 requests
}
