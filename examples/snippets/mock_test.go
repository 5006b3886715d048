package snippets

import (
	"context"
	"fmt"
	"net/http"

	"github.com/jarcoal/httpmock"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

func Example_mock() {
	// [mock]
	gateway := fubeitest.New(nil, fubeitest.Options{ // in a test: fubeitest.New(t, …)
		Bills:  fubeitest.Bills(250, 2026, 11, 22),
		Faults: billtest.Script{{On: billtest.Page(2), Times: 1, Fault: billtest.Status(500)}},
	})
	defer gateway.Close()

	// Over a loopback server.
	served := fubei.Config{AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret, BaseURL: gateway.URL()}

	// As an http.RoundTripper, without a socket.
	inMemory := fubei.Config{AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret, HTTPClient: gateway.Client()}

	// As an httpmock responder.
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder("POST", fubei.Production, gateway.RoundTrip)
	mocked := fubei.Config{AppID: fubeitest.AppID, AppSecret: fubeitest.AppSecret, HTTPClient: &http.Client{Transport: mock}}
	// [/mock]
	for _, config := range []fubei.Config{served, inMemory, mocked} {
		client, _ := fubei.New(config)
		bills, audit, err := client.CollectBills(context.Background(), fubei.BillQuery{Year: 2026, Month: 11, Day: 22})
		fmt.Println(len(bills), "bills,", audit.Retries, "retries,", err)
	}
	// Output:
	// 250 bills, 1 retries, <nil>
	// 250 bills, 0 retries, <nil>
	// 250 bills, 0 retries, <nil>
}
