package settlementtest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/jarcoal/httpmock"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

var midnight = time.Date(2022, 11, 2, 0, 0, 0, 0, time.FixedZone("UTC+8", 8*60*60))

// day is the query of all items that are made here, and tens asks for it in pages of ten.
var (
	day  = settlement.ItemQuery{PaymentStart: midnight, PaymentEnd: midnight.Add(24*time.Hour - time.Second)}
	tens = settlement.ItemQuery{PaymentStart: day.PaymentStart, PaymentEnd: day.PaymentEnd, Limit: 10}
)

// In memory: the gateway is the client's transport.
func ExampleGateway_RoundTrip() {
	gw := settlementtest.New(nil, settlementtest.Options{Items: settlementtest.Items(120, midnight, time.Minute)})
	defer gw.Close()

	c, err := settlement.New(settlement.Config{
		BaseURL:    "https://settlement.example/dbenefit",
		Token:      settlement.StaticToken(settlementtest.Token),
		Signer:     settlement.SortedSecretParamMD5(settlementtest.Secret),
		HTTPClient: &http.Client{Transport: gw},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	items, audit, err := c.CollectItems(context.Background(), day)
	fmt.Println(len(items), audit.Complete, err)
	// Output:
	// 120 true <nil>
}

// Over a socket: the gateway is an http.Handler. Gateway.URL has such a server ready.
func ExampleGateway_ServeHTTP() {
	gw := settlementtest.New(nil, settlementtest.Options{Items: settlementtest.Items(120, midnight, time.Minute)})
	defer gw.Close()
	server := httptest.NewServer(gw)
	defer server.Close()

	c, err := settlement.New(settlement.Config{
		BaseURL: server.URL,
		Token:   settlement.StaticToken(settlementtest.Token),
		Signer:  settlement.SortedSecretParamMD5(settlementtest.Secret),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	items, audit, err := c.CollectItems(context.Background(), day)
	fmt.Println(len(items), audit.Complete, err)
	// Output:
	// 120 true <nil>
}

// Beside other mocked services: RoundTrip is an httpmock responder.
func Example_httpmock() {
	gw := settlementtest.New(nil, settlementtest.Options{Items: settlementtest.Items(120, midnight, time.Minute)})
	defer gw.Close()
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder("POST", "https://settlement.example"+settlement.ItemPath, gw.RoundTrip)

	c, err := settlement.New(settlement.Config{
		BaseURL:    "https://settlement.example",
		Token:      settlement.StaticToken(settlementtest.Token),
		Signer:     settlement.SortedSecretParamMD5(settlementtest.Secret),
		HTTPClient: &http.Client{Transport: mock},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	items, audit, err := c.CollectItems(context.Background(), day)
	fmt.Println(len(items), audit.Complete, err)
	// Output:
	// 120 true <nil>
}

// A script says what goes wrong, and when.
func ExampleScript() {
	gw := settlementtest.New(nil, settlementtest.Options{
		Items: settlementtest.Items(25, midnight, time.Minute),
		Faults: billtest.Script{
			{On: billtest.Page(2), Times: 1, Fault: billtest.Status(500)},
			{On: billtest.Page(3), Fault: billtest.Shift()},
		},
	})
	defer gw.Close()
	cfg := gw.Config()
	cfg.Retry = settlement.RetryPolicy{BaseDelay: 1}
	c, _ := settlement.New(cfg)

	items, audit, err := c.CollectItems(context.Background(), tens)
	fmt.Println(len(items), "items,", audit.Retries, "retry, complete:", audit.Complete)
	fmt.Println(err)
	fmt.Println(gw.Count(), "requests")
	// Output:
	// 20 items, 1 retry, complete: false
	// settlement: CollectItems: pages drifted: page 3: 1 of 6 rows were seen before, the first of them is row 1
	// 4 requests
}

// Tokens that the gateway issues and refuses.
func ExampleGateway_TokenSource() {
	gw := settlementtest.New(nil, settlementtest.Options{Items: settlementtest.Items(25, midnight, time.Minute)})
	defer gw.Close()
	cfg := gw.Config()
	cfg.Token = gw.TokenSource(2 * time.Hour)
	c, _ := settlement.New(cfg)

	for range 2 {
		items, _, err := c.CollectItems(context.Background(), tens)
		fmt.Println(len(items), "items,", gw.TokensIssued(), "tokens", err)
		gw.ExpireTokens()
	}
	// Output:
	// 25 items, 1 tokens <nil>
	// 25 items, 2 tokens <nil>
}
