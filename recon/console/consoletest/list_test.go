package consoletest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/client/clienttest"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

const firstRow = `{"code":"C1","merchant__name":"测试商户","equipment_no":1,"total_fee":100,"pay_method":1,"create_time":"2026-11-22T12:00:00","reconciliation_status":1,"auto":false}`

func TestListIsWhatThePageShows(t *testing.T) {
	c := consoletest.New(t, consoletest.Options{Orders: rows()[:1]})
	status, text, _ := ask(t, c, "GET", "/pay/consume_order", "", "")
	assert.Equal(t, 200, status)
	assert.Equal(t, `{"code":"200","data":{"statistics":{"order_num":1,"count_price":{"total_fee__sum":100},"success_bill":1,`+
		`"success_price":{"total_fee__sum":100},"fail_bill":0,"fail_price":{"total_fee__sum":null}},"order":{"num":1,"data":[`+firstRow+`]}}}`, text)
}

func TestListOfNothing(t *testing.T) {
	_, text, _ := ask(t, consoletest.New(t, consoletest.Options{}), "GET", "/pay/consume_order", "", "")
	assert.Equal(t, `{"code":"200","data":{"statistics":{"order_num":0,"count_price":{"total_fee__sum":null},"success_bill":0,`+
		`"success_price":{"total_fee__sum":null},"fail_bill":0,"fail_price":{"total_fee__sum":null}},"order":{"num":0,"data":[]}}}`, text)
}

// codes are those of a reply, in order.
func codes(text string) string {
	var found []string
	for _, part := range strings.Split(text, `"code":"`)[1:] {
		found = append(found, part[:strings.Index(part, `"`)])
	}
	return strings.Join(found[1:], " ")
}

func TestListFilters(t *testing.T) {
	orders := rows()
	orders[3].MerchantName = "另一 商户"
	c := consoletest.New(t, consoletest.Options{Orders: orders})
	for _, test := range []struct{ reason, query, want string }{
		{"none", "", "C1 C2 C3 C4"},
		{"a code", "?code=C2", "C2"},
		{"a part of a code", "?code=C", ""},
		{"from", "?total_fee__gte=300", "C3 C4"},
		{"up to", "?total_fee__lte=200", "C1 C2"},
		{"between", "?total_fee__gte=200&total_fee__lte=300", "C2 C3"},
		{"a status", "?reconciliation_status=3", "C3"},
		{"a pay method", "?pay_method=1", "C1 C4"},
		{"a merchant", "?merchant__name=%E5%8F%A6%E4%B8%80+%E5%95%86%E6%88%B7", "C4"},
		{"together", "?pay_method=1&total_fee__gte=150", "C4"},
		{"empty ones say nothing", "?code=&total_fee__gte=&pay_method=", "C1 C2 C3 C4"},
		{"others say nothing", "?page=2&page_size=1", "C1 C2 C3 C4"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			_, text, _ := ask(t, c, "GET", "/pay/consume_order"+test.query, "", "")
			assert.Equal(t, test.want, codes(text))
			assert.Contains(t, text, `"order_num":`+string(rune('0'+len(strings.Fields(test.want)))), "the figures are of the filtered rows")
		})
	}
}

func TestListOptions(t *testing.T) {
	c := consoletest.New(t, consoletest.Options{Orders: rows(), MaxRows: 1, StatisticsOfAll: true})
	_, text, _ := ask(t, c, "GET", "/pay/consume_order?total_fee__gte=300", "", "")
	assert.Equal(t, "C3", codes(text))
	assert.Contains(t, text, `"num":2`, "the number counts what was left out")
	assert.Contains(t, text, `"order_num":4,"count_price":{"total_fee__sum":1000}`, "the figures are of all orders")
}

// TestFiguresOfEveryStatus: reconciled orders succeed and exceptions fail; the other statuses are neither.
func TestFiguresOfEveryStatus(t *testing.T) {
	const none = `0,"success_price":{"total_fee__sum":null},"fail_bill":0,"fail_price":{"total_fee__sum":null}`
	for status, want := range map[console.ReconciliationStatus]string{
		console.StatusAbsent:       none,
		console.StatusReconciled:   `1,"success_price":{"total_fee__sum":700},"fail_bill":0,"fail_price":{"total_fee__sum":null}`,
		console.StatusUnreconciled: none,
		console.StatusException:    `0,"success_price":{"total_fee__sum":null},"fail_bill":1,"fail_price":{"total_fee__sum":700}`,
		console.StatusReversed:     none,
		console.StatusDoubtful:     none,
		99:                         none,
	} {
		c := consoletest.New(t, consoletest.Options{Orders: []console.Order{{Code: "C1", TotalFee: 700, ReconciliationStatus: status}}})
		_, text, _ := ask(t, c, "GET", "/pay/consume_order", "", "")
		assert.Contains(t, text, `"order_num":1,"count_price":{"total_fee__sum":700},"success_bill":`+want, "%v", status)
	}
}

func TestListRefuses(t *testing.T) {
	c := consoletest.New(t, consoletest.Options{Orders: rows(), ErrorCode: "9001"})
	for _, name := range []string{"total_fee__gte", "total_fee__lte", "reconciliation_status", "pay_method"} {
		for _, value := range []string{"x", "1.5", "1e3", "99999999999999999999"} {
			status, text, _ := ask(t, c, "GET", "/pay/consume_order?"+name+"="+value, "", "")
			assert.Equal(t, 200, status)
			assert.Equal(t, `{"code":"9001","message":"consoletest: `+name+` is not a whole number"}`, text)
		}
	}
}

func TestSumsAreExact(t *testing.T) {
	huge := []console.Order{{Code: "1", TotalFee: 9_223_372_036_854_775_807}, {Code: "2", TotalFee: 9_223_372_036_854_775_807}, {Code: "3", TotalFee: -1}}
	_, text, _ := ask(t, consoletest.New(t, consoletest.Options{Orders: huge}), "GET", "/pay/consume_order", "", "")
	assert.Contains(t, text, `"count_price":{"total_fee__sum":18446744073709551613}`)
}

// The faults of rows and of order.num as the list shows them. The list has one page: what is about a second one is never played.
func TestListFaults(t *testing.T) {
	for _, test := range []struct {
		fault  billtest.Fault
		query  string
		codes  string
		num    any
		played bool
	}{
		{billtest.CapPage(3), "", "C1 C2 C3", 4.0, true},
		{billtest.ShortPage(), "", "C1 C2 C3", 4.0, true},
		{billtest.OtherRows(), "?code=C2", "C1 C2 C3 C4", 4.0, true},
		{billtest.OtherRows(), "", "C1 C2 C3 C4", 4.0, false},
		{billtest.LieTotal(9), "", "C1 C2 C3 C4", 9.0, true},
		{billtest.AbsentTotal(), "", "C1 C2 C3 C4", nil, true},
		{billtest.SwapRows(), "", "C1 C2 C3 C4", 4.0, false},
		{billtest.IgnorePage(), "", "C1 C2 C3 C4", 4.0, false},
	} {
		t.Run(fmt.Sprint(test.fault, test.query), func(t *testing.T) {
			c := consoletest.New(&clienttest.Recorder{}, consoletest.Options{Orders: rows(), Faults: billtest.Script{{On: billtest.Page(1), Fault: test.fault}}})
			_, text, reply := ask(t, c, "GET", "/pay/consume_order"+test.query, "", "")
			order := reply["data"].(map[string]any)["order"].(map[string]any)
			assert.Equal(t, test.codes, codes(text))
			assert.Equal(t, test.num, order["num"])
			assert.Equal(t, test.played, len(c.Unplayed()) == 0)
		})
	}
}
