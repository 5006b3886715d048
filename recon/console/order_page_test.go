package console_test

import (
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
)

func TestOrderPageOfThePage(t *testing.T) {
	text := sample(t, "list.json")
	page, err := answering(t, text).OrderPage(ctx, console.OrderQuery{})
	require.NoError(t, err)

	assert.Equal(t, console.Statistics{OrderNum: 63, CountPrice: console.NewNullFen(11567), SuccessBill: 15,
		SuccessPrice: console.NewNullFen(2760), FailBill: 0, FailPrice: console.NullFen{}}, page.Statistics)
	assert.True(t, page.HasStatistics)
	assert.Equal(t, int64(63), page.Num)
	assert.True(t, page.HasNum)
	assert.True(t, page.Incomplete, "the page shows 2 of 63")
	assert.Nil(t, page.Unknown)
	assert.Equal(t, 1, page.Attempts)

	first := console.Order{Code: "20200221113708eb3b8dcc2383481c", MerchantName: "中软融通", EquipmentNo: "1", TotalFee: 198,
		PayMethod: console.PayMethodAlipay, CreateTime: time.Date(2020, 2, 21, 11, 37, 8, 784968000, china),
		ReconciliationStatus: console.StatusUnreconciled}
	second := first
	second.Code, second.CreateTime = "20200221143650de8927348cf14304", time.Date(2020, 2, 21, 14, 36, 50, 74008000, china)
	requireEqualOrders(t, []console.Order{first, second}, page.Orders)
	assert.Equal(t, "1.98", page.Orders[0].TotalFee.Yuan().String())

	again, err := json.Marshal(page)
	require.NoError(t, err)
	assert.JSONEq(t, text, string(again), "the same values as on the page")
}

func TestOrderPageFilters(t *testing.T) {
	c, fake := setup(t, 60, nil)
	for _, test := range []struct {
		reason string
		query  console.OrderQuery
		keep   func(console.Order) bool
	}{
		{"nothing", console.OrderQuery{}, func(console.Order) bool { return true }},
		{"a code", console.OrderQuery{Code: "20261122120007"}, func(o console.Order) bool { return o.Code == "20261122120007" }},
		{"a code that no order has", console.OrderQuery{Code: "2026112212"}, func(console.Order) bool { return false }},
		{"from an amount", console.OrderQuery{TotalFeeGTE: console.NewNullFen(3000)}, func(o console.Order) bool { return o.TotalFee >= 3000 }},
		{"up to an amount", console.OrderQuery{TotalFeeLTE: console.NewNullFen(3000)}, func(o console.Order) bool { return o.TotalFee <= 3000 }},
		{"one amount, both ends included", console.OrderQuery{TotalFeeGTE: console.NewNullFen(500), TotalFeeLTE: console.NewNullFen(500)}, func(o console.Order) bool { return o.TotalFee == 500 }},
		{"up to zero, which is not absent", console.OrderQuery{TotalFeeLTE: console.NewNullFen(0)}, func(console.Order) bool { return false }},
		{"reconciled", console.OrderQuery{ReconciliationStatus: console.StatusReconciled}, func(o console.Order) bool { return o.ReconciliationStatus == 1 }},
		{"unreconciled", console.OrderQuery{ReconciliationStatus: console.StatusUnreconciled}, func(o console.Order) bool { return o.ReconciliationStatus == 2 }},
		{"in exception", console.OrderQuery{ReconciliationStatus: console.StatusException}, func(o console.Order) bool { return o.ReconciliationStatus == 3 }},
		{"reversed", console.OrderQuery{ReconciliationStatus: console.StatusReversed}, func(o console.Order) bool { return o.ReconciliationStatus == 4 }},
		{"doubtful", console.OrderQuery{ReconciliationStatus: console.StatusDoubtful}, func(o console.Order) bool { return o.ReconciliationStatus == 5 }},
		{"unpaid", console.OrderQuery{PayMethod: console.PayMethodUnpaid}, func(o console.Order) bool { return o.PayMethod == 1 }},
		{"WeChat Pay", console.OrderQuery{PayMethod: console.PayMethodWeChat}, func(o console.Order) bool { return o.PayMethod == 2 }},
		{"Alipay", console.OrderQuery{PayMethod: console.PayMethodAlipay}, func(o console.Order) bool { return o.PayMethod == 3 }},
		{"a merchant", console.OrderQuery{MerchantName: "中软融通"}, func(o console.Order) bool { return o.MerchantName == "中软融通" }},
		{"all of them together", console.OrderQuery{MerchantName: "测试商户", PayMethod: console.PayMethodWeChat, ReconciliationStatus: console.StatusUnreconciled,
			TotalFeeGTE: console.NewNullFen(200), TotalFeeLTE: console.NewNullFen(5000)},
			func(o console.Order) bool {
				return o.MerchantName == "测试商户" && o.PayMethod == 2 && o.ReconciliationStatus == 2 && o.TotalFee >= 200 && o.TotalFee <= 5000
			}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var want []console.Order
			sum := console.NullFen{}
			for _, o := range rows(60) {
				if test.keep(o) {
					want = append(want, o)
					sum = console.NewNullFen(sum.Fen + o.TotalFee)
				}
			}
			before := fake.Count()
			page, err := c.OrderPage(ctx, test.query)
			require.NoError(t, err)
			requireEqualOrders(t, want, page.Orders)
			assert.Equal(t, int64(len(want)), page.Num)
			assert.False(t, page.Incomplete)
			assert.Equal(t, int64(len(want)), page.Statistics.OrderNum)
			assert.Equal(t, sum, page.Statistics.CountPrice)
			assert.Equal(t, before+1, fake.Count())
		})
	}
}

func TestOrderPageSendsTheQueryAsItStands(t *testing.T) {
	c, fake := setup(t, 1, nil)
	q := console.OrderQuery{Code: "a b", TotalFeeGTE: console.NewNullFen(1), TotalFeeLTE: console.NewNullFen(2), ReconciliationStatus: 3,
		PayMethod: 2, MerchantName: "商户", Extra: url.Values{"page": {"2"}, "page_size": {"50"}}}
	_, err := c.OrderPage(ctx, q)
	require.NoError(t, err)
	sent := fake.Requests()[0]
	assert.Equal(t, "GET /pay/consume_order", sent.Method+" "+sent.Path)
	assert.Equal(t, url.Values{"code": {"a b"}, "total_fee__gte": {"1"}, "total_fee__lte": {"2"}, "reconciliation_status": {"3"}, "pay_method": {"2"},
		"merchant__name": {"商户"}, "page": {"2"}, "page_size": {"50"}}, sent.Query)
	assert.Empty(t, sent.Body)
	assert.Equal(t, "application/json", sent.Header.Get("Accept"))
}

func TestOrderPageForms(t *testing.T) {
	const row = `{"code":"1","total_fee":1}`
	for _, test := range []struct {
		reason, body string
		want         console.OrderPage
		rows         int
	}{
		{"no data", `{"code":200}`, console.OrderPage{Incomplete: true}, 0},
		{"null data", `{"code":200,"data":null}`, console.OrderPage{Incomplete: true}, 0},
		{"an empty list of data", `{"code":200,"data":[]}`, console.OrderPage{Incomplete: true}, 0},
		{"no statistics", `{"code":200,"data":{"order":{"num":1,"data":[` + row + `]}}}`, console.OrderPage{Num: 1, HasNum: true}, 1},
		{"no number: nothing proves that these are all", `{"code":200,"data":{"order":{"data":[` + row + `]}}}`, console.OrderPage{Incomplete: true}, 1},
		{"a null number", `{"code":200,"data":{"order":{"num":null,"data":[` + row + `]}}}`, console.OrderPage{Incomplete: true}, 1},
		{"a number in quotes", `{"code":200,"data":{"order":{"num":"1","data":[` + row + `]}}}`, console.OrderPage{Num: 1, HasNum: true}, 1},
		{"no rows", `{"code":200,"data":{"order":{"num":0,"data":[]}}}`, console.OrderPage{HasNum: true}, 0},
		{"null rows", `{"code":200,"data":{"order":{"num":0,"data":null}}}`, console.OrderPage{HasNum: true}, 0},
		{"a null order", `{"code":200,"data":{"order":null}}`, console.OrderPage{Incomplete: true}, 0},
		{"more rows than the number says", `{"code":200,"data":{"order":{"num":0,"data":[` + row + `]}}}`, console.OrderPage{HasNum: true}, 1},
		{"what is not known is counted", `{"code":200,"t":1,"data":{"page":1,"order":{"num":1,"next":2,"data":[{"code":"1","total_fee":1,"pay_method":7,"memo":1}]}}}`,
			console.OrderPage{Num: 1, HasNum: true, Unknown: map[string]int64{"field:t": 1, "field:page": 1, "field:next": 1, "field:memo": 1, "pay_method:7": 1}}, 1},
	} {
		t.Run(test.reason, func(t *testing.T) {
			page, err := answering(t, test.body).OrderPage(ctx, console.OrderQuery{})
			require.NoError(t, err)
			assert.Len(t, page.Orders, test.rows)
			test.want.Attempts = 1
			page.Orders = nil
			assert.Equal(t, &test.want, page)
		})
	}
}

func TestOrderPageRefuses(t *testing.T) {
	for _, test := range []struct{ reason, body, text string }{
		{"data is text", `{"code":200,"data":"x"}`, "data: is a string, not an object"},
		{"order is a list", `{"code":200,"data":{"order":[1]}}`, "data.order: is an array, not an object"},
		{"data in another shape", `{"code":200,"data":{"Total":1,"List":[{"code":"1"}]}}`, "data: has members, and neither statistics nor order"},
		{"an order in another shape", `{"code":200,"data":{"order":{"rows":[{"code":"1"}],"count":1}}}`, "data.order: has members, and neither num nor data"},
		{"the order twice", `{"code":200,"data":{"order":{},"order":{}}}`, "data.order: appears twice"},
		{"the number twice", `{"code":200,"data":{"order":{"num":1,"num":1}}}`, "data.order.num: appears twice"},
		{"a number below zero", `{"code":200,"data":{"order":{"num":-1}}}`, "data.order.num: is not within 0 to"},
		{"statistics without counts", `{"code":200,"data":{"statistics":{"order_num":1}}}`, "data.statistics: has not all of order_num"},
		{"a row without a code", `{"code":200,"data":{"order":{"num":1,"data":[{"total_fee":1}]}}}`, "data.order.data[0]: has no code"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			page, err := answering(t, test.body).OrderPage(ctx, console.OrderQuery{})
			assert.Nil(t, page)
			assert.ErrorIs(t, err, console.ErrMalformedResponse)
			assert.ErrorContains(t, err, test.text)
		})
	}
}

func TestOrderPageOptions(t *testing.T) {
	c, _ := setup(t, 1, nil, func(cfg *console.Config) { cfg.KeepRaw, cfg.Location = true, time.UTC })
	page, err := c.OrderPage(ctx, console.OrderQuery{})
	require.NoError(t, err)
	assert.Equal(t, "2026-11-22T04:00:00.123456Z", page.Orders[0].CreateTime.Format(time.RFC3339Nano), "the same instant, in another zone")
	var raw struct{ Code string }
	require.NoError(t, json.Unmarshal(page.Orders[0].Raw, &raw))
	assert.Equal(t, page.Orders[0].Code, raw.Code)
}

func TestOrderPageRequestID(t *testing.T) {
	c, _ := setup(t, 0, billtest.Script{{Fault: billtest.Respond(billtest.Reply{
		Header: map[string][]string{"Content-Type": {"application/json"}, "X-Request-Id": {"fictional-request-1"}},
		Body:   []byte(`{"code":"200","data":{"order":{"num":0}}}`),
	})}})
	page, err := c.OrderPage(ctx, console.OrderQuery{})
	require.NoError(t, err)
	assert.Equal(t, "fictional-request-1", page.RequestID)
}

func TestOrderPageUnmarshalJSON(t *testing.T) {
	page := console.OrderPage{Num: 7}
	require.NoError(t, json.Unmarshal([]byte(`null`), &page))
	assert.Equal(t, int64(7), page.Num, "null changes nothing")
	err := page.UnmarshalJSON([]byte(`{"code":500,"message":"no"}`))
	assert.EqualError(t, err, "console: OrderPage: code 500: no")
	assert.ErrorIs(t, page.UnmarshalJSON([]byte(`{`)), console.ErrMalformedResponse)
	assert.Equal(t, int64(7), page.Num, "an error changes nothing")

	text, err := json.Marshal(console.OrderPage{})
	require.NoError(t, err)
	assert.Equal(t, `{"code":"200","data":{"order":{"data":[]}}}`, string(text), "an absent number is left out")
	_, err = json.Marshal(console.OrderPage{Orders: []console.Order{{Extra: map[string]json.RawMessage{"auto": nil}}}})
	assert.Error(t, err)
}

func TestNoTimeZoneOfTheProcessMatters(t *testing.T) {
	c, _ := setup(t, 1, nil)
	before, err := c.OrderPage(ctx, console.OrderQuery{})
	require.NoError(t, err)

	old := time.Local
	defer func() { time.Local = old }()
	time.Local = time.FixedZone("UTC-11", -11*3600)
	c, _ = setup(t, 1, nil)
	after, err := c.OrderPage(ctx, console.OrderQuery{})
	require.NoError(t, err)
	assert.Equal(t, before.Orders[0].CreateTime.String(), after.Orders[0].CreateTime.String())
	one, err := json.Marshal(before)
	require.NoError(t, err)
	two, err := json.Marshal(after)
	require.NoError(t, err)
	assert.Equal(t, string(one), string(two))
}
