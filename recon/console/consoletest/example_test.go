package consoletest_test

import (
	"context"
	"fmt"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

func ExampleFromResult() {
	orders := []sale{{number: "S1", fen: 198}, {number: "S2", fen: 250}}
	bills := []sale{{number: "S1", fen: 198}, {number: "S2", fen: 200}}
	result, err := recon.Match(bills, sale.Record, orders, sale.Record, recon.Rules{BillsUntil: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fake := consoletest.FromResult(nil, result, consoletest.Options{}) // t, in a test
	defer fake.Close()
	c, _ := console.New(fake.Config())
	page, err := c.OrderPage(context.Background(), console.OrderQuery{ReconciliationStatus: console.StatusException})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(page.Statistics)
	for _, o := range page.Orders {
		fmt.Println(o.Code, o.TotalFee, o.ReconciliationStatus)
	}
	// Output:
	// 1 (250 fen), 0 (null fen) reconciled, 1 (250 fen) failed
	// S2 250 exception
}

// A console of given rows. In a test give it t.
func ExampleNew() {
	fake := consoletest.New(nil, consoletest.Options{Orders: []console.Order{{Code: "A1", TotalFee: 198}}})
	defer fake.Close()
	c, _ := console.New(fake.Config())
	fmt.Println(c.SetAuto(context.Background(), "A1", true))
	order, _ := fake.Order("A1")
	fmt.Println(order.Auto)
	// Output:
	// <nil>
	// true
}
