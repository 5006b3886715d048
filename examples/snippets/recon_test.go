package snippets

import (
	"context"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
	"github.com/billrecon/billrecon/recon"
)

// [order]
// Order is your own type; only its Record method is for recon.
type Order struct {
	Number string
	Amount decimal.Decimal
	Paid   bool
	Placed time.Time
}

// Record tells recon what an order is.
func (o Order) Record() recon.Record {
	record := recon.Record{Key: o.Number, Amount: o.Amount, Time: o.Placed}
	if !o.Paid {
		record.State = recon.Pending
	}
	return record
}

// [/order]

func Example_recon() {
	gateway := fubeitest.New(nil, fubeitest.Options{Bills: fubeitest.Bills(250, 2026, 11, 22)})
	defer gateway.Close()
	client, _ := fubei.New(gateway.Config())
	bills, audit, err := client.CollectBills(context.Background(), fubei.Day(2026, 11, 22))
	if err != nil {
		fmt.Println(err)
		return
	}
	var orders []Order
	for _, bill := range bills {
		orders = append(orders, Order{Number: bill.MerchantOrderSN, Amount: bill.TotalFee, Paid: true, Placed: bill.CreateTime})
	}
	orders[7].Amount = orders[7].Amount.Add(decimal.New(100, -2))
	orders = orders[:249] // the last one was not written down yet
	fmt.Println(reconcile(bills, audit, orders))
	// Output:
	// Doubtful. By key ORDER202611220000007: 1 bill row, 1 order. Bill CNY 3.59, orders CNY 4.59: the bill is CNY 1.00 lower. It is within the waiting time, and stays in the pool for the next run.
	// Doubtful. Key ORDER202611220000249: 1 bill row, no order. The bill has CNY 93.13. It is within the waiting time, and stays in the pool for the next run.
	// 248 matched, 3 in the pool for tomorrow
	// <nil>
}

func reconcile(bills []fubei.Bill, audit fubei.Audit, orders []Order) error {
	// [recon]
	result, err := recon.Match(bills, fubei.Bill.Record, orders, Order.Record, recon.Rules{
		BillsUntil: audit.Until, // up to which the bills are proven whole: 23 November, 00:00 at UTC+8
		Hold:       1,           // a row without a partner waits one bill day for it
	})
	if err != nil {
		return err
	}
	if err := result.Verify(); err != nil {
		return err // the proof failed: do not use the result
	}
	for group := range result.Differences() {
		fmt.Println(group.Explain(recon.English)) // or recon.Chinese
	}
	waiting := len(result.Pool.Bills) + len(result.Pool.Orders)
	fmt.Println(result.Count(recon.Matched), "matched,", waiting, "in the pool for tomorrow")
	// [/recon]
	return nil
}
