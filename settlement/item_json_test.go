package settlement

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
