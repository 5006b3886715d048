package orders_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

// An export as a shop system writes it: columns in an order of its own, a backtick before the numbers, a line of sums at the end.
const exported = "门店,订单号,实付金额,退款金额,订单状态,支付时间\n" +
	"南京东路店,`20261122000001,\"1,234.50\",,已支付,2026/11/22 9:05\n" +
	"南京东路店,`20261122000002,¥12.00,(3.00),部分退款,2026/11/22 10:30\n" +
	"南京东路店,`20261122000003,8元,,待支付,\n" +
	"合计,,1254.50,3.00,,\n"

func Example() {
	day, err := recon.ParseDay("2026-11-22")
	if err != nil {
		fmt.Println(err)
		return
	}
	// orders.File reads from disk.
	reader := orders.At("orders.csv", strings.NewReader(exported), orders.Options{Day: day})
	rows, summary, err := reader.Collect(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range rows {
		r := row.Record
		fmt.Printf("line %d: %s %s %s %s\n", row.Line, r.Key, r.Kind, r.Amount.StringFixed(2), r.Labels[0].Value)
	}
	fmt.Println(summary.Orders, "orders,", summary.Refunds, "refund,", summary.Undated, "unpaid without a time")

	result, err := recon.Match(nil, func(r recon.Record) recon.Record { return r }, rows, orders.RecordOf, recon.Rules{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(result.Orders()), "rows matched")
	// Output:
	// line 2: 20261122000001 payment 1234.50 南京东路店
	// line 3: 20261122000002 payment 12.00 南京东路店
	// line 3: 20261122000002 refund -3.00 南京东路店
	// 2 orders, 1 refund, 1 unpaid without a time
	// 3 rows matched
}

// Rows streams: the first reading checks every line, the second one yields.
func ExampleReader_Rows() {
	reader := orders.At("orders.csv", strings.NewReader(exported), orders.Options{})
	for row, err := range reader.Rows(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(row.Record.Key, row.Record.State)
	}
	// Output:
	// 20261122000001 succeeded
	// 20261122000002 succeeded
	// 20261122000002 refunded
	// 20261122000003 pending
}

// A file is refused as a whole. The error names every line, and the status words that Options.Status can explain.
func ExampleFileError() {
	const file = "单据号,金额,下单时间,状态\n" +
		"2.01611E+19,12.50,2026-11-22 09:05:00,已支付\n" +
		"20161107095824,12.50,2026-11-22 09:05:00,已寄售\n"
	reader := orders.At("orders.csv", strings.NewReader(file), orders.Options{Columns: orders.Columns{Number: "单据号"}})
	_, err := reader.Check(context.Background())
	var refused *orders.FileError
	if errors.As(err, &refused) {
		for _, line := range refused.Lines {
			fmt.Println(line.Line, line.Column, errors.Unwrap(line))
		}
		fmt.Println(refused.Words)
	}
	// Output:
	// 2 单据号 orders: order numbers were turned into numbers, and rounded
	// 3 状态 orders: unknown words of the status or the type
	// [已寄售]
}

// Cells gives a row as it stands in the file, when a report shows it.
func ExampleReader_Cells() {
	reader := orders.At("orders.csv", strings.NewReader(exported), orders.Options{})
	rows, _, err := reader.Collect(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	cells, err := reader.Cells(context.Background(), rows[0])
	fmt.Println(cells, err)
	// Output:
	// [[{门店 南京东路店} {订单号 `20261122000001} {实付金额 1,234.50} {退款金额 } {订单状态 已支付} {支付时间 2026/11/22 9:05}]] <nil>
}
