package settlement

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
func decodeRow(text string) (Item, wire.Unknown, error) {
	page, err := decodeText(reply(`[` + text + `]`))
	if err != nil {
		return Item{}, nil, err
	}
	return page.items[0], page.unknown, nil
}

// leastRow is a row of the required members and the given ones.
func leastRow(members string) string {
	if members != "" {
		members = "," + members
	}
	return `{"orderNum":"1","settlementAmount":1.00` + members + `}`
}

func at(text string) time.Time {
	t, err := time.ParseInLocation(timeLayout, text, wire.ChinaZone)
	if err != nil {
		panic(err)
	}
	return t
}

func amount(text string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

func TestReadItemForms(t *testing.T) {
	for _, test := range []struct {
		reason  string
		members string
		check   func(*testing.T, Item)
	}{
		{"channelName as text, as in the sample", `"channelName":"优选生活"`, func(t *testing.T, i Item) { assert.Equal(t, "优选生活", i.ChannelName) }},
		{"channelName as a number, as in the table", `"channelName":42`, func(t *testing.T, i Item) { assert.Equal(t, "42", i.ChannelName) }},
		{"totalAmount as a number, as in the sample", `"totalAmount":-2.00`, func(t *testing.T, i Item) { assert.Equal(t, amount("-2.00"), i.TotalAmount) }},
		{"totalAmount as text, as in the table", `"totalAmount":"-2.00"`, func(t *testing.T, i Item) { assert.Equal(t, amount("-2.00"), i.TotalAmount) }},
		{"a quantity in quotes", `"totalQuantity":"-1"`, func(t *testing.T, i Item) { assert.Equal(t, amount("-1"), i.TotalQuantity) }},
		{"half a quantity", `"totalQuantity":0.5`, func(t *testing.T, i Item) { assert.Equal(t, amount("0.5"), i.TotalQuantity) }},
		{"a quantity of zero is not absent", `"totalQuantity":0`, func(t *testing.T, i Item) { assert.True(t, i.TotalQuantity.Valid) }},
		{"a null quantity is absent", `"totalQuantity":null`, func(t *testing.T, i Item) { assert.False(t, i.TotalQuantity.Valid) }},
		{"points of zero are not absent", `"paymentAmount":"0.00"`, func(t *testing.T, i Item) { assert.True(t, i.PaymentAmount.Valid) }},
		{"empty points are absent", `"paymentAmount":""`, func(t *testing.T, i Item) { assert.False(t, i.PaymentAmount.Valid) }},
		{"missing points are absent", ``, func(t *testing.T, i Item) { assert.False(t, i.PaymentAmount.Valid) }},
		{"an amount that float64 would change", `"paymentAmount":575.67`,
			func(t *testing.T, i Item) { assert.Equal(t, "575.67", i.PaymentAmount.Decimal.String()) }},
		{"a long amount", `"paymentAmount":"-123456789012345678.12345678"`,
			func(t *testing.T, i Item) {
				assert.Equal(t, "-123456789012345678.12345678", i.PaymentAmount.Decimal.String())
			}},
		{"numbers as numbers", `"bizOrderNum":21221102131100027835,"contractId":286239`, func(t *testing.T, i Item) {
			assert.Equal(t, "21221102131100027835", i.BizOrderNum)
			assert.Equal(t, "286239", i.ContractID)
		}},
		{"null texts are empty", `"contract":null,"skuName":null,"cardId":null`,
			func(t *testing.T, i Item) { assert.Empty(t, i.Contract+i.SKUName+i.CardID) }},
		{"the documented time", `"paymentTime":"2022-11-02 13:12:32"`,
			func(t *testing.T, i Item) { assert.Equal(t, at("2022-11-02 13:12:32"), i.PaymentTime) }},
		{"a time without its zeros", `"paymentTime":"2022-9-1 1:02:03"`,
			func(t *testing.T, i Item) { assert.Equal(t, at("2022-09-01 01:02:03"), i.PaymentTime) }},
		{"a time with slashes", `"paymentTime":"2022/9/1 01:02:03"`,
			func(t *testing.T, i Item) { assert.Equal(t, at("2022-09-01 01:02:03"), i.PaymentTime) }},
		{"a time with a T", `"orderTime":"2022-09-01T01:02:03"`,
			func(t *testing.T, i Item) { assert.Equal(t, at("2022-09-01 01:02:03"), i.OrderTime) }},
		{"a time with a zone of its own", `"orderTime":"2022-09-01T01:02:03+00:00"`,
			func(t *testing.T, i Item) { assert.True(t, at("2022-09-01 09:02:03").Equal(i.OrderTime)) }},
		{"a null time", `"orderTime":null`, func(t *testing.T, i Item) { assert.True(t, i.OrderTime.IsZero()) }},
		{"an empty time", `"orderTime":""`, func(t *testing.T, i Item) { assert.True(t, i.OrderTime.IsZero()) }},
		{"a zero time", `"orderTime":"0000-00-00 00:00:00"`, func(t *testing.T, i Item) { assert.True(t, i.OrderTime.IsZero()) }},
		{"a payment", `"settlementType":1`, func(t *testing.T, i Item) { assert.Equal(t, SettlementTypePayment, i.SettlementType) }},
		{"a refund in quotes", `"settlementType":"2"`, func(t *testing.T, i Item) { assert.Equal(t, SettlementTypeRefund, i.SettlementType) }},
		{"a type without a name survives", `"settlementType":7`, func(t *testing.T, i Item) { assert.Equal(t, SettlementType(7), i.SettlementType) }},
		{"no type", ``, func(t *testing.T, i Item) { assert.Equal(t, SettlementTypeAbsent, i.SettlementType) }},
		{"a null type", `"settlementType":null`, func(t *testing.T, i Item) { assert.Equal(t, SettlementTypeAbsent, i.SettlementType) }},
		{"an escaped member name", `"\u0063ardId":"fictional"`, func(t *testing.T, i Item) { assert.Equal(t, "fictional", i.CardID) }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			i, unknown, err := decodeRow(leastRow(test.members))
			require.NoError(t, err)
			assert.Equal(t, "1", i.OrderNum)
			assert.Nil(t, i.Extra)
			delete(unknown, "settlementType:7")
			delete(unknown, "settlementType:contradiction")
			assert.Empty(t, unknown)
			test.check(t, i)
		})
	}
}

func TestReadItemRefuses(t *testing.T) {
	for _, test := range []struct {
		reason, row, text string
	}{
		{"no order number", `{"settlementAmount":"1.00"}`, "has no orderNum"},
		{"an empty order number", `{"orderNum":"","settlementAmount":1}`, "has no orderNum"},
		{"a null order number", `{"orderNum":null,"settlementAmount":1}`, "has no orderNum"},
		{"no amount", `{"orderNum":"1"}`, "has no settlementAmount"},
		{"an empty amount", `{"orderNum":"1","settlementAmount":""}`, "has no settlementAmount"},
		{"a null amount", `{"orderNum":"1","settlementAmount":null}`, "has no settlementAmount"},
		{"points are no amount", `{"orderNum":"1","paymentAmount":1}`, "has no settlementAmount"},
		{"a row that is no object", `["1"]`, "is an array, not an object"},
		{"a null row", `null`, "is null, not an object"},
		{"the number twice", leastRow(`"orderNum":"2"`), "orderNum: appears twice"},
		{"the type twice", leastRow(`"settlementType":1,"settlementType":2`), "settlementType: appears twice"},
		{"an unknown member twice", leastRow(`"memo":"a","memo":"b"`), "memo: appears twice"},
		{"a thousands separator", leastRow(`"totalAmount":"1,234.56"`), "totalAmount: is not a decimal number"},
		{"full-width digits", leastRow(`"totalAmount":"１２"`), "totalAmount: is not a decimal number"},
		{"not a number", leastRow(`"paymentAmount":"NaN"`), "paymentAmount: is not a decimal number"},
		{"an exponent that would ruin", leastRow(`"paymentAmount":1e10000`), "paymentAmount: has an exponent beyond 30"},
		{"an amount in an array", leastRow(`"totalAmount":[1]`), "totalAmount: is an array, not an amount"},
		{"noise in quotes is none", leastRow(`"totalAmount":"175.45000000000002"`), "totalAmount: has more than 8 decimals"},
		{"what a spreadsheet left of an order number", `{"orderNum":"3.16674E+25","settlementAmount":1}`, "orderNum: is a number in scientific notation"},
		{"the same of a business number", leastRow(`"bizOrderNum":2.12211E+19`), "bizOrderNum: is a number in scientific notation"},
		{"a business number that is none", leastRow(`"bizOrderNum":{}`), "bizOrderNum: is an object, not text"},
		{"a type in words", leastRow(`"settlementType":"付款单"`), "settlementType: is not a whole number"},
		{"half a type", leastRow(`"settlementType":1.5`), "settlementType: is not a whole number"},
		{"a type too large", leastRow(`"settlementType":9999999999`), "settlementType: is not within"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, _, err := decodeRow(test.row)
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.text)
		})
	}
}

// What is neither identity nor money costs itself alone.
func TestReadItemUnreadable(t *testing.T) {
	for _, test := range []struct{ reason, name, value string }{
		{"a quantity in an array", "totalQuantity", `[1]`},
		{"a quantity in words", "totalQuantity", `"one"`},
		{"a time of an unknown form", "paymentTime", `"02.11.2022"`},
		{"a time as a number", "paymentTime", `1667365952`},
		{"a day that does not exist", "orderTime", `"2022-02-30 00:00:00"`},
		{"a boolean text", "cardId", `true`},
		{"a channel in an object", "channelName", `{"id": 1}`},
		{"text that is not UTF-8", "cardId", "\"\xff\""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			i, unknown, err := decodeRow(leastRow(`"` + test.name + `":` + test.value + `,"memo":1`))
			require.NoError(t, err)
			assert.Equal(t, wire.Unknown{test.name + ":unreadable": 1, "field:memo": 1}, unknown)
			want, _, err := decodeRow(leastRow(""))
			require.NoError(t, err)
			want.Extra = map[string]json.RawMessage{test.name: json.RawMessage(test.value), "memo": json.RawMessage(`1`)}
			assert.Equal(t, want, i, "the field is as if absent")

			text, err := i.MarshalJSON()
			require.NoError(t, err)
			var again Item
			require.NoError(t, again.UnmarshalJSON(text))
			assert.Equal(t, i, again)
		})
	}
}

func TestReadItemRoundsTheNoiseOfFloat64(t *testing.T) {
	i, unknown, err := decodeRow(`{"orderNum":"1","settlementAmount":-575.66999999999996,"totalAmount":175.45000000000002}`)
	require.NoError(t, err)
	assert.Equal(t, "-575.67", i.SettlementAmount.String())
	assert.Equal(t, "175.45", i.TotalAmount.Decimal.String())
	assert.Equal(t, wire.Unknown{"settlementAmount:rounded": 1, "totalAmount:rounded": 1}, unknown)
}

// Every member of the page is known, and a second one of the same name refused.
func TestReadItemKnowsEveryMember(t *testing.T) {
	var members map[string]json.RawMessage
	text, err := json.Marshal(refund())
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &members))
	require.Len(t, members, 19)
	for name, value := range members {
		pair := `"` + name + `":` + string(value)
		if name != "orderNum" && name != "settlementAmount" {
			i, _, err := decodeRow(leastRow(pair))
			require.NoError(t, err, name)
			assert.Nil(t, i.Extra, name)
		}
		_, _, err := decodeRow(`{` + pair + `,` + pair + `}`)
		require.Error(t, err)
		assert.Contains(t, err.Error(), name+": appears twice")
	}
}

func TestReadItemCountsWhatIsOdd(t *testing.T) {
	for _, test := range []struct {
		reason, members string
		unknown         wire.Unknown
	}{
		{"nothing", `"settlementType":1`, nil},
		{"no type is not unknown", `"settlementType":null`, nil},
		{"a member", `"memo":"x"`, wire.Unknown{"field:memo": 1}},
		{"a member whose name may be data", `"张三 13800000000":"x"`, wire.Unknown{"field:?": 1}},
		{"a type", `"settlementType":7`, wire.Unknown{"settlementType:7": 1}},
		{"a refund of a positive amount", `"settlementType":2`, wire.Unknown{"settlementType:contradiction": 1}},
		{"a payment of negative points", `"settlementType":1,"paymentAmount":-1`, wire.Unknown{"settlementType:contradiction": 1}},
		{"a payment of a negative total", `"settlementType":1,"totalAmount":-1`, wire.Unknown{"settlementType:contradiction": 1}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, unknown, err := decodeRow(leastRow(test.members))
			require.NoError(t, err)
			assert.Equal(t, test.unknown, unknown)
		})
	}
}

func TestReadItemKeepsExtra(t *testing.T) {
	i, _, err := decodeRow(leastRow(`"memo": {"a" : [1, 2.50]},"note":"<&>","none":null`))
	require.NoError(t, err)
	assert.Equal(t, map[string]json.RawMessage{
		"memo": json.RawMessage(`{"a" : [1, 2.50]}`),
		"note": json.RawMessage(`"<&>"`),
		"none": json.RawMessage(`null`),
	}, i.Extra)
}

func TestReadItemZoneAndRaw(t *testing.T) {
	text := leastRow(`"paymentTime":"2022-11-02 13:12:32","orderTime":""`)
	var i Item
	tokyo := time.FixedZone("UTC+9", 9*3600)
	itemRow.Read(&row.Input{Reader: wire.NewReader([]byte(" " + text + " ")), Options: row.Options{Zone: tokyo, KeepRaw: true}}, &i)
	assert.Equal(t, "2022-11-02T14:12:32+09:00", i.PaymentTime.Format(time.RFC3339), "the wire is at UTC+8 whatever the zone")
	assert.True(t, i.OrderTime.IsZero(), "an absent time has no zone")
	assert.Equal(t, text, string(i.Raw), "the bytes as they came, without the space around them")
}

// The zone of the process must not matter.
func TestReadItemIgnoresTheZoneOfTheProcess(t *testing.T) {
	before := time.Local
	defer func() { time.Local = before }()
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("west", -11*3600), time.FixedZone("east", 13*3600)} {
		time.Local = zone
		i, _, err := decodeRow(leastRow(`"paymentTime":"2022-11-02 13:12:32"`))
		require.NoError(t, err)
		assert.Equal(t, "2022-11-02T13:12:32+08:00", i.PaymentTime.Format(time.RFC3339))
		assert.EqualValues(t, 1667365952, i.PaymentTime.Unix())
	}
}
