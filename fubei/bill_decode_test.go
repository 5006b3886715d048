package fubei

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// decodeRow reads one row in UTC+8.
func decodeRow(text string) (Bill, wire.Unknown, error) {
	var b Bill
	in := row.Input{Reader: wire.NewReader([]byte(text))}
	billRow.Read(&in, &b)
	in.End()
	return b, in.Unknown, in.Err()
}

// leastRow is a row of the required members and the given ones.
func leastRow(members string) string {
	if members != "" {
		members = "," + members
	}
	return `{"order_sn":"1","total_fee":"1.00"` + members + `}`
}

func TestReadBillForms(t *testing.T) {
	for _, test := range []struct {
		reason  string
		members string
		check   func(*testing.T, Bill)
	}{
		{"a number in a string", `"store_id":"2299"`, func(t *testing.T, b Bill) { assert.EqualValues(t, 2299, b.StoreID) }},
		{"a bare number", `"store_id":2299`, func(t *testing.T, b Bill) { assert.EqualValues(t, 2299, b.StoreID) }},
		{"leading zeros and blanks", `"cashier_id":" 0012 "`, func(t *testing.T, b Bill) { assert.EqualValues(t, 12, b.CashierID) }},
		{"an empty id", `"store_id":""`, func(t *testing.T, b Bill) { assert.Zero(t, b.StoreID) }},
		{"a null id", `"store_id":null`, func(t *testing.T, b Bill) { assert.Zero(t, b.StoreID) }},
		{"an order number sent as a number", `"merchant_order_sn":201614114702155`,
			func(t *testing.T, b Bill) { assert.Equal(t, "201614114702155", b.MerchantOrderSN) }},
		{"an order number keeps its zeros", `"merchant_order_sn":"000123"`,
			func(t *testing.T, b Bill) { assert.Equal(t, "000123", b.MerchantOrderSN) }},
		{"escapes", `"device_no":"\u6d4b\u8bd5"`, func(t *testing.T, b Bill) { assert.Equal(t, "测试", b.DeviceNo) }},
		{"a null text", `"device_no":null`, func(t *testing.T, b Bill) { assert.Empty(t, b.DeviceNo) }},
		{"quoted seconds", `"create_time":"1478483902"`, func(t *testing.T, b Bill) { assert.Equal(t, at(1478483902), b.CreateTime) }},
		{"bare seconds", `"create_time":1478483902`, func(t *testing.T, b Bill) { assert.Equal(t, at(1478483902), b.CreateTime) }},
		{"never paid", `"pay_time":"0"`, func(t *testing.T, b Bill) { assert.True(t, b.PayTime.IsZero()) }},
		{"never paid, a number", `"pay_time":0`, func(t *testing.T, b Bill) { assert.True(t, b.PayTime.IsZero()) }},
		{"no time", `"pay_time":null`, func(t *testing.T, b Bill) { assert.True(t, b.PayTime.IsZero()) }},
		{"an empty time", `"create_time":""`, func(t *testing.T, b Bill) { assert.True(t, b.CreateTime.IsZero()) }},
		{"seconds beyond 32 bits", `"create_time":"4102444800"`,
			func(t *testing.T, b Bill) { assert.Equal(t, int64(4102444800), b.CreateTime.Unix()) }},
		{"a bare amount", `"income":9.9`, func(t *testing.T, b Bill) { assert.Equal(t, "9.9", b.Income.Decimal.String()) }},
		{"an amount that float64 would change", `"income":575.67`,
			func(t *testing.T, b Bill) { assert.Equal(t, "575.67", b.Income.Decimal.String()) }},
		{"a long amount", `"income":"123456789012345678.12345678"`,
			func(t *testing.T, b Bill) { assert.Equal(t, "123456789012345678.12345678", b.Income.Decimal.String()) }},
		{"a negative amount", `"income":"-0.01"`, func(t *testing.T, b Bill) { assert.Equal(t, "-0.01", b.Income.Decimal.String()) }},
		{"zero is not absent", `"fee":"0.00"`, func(t *testing.T, b Bill) { assert.True(t, b.Fee.Valid) }},
		{"an empty fee is absent", `"fee":""`, func(t *testing.T, b Bill) { assert.False(t, b.Fee.Valid) }},
		{"a null fee is absent", `"fee":null`, func(t *testing.T, b Bill) { assert.False(t, b.Fee.Valid) }},
		{"a missing fee is absent", ``, func(t *testing.T, b Bill) { assert.False(t, b.Fee.Valid) }},
		{"paid", `"pay_status":1`, func(t *testing.T, b Bill) { assert.Equal(t, PayStatusPaid, b.PayStatus) }},
		{"unpaid", `"pay_status":"0"`, func(t *testing.T, b Bill) { assert.Equal(t, PayStatusUnpaid, b.PayStatus) }},
		{"no status is not unpaid", ``, func(t *testing.T, b Bill) { assert.Equal(t, PayStatusAbsent, b.PayStatus) }},
		{"a null status is not unpaid", `"pay_status":null`, func(t *testing.T, b Bill) { assert.Equal(t, PayStatusAbsent, b.PayStatus) }},
		{"an empty status is not unpaid", `"pay_status":""`, func(t *testing.T, b Bill) { assert.Equal(t, PayStatusAbsent, b.PayStatus) }},
		{"a status below zero survives", `"pay_status":-1`, func(t *testing.T, b Bill) { assert.Equal(t, PayStatus(-1), b.PayStatus) }},
		{"a pay type without a name survives", `"pay_type":"7"`, func(t *testing.T, b Bill) { assert.Equal(t, PayType(7), b.PayType) }},
		{"an escaped member name", `"\u0066ee":"1.00"`, func(t *testing.T, b Bill) { assert.Equal(t, "1", b.Fee.Decimal.String()) }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			b, _, err := decodeRow(leastRow(test.members))
			require.NoError(t, err)
			assert.Equal(t, "1", b.OrderSN)
			assert.Nil(t, b.Extra)
			test.check(t, b)
		})
	}
}

func TestReadBillRefuses(t *testing.T) {
	for _, test := range []struct {
		reason, row, text string
	}{
		{"no order number", `{"total_fee":"1.00"}`, "has no order_sn"},
		{"an empty order number", `{"order_sn":"","total_fee":"1.00"}`, "has no order_sn"},
		{"a null order number", `{"order_sn":null,"total_fee":"1.00"}`, "has no order_sn"},
		{"no amount", `{"order_sn":"1"}`, "has no total_fee"},
		{"an empty amount", `{"order_sn":"1","total_fee":""}`, "has no total_fee"},
		{"a null amount", `{"order_sn":"1","total_fee":null}`, "has no total_fee"},
		{"a row that is no object", `["1"]`, "is an array, not an object"},
		{"a null row", `null`, "is null, not an object"},
		{"a member twice", leastRow(`"order_sn":"2"`), "appears twice"},
		{"an amount twice", leastRow(`"fee":"1.00","fee":"2.00"`), "appears twice"},
		{"an unknown member twice", leastRow(`"memo":"a","memo":"b"`), "appears twice"},
		{"a thousands separator", leastRow(`"fee":"1,234.56"`), "fee: is not a decimal number"},
		{"full-width digits", leastRow(`"fee":"１２"`), "fee: is not a decimal number"},
		{"not a number", leastRow(`"fee":"NaN"`), "fee: is not a decimal number"},
		{"an exponent that would ruin", leastRow(`"fee":1e10000`), "fee: has an exponent beyond 30"},
		{"a boolean amount", leastRow(`"income":true`), "income: is a boolean, not an amount"},
		{"an order number in an object", `{"order_sn":{},"total_fee":"1"}`, "order_sn: is an object, not text"},
		{"what a spreadsheet left of an order number", `{"order_sn":2.0161107095823e+19,"total_fee":"1"}`, "order_sn: is a number in scientific notation"},
		{"the same in quotes", `{"order_sn":"2.01611E+19","total_fee":"1"}`, "order_sn: is a number in scientific notation"},
		{"noise in quotes is none", leastRow(`"income":"175.45000000000002"`), "income: has more than 8 decimals"},
		{"five units off", leastRow(`"income":175.45000000000013`), "income: has more than 8 decimals"},
		{"an amount in an array", leastRow(`"fee":[1]`), "fee: is an array, not an amount"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, _, err := decodeRow(test.row)
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.text)
		})
	}
}

func TestReadBillCountsWhatIsUnknown(t *testing.T) {
	for _, test := range []struct {
		reason, members string
		unknown         wire.Unknown
	}{
		{"nothing", `"pay_type":"1","pay_status":"1"`, nil},
		{"a member", `"memo":"x"`, wire.Unknown{"field:memo": 1}},
		{"a member whose name may be data", `"张三 13800000000":"x"`, wire.Unknown{"field:?": 1}},
		{"a pay type", `"pay_type":"7"`, wire.Unknown{"pay_type:7": 1}},
		{"a status", `"pay_status":"3"`, wire.Unknown{"pay_status:3": 1}},
		{"absent enums are not unknown", `"pay_type":null,"pay_status":null`, nil},
		{"an income that differs", `"fee":"0.01","income":"1.00"`, wire.Unknown{"income:differs": 1}},
		{"an income that fits", `"fee":"0.01","income":0.99`, nil},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, unknown, err := decodeRow(leastRow(test.members))
			require.NoError(t, err)
			assert.Equal(t, test.unknown, unknown)
		})
	}
}

// What is neither identity nor money costs itself alone.
func TestReadBillUnreadable(t *testing.T) {
	for _, test := range []struct{ reason, name, value string }{
		{"half an id", "store_id", `1.5`},
		{"an id below zero", "store_id", `-1`},
		{"an id too large", "cashier_id", `9223372036854775808`},
		{"a status in words", "pay_status", `"paid"`},
		{"a status too large", "pay_status", `9999999999`},
		{"a pay type in an array", "pay_type", `[1]`},
		{"milliseconds", "create_time", `1478483902000`},
		{"a time in words", "create_time", `"2016-11-07 09:58:22"`},
		{"a time in an object", "pay_time", `{"seconds": 1}`},
		{"a boolean text", "device_no", `true`},
		{"text that is not UTF-8", "device_no", "\"\xff\""},
		{"half of a surrogate pair", "device_no", `"\ud800"`},
		{"what a spreadsheet left of a merchant's number", "merchant_order_sn", `"2.01611E+14"`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			b, unknown, err := decodeRow(leastRow(`"` + test.name + `":` + test.value + `,"memo":1`))
			require.NoError(t, err)
			assert.Equal(t, wire.Unknown{test.name + ":unreadable": 1, "field:memo": 1}, unknown)
			want, _, err := decodeRow(leastRow(""))
			require.NoError(t, err)
			want.Extra = map[string]json.RawMessage{test.name: json.RawMessage(test.value), "memo": json.RawMessage(`1`)}
			assert.Equal(t, want, b, "the field is as if absent")
		})
	}
}

func TestReadBillRoundsTheNoiseOfFloat64(t *testing.T) {
	for _, test := range []struct{ name, value, want string }{
		{"income", "175.45000000000002", "175.45"},
		{"income", "925.3100000000002", "925.31"}, // 1027.88 − 102.57 in float64: two units off
		{"fee", "0.07000000000000001", "0.07"},
		{"income", "-575.66999999999996", "-575.67"},
	} {
		b, unknown, err := decodeRow(leastRow(`"` + test.name + `":` + test.value))
		require.NoError(t, err)
		got := map[string]decimal.NullDecimal{"income": b.Income, "fee": b.Fee}[test.name]
		assert.Equal(t, test.want, got.Decimal.String())
		assert.Equal(t, wire.Unknown{test.name + ":rounded": 1}, unknown)
	}
	b, unknown, err := decodeRow(`{"order_sn":"1","total_fee":575.66999999999996}`)
	require.NoError(t, err)
	assert.Equal(t, "575.67", b.TotalFee.String())
	assert.Equal(t, wire.Unknown{"total_fee:rounded": 1}, unknown)
}

func TestReadBillKeepsExtra(t *testing.T) {
	b, _, err := decodeRow(leastRow(`"memo": {"a" : [1, 2.50]},"note":"<&>","none":null`))
	require.NoError(t, err)
	assert.Equal(t, map[string]json.RawMessage{
		"memo": json.RawMessage(`{"a" : [1, 2.50]}`),
		"note": json.RawMessage(`"<&>"`),
		"none": json.RawMessage(`null`),
	}, b.Extra)
}

func TestReadBillZoneAndRaw(t *testing.T) {
	text := leastRow(`"create_time":"1478483902"`)
	var b Bill
	tokyo := time.FixedZone("UTC+9", 9*3600)
	billRow.Read(&row.Input{Reader: wire.NewReader([]byte(" " + text + " ")), Options: row.Options{Zone: tokyo, KeepRaw: true}}, &b)
	assert.Equal(t, "2016-11-07T10:58:22+09:00", b.CreateTime.Format(time.RFC3339))
	assert.Equal(t, text, string(b.Raw), "the bytes as they came, without the space around them")
}
