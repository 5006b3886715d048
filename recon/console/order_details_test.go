package console_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

func TestOrderDetailsOfThePage(t *testing.T) {
	text := sample(t, "details.json")
	details, err := answering(t, text).OrderDetails(ctx, "20200310165418776dcd8eb47e4611", console.PayWayWeChat)
	require.NoError(t, err)
	require.Len(t, details.Orders, 1)
	assert.Equal(t, console.DetailOrder{
		Code: "2020031016541817bcd3dfc9db4d67", EquipmentNo: "1", TotalFee: 180, ReconciliationStatus: console.StatusReconciled,
		PlatformCode: "20200310165418776dcd8eb47e4611", PayMethod: console.PayMethodWeChat, Status: console.OrderStatusApproved,
	}, details.Orders[0])
	require.NotNil(t, details.ThirdBill)
	assert.Equal(t, "**昌(178****12)", details.ThirdBill.OpenID)
	assert.Equal(t, "2020-03-10 16:52:59 +0800", details.ThirdBill.TradeTime.Format("2006-01-02 15:04:05 -0700"))
	assert.Nil(t, details.Unknown)
	assert.Equal(t, 1, details.Attempts)

	again, err := json.Marshal(details)
	require.NoError(t, err)
	assert.JSONEq(t, text, string(again), "the same values as on the page")
}

// TestThePagesOwnPair: the numbers of the two sides differ on the page itself, although it says 已对账.
func TestThePagesOwnPair(t *testing.T) {
	var details console.OrderDetails
	require.NoError(t, json.Unmarshal([]byte(sample(t, "details.json")), &details))
	result, err := details.Match(recon.Rules{BillsUntil: proven})
	require.NoError(t, err)
	assert.EqualValues(t, 1, result.Count(recon.BillOnly), "the bill's number is not one of the order's")
	require.NoError(t, result.Verify())
	for g := range result.Differences() {
		suggestions := result.Nearest(g, 1)
		require.Len(t, suggestions, 1)
		assert.Equal(t, recon.HintAmount, suggestions[0].Hint)
	}
}

func TestDetailsMatch(t *testing.T) {
	order := console.DetailOrder{Code: "order-1", PlatformCode: "flow-1", TotalFee: 180, PayMethod: console.PayMethodWeChat, Status: console.OrderStatusPaid}
	bill := console.ThirdBill{OutTradeNo: "flow-1", TotalMoney: 180, TradeTime: noon}
	second := order
	second.Code, second.TotalFee = "order-2", 20
	for _, test := range []struct {
		reason string
		change func(*console.OrderDetails)
		want   recon.Outcome
	}{
		{"the bill repeats the serial number", func(*console.OrderDetails) {}, recon.Matched},
		{"the bill repeats the order number", func(d *console.OrderDetails) { d.ThirdBill.OutTradeNo = "order-1" }, recon.Matched},
		{"one bill for two orders of one serial number", func(d *console.OrderDetails) {
			d.Orders, d.ThirdBill.TotalMoney = append(d.Orders, second), 200
		}, recon.Matched},
		{"the bill is higher", func(d *console.OrderDetails) { d.ThirdBill.TotalMoney++ }, recon.AmountOver},
		{"the bill is lower", func(d *console.OrderDetails) { d.ThirdBill.TotalMoney-- }, recon.AmountShort},
		{"the order was not paid", func(d *console.OrderDetails) { d.Orders[0].Status = console.OrderStatusPending }, recon.StateMismatch},
		{"the order is under review", func(d *console.OrderDetails) { d.Orders[0].Status = console.OrderStatusEscalated }, recon.StateMismatch},
		{"no bill", func(d *console.OrderDetails) { d.ThirdBill = nil }, recon.OrderOnly},
		{"no order", func(d *console.OrderDetails) { d.Orders = nil }, recon.BillOnly},
	} {
		t.Run(test.reason, func(t *testing.T) {
			third := bill
			details := console.OrderDetails{Orders: []console.DetailOrder{order}, ThirdBill: &third}
			test.change(&details)
			result, err := details.Match(recon.Rules{BillsUntil: until(noon)})
			require.NoError(t, err)
			groups := slices.Collect(result.Groups())
			require.Len(t, groups, 1)
			assert.Equal(t, test.want, groups[0].Outcome, groups[0].Explain(recon.English))
		})
	}
}

func TestOrderDetailsForms(t *testing.T) {
	const row, bill = `{"code":"1","total_fee":1}`, `{"total_money":1}`
	for _, test := range []struct {
		reason, body string
		rows         int
		bill         bool
		unknown      map[string]int64
	}{
		{"both", `{"code":"200","data":{"bill_data":[` + row + `],"third_bill":` + bill + `}}`, 1, true, nil},
		{"a null bill", `{"code":200,"data":{"bill_data":[` + row + `],"third_bill":null}}`, 1, false, nil},
		{"an empty bill", `{"code":200,"data":{"bill_data":[` + row + `],"third_bill":{}}}`, 1, false, nil},
		{"a bill that is an empty list", `{"code":200,"data":{"bill_data":[],"third_bill":[]}}`, 0, false, nil},
		{"no bill", `{"code":200,"data":{"bill_data":[` + row + `,` + row + `]}}`, 2, false, nil},
		{"nothing", `{"code":200,"data":{}}`, 0, false, nil},
		{"no data", `{"code":200}`, 0, false, nil},
		{"null data", `{"code":200,"data":null}`, 0, false, nil},
		{"unknown members", `{"code":200,"data":{"x":1,"bill_data":[{"code":"1","total_fee":1,"status":12,"memo":0}],"third_bill":{"total_money":1,"attach":""}}}`,
			1, true, map[string]int64{"field:x": 1, "field:memo": 1, "field:attach": 1, "status:12": 1}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			details, err := answering(t, test.body).OrderDetails(ctx, "1", console.PayWayAlipay)
			require.NoError(t, err)
			assert.Len(t, details.Orders, test.rows)
			assert.Equal(t, test.bill, details.ThirdBill != nil)
			assert.Len(t, details.ThirdBills(), map[bool]int{true: 1}[test.bill])
			assert.Equal(t, test.unknown, details.Unknown)
		})
	}
}

func TestOrderDetailsRefuses(t *testing.T) {
	for _, test := range []struct{ reason, body, text string }{
		{"rows twice", `{"code":200,"data":{"bill_data":[],"bill_data":[]}}`, "data.bill_data: appears twice"},
		{"the bill twice", `{"code":200,"data":{"third_bill":{},"third_bill":{}}}`, "data.third_bill: appears twice"},
		{"a bill without an amount", `{"code":200,"data":{"third_bill":{"openid":"secret-value"}}}`, "data.third_bill: has no total_money"},
		{"a reply in another shape", `{"code":200,"data":{"rows":[{"code":"1"}],"count":1}}`, "data: has members, and neither bill_data nor third_bill"},
		{"a list of bills", `{"code":200,"data":{"third_bill":[{"total_money":1}]}}`, "data.third_bill: is an array, not an object"},
		{"a row without an amount", `{"code":200,"data":{"bill_data":[{"code":"1"}]}}`, "data.bill_data[0]: has no total_fee"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			details, err := answering(t, test.body).OrderDetails(ctx, "1", console.PayWayAlipay)
			assert.Nil(t, details)
			assert.ErrorIs(t, err, console.ErrMalformedResponse)
			assert.ErrorContains(t, err, test.text)
			assert.NotContains(t, err.Error(), "secret-value")
		})
	}
}

func TestOrderDetailsSends(t *testing.T) {
	c, fake := setup(t, 2, nil)
	for _, o := range rows(3)[1:] {
		way, err := o.PayMethod.PayWay()
		require.NoError(t, err)
		_, err = c.OrderDetails(ctx, o.Code, way)
		require.NoError(t, err)
	}
	sent := fake.Requests()
	assert.Equal(t, "GET /pay/order_details code=20261122120001&pay_way=1", sent[0].Method+" "+sent[0].Path+" "+sent[0].Query.Encode())
	assert.Equal(t, "code=20261122120002&pay_way=2", sent[1].Query.Encode(), "pay_method 3 is pay_way 2")
}

func TestOrderDetailsUnmarshalJSON(t *testing.T) {
	details := console.OrderDetails{Attempts: 7}
	require.NoError(t, json.Unmarshal([]byte(`null`), &details))
	assert.Equal(t, 7, details.Attempts)
	assert.EqualError(t, details.UnmarshalJSON([]byte(`{"code":"404"}`)), "console: OrderDetails: code 404")
	assert.ErrorIs(t, details.UnmarshalJSON([]byte(`[]`)), console.ErrMalformedResponse)
	assert.Equal(t, 7, details.Attempts, "an error changes nothing")

	text, err := json.Marshal(console.OrderDetails{})
	require.NoError(t, err)
	assert.Equal(t, `{"code":200,"data":{"bill_data":[],"third_bill":null}}`, string(text))
	broken := map[string]json.RawMessage{"x": nil}
	_, err = json.Marshal(console.OrderDetails{Orders: []console.DetailOrder{{Extra: broken}}})
	assert.Error(t, err)
	_, err = json.Marshal(console.OrderDetails{ThirdBill: &console.ThirdBill{Extra: broken}})
	assert.Error(t, err)
}

func TestOrderDetailsKeepRaw(t *testing.T) {
	fake := consoletest.New(t, consoletest.Options{Orders: rows(2), Details: map[string]console.OrderDetails{
		rows(2)[1].Code: {Orders: []console.DetailOrder{{Code: "1"}}, ThirdBill: &console.ThirdBill{OutTradeNo: "1"}},
	}})
	c := clientOf(t, fake, func(cfg *console.Config) { cfg.KeepRaw = true })
	details, err := c.OrderDetails(ctx, rows(2)[1].Code, console.PayWayWeChat)
	require.NoError(t, err)
	assert.Contains(t, string(details.Orders[0].Raw), `"code":"1"`)
	assert.Contains(t, string(details.ThirdBill.Raw), `"out_trade_no":"1"`)
}

// A console that answers with another order must not go unnoticed: its two sides would match each other well.
func TestDetailsOfAnotherOrderAreReported(t *testing.T) {
	c := answering(t, `{"code":200,"data":{"bill_data":[{"code":"order-1","platform_code":"flow-1","total_fee":180}],"third_bill":{}}}`)
	for code, want := range map[string]map[string]int64{"flow-1": nil, "order-1": nil, "flow-2": {"code:differs": 1}} {
		details, err := c.OrderDetails(ctx, code, console.PayWayWeChat)
		require.NoError(t, err)
		assert.Equal(t, want, details.Unknown, code)
	}
	none, err := answering(t, `{"code":200,"data":{"bill_data":[]}}`).OrderDetails(ctx, "flow-2", console.PayWayWeChat)
	require.NoError(t, err)
	assert.Nil(t, none.Unknown, "no rows are those of no other order")
}
