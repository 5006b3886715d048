package xlsx_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
	"github.com/billrecon/billrecon/recon/orders/xlsx"
)

// A workbook as the shop system exports it, read like a CSV file: here the orders of one day, from the sheet 订单.
func ExampleFile() {
	folder, _ := os.MkdirTemp("", "xlsx")
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "orders.xlsx")
	book := excelize.NewFile() // a stand-in for the shop system
	defer book.Close()
	book.SetSheetName("Sheet1", "订单")
	for i, row := range [][]any{
		{"订单号", "实付金额", "订单状态", "下单时间"},
		{"A001", 12.5, "已支付", "2026-11-22 09:00:00"},
		{"A002", 8, "待支付", "2026-11-22 09:05:00"},
		{"A003", 3, "已支付", "2026-11-23 00:01:00"},
	} {
		book.SetSheetRow("订单", fmt.Sprintf("A%d", i+1), &row)
	}
	if err := book.SaveAs(path); err != nil {
		fmt.Println(err)
		return
	}

	day, _ := recon.ParseDay("2026-11-22")
	options := xlsx.Options{Options: orders.Options{Day: day}, Sheet: "订单"}
	rows, summary, err := xlsx.File(path, options).Collect(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range rows {
		fmt.Println("row", row.Line, row.Record.Key, row.Record.Amount, row.Record.State)
	}
	fmt.Println(summary.Outside, "of another day")
	// Output:
	// row 2 A001 12.5 succeeded
	// row 3 A002 8 pending
	// 1 of another day
}
