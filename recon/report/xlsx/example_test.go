package xlsx_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
	"github.com/billrecon/billrecon/recon/report/xlsx"
)

func ExampleWrite() {
	record := func(r recon.Record) recon.Record { return r }
	bills := []recon.Record{{Key: "A100", Amount: decimal.NewFromInt(110)}}
	orders := []recon.Record{{Key: "A100", Amount: decimal.NewFromInt(100)}}
	rules := recon.Rules{BillsUntil: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	result, err := recon.Match(bills, record, orders, record, rules)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := report.New(result, report.Options{Language: recon.English})
	if err != nil {
		fmt.Println(err)
		return
	}
	var workbook bytes.Buffer
	if err := xlsx.Write(&workbook, r); err != nil {
		fmt.Println(err)
		return
	}

	f, err := excelize.OpenReader(&workbook)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	rows, err := f.GetRows("List")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range rows[:2] {
		fmt.Println(row[1], "|", row[3], "|", row[6], "|", row[7], "|", row[8])
	}
	// Output:
	// Status | Key | Bill amount | Order amount | Difference (bill − order)
	// Exception | A100 | 110.00 | 100.00 | 10.00
}
