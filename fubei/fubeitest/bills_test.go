package fubeitest

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

func TestBills(t *testing.T) {
	bills := Bills(100_000, 2026, 11, 22)
	assert.Len(t, bills, 100_000)
	orders, merchants := map[string]bool{}, map[string]bool{}
	for i, b := range bills {
		orders[b.OrderSN], merchants[b.MerchantOrderSN] = true, true
		year, month, day := b.CreateTime.In(billtest.China()).Date()
		if year != 2026 || month != 11 || day != 22 || !b.TotalFee.IsPositive() || b.PayStatus != fubei.PayStatusPaid {
			t.Fatalf("row %d: %+v", i, b)
		}
		if difference, ok := b.IncomeDifference(); !ok || !difference.IsZero() {
			t.Fatalf("row %d: income differs", i)
		}
	}
	assert.Len(t, orders, 100_000)
	assert.Len(t, merchants, 100_000)
	assert.Equal(t, Bills(3, 2026, 11, 22), bills[:3], "the same ones every time")
	assert.Empty(t, Bills(0, 2026, 11, 22))
}

func TestEncode(t *testing.T) {
	full := Bills(2, 2026, 11, 22)[1]
	full.Extra = map[string]json.RawMessage{"z": json.RawMessage(`1`), "a": json.RawMessage(`{"b":"测试"}`)}
	for _, test := range []struct {
		reason string
		bill   fubei.Bill
		want   string
	}{
		{"a full row", full, `{"order_sn":"20261122000001000001","merchant_order_sn":"ORDER202611220000001","create_time":"1795276801",` +
			`"total_fee":"1.37","fee":"0.01","store_id":"2299","cashier_id":"0","pay_time":"1795276806","pay_status":"1","pay_type":"2",` +
			`"income":1.36,"device_no":"sn0001","a":{"b":"测试"},"z":1}`},
		{"a row of what must be there", fubei.Bill{OrderSN: "1", TotalFee: decimal.RequireFromString("5.5"), PayStatus: fubei.PayStatusAbsent},
			`{"order_sn":"1","total_fee":"5.50","store_id":"0","cashier_id":"0","pay_time":"0"}`},
		{"more than two decimals", fubei.Bill{OrderSN: "1", TotalFee: decimal.RequireFromString("5.555"), PayStatus: 7},
			`{"order_sn":"1","total_fee":"5.555","store_id":"0","cashier_id":"0","pay_time":"0","pay_status":"7"}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			text := encode(test.bill)
			assert.Equal(t, test.want, string(text))
			var again fubei.Bill
			require.NoError(t, json.Unmarshal(text, &again))
			assert.True(t, test.bill.Equal(again), "%+v", again)
		})
	}
}

func TestEncodePanicsOnBrokenExtra(t *testing.T) {
	said := func() (v any) {
		defer func() { v = recover() }()
		New(t, Options{Bills: []fubei.Bill{{OrderSN: "1", Extra: map[string]json.RawMessage{"x": json.RawMessage(`{`)}}}})
		return nil
	}()
	assert.Contains(t, said, "billtest: a row cannot be encoded as JSON: ", "what follows are the words of package json, which change")
}
