package fubei

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBillMarshalJSON(t *testing.T) {
	full := sampleBill()
	full.PayTime = at(1478483960)
	full.PayStatus = PayStatusPaid
	full.CashierID = 8
	full.Extra = map[string]json.RawMessage{"z": json.RawMessage(`{"b":1}`), "a": json.RawMessage(`"x"`)}
	for _, test := range []struct {
		reason string
		bill   Bill
		want   string
	}{
		{"the provider's sample", sampleBill(),
			`{"order_sn":"20161107095823831740","merchant_order_sn":"201614114702155","create_time":"1478483902","total_fee":"9.90",` +
				`"fee":"0.00","store_id":"2299","cashier_id":"0","pay_time":"0","pay_status":"0","pay_type":"1","income":9.90,"device_no":"sn2323277"}`},
		{"everything", full,
			`{"order_sn":"20161107095823831740","merchant_order_sn":"201614114702155","create_time":"1478483902","total_fee":"9.90",` +
				`"fee":"0.00","store_id":"2299","cashier_id":"8","pay_time":"1478483960","pay_status":"1","pay_type":"1","income":9.90,` +
				`"device_no":"sn2323277","a":"x","z":{"b":1}}`},
		{"what is absent is left out", Bill{OrderSN: "1", PayStatus: PayStatusAbsent},
			`{"order_sn":"1","total_fee":"0.00","store_id":"0","cashier_id":"0","pay_time":"0"}`},
		{"enums without a name come back as they came", Bill{OrderSN: "1", PayStatus: 3, PayType: 7},
			`{"order_sn":"1","total_fee":"0.00","store_id":"0","cashier_id":"0","pay_time":"0","pay_status":"3","pay_type":"7"}`},
		{"text that needs escapes", Bill{OrderSN: "a\"\\\n测试", PayStatus: PayStatusAbsent},
			`{"order_sn":"a\"\\\n测试","total_fee":"0.00","store_id":"0","cashier_id":"0","pay_time":"0"}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			got, err := json.Marshal(test.bill)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))

			var again Bill
			require.NoError(t, json.Unmarshal(got, &again))
			assert.True(t, test.bill.Equal(again), "got %+v", again)
		})
	}
}

func TestBillMarshalJSONDecimals(t *testing.T) {
	for _, test := range []struct{ literal, want string }{
		{"9", "9.00"}, {"9.9", "9.90"}, {"9.90", "9.90"}, {"9.900", "9.900"}, {"9.12345678", "9.12345678"},
		{"-0.5", "-0.50"}, {"0", "0.00"}, {"1e2", "100.00"}, {"123456789012345678901.1", "123456789012345678901.10"},
	} {
		text, err := Bill{OrderSN: "1", TotalFee: decimal.RequireFromString(test.literal)}.MarshalJSON()
		require.NoError(t, err)
		assert.Contains(t, string(text), `"total_fee":"`+test.want+`"`)
	}
}

func TestBillMarshalJSONRefusesBrokenExtra(t *testing.T) {
	for _, test := range []struct {
		reason string
		extra  map[string]json.RawMessage
		text   string
	}{
		{"a known member", map[string]json.RawMessage{"fee": json.RawMessage(`"1.00"`)}, "fubei: Bill.Extra holds fee: that is a field of its own"},
		{"no JSON", map[string]json.RawMessage{"x": json.RawMessage(`{`)}, "fubei: a value in Bill.Extra is not JSON"},
		{"nothing", map[string]json.RawMessage{"x": nil}, "fubei: a value in Bill.Extra is not JSON"},
		{"an injection", map[string]json.RawMessage{"x": json.RawMessage(`1,"fee":"9"`)}, "fubei: a value in Bill.Extra is not JSON"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := Bill{OrderSN: "1", Extra: test.extra}.MarshalJSON()
			assert.EqualError(t, err, test.text)
		})
	}
}

func TestBillUnmarshalJSON(t *testing.T) {
	b := sampleBill()
	require.NoError(t, json.Unmarshal([]byte(`{"order_sn":2,"total_fee":8.25}`), &b))
	assert.True(t, Bill{OrderSN: "2", TotalFee: decimal.RequireFromString("8.25"), PayStatus: PayStatusAbsent}.Equal(b),
		"the whole bill is replaced: %+v", b)

	require.NoError(t, json.Unmarshal([]byte(`null`), &b))
	assert.Equal(t, "2", b.OrderSN, "null changes nothing")

	err := b.UnmarshalJSON([]byte(`{"order_sn":"secret-value","total_fee":"secret-value"}`))
	require.ErrorIs(t, err, ErrMalformedResponse)
	assert.EqualError(t, err, "fubei: malformed response: Bill: total_fee: is not a decimal number")
	assert.Equal(t, "2", b.OrderSN, "an error changes nothing")

	assert.Error(t, b.UnmarshalJSON([]byte(`{"order_sn":"1","total_fee":"1"} x`)))
	assert.Error(t, b.UnmarshalJSON(nil))
}

func TestMembersAreKnown(t *testing.T) {
	text, err := json.Marshal(sampleBill())
	require.NoError(t, err)
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(text, &members))
	require.Len(t, members, 12)
	for name, value := range members {
		_, err := Bill{OrderSN: "1", Extra: map[string]json.RawMessage{name: value}}.MarshalJSON()
		assert.EqualError(t, err, "fubei: Bill.Extra holds "+name+": that is a field of its own")
	}
}

func TestBillMarshalJSONOfWhatCouldNotBeRead(t *testing.T) {
	const text = `{"order_sn":"1","create_time":"yesterday","total_fee":"1.00","store_id":{"a":[1]},"cashier_id":"0","pay_time":"0",` +
		`"pay_status":"paid","pay_type":true,"memo":1}`
	var b Bill
	require.NoError(t, b.UnmarshalJSON([]byte(text)))
	got, err := b.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, text, string(got), "each in its place")

	b.StoreID = 7
	_, err = b.MarshalJSON()
	assert.EqualError(t, err, "fubei: Bill.Extra holds store_id: that is a field of its own", "which of the two would it be?")
}
