package consoletest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

func TestRoutes(t *testing.T) {
	c := consoletest.New(t, consoletest.Options{Orders: rows()})
	for _, test := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/pay/consume_order", 200},
		{"GET", "/some/base/pay/consume_order", 200},
		{"GET", "/pay/order_details?code=C1&pay_way=1", 200},
		{"PUT", "/pay/consume_order", 405},
		{"DELETE", "/pay/consume_order", 405},
		{"POST", "/pay/order_details", 405},
		{"GET", "/", 404},
		{"GET", "/pay/consume_order/", 404},
		{"GET", "/pay/consume_order/../../etc/passwd", 404},
	} {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			status, _, _ := ask(t, c, test.method, test.path, "", "")
			assert.Equal(t, test.status, status)
		})
	}
}

func TestAllow(t *testing.T) {
	c := consoletest.New(t, consoletest.Options{Orders: rows(), Allow: func(r billtest.Request) bool {
		return r.Query.Get("key") == "fictional-key" || r.Method == "POST"
	}})
	for target, want := range map[string]int{"/pay/consume_order": 401, "/pay/consume_order?key=fictional-key": 200, "/pay/order_details": 401, "/": 401} {
		status, text, _ := ask(t, c, "GET", target, "", "")
		assert.Equal(t, want, status, target)
		assert.NotContains(t, text, "fictional-key")
	}
}

func TestFaults(t *testing.T) {
	for _, test := range []struct {
		reason string
		fault  billtest.Fault
		status int
		text   string
	}{
		{"a status", billtest.Status(500), 500, ""},
		{"a status over a good body", billtest.StatusOnly(503), 503, `"order_num":4`},
		{"a page", billtest.HTML(502), 502, "<html"},
		{"wait", billtest.RetryAfter(429, "30"), 429, ""},
		{"a redirect", billtest.RedirectTo("https://console.example/login"), 307, ""},
		{"empty", billtest.Empty(), 200, ""},
		{"cut short", billtest.CutShort(), 200, `{"code":"200"`},
		{"too long", billtest.Oversize(5000), 200, `"order_num":4`},
		{"deep", billtest.Deep(3), 200, `{"deep":[[[]]],"code":"200"`},
		{"a duplicate", billtest.Duplicate(), 200, `"C3"`},
		{"a short list", billtest.ShortPage(), 200, `"num":4`},
		{"an empty list", billtest.EmptyPage(), 200, `"num":4,"data":[]`},
		{"a lie", billtest.LieTotal(77), 200, `"num":77`},
		{"another type", billtest.WrongType("order.num"), 200, `"num":[true]`},
		{"an exponent", billtest.BadExponent(), 200, `"total_fee":1e10000`},
		{"a business failure", billtest.Business("500", "", "不行"), 200, `{"code":"500","message":"不行"}`},
		{"anything", billtest.Respond(billtest.Reply{Status: 418, Body: []byte("teapot")}), 418, "teapot"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c := consoletest.New(t, consoletest.Options{Orders: rows(), Faults: billtest.Script{{On: billtest.Call(1), Fault: test.fault}}})
			status, text, _ := ask(t, c, "GET", "/pay/consume_order", "", "")
			assert.Equal(t, test.status, status)
			assert.Contains(t, text, test.text)
			assert.Empty(t, c.Unplayed(), "the fault was played")
			status, text, _ = ask(t, c, "GET", "/pay/consume_order", "", "")
			assert.Equal(t, 200, status)
			assert.Equal(t, "C1 C2 C3 C4", codes(text), "once only")
		})
	}
}

func TestScriptsPickTheirRequests(t *testing.T) {
	c := consoletest.New(t, consoletest.Options{Orders: rows(), Faults: billtest.Script{
		{On: billtest.Always().At("/pay/order_details"), Fault: billtest.Status(500)},
		{On: billtest.Every(2), Fault: billtest.Status(503)},
		{On: billtest.Random(0, 1), Fault: billtest.Status(504)},
	}})
	var got []int
	for range 4 {
		status, _, _ := ask(t, c, "GET", "/pay/consume_order", "", "")
		got = append(got, status)
	}
	assert.Equal(t, []int{200, 503, 200, 503}, got)
	status, _, _ := ask(t, c, "GET", "/pay/order_details?code=C1&pay_way=1", "", "")
	assert.Equal(t, 500, status)
	assert.Len(t, c.Unplayed(), 1, "the rule that never fires")
}
