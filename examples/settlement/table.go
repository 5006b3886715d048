package main

import (
	"encoding/csv"
	"io"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/examples/internal/cell"
	"github.com/billrecon/billrecon/settlement"
)

// columns of the CSV file. Phone numbers, names, cards and departments are left out on purpose.
var columns = []string{"order_num", "biz_order_num", "type", "settlement_amount", "payment_amount", "total_amount",
	"total_quantity", "payment_type", "channel_name", "sku_name", "sku_category_name", "contract_id", "order_time", "payment_time",
	"finding"}

// writeTable writes a header and a row an item, each as mark returns it.
func writeTable(w io.Writer, items []settlement.Item, mark func(cells []string) []string) error {
	out := csv.NewWriter(w)
	if err := out.Write(mark(columns)); err != nil {
		return err
	}
	for _, item := range items {
		if err := out.Write(mark(cells(item))); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func cells(item settlement.Item) []string {
	finding := ""
	if item.TypeContradiction() {
		finding = "the sign of an amount contradicts the type"
	}
	row := []string{item.OrderNum, item.BizOrderNum, item.SettlementType.Chinese(),
		cell.Amount(decimal.NewNullDecimal(item.SettlementAmount)), cell.Amount(item.PaymentAmount), cell.Amount(item.TotalAmount),
		quantity(item.TotalQuantity), item.PaymentType, item.ChannelName, item.SKUName, item.SKUCategoryName, item.ContractID,
		moment(item.OrderTime), moment(item.PaymentTime), finding}
	for i, text := range row {
		row[i] = cell.Harmless(text)
	}
	return row
}

func quantity(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.String()
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return shown(t)
}
