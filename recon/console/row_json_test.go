package console

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
