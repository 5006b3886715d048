package fubeitest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

func TestReplyShape(t *testing.T) {
	body, err := json.Marshal(signedFields(`{"limit":1,"year":2026}`))
	require.NoError(t, err)
	const row = `{"order_sn":"20261122000000000000","merchant_order_sn":"ORDER202611220000000","create_time":"1795276800","total_fee":"1.00",` +
		`"fee":"0.00","store_id":"2299","cashier_id":"0","pay_time":"1795276805","pay_status":"1","pay_type":"1","income":1,"device_no":"sn0000"}`
	quotedRow := string(quoted([]byte(`{"total":2,"list":[` + row + `]}`)))
	for _, test := range []struct {
		reason  string
		options Options
		want    string
	}{
		{"as in the provider's sample", Options{}, `{"result_message":"成功","data":{"total":2,"list":[` + row + `]},"result_code":200}`},
		{"without a total", Options{Faults: billtest.Script{{Fault: billtest.AbsentTotal()}}}, `{"result_message":"成功","data":{"list":[` + row + `]},"result_code":200}`},
		{"data as a string", Options{DataAsString: true}, `{"result_message":"成功","data":` + quotedRow + `,"result_code":200}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			test.options.Bills = Bills(2, 2026, 11, 22)
			status, text := send(t, New(t, test.options), http.MethodPost, string(body))
			assert.Equal(t, http.StatusOK, status)
			assert.Equal(t, test.want, text)
		})
	}
}

func TestReplyPages(t *testing.T) {
	for _, test := range []struct {
		biz  string
		want []string
	}{
		{`{"year":2026,"limit":2}`, []string{"20261122000000000000", "20261122000001000001"}},
		{`{"year":2026,"limit":2,"page":2}`, []string{"20261122000002000002"}},
		{`{"year":2026,"limit":2,"page":3}`, []string{}},
		{`{"year":2025}`, []string{}},
	} {
		g := New(t, Options{Bills: Bills(3, 2026, 11, 22)})
		assert.Equal(t, test.want, orderSNs(t, post(t, g, signedFields(test.biz))), test.biz)
	}
}

func orderSNs(t *testing.T, e envelope) []string {
	t.Helper()
	var data struct {
		List []struct {
			OrderSN string `json:"order_sn"`
		}
	}
	require.NoError(t, json.Unmarshal(e.Data, &data))
	out := []string{}
	for _, row := range data.List {
		out = append(out, row.OrderSN)
	}
	return out
}

func TestReplyRefusesWhatIsNoRequest(t *testing.T) {
	g := New(t, Options{})
	status, text := send(t, g, http.MethodGet, "")
	assert.Equal(t, http.StatusMethodNotAllowed, status)
	assert.Equal(t, "only POST is served\n", text)
	for _, body := range []string{"", "[]", "x", `{"a":"1","a":"2"}`, `{}{}`} {
		_, text := send(t, g, http.MethodPost, body)
		assert.Contains(t, text, "the body is not a JSON object with each field once", body)
	}
	checkReply(t, post(t, g, signedFields(`{"year":1}`)), "year must have 4 digits")
}

func TestReplyBusinessFailure(t *testing.T) {
	for _, test := range []struct{ code, sub, wantCode string }{
		{"9999", "", `9999`},
		{"400", "ISV.ERROR", `400`},
		{"SYSTEM_ERROR", "", `"SYSTEM_ERROR"`},
		{"0042", "", `"0042"`},
	} {
		g := New(t, Options{Faults: billtest.Script{{Fault: billtest.Business(test.code, test.sub, "说明")}}})
		e := post(t, g, signedFields(`{"year":2026}`))
		assert.Equal(t, envelope{Code: json.RawMessage(test.wantCode), SubCode: test.sub, Message: "说明", Data: json.RawMessage("null")}, e)
		assert.Empty(t, g.Unplayed())
	}
}

func TestSpoiledFieldsInAnyShape(t *testing.T) {
	for _, field := range []string{"total_fee", "total", "list", "data", "result_code"} {
		for _, asString := range []bool{false, true} {
			g := New(t, Options{Bills: Bills(1, 2026, 11, 22), DataAsString: asString, Faults: billtest.Script{{Fault: billtest.WrongType(field)}}})
			post(t, g, signedFields(`{"year":2026}`))
			assert.Empty(t, g.Unplayed(), "%s, data as string: %v", field, asString)
		}
	}
}

func TestContradiction(t *testing.T) {
	g := New(t, Options{Bills: Bills(1, 2026, 11, 22), Faults: billtest.Script{{Fault: Contradiction()}}})
	body, err := json.Marshal(signedFields(`{"year":2026}`))
	require.NoError(t, err)
	_, text := send(t, g, http.MethodPost, string(body))
	assert.Contains(t, text, `"total":1,"list":[{"order_sn":`)
	assert.Contains(t, text, `"result_code":200,"success":false}`)
	assert.Empty(t, g.Unplayed())
}

// Options.Call serves what the bill's method does not, behind the same checks.
func TestOtherMethods(t *testing.T) {
	g := New(t, Options{Call: func(method, bizContent string) ([]byte, bool) {
		return []byte(`{"asked":` + bizContent + `}`), method == "openapi.fictional.query"
	}})
	call := func(method string) envelope {
		fields := signedFields(`{"order_sn":"1"}`)
		fields["method"], fields["nonce"] = method, "fictional-nonce-of-"+method
		return post(t, g, sign(fields))
	}
	e := call("openapi.fictional.query")
	assert.Equal(t, "200", string(e.Code))
	assert.Equal(t, `{"asked":{"order_sn":"1"}}`, string(e.Data))
	checkReply(t, call("openapi.fictional.refund"), "method differs: it must be "+billMethod)

	unsigned := signedFields(`{}`)
	unsigned["method"] = "openapi.fictional.query"
	checkReply(t, post(t, g, unsigned), "sign differs")
}

// The faults of rows and totals as the gateway's rows show them.
func TestRowFaults(t *testing.T) {
	twoDays := append(Bills(3, 2026, 11, 22), Bills(1, 2026, 11, 23)...)
	twoDays = append(twoDays, fubei.Bill{OrderSN: "without-a-time"})
	for _, test := range []struct {
		fault billtest.Fault
		biz   string
		total string
		want  []string
	}{
		{billtest.CapPage(1), `{"year":2026,"month":11,"day":22,"page":2,"limit":2}`, "3", []string{"20261122000001000001"}},
		{billtest.SwapRows(), `{"year":2026,"month":11,"day":22,"page":2,"limit":1}`, "2", []string{"20261122000002000002"}},
		{billtest.OtherRows(), `{"year":2026,"month":11,"day":23}`, "4",
			[]string{"20261122000000000000", "20261122000001000001", "20261122000002000002", "20261123000000000000"}},
		{billtest.AbsentTotal(), `{"year":2026,"month":11,"day":23}`, "", []string{"20261123000000000000"}},
	} {
		t.Run(fmt.Sprint(test.fault), func(t *testing.T) {
			g := New(t, Options{Bills: twoDays, Faults: billtest.Script{{Fault: test.fault}}})
			e := post(t, g, signedFields(test.biz))
			assert.Equal(t, test.want, orderSNs(t, e))
			var data struct{ Total json.RawMessage }
			require.NoError(t, json.Unmarshal(e.Data, &data))
			assert.Equal(t, test.total, string(data.Total))
			assert.Empty(t, g.Unplayed())
		})
	}
}
