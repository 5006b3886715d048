package orders_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

// A file of the shop system, one day of it.
func ExampleFile() {
	folder, _ := os.MkdirTemp("", "orders")
	defer os.RemoveAll(folder)
	name := filepath.Join(folder, "orders.csv")
	text := "order_no,amount,status,created_at\nA1,12.00,paid,2026-11-22 09:00:00\nA2,9.00,paid,2026-11-23 09:00:00\n"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	day, _ := recon.ParseDay("2026-11-22")
	rows, summary, err := orders.File(name, orders.Options{Day: day}).Collect(context.Background())
	fmt.Println(len(rows), "order, of other days:", summary.Outside, err)
	// Output: 1 order, of other days: 1 <nil>
}

// An upload, or whatever else is in memory.
func ExampleAt() {
	reader := orders.At("upload.csv", strings.NewReader("订单号,金额,状态,下单时间\nA1,12元,已支付,2026/11/22 9:05\n"), orders.Options{})
	rows, _, err := reader.Collect(context.Background())
	fmt.Println(rows[0].Record.Key, rows[0].Record.Amount, err)
	// Output: A1 12 <nil>
}

// All rows and what was counted, or an error that names the line, the column and the rule.
func ExampleReader_Collect() {
	reader := orders.At("orders.csv", strings.NewReader("order_no,amount,status,created_at\nA1,twelve,paid,2026-11-22 09:00:00\n"), orders.Options{})
	rows, _, err := reader.Collect(context.Background())
	fmt.Println(len(rows), err)
	// Output:
	// 0 orders: orders.csv: 1 lines cannot be read, so none was taken
	// 	line 2 amount: it must be an amount such as 1234.50, 1,234.50, ¥12.00, 12元 or (3.00), of at most 18 digits; it is "twelve"
}

// Whether a file can be read, without keeping its rows.
func ExampleReader_Check() {
	summary, err := orders.At("orders.csv", strings.NewReader(exported), orders.Options{}).Check(context.Background())
	fmt.Println(summary.Orders, summary.Refunds, err)
	// Output: 3 1 <nil>
}

// The record func of these rows.
func ExampleRecordOf() {
	fmt.Println(orders.RecordOf(orders.Row{Record: recon.Record{Key: "A1"}, Line: 2}).Key)
	// Output: A1
}
