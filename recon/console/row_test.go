package console

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// rowKinds are the rows of the package, to be tested alike.
var rowKinds = []struct {
	name, least string // a row with nothing but what is required
	decode      func(text string) (extra int, err error)
}{
	{"Order", `"code":"1","total_fee":1`, func(text string) (int, error) {
		var o Order
		err := o.UnmarshalJSON([]byte(text))
		return len(o.Extra), err
	}},
	{"DetailOrder", `"code":"1","total_fee":1`, func(text string) (int, error) {
		var o DetailOrder
		err := o.UnmarshalJSON([]byte(text))
		return len(o.Extra), err
	}},
	{"ThirdBill", `"total_money":1`, func(text string) (int, error) {
		var b ThirdBill
		err := b.UnmarshalJSON([]byte(text))
		return len(b.Extra), err
	}},
}

func TestRowsReadStrictly(t *testing.T) {
	for _, kind := range rowKinds {
		for _, test := range []struct {
			reason, text, rule string
		}{
			{"the least", `{` + kind.least + `}`, ""},
			{"unknown members are kept", `{` + kind.least + `,"memo":{"a":[1.50]},"x":null}`, ""},
			{"an unknown member twice", `{` + kind.least + `,"memo":1,"memo":1}`, "memo: appears twice"},
			{"a known member twice", `{` + kind.least + `,` + kind.least + `}`, "appears twice"},
			{"nothing", `{}`, "has no "},
			{"text", `"x"`, "not an object"},
			{"a list", `[]`, "not an object"},
			{"more after it", `{` + kind.least + `}x`, "goes on after its end"},
			{"nothing at all", ``, "is empty"},
		} {
			t.Run(kind.name+" "+test.reason, func(t *testing.T) {
				_, err := kind.decode(test.text)
				if test.rule == "" {
					assert.NoError(t, err)
					return
				}
				assert.ErrorIs(t, err, ErrMalformedResponse)
				assert.ErrorContains(t, err, test.rule)
				assert.ErrorContains(t, err, "console: malformed response: "+kind.name+": ")
			})
		}
		extra, err := kind.decode(`{` + kind.least + `,"memo":1,"x":2}`)
		assert.NoError(t, err)
		assert.Equal(t, 2, extra)
		extra, err = kind.decode(`null`)
		assert.NoError(t, err, "the convention of package json")
		assert.Zero(t, extra)
	}
}

// What is neither identity nor money costs itself alone.
func TestRowsKeepWhatCannotBeRead(t *testing.T) {
	for _, test := range []struct{ row, name, value string }{
		{"Order", "merchant__name", `{}`},
		{"Order", "equipment_no", `[1]`},
		{"Order", "create_time", `"yesterday"`},
		{"Order", "create_time", `1583830379`},
		{"Order", "auto", `"maybe"`},
		{"Order", "pay_method", `"alipay"`},
		{"Order", "reconciliation_status", `2147483648`},
		{"DetailOrder", "name__nick_name", `["n"]`},
		{"DetailOrder", "status", `"paid"`},
		{"DetailOrder", "platform_code", `"2.02003E+13"`},
		{"ThirdBill", "openid", `{"a":1}`},
		{"ThirdBill", "trade_time", `"2020-02-30T00:00:00"`},
		{"ThirdBill", "out_trade_no", `2.02003e+13`},
	} {
		t.Run(test.row+" "+test.name+" "+test.value, func(t *testing.T) {
			text := `{"code":"1","total_fee":1,"` + test.name + `":` + test.value + `}`
			switch test.row {
			case "Order":
				keepsUnreadable(t, orderRow, text, test.name, test.value, Order{Code: "1", TotalFee: 1})
			case "DetailOrder":
				keepsUnreadable(t, detailRow, text, test.name, test.value, DetailOrder{Code: "1", TotalFee: 1})
			default:
				text = strings.Replace(text, `"code":"1","total_fee"`, `"total_money"`, 1)
				keepsUnreadable(t, thirdRow, text, test.name, test.value, ThirdBill{TotalMoney: 1})
			}
		})
	}
}

func keepsUnreadable[T any](t *testing.T, table *row.Table[T], text, name, value string, want T) {
	in := row.Input{Reader: wire.NewReader([]byte(text))}
	var got, again T
	table.Read(&in, &got)
	in.End()
	require.NoError(t, in.Err())
	assert.Equal(t, wire.Unknown{name + ":unreadable": 1}, in.Unknown)

	written, err := table.Marshal(&got)
	require.NoError(t, err)
	assert.Contains(t, string(written), `"`+name+`":`+value)
	require.NoError(t, table.Unmarshal(written, &again))
	assert.True(t, table.Equal(&got, &again))
	assert.False(t, table.Equal(&got, &want), "its text is in Extra")
}

func TestReadRowsForms(t *testing.T) {
	for _, test := range []struct {
		reason, text string
		rows         int
		ok           bool
	}{
		{"rows", `[{"code":"1","total_fee":1},{"code":"2","total_fee":2}]`, 2, true},
		{"null", `null`, 0, true},
		{"an empty list", `[]`, 0, true},
		{"empty text", `""`, 0, true},
		{"an empty object", `{}`, 0, true},
		{"an object of rows", `{"0":{"code":"1","total_fee":1}}`, 0, false},
		{"text", `"x"`, 0, false},
		{"a row that is null", `[null]`, 1, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := wire.NewReader([]byte(test.text))
			rows := orderRow.ReadList(&row.Input{Reader: r}, maxOrders)
			r.End()
			assert.Len(t, rows, test.rows)
			assert.Equal(t, test.ok, r.Err() == nil, "%v", r.Err())
		})
	}
}

func TestReadRowKeepsRaw(t *testing.T) {
	text := ` { "code" : "1" , "total_fee" : 1 } `
	for _, keep := range []bool{true, false} {
		var o Order
		orderRow.Read(&row.Input{Reader: wire.NewReader([]byte(text)), Options: row.Options{KeepRaw: keep}}, &o)
		if keep {
			assert.Equal(t, `{ "code" : "1" , "total_fee" : 1 }`, string(o.Raw))
			continue
		}
		assert.Nil(t, o.Raw)
	}
}

func TestEquipmentNoIsANumberWhereItIsOne(t *testing.T) {
	for _, test := range []struct{ reason, text, want string }{
		{"absent", "", ``},
		{"the page's sample", "1", `"equipment_no":1,`},
		{"a long one", "20200310165418", `"equipment_no":20200310165418,`},
		{"leading zeros are text", "007", `"equipment_no":"007",`},
		{"a plus is text", "+1", `"equipment_no":"+1",`},
		{"a word", "sn0001", `"equipment_no":"sn0001",`},
		{"below zero", "-1", `"equipment_no":-1,`},
		{"minus zero is text", "-0", `"equipment_no":"-0",`},
		{"beyond 64 bits", "99999999999999999999", `"equipment_no":"99999999999999999999",`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			text, err := DetailOrder{Code: "1", EquipmentNo: test.text}.MarshalJSON()
			require.NoError(t, err)
			assert.Equal(t, `{"code":"1",`+test.want+`"total_fee":0,"name__nick_name":"","platform_code":""}`, string(text))
		})
	}
}

func TestRowsRefuseBrokenExtra(t *testing.T) {
	for _, test := range []struct {
		reason string
		extra  map[string]json.RawMessage
		text   string
	}{
		{"no JSON", map[string]json.RawMessage{"x": json.RawMessage(`{`)}, "is not JSON"},
		{"nothing", map[string]json.RawMessage{"x": nil}, "is not JSON"},
		{"an injection", map[string]json.RawMessage{"x": json.RawMessage(`1,"total_fee":9`)}, "is not JSON"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, err := Order{Extra: test.extra}.MarshalJSON()
			assert.EqualError(t, err, "console: a value in Order.Extra "+test.text)
			_, err = DetailOrder{Extra: test.extra}.MarshalJSON()
			assert.EqualError(t, err, "console: a value in DetailOrder.Extra "+test.text)
			_, err = ThirdBill{Extra: test.extra}.MarshalJSON()
			assert.EqualError(t, err, "console: a value in ThirdBill.Extra "+test.text)
		})
	}
	known := func(name string) map[string]json.RawMessage {
		return map[string]json.RawMessage{name: json.RawMessage(`null`)}
	}
	_, err := Order{Extra: known("pay_method")}.MarshalJSON()
	assert.EqualError(t, err, "console: Order.Extra holds pay_method: that is a field of its own", "also where the field is absent")
	_, err = DetailOrder{Extra: known("status")}.MarshalJSON()
	assert.EqualError(t, err, "console: DetailOrder.Extra holds status: that is a field of its own")
	_, err = ThirdBill{Extra: known("trade_time")}.MarshalJSON()
	assert.EqualError(t, err, "console: ThirdBill.Extra holds trade_time: that is a field of its own")
}
