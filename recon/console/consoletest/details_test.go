package consoletest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

func TestDetailsAreWhatThePageShows(t *testing.T) {
	order := console.DetailOrder{Code: "O1", EquipmentNo: "sn1", TotalFee: 200, NickName: "虚构", ReconciliationStatus: 2, PlatformCode: "C2", PayMethod: 2, Status: 9,
		Extra: map[string]json.RawMessage{"memo": json.RawMessage(`1`)}}
	bill := console.ThirdBill{TradeTime: noon.Add(time.Millisecond), OutTradeNo: "C2", TotalMoney: 200, OpenID: "**典", TransactionID: "T1"}
	c := consoletest.New(t, consoletest.Options{Orders: rows(), Details: map[string]console.OrderDetails{
		"C2": {Orders: []console.DetailOrder{order}, ThirdBill: &bill}, "C1": {Orders: []console.DetailOrder{order}, ThirdBill: &bill},
	}})
	const row = `{"code":"O1","equipment_no":"sn1","total_fee":200,"name__nick_name":"虚构","reconciliation_status":2,"platform_code":"C2","pay_method":2,"status":9,"memo":1}`
	const third = `{"trade_time":"2026-11-22T12:00:00.001000","out_trade_no":"C2","device":"","total_money":200,"openid":"**典","transaction_id":"T1"}`
	for _, test := range []struct{ reason, query, want string }{
		{"both sides", "code=C2&pay_way=1", `{"code":200,"data":{"bill_data":[` + row + `],"third_bill":` + third + `}}`},
		{"not paid by that channel", "code=C2&pay_way=2", `{"code":200,"data":{"bill_data":[` + row + `],"third_bill":null}}`},
		{"not paid at all", "code=C1&pay_way=1", `{"code":200,"data":{"bill_data":[` + row + `],"third_bill":null}}`},
		{"an order without details", "code=C3&pay_way=2", `{"code":200,"data":{"bill_data":[],"third_bill":null}}`},
		{"an unknown code", "code=C9&pay_way=1", `{"code":200,"data":{"bill_data":[],"third_bill":{}}}`},
		{"no code", "pay_way=1", `{"code":"400","message":"consoletest: code is missing"}`},
		{"no pay_way", "code=C2", `{"code":"400","message":"consoletest: pay_way must be 1 or 2"}`},
		{"another pay_way", "code=C2&pay_way=3", `{"code":"400","message":"consoletest: pay_way must be 1 or 2"}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, text, _ := ask(t, c, "GET", "/pay/order_details?"+test.query, "", "")
			assert.Equal(t, test.want, text)
		})
	}
}
