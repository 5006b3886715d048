package snippets

import (
	"context"
	"fmt"
	"net/http"

	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

func Example_console() {
	fake := consoletest.New(nil, consoletest.Options{Orders: []console.Order{
		{Code: "20200221113708eb3b8dcc2383481c", TotalFee: 198, PayMethod: console.PayMethodAlipay, ReconciliationStatus: console.StatusUnreconciled},
	}})
	defer fake.Close()
	fmt.Println(askConsole(context.Background(), fake.URL(), "fictional-session"))
	// Output:
	// 20200221113708eb3b8dcc2383481c 1.98 yuan 未对账
	// <nil>
}

func askConsole(ctx context.Context, baseURL, session string) error {
	// [console]
	client, err := console.New(console.Config{
		BaseURL:   baseURL,
		Authorize: func(r *http.Request) error { r.Header.Set("Authorization", "Bearer "+session); return nil },
	})
	if err != nil {
		return err
	}
	page, err := client.OrderPage(ctx, console.OrderQuery{ReconciliationStatus: console.StatusUnreconciled})
	if err != nil {
		return err
	}
	for _, order := range page.Orders {
		fmt.Println(order.Code, order.TotalFee.Yuan().StringFixed(2), "yuan", order.ReconciliationStatus.Chinese())
	}
	// [/console]
	return nil
}
