package settlement

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// refund is the first row of the provider's sample, its personal data replaced.
func refund() Item {
	return Item{
		OrderNum:          "31667365951449629248009653",
		BizOrderNum:       "21221102131100027835",
		SKUName:           "【全频道】【多规格】",
		TotalQuantity:     amount("-1"),
		ChannelName:       "优选生活",
		SKUCategoryName:   "南非橙",
		OrderUserMobile:   "10000000001",
		OrderUserName:     "fictional_user_0001",
		PaymentType:       "企业积分",
		CardID:            "fictional-card-0001",
		PaymentAmount:     amount("-2.00"),
		SettlementAmount:  decimal.RequireFromString("-2.00"),
		ContractID:        "286239",
		UnionOrganization: "虚构公司/财务管理部",
		OrderTime:         at("2022-11-02 13:11:31"),
		PaymentTime:       at("2022-11-02 13:12:32"),
		TotalAmount:       amount("-2.00"),
		SettlementType:    SettlementTypeRefund,
	}
}

// payment is the second row of the provider's sample.
func payment() Item {
	i := refund()
	i.OrderNum, i.BizOrderNum = "21667365827518629248078960", "21221102131000004984"
	i.SKUName, i.CardID = "hyb商城活动-001", "fictional-card-0002"
	i.TotalQuantity = amount("1")
	i.PaymentAmount, i.TotalAmount = amount("0.01"), amount("0.01")
	i.SettlementAmount = decimal.RequireFromString("0.01")
	i.OrderTime, i.PaymentTime = at("2022-11-02 13:10:27"), at("2022-11-02 13:10:34")
	i.SettlementType = SettlementTypePayment
	return i
}

func TestTypeContradiction(t *testing.T) {
	for _, test := range []struct {
		reason                    string
		kind                      SettlementType
		settled, payment, ordered string // empty: absent
		want                      bool
	}{
		{"a payment", SettlementTypePayment, "2.00", "2.00", "2.00", false},
		{"a refund", SettlementTypeRefund, "-2.00", "-2.00", "-2.00", false},
		{"a payment of nothing", SettlementTypePayment, "0.00", "0", "0.00", false},
		{"a refund of nothing", SettlementTypeRefund, "0.00", "0", "-0.00", false},
		{"a payment of a negative amount", SettlementTypePayment, "-2.00", "2.00", "2.00", true},
		{"a refund of a positive amount", SettlementTypeRefund, "2.00", "-2.00", "-2.00", true},
		{"a payment of negative points", SettlementTypePayment, "2.00", "-2.00", "2.00", true},
		{"a refund of positive points", SettlementTypeRefund, "-2.00", "2.00", "-2.00", true},
		{"a payment of a negative total", SettlementTypePayment, "2.00", "2.00", "-0.01", true},
		{"a refund of a positive total", SettlementTypeRefund, "-2.00", "-2.00", "0.01", true},
		{"absent amounts contradict nothing", SettlementTypeRefund, "-2.00", "", "", false},
		{"no type", SettlementTypeAbsent, "-2.00", "2.00", "2.00", false},
		{"an unknown type", 7, "-2.00", "2.00", "2.00", false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			i := Item{OrderNum: "1", SettlementType: test.kind, SettlementAmount: decimal.RequireFromString(test.settled)}
			if test.payment != "" {
				i.PaymentAmount, i.TotalAmount = amount(test.payment), amount(test.ordered)
			}
			before := i
			assert.Equal(t, test.want, i.TypeContradiction())
			assert.Equal(t, before, i, "nothing is flipped")
		})
	}
}

func TestSettlementTypeNames(t *testing.T) {
	for _, test := range []struct {
		value            SettlementType
		english, chinese string
		known            bool
	}{
		{SettlementTypeAbsent, "absent", "无结算单类型", false},
		{SettlementTypePayment, "payment", "付款单", true},
		{SettlementTypeRefund, "refund", "退款单", true},
		{7, "SettlementType(7)", "未知结算单类型(7)", false},
		{-1, "SettlementType(-1)", "未知结算单类型(-1)", false},
	} {
		assert.Equal(t, test.english, test.value.String())
		assert.Equal(t, test.chinese, test.value.Chinese())
		assert.Equal(t, test.known, test.value.known(), test.english)
	}
}

func TestItemString(t *testing.T) {
	i := refund()
	i.Extra = map[string]json.RawMessage{"memo": json.RawMessage(`"fictional-extra"`)}
	i.Raw = json.RawMessage(`"fictional-raw"`)
	assert.Equal(t, `settlement.Item{OrderNum: "31667365951449629248009653", BizOrderNum: "21221102131100027835", refund, `+
		`SettlementAmount: -2.00, PaymentAmount: -2.00, PaymentTime: 2022-11-02T13:12:32+08:00, OrderUserMobile: ***, `+
		`OrderUserName: ***, CardID: ***, UnionOrganization: ***, Extra: ***, Raw: ***}`, i.String())
	assert.Equal(t, `settlement.Item{OrderNum: "1", BizOrderNum: "", absent, SettlementAmount: 0.00}`, Item{OrderNum: "1"}.String())
	huge := Item{OrderNum: "1", SettlementAmount: decimal.New(1, 30)}
	assert.Contains(t, huge.String(), "SettlementAmount: out of the ordinary")
}

// personal are the values of refund that nothing may show.
var personal = []string{"10000000001", "fictional_user_0001", "fictional-card-0001", "虚构公司", "fictional-extra", "fictional-raw"}

func TestItemNeverShowsPersonalData(t *testing.T) {
	i := refund()
	i.Extra = map[string]json.RawMessage{"memo": json.RawMessage(`"fictional-extra"`)}
	i.Raw = json.RawMessage(`"fictional-raw"`)
	page := ItemPage{Items: []Item{i}, Page: 1, Limit: 100}
	var shown bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		fmt.Fprintf(&shown, verb+verb+verb+verb+verb, i, &i, []Item{i}, page, &page)
		fmt.Fprintf(&shown, verb, struct {
			Item Item
			Page *ItemPage
		}{i, &page})
	}
	for _, log := range []*slog.Logger{slog.New(slog.NewTextHandler(&shown, nil)), slog.New(slog.NewJSONHandler(&shown, nil))} {
		log.Info("row", "item", i, "pointer", &i, "page", page, "page pointer", &page)
	}
	for _, value := range personal {
		assert.NotContains(t, shown.String(), value)
		assert.NotContains(t, shown.String(), fmt.Sprintf("%x", value))
	}
	assert.Equal(t, `"settlement.ItemPage{page 1, 1 items, limit 100}"`, fmt.Sprintf("%q", page))
}

func TestItemEqual(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Item)
		equal  bool
	}{
		{"nothing", func(*Item) {}, true},
		{"more decimals", func(i *Item) { i.SettlementAmount = decimal.RequireFromString("-2") }, true},
		{"another zone", func(i *Item) { i.PaymentTime = i.PaymentTime.UTC() }, true},
		{"the raw text", func(i *Item) { i.Raw = json.RawMessage(`{}`) }, true},
		{"an empty Extra", func(i *Item) { i.Extra = map[string]json.RawMessage{} }, true},
		{"order number", func(i *Item) { i.OrderNum = "x" }, false},
		{"business number", func(i *Item) { i.BizOrderNum = "x" }, false},
		{"goods", func(i *Item) { i.SKUName = "x" }, false},
		{"quantity", func(i *Item) { i.TotalQuantity = amount("1") }, false},
		{"no quantity is not zero", func(i *Item) { i.TotalQuantity = decimal.NullDecimal{} }, false},
		{"channel", func(i *Item) { i.ChannelName = "x" }, false},
		{"category", func(i *Item) { i.SKUCategoryName = "x" }, false},
		{"phone", func(i *Item) { i.OrderUserMobile = "x" }, false},
		{"name", func(i *Item) { i.OrderUserName = "x" }, false},
		{"payment type", func(i *Item) { i.PaymentType = "x" }, false},
		{"card", func(i *Item) { i.CardID = "x" }, false},
		{"points", func(i *Item) { i.PaymentAmount = amount("-2.01") }, false},
		{"no points", func(i *Item) { i.PaymentAmount.Valid = false }, false},
		{"amount", func(i *Item) { i.SettlementAmount = decimal.Zero }, false},
		{"contract id", func(i *Item) { i.ContractID = "x" }, false},
		{"contract", func(i *Item) { i.Contract = "x" }, false},
		{"department", func(i *Item) { i.UnionOrganization = "x" }, false},
		{"order time", func(i *Item) { i.OrderTime = i.OrderTime.Add(time.Second) }, false},
		{"payment time", func(i *Item) { i.PaymentTime = time.Time{} }, false},
		{"total", func(i *Item) { i.TotalAmount = amount("2.00") }, false},
		{"type", func(i *Item) { i.SettlementType = SettlementTypePayment }, false},
		{"a member more", func(i *Item) { i.Extra = map[string]json.RawMessage{"a": json.RawMessage(`1`)} }, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			other := refund()
			test.change(&other)
			assert.Equal(t, test.equal, refund().Equal(other))
			assert.Equal(t, test.equal, other.Equal(refund()))
		})
	}
}

const refundText = `{"orderNum":"31667365951449629248009653","bizOrderNum":"21221102131100027835","skuName":"【全频道】【多规格】",` +
	`"totalQuantity":-1,"channelName":"优选生活","skuCategoryName":"南非橙","orderUserMobile":"10000000001",` +
	`"orderUserName":"fictional_user_0001","paymentType":"企业积分","cardId":"fictional-card-0001","paymentAmount":-2.00,` +
	`"settlementAmount":-2.00,"contractId":"286239","contract":null,"unionOrganization":"虚构公司/财务管理部",` +
	`"orderTime":"2022-11-02 13:11:31","paymentTime":"2022-11-02 13:12:32","totalAmount":-2.00,"settlementType":2`

const leastText = `{"orderNum":"1","bizOrderNum":null,"skuName":null,"totalQuantity":null,"channelName":null,"skuCategoryName":null,` +
	`"orderUserMobile":null,"orderUserName":null,"paymentType":null,"cardId":null,"paymentAmount":null,"settlementAmount":0.00,` +
	`"contractId":null,"contract":null,"unionOrganization":null,"orderTime":null,"paymentTime":null,"totalAmount":null,"settlementType":null}`

func TestItemMarshalJSON(t *testing.T) {
	full := refund()
	full.Extra = map[string]json.RawMessage{"z": json.RawMessage(`{"b":1}`), "a": json.RawMessage(`"x"`)}
	unknown := refund()
	unknown.SettlementType = 7
	for _, test := range []struct {
		reason string
		item   Item
		want   string
	}{
		{"the provider's sample, to the letter", refund(), refundText + `}`},
		{"Extra comes last, by name", full, refundText + `,"a":"x","z":{"b":1}}`},
		{"what is absent is null", Item{OrderNum: "1"}, leastText},
		{"a type without a name comes back as it came", unknown, refundText[:len(refundText)-1] + `7}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := json.Marshal(test.item)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))

			var again Item
			require.NoError(t, json.Unmarshal(got, &again))
			assert.True(t, test.item.Equal(again), "got %+v", again)
		})
	}
}

func TestItemMarshalJSONTexts(t *testing.T) {
	for _, text := range []string{"a\"\\\n测试", "<&>", "\u2028", "\x00", " blank "} {
		want := Item{OrderNum: text, SKUName: text}
		got, err := json.Marshal(want)
		require.NoError(t, err)
		var again Item
		require.NoError(t, json.Unmarshal(got, &again))
		assert.True(t, want.Equal(again), "%q became %q", text, again.OrderNum)
	}
}

func TestItemMarshalJSONTimes(t *testing.T) {
	i := refund()
	i.PaymentTime = i.PaymentTime.UTC()
	got, err := json.Marshal(i)
	require.NoError(t, err)
	assert.Contains(t, string(got), `"paymentTime":"2022-11-02 13:12:32"`, "UTC+8 whatever the zone of the value")

	i.PaymentTime = i.PaymentTime.Add(500_000_000)
	got, err = json.Marshal(i)
	require.NoError(t, err)
	assert.Contains(t, string(got), `"paymentTime":"2022-11-02 13:12:32.5"`)
	var again Item
	require.NoError(t, json.Unmarshal(got, &again))
	assert.True(t, i.Equal(again))
}

func TestItemMarshalJSONDecimals(t *testing.T) {
	for _, test := range []struct{ literal, money, quantity string }{
		{"9", "9.00", "9"}, {"9.9", "9.90", "9.9"}, {"9.90", "9.90", "9.90"}, {"9.900", "9.900", "9.900"}, {"-0.5", "-0.50", "-0.5"},
		{"0", "0.00", "0"}, {"1e2", "100.00", "100"}, {"123456789012345678901.1", "123456789012345678901.10", "123456789012345678901.1"},
	} {
		i := Item{OrderNum: "1", SettlementAmount: decimal.RequireFromString(test.literal), TotalQuantity: amount(test.literal)}
		got, err := json.Marshal(i)
		require.NoError(t, err)
		assert.Contains(t, string(got), `"settlementAmount":`+test.money+`,`)
		assert.Contains(t, string(got), `"totalQuantity":`+test.quantity+`,`)
	}
}

func TestItemMarshalJSONRefusesBrokenExtra(t *testing.T) {
	for _, test := range []struct {
		reason string
		extra  map[string]json.RawMessage
		text   string
	}{
		{"a known member", map[string]json.RawMessage{"cardId": json.RawMessage(`"1"`)}, "settlement: Item.Extra holds cardId: that is a field of its own"},
		{"no JSON", map[string]json.RawMessage{"x": json.RawMessage(`{`)}, "settlement: a value in Item.Extra is not JSON"},
		{"nothing", map[string]json.RawMessage{"x": nil}, "settlement: a value in Item.Extra is not JSON"},
		{"an injection", map[string]json.RawMessage{"x": json.RawMessage(`1,"cardId":"9"`)}, "settlement: a value in Item.Extra is not JSON"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := Item{OrderNum: "1", Extra: test.extra}.MarshalJSON()
			assert.EqualError(t, err, test.text)
		})
	}
}

func TestItemUnmarshalJSON(t *testing.T) {
	i := refund()
	require.NoError(t, json.Unmarshal([]byte(`{"orderNum":2,"settlementAmount":"8.25"}`), &i))
	assert.True(t, Item{OrderNum: "2", SettlementAmount: decimal.RequireFromString("8.25")}.Equal(i), "the whole item is replaced: %+v", i)

	require.NoError(t, json.Unmarshal([]byte(`null`), &i))
	assert.Equal(t, "2", i.OrderNum, "null changes nothing")

	err := i.UnmarshalJSON([]byte(`{"orderNum":"secret-value","settlementAmount":"secret-value"}`))
	require.ErrorIs(t, err, ErrMalformedResponse)
	assert.EqualError(t, err, "settlement: malformed response: Item: settlementAmount: is not a decimal number")
	assert.Equal(t, "2", i.OrderNum, "an error changes nothing")

	assert.Error(t, i.UnmarshalJSON([]byte(`{"orderNum":"1","settlementAmount":"1"} x`)))
	assert.Error(t, i.UnmarshalJSON(nil))
}

func TestMembersAreKnown(t *testing.T) {
	text, err := json.Marshal(refund())
	require.NoError(t, err)
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &members))
	for name, value := range members {
		_, err := Item{OrderNum: "1", Extra: map[string]json.RawMessage{name: value}}.MarshalJSON()
		assert.EqualError(t, err, "settlement: Item.Extra holds "+name+": that is a field of its own")
	}
}
