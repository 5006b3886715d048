package console

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRowWriter(t *testing.T) {
	w := rowWriter{typeName: "Order"}
	w.text("a", "x\"\\\n测试")
	w.int("b", -5)
	w.enum("c", 0)
	w.enum("d", 3)
	w.bool("e", true)
	w.time("f", time.Time{})
	w.time("g", time.Date(2020, 2, 21, 3, 37, 8, 784968000, time.UTC))
	text, err := w.close(map[string]json.RawMessage{"z": json.RawMessage(`{"k":1}`), "y": json.RawMessage(`1.50`)})
	require.NoError(t, err)
	assert.Equal(t, `{"a":"x\"\\\n测试","b":-5,"d":3,"e":true,"g":"2020-02-21T11:37:08.784968","y":1.50,"z":{"k":1}}`, string(text))
}

func TestRowWriterNumber(t *testing.T) {
	for _, test := range []struct{ reason, text, want string }{
		{"absent", "", ``},
		{"the page's sample", "1", `"n":1`},
		{"a long one", "20200310165418", `"n":20200310165418`},
		{"leading zeros are text", "007", `"n":"007"`},
		{"a plus is text", "+1", `"n":"+1"`},
		{"a word", "sn0001", `"n":"sn0001"`},
		{"below zero", "-1", `"n":-1`},
		{"minus zero is text", "-0", `"n":"-0"`},
		{"beyond 64 bits", "99999999999999999999", `"n":"99999999999999999999"`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			w := rowWriter{buf: []byte{}}
			w.int("first", 1)
			w.number("n", test.text)
			text, err := w.close(nil)
			require.NoError(t, err)
			want := `{"first":1}`
			if test.want != "" {
				want = `{"first":1,` + test.want + `}`
			}
			assert.Equal(t, want, string(text))
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
		return map[string]json.RawMessage{name: json.RawMessage(`1`)}
	}
	_, err := Order{Extra: known("pay_method")}.MarshalJSON()
	assert.EqualError(t, err, "console: Order.Extra holds pay_method: that is a field of its own", "also where the field is absent")
	_, err = DetailOrder{Extra: known("status")}.MarshalJSON()
	assert.EqualError(t, err, "console: DetailOrder.Extra holds status: that is a field of its own")
	_, err = ThirdBill{Extra: known("trade_time")}.MarshalJSON()
	assert.EqualError(t, err, "console: ThirdBill.Extra holds trade_time: that is a field of its own")
}
