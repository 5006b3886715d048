package console

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

// sampleDetailOrder is the row of the page's sample.
func sampleDetailOrder() DetailOrder {
	return DetailOrder{
		Code: "2020031016541817bcd3dfc9db4d67", EquipmentNo: "1", TotalFee: 180, ReconciliationStatus: StatusReconciled,
		PlatformCode: "20200310165418776dcd8eb47e4611", PayMethod: PayMethodWeChat, Status: OrderStatusApproved,
	}
}

func TestDetailOrderJSON(t *testing.T) {
	for _, test := range []struct {
		reason string
		order  DetailOrder
		want   string
	}{
		{"the page's sample", sampleDetailOrder(), `{"code":"2020031016541817bcd3dfc9db4d67","equipment_no":1,"total_fee":180,"name__nick_name":"",` +
			`"reconciliation_status":1,"platform_code":"20200310165418776dcd8eb47e4611","pay_method":2,"status":9}`},
		{"what is absent", DetailOrder{Code: "1"}, `{"code":"1","total_fee":0,"name__nick_name":"","platform_code":""}`},
		{"unknown values and members", DetailOrder{Code: "1", NickName: "n", Status: 12, PayMethod: -4, Extra: map[string]json.RawMessage{"x": json.RawMessage(`1`)}},
			`{"code":"1","total_fee":0,"name__nick_name":"n","platform_code":"","pay_method":-4,"status":12,"x":1}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := json.Marshal(test.order)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
			var again DetailOrder
			require.NoError(t, json.Unmarshal(got, &again))
			assert.True(t, test.order.Equal(again))
		})
	}
}

func TestDetailOrderRefuses(t *testing.T) {
	for _, test := range []struct{ reason, text, rule string }{
		{"no code", `{"total_fee":1}`, "has no code"},
		{"no amount", `{"code":"1","total_fee":""}`, "has no total_fee"},
		{"an amount that is a word", `{"code":"1","total_fee":"secret-value"}`, "total_fee: is not a whole number"},
		{"a code in a list", `{"code":["secret-value"],"total_fee":1}`, "code: is an array, not text"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var o DetailOrder
			err := o.UnmarshalJSON([]byte(test.text))
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.ErrorContains(t, err, test.rule)
			assert.NotContains(t, err.Error(), "secret-value")
		})
	}
}

func TestDetailOrderRecord(t *testing.T) {
	want := recon.Record{Key: "20200310165418776dcd8eb47e4611", AltKeys: recon.AltKeys{"2020031016541817bcd3dfc9db4d67"},
		Amount: decimal.RequireFromString("1.80"), State: recon.Unknown, Channel: recon.WeChat}
	assert.Equal(t, want, sampleDetailOrder().Record(), "status 9 does not say whether money has moved")
	assert.Equal(t, "-1.98", DetailOrder{TotalFee: -198}.Record().Amount.String(), "what was given back stays below zero")
	for _, test := range []struct {
		reason string
		status OrderStatus
		method PayMethod
		want   recon.State
	}{
		{"paid", OrderStatusPaid, PayMethodWeChat, recon.Succeeded},
		{"pending", OrderStatusPending, PayMethodUnpaid, recon.Pending},
		{"the status decides", OrderStatusRefunded, PayMethodWeChat, recon.Refunded},
		{"no status: how it was paid decides", OrderStatusAbsent, PayMethodAlipay, recon.Succeeded},
		{"no status, not paid", OrderStatusAbsent, PayMethodUnpaid, recon.Pending},
		{"nothing is known", OrderStatusAbsent, PayMethodAbsent, recon.Unknown},
	} {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, DetailOrder{Status: test.status, PayMethod: test.method}.Record().State)
		})
	}
}

func TestDetailOrderEqual(t *testing.T) {
	for name, change := range map[string]func(*DetailOrder){
		"Code":                 func(o *DetailOrder) { o.Code += "x" },
		"EquipmentNo":          func(o *DetailOrder) { o.EquipmentNo = "2" },
		"TotalFee":             func(o *DetailOrder) { o.TotalFee++ },
		"NickName":             func(o *DetailOrder) { o.NickName = "n" },
		"ReconciliationStatus": func(o *DetailOrder) { o.ReconciliationStatus++ },
		"PlatformCode":         func(o *DetailOrder) { o.PlatformCode = "" },
		"PayMethod":            func(o *DetailOrder) { o.PayMethod++ },
		"Status":               func(o *DetailOrder) { o.Status++ },
		"Extra":                func(o *DetailOrder) { o.Extra = map[string]json.RawMessage{"a": json.RawMessage(`1`)} },
	} {
		other := sampleDetailOrder()
		assert.True(t, sampleDetailOrder().Equal(other))
		change(&other)
		assert.False(t, sampleDetailOrder().Equal(other), name)
	}
}

func TestDetailOrderString(t *testing.T) {
	assert.Equal(t, `console.DetailOrder{"2020031016541817bcd3dfc9db4d67", 180 fen, WeChat Pay, approved by the platform, reconciled}`,
		fmt.Sprint(sampleDetailOrder()))
}

// sampleThirdBill is the bill of the page's sample.
func sampleThirdBill() ThirdBill {
	return ThirdBill{
		TradeTime: time.Date(2020, 3, 10, 16, 52, 59, 0, wire.ChinaZone), OutTradeNo: "2020031016525422761ade26764a13",
		TotalMoney: 180, OpenID: "**昌(178****12)", TransactionID: "2020031022001426651451287464",
	}
}

func TestThirdBillJSON(t *testing.T) {
	for _, test := range []struct {
		reason string
		bill   ThirdBill
		want   string
	}{
		{"the page's sample", sampleThirdBill(), `{"trade_time":"2020-03-10T16:52:59","out_trade_no":"2020031016525422761ade26764a13","device":"",` +
			`"total_money":180,"openid":"**昌(178****12)","transaction_id":"2020031022001426651451287464"}`},
		{"what is absent", ThirdBill{}, `{"out_trade_no":"","device":"","total_money":0,"openid":"","transaction_id":""}`},
		{"an unknown member", ThirdBill{Device: "d", Extra: map[string]json.RawMessage{"x": json.RawMessage(`null`)}},
			`{"out_trade_no":"","device":"d","total_money":0,"openid":"","transaction_id":"","x":null}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := json.Marshal(test.bill)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
			var again ThirdBill
			require.NoError(t, json.Unmarshal(got, &again))
			assert.True(t, test.bill.Equal(again))
		})
	}
}

func TestThirdBillRefuses(t *testing.T) {
	for _, test := range []struct{ reason, text, rule string }{
		{"no amount", `{"out_trade_no":"1"}`, "has no total_money"},
		{"an amount in yuan", `{"total_money":1.80}`, "total_money: is not a whole number"},
		{"an amount that is a word", `{"total_money":"secret-value"}`, "total_money: is not a whole number"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var b ThirdBill
			err := b.UnmarshalJSON([]byte(test.text))
			require.ErrorIs(t, err, ErrMalformedResponse)
			assert.ErrorContains(t, err, test.rule)
			assert.NotContains(t, err.Error(), "secret-value")
		})
	}
}

func TestThirdBillRecord(t *testing.T) {
	b := sampleThirdBill()
	assert.Equal(t, recon.Record{Key: b.OutTradeNo, AltKeys: recon.AltKeys{b.OutTradeNo}, Amount: decimal.RequireFromString("1.80"), Time: b.TradeTime}, b.Record())
	assert.Equal(t, "-1.98", ThirdBill{TotalMoney: -198}.Record().Amount.String(), "what was given back stays below zero")
}

func TestThirdBillEqual(t *testing.T) {
	for name, change := range map[string]func(*ThirdBill){
		"TradeTime":     func(b *ThirdBill) { b.TradeTime = b.TradeTime.Add(1) },
		"OutTradeNo":    func(b *ThirdBill) { b.OutTradeNo = "" },
		"Device":        func(b *ThirdBill) { b.Device = "d" },
		"TotalMoney":    func(b *ThirdBill) { b.TotalMoney++ },
		"OpenID":        func(b *ThirdBill) { b.OpenID = "" },
		"TransactionID": func(b *ThirdBill) { b.TransactionID = "" },
		"Extra":         func(b *ThirdBill) { b.Extra = map[string]json.RawMessage{"a": json.RawMessage(`1`)} },
	} {
		other := sampleThirdBill()
		assert.True(t, sampleThirdBill().Equal(other))
		change(&other)
		assert.False(t, sampleThirdBill().Equal(other), name)
	}
}

func TestThirdBillString(t *testing.T) {
	assert.Equal(t, `console.ThirdBill{"2020031016525422761ade26764a13", 180 fen}`, fmt.Sprint(sampleThirdBill()))
}
