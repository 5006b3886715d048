package billtest_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/billrecon/billrecon/billtest"
)

// shop lists five numbers, two a page; the page asked for is the second one. The fault is played on it.
func shop(fault billtest.Fault) *billtest.Gateway {
	answer := func(r *billtest.Request, h billtest.Hints) billtest.Reply {
		if code, _, message, ok := h.Business(); ok {
			return billtest.JSON(http.StatusOK, map[string]any{"code": code, "msg": message})
		}
		numbers := billtest.Select(h, []int{1, 2, 3, 4, 5, 600}, func(n int) bool { return n < 100 })
		page := billtest.Paginate(h, numbers, r.Page, 2)
		data := map[string]any{"list": page.Rows, "first": "1"}
		if total, ok := page.Total(); ok {
			data["total"] = total
		}
		reply := billtest.JSON(http.StatusOK, data)
		reply.Body = h.Spoil(reply.Body, "first")
		return reply
	}
	page := func(r *billtest.Request) int { n, _ := strconv.Atoi(r.Query.Get("page")); return n }
	return billtest.NewGateway(nil, billtest.Script{{On: billtest.Page(2), Fault: fault}}, answer, billtest.PageFunc(page))
}

// ask prints what comes of the second page, the first 70 bytes of it.
func ask(fault billtest.Fault) { askWithin(time.Minute, fault) }

func askWithin(limit time.Duration, fault billtest.Fault) {
	gw := shop(fault)
	defer gw.Close()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, "https://shop.example/bills?page=2", nil)
	response, err := gw.RoundTrip(request)
	if err != nil {
		fmt.Println("no answer:", err)
		return
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	fmt.Printf("%d %#.70q", response.StatusCode, body)
	if err != nil {
		fmt.Print(" then ", err)
	}
	fmt.Println()
}

func ExampleStatus() {
	ask(billtest.Status(503))
	// Output: 503 "503 Service Unavailable\n"
}

func ExampleStatusOnly() {
	ask(billtest.StatusOnly(500))
	// Output: 500 `{"first":"1","list":[3,4],"total":5}`
}

func ExampleHTML() {
	ask(billtest.HTML(502))
	// Output: 502 "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><"
}

func ExampleRetryAfter() {
	ask(billtest.RetryAfter(429, "2"))
	// Output: 429 "429 Too Many Requests\n"
}

func ExampleTruncate() {
	ask(billtest.Truncate())
	// Output: 200 `{"first":"1","list` then unexpected EOF
}

func ExampleReset() {
	ask(billtest.Reset())
	// Output: no answer: read tcp: read: connection reset by peer
}

func ExampleHang() {
	askWithin(time.Millisecond, billtest.Hang())
	// Output: no answer: context deadline exceeded
}

func ExampleDelay() {
	ask(billtest.Delay(time.Millisecond))
	// Output: 200 `{"first":"1","list":[3,4],"total":5}`
}

func ExampleEmpty() {
	ask(billtest.Empty())
	// Output: 200 ``
}

func ExampleEmptyPage() {
	ask(billtest.EmptyPage())
	// Output: 200 `{"first":"1","list":[],"total":5}`
}

func ExampleShortPage() {
	ask(billtest.ShortPage())
	// Output: 200 `{"first":"1","list":[3],"total":5}`
}

func ExampleDuplicate() {
	ask(billtest.Duplicate())
	// Output: 200 `{"first":"1","list":[3,3],"total":5}`
}

func ExampleShift() {
	ask(billtest.Shift())
	// Output: 200 `{"first":"1","list":[2,3],"total":5}`
}

func ExampleIgnorePage() {
	ask(billtest.IgnorePage())
	// Output: 200 `{"first":"1","list":[1,2],"total":5}`
}

func ExampleIgnoreLimit() {
	ask(billtest.IgnoreLimit())
	// Output: 200 `{"first":"1","list":[3,4,5],"total":5}`
}

func ExampleCutShort() {
	ask(billtest.CutShort())
	// Output: 200 `{"first":"1","list`
}

func ExampleOtherRows() {
	ask(billtest.OtherRows())
	// Output: 200 `{"first":"1","list":[3,4],"total":6}`
}

func ExampleAbsentTotal() {
	ask(billtest.AbsentTotal())
	// Output: 200 `{"first":"1","list":[3,4]}`
}

func ExampleLieTotal() {
	ask(billtest.LieTotal(99))
	// Output: 200 `{"first":"1","list":[3,4],"total":99}`
}

func ExampleBusiness() {
	ask(billtest.Business("9999", "", "busy"))
	// Output: 200 `{"code":"9999","msg":"busy"}`
}

func ExampleWrongType() {
	ask(billtest.WrongType("first"))
	// Output: 200 `{"first":[true],"list":[3,4],"total":5}`
}

func ExampleInvalidUTF8() {
	ask(billtest.InvalidUTF8())
	// Output: 200 "{\"first\":\"1\xff\",\"list\":[3,4],\"total\":5}"
}

func ExampleBadExponent() {
	ask(billtest.BadExponent())
	// Output: 200 `{"first":1e10000,"list":[3,4],"total":5}`
}

func ExampleDeep() {
	ask(billtest.Deep(30))
	// Output: 200 `{"deep":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],"`
}

func ExampleOversize() {
	ask(billtest.Oversize(100))
	// Output: 200 `{"first":"1","list":[3,4],"total":5}                                  `
}

func ExampleRespond() {
	ask(billtest.Respond(billtest.Text(http.StatusOK, "made by the test")))
	// Output: 200 `made by the test`
}

func ExampleRedirectTo() {
	ask(billtest.RedirectTo("https://elsewhere.example/"))
	// Output: 307 ``
}

func ExampleSlowDrip() {
	ask(billtest.SlowDrip(time.Millisecond))
	// Output: 200 `{"first":"1","list":[3,4],"total":5}`
}

// Which requests a fault is played on.
func ExamplePage() {
	script(billtest.Page(2))
	// Output: 200 500 200 200 4 requests
}

func ExampleCall() {
	script(billtest.Call(3))
	// Output: 200 200 500 200 4 requests
}

func ExampleEvery() {
	script(billtest.Every(2))
	// Output: 200 500 200 500 4 requests
}

func ExampleAlways() {
	script(billtest.Always())
	// Output: 500 500 500 500 4 requests
}

// The same seed picks the same requests.
func ExampleRandom() {
	script(billtest.Random(0.5, 7))
	// Output: 500 500 200 500 4 requests
}

func ExampleWhen_Where() {
	script(billtest.Always().Where(func(r billtest.Request) bool { return r.Query.Get("page") == "3" }))
	// Output: 200 200 500 200 4 requests
}

// script asks for four pages, and prints which of them failed.
func script(when billtest.When) {
	gw := billtest.NewGateway(nil, billtest.Script{{On: when, Fault: billtest.Status(500)}}, func(*billtest.Request, billtest.Hints) billtest.Reply {
		return billtest.Text(http.StatusOK, "fine")
	}, billtest.PageFunc(func(r *billtest.Request) int { n, _ := strconv.Atoi(r.Query.Get("page")); return n }))
	defer gw.Close()
	for page := 1; page <= 4; page++ {
		response, err := gw.Client().Get("https://shop.example/bills?page=" + strconv.Itoa(page))
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
		fmt.Print(response.StatusCode, " ")
	}
	fmt.Println(gw.Count(), "requests")
}

// A test that scripts a fault should see at its end that it was played.
func ExampleGateway_Unplayed() {
	gw := shop(billtest.Status(500))
	defer gw.Close()
	fmt.Println(gw.Unplayed())
	// Output: [page 2: status 500]
}

// What came, without printing a secret.
func ExampleGateway_Requests() {
	gw := shop(billtest.Delay(0))
	defer gw.Close()
	response, err := gw.Client().Get("https://shop.example/bills?page=1&sign=fictional")
	if err != nil {
		fmt.Println(err)
		return
	}
	response.Body.Close()
	for _, r := range gw.Requests() {
		fmt.Println(r, r.Query.Get("page"))
	}
	// Output: #1 GET /bills?page=…&sign=… page 1, body of 0 bytes 1
}

// A misspelt or impossible rule is found before it is played.
func ExampleScript_Validate() {
	fmt.Println(billtest.Script{{On: billtest.Call(0), Fault: billtest.Status(500)}}.Validate())
	// Output: billtest: Script[0]: call 0: it must be 1 or more
}
