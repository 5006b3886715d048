package eshouhou

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// decodeRow reads one statement in UTC+8.
func decodeRow(text string) (Statement, error) {
	r := wire.NewReader([]byte(text))
	s := readStatement(r, row.Options{Zone: wire.ChinaZone})
	r.End()
	return *s, r.Err()
}

// leastRow is a statement of the required members and the given ones.
func leastRow(members string) string {
	if members != "" {
		members = "," + members
	}
	return `{"ID":"s","WorkOrderID":"w"` + members + `}`
}

// raws are items as they came.
func raws(texts ...string) []json.RawMessage {
	var items []json.RawMessage
	for _, text := range texts {
		items = append(items, json.RawMessage(text))
	}
	return items
}

func TestReadStatementForms(t *testing.T) {
	noon := time.Date(2020, 4, 29, 16, 20, 16, 0, wire.ChinaZone)
	is := func(want time.Time) func(*testing.T, Statement) {
		return func(t *testing.T, s Statement) {
			assert.True(t, want.Equal(s.StatementTime), "got %s", s.StatementTime)
		}
	}
	for _, test := range []struct {
		reason  string
		members string
		check   func(*testing.T, Statement)
	}{
		{"a quoted amount", `"TotalAmount":"0.02"`, func(t *testing.T, s Statement) { assert.Equal(t, "0.02", s.TotalAmount.Decimal.String()) }},
		{"a bare amount", `"TotalAmount":0.02`, func(t *testing.T, s Statement) { assert.Equal(t, "0.02", s.TotalAmount.Decimal.String()) }},
		{"an amount that float64 would change", `"CustomerAmount":575.67`,
			func(t *testing.T, s Statement) { assert.Equal(t, "575.67", s.CustomerAmount.Decimal.String()) }},
		{"a negative amount", `"FeeItemAmount":"-0.01"`, func(t *testing.T, s Statement) { assert.Equal(t, "-0.01", s.FeeItemAmount.Decimal.String()) }},
		{"an empty amount is absent", `"AccessoryAmount":""`, func(t *testing.T, s Statement) { assert.False(t, s.AccessoryAmount.Valid) }},
		{"a null amount is absent", `"OtherFeeItemAmount":null`, func(t *testing.T, s Statement) { assert.False(t, s.OtherFeeItemAmount.Valid) }},
		{"a missing amount is absent", ``, func(t *testing.T, s Statement) { assert.False(t, s.TotalAmount.Valid || s.CustomerAmount.Valid) }},
		{"zero is not absent", `"AccessoryAmount":"0.00"`, func(t *testing.T, s Statement) { assert.True(t, s.AccessoryAmount.Valid) }},
		{"a type as a number", `"Type":9`, func(t *testing.T, s Statement) { assert.Equal(t, PayTypeWeChatOnline, s.Type) }},
		{"a type in quotes", `"Type":"9"`, func(t *testing.T, s Statement) { assert.Equal(t, PayTypeWeChatOnline, s.Type) }},
		{"0 is documented, and not absent", `"Type":0`, func(t *testing.T, s Statement) { assert.Equal(t, PayTypeDefault, s.Type) }},
		{"no type", ``, func(t *testing.T, s Statement) { assert.Equal(t, PayTypeAbsent, s.Type) }},
		{"a null type", `"Type":null`, func(t *testing.T, s Statement) { assert.Equal(t, PayTypeAbsent, s.Type) }},
		{"an empty type", `"Type":""`, func(t *testing.T, s Statement) { assert.Equal(t, PayTypeAbsent, s.Type) }},
		{"a type without a name survives", `"Type":11`, func(t *testing.T, s Statement) { assert.Equal(t, PayType(11), s.Type) }},
		{"a state without a name survives", `"StatementState":-1`, func(t *testing.T, s Statement) { assert.Equal(t, StatementState(-1), s.StatementState) }},
		{"a work order state without a name survives", `"WorkOrderState":13`, func(t *testing.T, s Statement) { assert.Equal(t, WorkOrderState(13), s.WorkOrderState) }},
		{"a pending state without a name survives", `"WorkOrderPendState":29`, func(t *testing.T, s Statement) { assert.Equal(t, WorkOrderPendState(29), s.WorkOrderPendState) }},
		{"an action without a name survives", `"CustomerPaymentAction":50`, func(t *testing.T, s Statement) { assert.Equal(t, CustomerPaymentAction(50), s.CustomerPaymentAction) }},
		{"no states", ``, func(t *testing.T, s Statement) {
			assert.Equal(t, StatementStateAbsent, s.StatementState)
			assert.Equal(t, WorkOrderStateAbsent, s.WorkOrderState)
			assert.Equal(t, WorkOrderPendStateAbsent, s.WorkOrderPendState)
			assert.Equal(t, CustomerPaymentActionAbsent, s.CustomerPaymentAction)
		}},
		{"a number for a text", `"OperatorID":12`, func(t *testing.T, s Statement) { assert.Equal(t, "12", s.OperatorID) }},
		{"a null text", `"CustomerName":null`, func(t *testing.T, s Statement) { assert.Empty(t, s.CustomerName) }},
		{"escapes", `"Remark":"\u6d4b\u8bd5\n"`, func(t *testing.T, s Statement) { assert.Equal(t, "测试\n", s.Remark) }},
		{"online as a boolean", `"IsOnlinePay":true`, func(t *testing.T, s Statement) { assert.True(t, s.IsOnlinePay) }},
		{"online as a number", `"IsOnlinePay":1`, func(t *testing.T, s Statement) { assert.True(t, s.IsOnlinePay) }},
		{"online as text", `"IsOnlinePay":"true"`, func(t *testing.T, s Statement) { assert.True(t, s.IsOnlinePay) }},
		{"online null", `"IsOnlinePay":null`, func(t *testing.T, s Statement) { assert.False(t, s.IsOnlinePay) }},
		{"a null time", `"StatementTime":null`, is(time.Time{})},
		{"an empty time", `"StatementTime":""`, is(time.Time{})},
		{"a time of year 1 is absent", `"StatementTime":"0001-01-01T00:00:00"`, is(time.Time{})},
		{"a time with slashes", `"StatementTime":"2020/4/29 16:20:16"`, is(noon)},
		{"a time with slashes and zeros", `"StatementTime":"2020/04/29 16:20:16"`, is(noon)},
		{"a day alone", `"StatementTime":"2020-04-29"`, is(time.Date(2020, 4, 29, 0, 0, 0, 0, wire.ChinaZone))},
		{"a day alone with slashes", `"StatementTime":"2020/4/29"`, is(time.Date(2020, 4, 29, 0, 0, 0, 0, wire.ChinaZone))},
		{"a time of .NET", `"StatementTime":"/Date(1588239113429+0800)/"`, is(time.UnixMilli(1588239113429))},
		{"a time of .NET, escaped", `"StatementTime":"\/Date(1588239113429)\/"`, is(time.UnixMilli(1588239113429))},
		{"SQL Server's first day is absent", `"StatementTime":"1900-01-01 00:00:00"`, is(time.Time{})},
		{"a time with dashes", `"StatementTime":"2020-04-29 16:20:16"`, is(noon)},
		{"an ISO time", `"StatementTime":"2020-04-29T16:20:16"`, is(noon)},
		{"an ISO time with a fraction", `"StatementTime":"2020-04-29T16:20:16.25"`, is(noon.Add(250 * time.Millisecond))},
		{"an ISO time at UTC", `"StatementTime":"2020-04-29T08:20:16Z"`, is(noon)},
		{"an ISO time with a zone and a fraction", `"StatementTime":"2020-04-29T16:20:16.25+08:00"`, is(noon.Add(250 * time.Millisecond))},
		{"items as they came", `"Accessorys":[{"a" : 1}, "x",null]`,
			func(t *testing.T, s Statement) { assert.Equal(t, raws(`{"a" : 1}`, `"x"`, `null`), s.Accessorys) }},
		{"services as they came", `"FeeItems":[1.50]`, func(t *testing.T, s Statement) { assert.Equal(t, raws(`1.50`), s.FeeItems) }},
		{"charges as they came", `"OtherFeeItems":[[],{}]`, func(t *testing.T, s Statement) { assert.Equal(t, raws(`[]`, `{}`), s.OtherFeeItems) }},
		{"no items", `"Accessorys":[],"FeeItems":null,"OtherFeeItems":""`,
			func(t *testing.T, s Statement) {
				assert.Nil(t, s.Accessorys)
				assert.Nil(t, s.FeeItems)
				assert.Nil(t, s.OtherFeeItems)
			}},
		{"no ways to pay", `"TypeList":null`, func(t *testing.T, s Statement) { assert.Nil(t, s.TypeList) }},
		{"ways to pay", `"TypeList":[{"Key":9,"Value":null,"ObjArray":[{"x":1}],"isChecked":"true"},{}]`,
			func(t *testing.T, s Statement) {
				assert.Equal(t, []TypeOption{{Key: "9", ObjArray: raws(`{"x":1}`), IsChecked: true}, {}}, s.TypeList)
			}},
		{"an escaped member name", `"\u0054ype":1`, func(t *testing.T, s Statement) { assert.Equal(t, PayTypeAlipay, s.Type) }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s, err := decodeRow(leastRow(test.members))
			require.NoError(t, err)
			assert.Equal(t, "s", s.ID)
			assert.Equal(t, "w", s.WorkOrderID)
			assert.Nil(t, s.Extra)
			test.check(t, s)
		})
	}
}

func TestReadStatementRefuses(t *testing.T) {
	for _, test := range []struct {
		reason, row, text string
	}{
		{"no ID", `{"WorkOrderID":"w"}`, "has no ID"},
		{"a null ID", `{"ID":null,"WorkOrderID":"w"}`, "has no ID"},
		{"no work order", `{"ID":"s"}`, "has no WorkOrderID"},
		{"an empty work order", `{"ID":"s","WorkOrderID":""}`, "has no WorkOrderID"},
		{"an empty object", `{}`, "has no ID"},
		{"no object", `["1"]`, "is an array, not an object"},
		{"an unknown member twice", leastRow(`"memo":"a","memo":"b"`), "appears twice"},
		{"a thousands separator", leastRow(`"TotalAmount":"1,234.56"`), "TotalAmount: is not a decimal number"},
		{"full-width digits", leastRow(`"TotalAmount":"１２"`), "TotalAmount: is not a decimal number"},
		{"dashes", leastRow(`"TotalAmount":"--"`), "TotalAmount: is not a decimal number"},
		{"an exponent that would ruin", leastRow(`"TotalAmount":1e10000`), "TotalAmount: has an exponent beyond 30"},
		{"what a spreadsheet left of an ID", `{"ID":2.01611E+19,"WorkOrderID":"w"}`, "ID: is a number in scientific notation"},
		{"an unreadable work order", `{"ID":"s","WorkOrderID":["w"]}`, "WorkOrderID: is an array, not text"},
		{"noise in quotes is none", leastRow(`"TotalAmount":"175.45000000000002"`), "TotalAmount: has more than 8 decimals"},
		{"a key twice", leastRow(`"TypeList":[{"Key":"1","Key":"2"}]`), "appears twice"},
		{"an unknown member of a way to pay twice", leastRow(`"TypeList":[{"x":"1","x":"2"}]`), "appears twice"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := decodeRow(test.row)
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.text)
		})
	}
}

// What is neither identity nor money costs itself alone.
func TestReadStatementUnreadable(t *testing.T) {
	for _, test := range []struct{ reason, name, value string }{
		{"half a type", "Type", `1.5`},
		{"a type in words", "Type", `"现金"`},
		{"a type that would be the absent one", "Type", `-2147483648`},
		{"a state in an array", "StatementState", `[4]`},
		{"a time in seconds", "StatementTime", `1588148416`},
		{"a time without a day", "StatementTime", `"16:20:16"`},
		{"a day that is not", "StatementTime", `"2021-02-29 00:00:00"`},
		{"items that are an object", "Accessorys", `{"a":1}`},
		{"ways to pay that are text", "TypeList", `"x"`},
		{"a way to pay that is text", "TypeList", `[{"Key":"1"},"x"]`},
		{"an online that is text", "IsOnlinePay", `"是"`},
		{"an online in capitals", "IsOnlinePay", `"True"`},
		{"a name that is a boolean", "CustomerName", `true`},
		{"text that is not UTF-8", "Remark", "\"\xff\""},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s, err := decodeRow(leastRow(`"` + test.name + `":` + test.value))
			require.NoError(t, err)
			want := blankStatement()
			want.ID, want.WorkOrderID = "s", "w"
			want.Unknown = map[string]int64{test.name + ":unreadable": 1}
			want.Extra = map[string]json.RawMessage{test.name: json.RawMessage(test.value)}
			assert.Equal(t, want, s, "the field is as if absent")

			text, err := s.MarshalJSON()
			require.NoError(t, err)
			var again Statement
			require.NoError(t, again.UnmarshalJSON(text))
			assert.True(t, s.Equal(again), "%s", text)
		})
	}
	s, err := decodeRow(leastRow(`"TypeList":[{"Key":"9","isChecked":"x"}]`))
	require.NoError(t, err)
	assert.Equal(t, []TypeOption{{Key: "9", Extra: map[string]json.RawMessage{"isChecked": json.RawMessage(`"x"`)}}}, s.TypeList)
	assert.Equal(t, map[string]int64{"isChecked:unreadable": 1}, s.Unknown)
}

func TestReadStatementRoundsTheNoiseOfFloat64(t *testing.T) {
	s, err := decodeRow(leastRow(`"TotalAmount":175.45000000000002`))
	require.NoError(t, err)
	assert.Equal(t, "175.45", s.TotalAmount.Decimal.String())
	assert.Equal(t, map[string]int64{"TotalAmount:rounded": 1}, s.Unknown)
}

func TestReadStatementCountsWhatIsUnknown(t *testing.T) {
	for _, test := range []struct {
		reason, members string
		unknown         map[string]int64
	}{
		{"nothing", `"Type":1,"StatementState":4`, nil},
		{"a member", `"memo":"x"`, map[string]int64{"field:memo": 1}},
		{"a member whose name may be data", `"张三 13800000000":"x"`, map[string]int64{"field:?": 1}},
		{"a member of a way to pay", `"TypeList":[{"memo":1},{"memo":2}]`, map[string]int64{"field:memo": 2}},
		{"a type", `"Type":11`, map[string]int64{"Type:11": 1}},
		{"states", `"StatementState":6,"WorkOrderState":13,"WorkOrderPendState":29,"CustomerPaymentAction":50`,
			map[string]int64{"StatementState:6": 1, "WorkOrderState:13": 1, "WorkOrderPendState:29": 1, "CustomerPaymentAction:50": 1}},
		{"absent enums are not unknown", `"Type":null,"StatementState":""`, nil},
		{"a total that differs", `"TotalAmount":"1.00","FeeItemAmount":"0.99"`, map[string]int64{"TotalAmount:differs": 1}},
		{"a total that fits", `"TotalAmount":"1.00","FeeItemAmount":"1.00","AccessoryAmount":""`, nil},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s, err := decodeRow(leastRow(test.members))
			require.NoError(t, err)
			assert.Equal(t, test.unknown, s.Unknown)
		})
	}
}

func TestReadStatementKeepsExtra(t *testing.T) {
	s, err := decodeRow(leastRow(`"memo": {"a" : [1, 2.50]},"none":null,"TypeList":[{"Key":"1","hint":"<&>"}]`))
	require.NoError(t, err)
	assert.Equal(t, map[string]json.RawMessage{"memo": json.RawMessage(`{"a" : [1, 2.50]}`), "none": json.RawMessage(`null`)}, s.Extra)
	assert.Equal(t, map[string]json.RawMessage{"hint": json.RawMessage(`"<&>"`)}, s.TypeList[0].Extra)
}

func TestReadStatementZoneAndRaw(t *testing.T) {
	text := leastRow(`"StatementTime":"2020/4/29 16:20:16"`)
	tokyo := time.FixedZone("UTC+9", 9*3600)
	s := readStatement(wire.NewReader([]byte(" "+text+" ")), row.Options{Zone: tokyo, KeepRaw: true})
	assert.Equal(t, "2020-04-29T17:20:16+09:00", s.StatementTime.Format(time.RFC3339), "read at UTC+8, given in the zone asked for")
	assert.Equal(t, text, string(s.Raw), "the bytes as they came, without the space around them")
}
