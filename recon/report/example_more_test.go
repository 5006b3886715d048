package report_test

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// An order of the shop, with the line of the export that it stands in.
type exported struct {
	number, line string
	amount       decimal.Decimal
}

func (e exported) Record() recon.Record { return recon.Record{Key: e.number, Amount: e.amount} }

// The accountant finds the order again: the report has its line as a column, the last one.
func ExampleOwn() {
	orders := []exported{{"A1", "orders.csv:2", decimal.NewFromInt(20)}, {"A2", "orders.csv:3", decimal.NewFromInt(30)}}
	bills := []exported{{number: "A1", amount: decimal.NewFromInt(20)}}
	result, err := recon.Match(bills, exported.Record, orders, exported.Record, recon.Rules{})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := report.New(result, report.Options{
		Machine:      true, // names of columns that never change, for programs
		OrderColumns: []report.OwnColumn{report.Own("行", func(e exported) string { return e.line })},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	if err := r.CSV(&file); err != nil {
		fmt.Println(err)
		return
	}
	rows, err := csv.NewReader(&file).ReadAll()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range rows {
		fmt.Println(row[3], row[len(row)-1])
	}
	// Output:
	// key order_column_1
	// A2 orders.csv:3
}

// The cell as it was before EscapeCell.
func ExampleUnescapeCell() {
	fmt.Println(report.EscapeCell("=1+1"), report.UnescapeCell(report.EscapeCell("=1+1")))
	// Output: '=1+1 =1+1
}

// Control characters are shown and not printed.
func ExampleVisible() {
	fmt.Println(report.Visible("A\x00B\x1b[31m"))
	// Output: A␀B␛[31m
}
