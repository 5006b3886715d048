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
	assert.Equal(t, recon.Record{Key: b.OutTradeNo, AltKeys: []string{b.OutTradeNo}, Amount: decimal.RequireFromString("1.80"), Time: b.TradeTime}, b.Record())
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
