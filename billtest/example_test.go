package billtest_test

import (
	"fmt"
	"io"
	"net/http"

	"github.com/billrecon/billrecon/billtest"
)

// A fake is one answer func over the Gateway: verify, page, reply.
func Example() {
	bills := []string{"a", "b", "c", "d", "e"}
	answer := func(r *billtest.Request, h billtest.Hints) billtest.Reply {
		if !billtest.SameSign(r.Query.Get("sign"), "fictional-sign") {
			return billtest.JSON(http.StatusOK, map[string]any{"code": "10016"})
		}
		if code, _, message, ok := h.Business(); ok {
			return billtest.JSON(http.StatusOK, map[string]any{"code": code, "msg": message})
		}
		page := billtest.Paginate(h, bills, r.Page, 2)
		data := map[string]any{"list": page.Rows}
		if total, ok := page.Total(); ok {
			data["total"] = total
		}
		reply := billtest.JSON(http.StatusOK, data)
		reply.Body = h.Spoil(reply.Body, "")
		return reply
	}
	pageOf := func(r *billtest.Request) int { return len(r.Query.Get("page")) } // "I", "II", "III"

	gw := billtest.NewGateway(nil, billtest.Script{
		{On: billtest.Page(2), Times: 1, Fault: billtest.Shift()},
		{On: billtest.Call(4), Fault: billtest.Status(http.StatusServiceUnavailable)},
	}, answer, billtest.PageFunc(pageOf))
	defer gw.Close()

	for _, page := range []string{"I", "II", "III", "III"} {
		resp, err := gw.Client().Get("https://shop.example/bills?sign=fictional-sign&page=" + page)
		if err != nil {
			fmt.Println(err)
			return
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		fmt.Println(resp.StatusCode, string(body))
	}
	fmt.Println(gw.Requests()[1])
	fmt.Println(len(gw.Unplayed()), "rules unplayed")
	// Output:
	// 200 {"list":["a","b"],"total":5}
	// 200 {"list":["b","c"],"total":5}
	// 200 {"list":["e"],"total":5}
	// 503 503 Service Unavailable
	//
	// #2 GET /bills?page=…&sign=… page 2, body of 0 bytes
	// 0 rules unplayed
}

// A server that sends two rows a page at most, of the three that were asked for: the pages follow the cap, and there are more of them.
func ExampleCapPage() {
	bills := []string{"a", "b", "c", "d", "e"}
	for page := 1; page <= 3; page++ {
		listing := billtest.Paginate(billtest.HintsOf(billtest.CapPage(2)), bills, page, 3)
		total, _ := listing.Total()
		fmt.Println(listing.Rows, "of", total)
	}
	// Output:
	// [a b] of 5
	// [c d] of 5
	// [e] of 5
}

// "a" leaves after page 1 was read, and "f" enters: "c" moves to page 1 and is never seen, and five rows of five came. Pages of another size lose
// another row.
func ExampleSwapRows() {
	bills := []string{"a", "b", "c", "d", "e", "f"}
	for _, size := range []int{2, 1} {
		for page := 1; page <= 5/size+1; page++ {
			listing := billtest.Paginate(billtest.HintsOf(billtest.SwapRows()), bills, page, size)
			total, _ := listing.Total()
			fmt.Println(listing.Rows, "of", total)
		}
	}
	// Output:
	// [a b] of 5
	// [d e] of 5
	// [f] of 5
	// [a] of 5
	// [c] of 5
	// [d] of 5
	// [e] of 5
	// [f] of 5
	// [] of 5
}
