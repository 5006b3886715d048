package fubei

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

func TestBillEqual(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Bill)
		equal  bool
	}{
		{"nothing changed", func(*Bill) {}, true},
		{"same amount, other decimals", func(b *Bill) { b.TotalFee = decimal.RequireFromString("9.9") }, true},
		{"same instant, other zone", func(b *Bill) { b.CreateTime = b.CreateTime.UTC() }, true},
		{"raw text is not compared", func(b *Bill) { b.Raw = json.RawMessage(`{}`) }, true},
		{"an empty Extra is none", func(b *Bill) { b.Extra = map[string]json.RawMessage{} }, true},
		{"order number", func(b *Bill) { b.OrderSN += "1" }, false},
		{"merchant's order number", func(b *Bill) { b.MerchantOrderSN += "1" }, false},
		{"create time", func(b *Bill) { b.CreateTime = b.CreateTime.Add(time.Second) }, false},
		{"pay time", func(b *Bill) { b.PayTime = b.CreateTime }, false},
		{"amount", func(b *Bill) { b.TotalFee = decimal.RequireFromString("9.91") }, false},
		{"absent fee is not zero", func(b *Bill) { b.Fee = decimal.NullDecimal{} }, false},
		{"fee", func(b *Bill) { b.Fee = amount("0.01") }, false},
		{"income", func(b *Bill) { b.Income = amount("9.89") }, false},
		{"store", func(b *Bill) { b.StoreID++ }, false},
		{"cashier", func(b *Bill) { b.CashierID++ }, false},
		{"pay status", func(b *Bill) { b.PayStatus = PayStatusAbsent }, false},
		{"pay type", func(b *Bill) { b.PayType = 7 }, false},
		{"device", func(b *Bill) { b.DeviceNo = "" }, false},
		{"extra", func(b *Bill) { b.Extra = map[string]json.RawMessage{"x": json.RawMessage(`1`)} }, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			a, b := sampleBill(), sampleBill()
			test.change(&b)
			assert.Equal(t, test.equal, a.Equal(b))
			assert.Equal(t, test.equal, b.Equal(a))
		})
	}
}
