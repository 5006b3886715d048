package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// example is a day with one order that agrees, one that does not, and one without a bill.
func example(o report.Options) (*report.Report, error) {
	record := func(r recon.Record) recon.Record { return r }
	bills := []recon.Record{{Key: "A1", Amount: decimal.NewFromInt(20)}, {Key: "A2", Amount: decimal.NewFromInt(110)}}
	orders := []recon.Record{{Key: "A1", Amount: decimal.NewFromInt(20)}, {Key: "A2", Amount: decimal.NewFromInt(100)}}
	result, err := recon.Match(bills, record, orders, record, recon.Rules{BillsUntil: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return nil, err
	}
	return report.New(result, o)
}

func ExampleReport_CSV() {
	r, err := example(report.Options{Language: recon.English})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer // or an *os.File
	if err := r.CSV(&file); err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(strings.TrimPrefix(file.String(), "\uFEFF")) {
		fmt.Println(strings.Join(strings.Split(line, ",")[:11], " "))
	}
	// Output:
	// No. Status Outcome Key Bill day Unit Bill rows Bill amount Orders Order amount Difference (bill − order)
	// 1 Exception Amount over "A2"  "CNY" 1 110.00 1 100.00 10.00
}

func ExampleReport_JSON() {
	r, err := example(report.Options{Language: recon.English})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	if err := r.JSON(&file); err != nil {
		fmt.Println(err)
		return
	}
	var document struct {
		Groups []struct {
			Outcome recon.Outcome
			Key     string
			Nets    []struct{ Difference decimal.Decimal }
		}
	}
	if err := json.Unmarshal(file.Bytes(), &document); err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range document.Groups {
		fmt.Println(g.Key, g.Outcome, g.Nets[0].Difference)
	}
	// Output: A2 amount over 10
}

func ExampleReport_Markdown() {
	r, err := example(report.Options{Title: "今日对账"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var page bytes.Buffer
	if err := r.Markdown(&page); err != nil {
		fmt.Println(err)
		return
	}
	_, list, _ := strings.Cut(page.String(), "## 差异明细\n\n")
	list, _, _ = strings.Cut(list, "\n\n## ")
	fmt.Println(list)
	// Output:
	// 共 1 组。一组是放在一起核对的账单和订单；差额是账单减订单，未付款按 0 计。
	//
	// | 序号 | 状态 | 单号、来源 | 时间、支付方式 | 账单金额 | 订单金额 | 差额 | 手续费 | 待办、说明 |
	// | ---: | --- | --- | --- | ---: | ---: | ---: | ---: | --- |
	// | 1 | 异常：账单金额多 | A2 · 账单 2；订单 2 |  | 110.00 | 100.00 | +10.00 |  | 核对金额 · 【异常】账单金额多。按单号 A2 对账：账单 1 笔，订单 1 笔。账单 110.00 元，订单 100.00 元，长款（账单多）10.00 元。请逐笔核对账单和订单的金额。 |
}

func ExampleReport_HTML() {
	r, err := example(report.Options{Language: recon.English, Title: "Shop <1>"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var page bytes.Buffer
	if err := r.HTML(&page); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(page.String(), "<h1>Shop &lt;1&gt;</h1>"))
	// Output: true
}

func ExampleReport_Lines() {
	r, err := example(report.Options{Language: recon.English, Matched: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for line := range r.Lines() {
		fmt.Println(line.Status, line.Cells[3], line.Cells[7], line.Cells[9], line.Cells[10])
	}
	// Output:
	// exception A2 110.00 100.00 10.00
	// reconciled A1 20.00 20.00 0.00
}

func ExampleReport_Overview() {
	r, err := example(report.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range r.Overview().Statuses {
		fmt.Println(s.Status.Chinese(), s.Groups)
	}
	// Output:
	// 已对账 1
	// 未对账 0
	// 异常 1
	// 已冲正 0
	// 存疑 0
}

func ExampleReport_Sections() {
	r, err := example(report.Options{Language: recon.English})
	if err != nil {
		fmt.Println(err)
		return
	}
	balance := r.Sections()[1]
	fmt.Println(balance.Title)
	for i, c := range balance.Columns {
		fmt.Println(c.Name+":", balance.Lines[0].Cells[i])
	}
	// Output:
	// Balance
	// Unit: CNY
	// Orders: 120.00
	// Differences: 10.00
	// Bills: 130.00
	// Differences without signs: 10.00
}

func ExampleEscapeCell() {
	for _, key := range []string{"A100", "=1+1", "20261122000000000001"} {
		cell := report.EscapeCell(key)
		fmt.Println(cell, report.UnescapeCell(cell) == key)
	}
	// Output:
	// A100 true
	// '=1+1 true
	// '20261122000000000001 true
}

func ExampleNew() {
	_, err := example(report.Options{Nearest: 11})
	fmt.Println(err)
	// Output: report: Options.Nearest: it must be at most 10
}
