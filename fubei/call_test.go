package fubei_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

const otherMethod = "openapi.payment.order.query"

// callable is a gateway that serves otherMethod with this data, and a client of it.
func callable(t *testing.T, data string, faults billtest.Script, change ...func(*fubei.Config)) (*fubei.Client, *fubeitest.Gateway) {
	t.Helper()
	gw := fubeitest.New(t, fubeitest.Options{Faults: faults, Call: func(method, _ string) ([]byte, bool) {
		return []byte(data), method == otherMethod
	}})
	return clientOf(t, gw, change...), gw
}

func TestCall(t *testing.T) {
	type query struct {
		OrderSN string `json:"order_sn"`
	}
	for _, test := range []struct {
		reason string
		biz    any
		sent   string
	}{
		{"a map", map[string]any{"order_sn": "1", "limit": 2}, `{"limit":2,"order_sn":"1"}`},
		{"a struct", query{"1"}, `{"order_sn":"1"}`},
		{"a pointer", &query{"1"}, `{"order_sn":"1"}`},
		{"JSON", json.RawMessage(`{"b":1.50,"a":"é<&>"}`), `{"b":1.50,"a":"é\u003c\u0026\u003e"}`},
		{"nothing", nil, `{}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, gw := callable(t, `{"order_sn":"1","fee":0.10}`, nil)
			data, err := c.Call(t.Context(), otherMethod, test.biz)
			require.NoError(t, err)
			assert.Equal(t, `{"order_sn":"1","fee":0.10}`, string(data), "as it came, to the last zero")
			require.Equal(t, 1, gw.Count())
			var fields map[string]string
			require.NoError(t, json.Unmarshal(gw.Requests()[0].Body, &fields))
			assert.Equal(t, otherMethod, fields["method"])
			assert.Equal(t, test.sent, fields["biz_content"])
		})
	}
}

func TestCallData(t *testing.T) {
	for _, test := range []struct{ reason, body, want string }{
		{"an object", `{"data":{"a":1},"result_code":200}`, `{"a":1}`},
		{"a string that holds one", `{"result_code":200,"data":"{\"a\":1}"}`, `"{\"a\":1}"`},
		{"null", `{"result_code":200,"data":null}`, `null`},
		{"none", `{"result_code":200}`, ``},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, _ := callable(t, `{}`, billtest.Script{{Fault: respond(200, "application/json", test.body)}})
			data, err := c.Call(t.Context(), otherMethod, nil)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(data))
			assert.Equal(t, test.want == "", data == nil)
		})
	}
}

func TestCallRefuses(t *testing.T) {
	var none *struct{}
	for _, test := range []struct {
		text   string
		method string
		biz    any
	}{
		{"method is empty: it is required", "", nil},
		{"method has 129 characters: it must have at most 128", strings.Repeat("a", 129), nil},
		{"method holds another character than letters", "openapi payment", nil},
		{"method holds another character than letters", "a\n", nil},
		{"method holds another character than letters", "a&sign=b", nil},
		{"bizContent is not an object in JSON: it must be one", otherMethod, 7},
		{"bizContent is not an object in JSON: it must be one", otherMethod, `{"a":1}`},
		{"bizContent is not an object in JSON: it must be one", otherMethod, []int{1}},
		{"bizContent is not an object in JSON: it must be one", otherMethod, none},
		{"bizContent has no JSON", otherMethod, math.NaN()},
		{"bizContent has no JSON", otherMethod, json.RawMessage(`{"fictional-text`)},
		{"bizContent has no JSON", otherMethod, map[string]any{"a": func() {}}},
	} {
		t.Run(test.text, func(t *testing.T) {
			c, gw := callable(t, `{}`, nil)
			for _, call := range []func(context.Context, string, any) (json.RawMessage, error){c.Call, c.CallOnce} {
				data, err := call(t.Context(), test.method, test.biz)
				require.ErrorIs(t, err, fubei.ErrInvalidRequest)
				assert.ErrorContains(t, err, "fubei: "+test.text)
				assert.NotContains(t, err.Error(), "fictional-text")
				assert.Nil(t, data)
			}
			assert.Zero(t, gw.Count())
		})
	}
	_, err := (*fubei.Client)(nil).Call(t.Context(), otherMethod, nil)
	assert.EqualError(t, err, "fubei: Client was not made by New")
}

func TestCallFailures(t *testing.T) {
	c, _ := callable(t, `{}`, billtest.Script{{Fault: billtest.Business("9996", "SUB", "sign of "+fubeitest.AppSecret)}})
	data, err := c.Call(t.Context(), otherMethod, nil)
	e, ok := errors.AsType[*fubei.Error](err)
	require.True(t, ok)
	assert.Nil(t, data)
	assert.Equal(t, []string{"Call", "9996", "SUB"}, []string{e.Op, e.Code, e.SubCode})
	assert.NotContains(t, err.Error(), fubeitest.AppSecret)

	c, _ = callable(t, `{}`, billtest.Script{{Fault: respond(200, "application/json", `{"result_code":200,"success":false,"data":{}}`)}})
	_, err = c.Call(t.Context(), otherMethod, nil)
	assert.ErrorIs(t, err, fubei.ErrMalformedResponse)

	c, gw := callable(t, `{}`, nil)
	_, err = c.Call(t.Context(), "openapi.no.such.method", nil)
	assert.Error(t, err)
	assert.Equal(t, 1, gw.Count())
}

// A read is repeated with a fresh nonce and sign; a write is not, once it may have arrived.
func TestCallRetries(t *testing.T) {
	retry := func(cfg *fubei.Config) { cfg.RetryCodes = []string{"9999"} }
	for _, test := range []struct {
		reason      string
		fault       billtest.Fault
		reads, once int
	}{
		{"status 503", billtest.Status(503), 2, 1},
		{"the connection breaks", billtest.Truncate(), 2, 1},
		{"no answer", billtest.Hang(), 2, 1},
		{"a code to retry", billtest.Business("9999", "", ""), 2, 1},
		{"a body cut short", billtest.CutShort(), 2, 1},
		{"another code", billtest.Business("9996", "", ""), 1, 1},
	} {
		t.Run(test.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				script := billtest.Script{{On: billtest.Call(1), Fault: test.fault}}
				c, gw := callable(t, `{"a":1}`, script, retry)
				data, err := c.Call(t.Context(), otherMethod, nil)
				assert.Equal(t, test.reads, gw.Count())
				assert.Equal(t, test.reads == 2, err == nil)
				assert.Equal(t, test.reads == 2, string(data) == `{"a":1}`)
				requireFreshRequests(t, gw)

				c, gw = callable(t, `{"a":1}`, script, retry)
				data, err = c.CallOnce(t.Context(), otherMethod, nil)
				e, ok := errors.AsType[*fubei.Error](err)
				require.True(t, ok)
				assert.Equal(t, test.once, gw.Count())
				assert.False(t, e.Retryable(), "nobody knows whether it took effect")
				assert.Equal(t, "CallOnce", e.Op)
				assert.Nil(t, data)
			})
		})
	}
}
