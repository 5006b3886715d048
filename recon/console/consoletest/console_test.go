package consoletest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/client/clienttest"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

// seed is a day whose figures are those of the page's sample.
func seed(t testing.TB) (*recon.Result[sale, sale], []sale) {
	var bills, orders []sale
	for i := range 63 {
		o := sale{number: fmt.Sprintf("20200221%06d", i), fen: 183, state: recon.Pending}
		switch {
		case i < 15:
			o.fen, o.state = 184, recon.Succeeded
			bills = append(bills, o)
		case i == 62:
			o.fen = 8807 - 47*183
		}
		orders = append(orders, o)
	}
	result, err := recon.Match(bills, sale.Record, orders, sale.Record, recon.Rules{BillsUntil: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.NoError(t, err)
	return result, orders
}

func TestFromResultHasTheFiguresOfThePage(t *testing.T) {
	result, orders := seed(t)
	fake := consoletest.FromResult(t, result, consoletest.Options{
		Ledger: console.LedgerOptions{MerchantName: "中软融通", EquipmentNo: "1"}})
	c, err := console.New(fake.Config())
	require.NoError(t, err)
	page, err := c.OrderPage(context.Background(), console.OrderQuery{})
	require.NoError(t, err)
	assert.Equal(t, console.Statistics{OrderNum: 63, CountPrice: console.NewNullFen(11567), SuccessBill: 15, SuccessPrice: console.NewNullFen(2760)},
		page.Statistics, "63 / 11567, 15 / 2760, 0 / null")
	want, err := console.StatisticsOf(result.Statistics())
	require.NoError(t, err)
	assert.Equal(t, want, page.Statistics, "the fake counts the rows itself")
	assert.Len(t, page.Orders, 63)
	assert.False(t, page.Incomplete)
	assert.Nil(t, page.Unknown, "the fake sends nothing that the page does not have")

	require.NoError(t, c.SetAuto(context.Background(), orders[3].number, false))
	details, err := c.OrderDetails(context.Background(), orders[3].number, console.PayWayAlipay)
	require.NoError(t, err)
	judged, err := details.Match(recon.Rules{BillsUntil: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.NoError(t, err)
	assert.EqualValues(t, 1, judged.Count(recon.Matched))
	row, _ := fake.Order(orders[3].number)
	assert.False(t, row.Auto)
	assert.Equal(t, console.StatusReconciled, row.ReconciliationStatus, "the switch does not reconcile")
}

func TestFromResultRefuses(t *testing.T) {
	result, _ := seed(t)
	for _, test := range []struct {
		reason string
		call   func(tb billtest.TB)
		text   string
	}{
		{"orders of its own", func(tb billtest.TB) {
			consoletest.FromResult(tb, result, consoletest.Options{Orders: rows()})
		}, "consoletest: Options.Orders and Options.Details are for New: FromResult makes them"},
		{"details of its own", func(tb billtest.TB) {
			consoletest.FromResult(tb, result, consoletest.Options{Details: map[string]console.OrderDetails{"1": {}}})
		}, "consoletest: Options.Orders and Options.Details are for New: FromResult makes them"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q := &clienttest.Recorder{}
			test.call(q)
			assert.Equal(t, []string{test.text}, q.Errors())
			assert.PanicsWithValue(t, test.text, func() { test.call(nil) })
		})
	}
}

func TestDetailsThatCannotBeShown(t *testing.T) {
	orders := []sale{{number: "1", fen: 100}}
	bills := []sale{{number: "1", fen: 100, unit: "福豆"}}
	result, err := recon.Match(bills, sale.Record, orders, sale.Record, recon.Rules{BillsUntil: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.NoError(t, err)
	c := consoletest.FromResult(t, result, consoletest.Options{})
	_, text, _ := ask(t, c, "GET", "/pay/order_details?code=1&pay_way=2", "", "")
	assert.Equal(t, `{"code":"400","message":"consoletest: the order cannot be shown"}`, text)
}

func TestThreeWaysToReachIt(t *testing.T) {
	get := func(client *http.Client, base string) string {
		resp, err := client.Get(base + "/pay/consume_order")
		require.NoError(t, err)
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return codes(string(text))
	}
	c := consoletest.New(t, consoletest.Options{Orders: rows()})
	assert.Equal(t, "C1 C2 C3 C4", get(http.DefaultClient, c.URL()))
	assert.Equal(t, "C1 C2 C3 C4", get(c.Client(), "https://anything.example"))
	server := httptest.NewServer(c)
	defer server.Close()
	assert.Equal(t, "C1 C2 C3 C4", get(http.DefaultClient, server.URL))
	assert.Equal(t, 3, c.Count())
	assert.Len(t, c.Requests(), 3)
	assert.Equal(t, "consoletest.Console(4 orders, 3 requests)", fmt.Sprintf("%v", c))
	assert.Equal(t, c.String(), fmt.Sprintf("%#v", c))

	c.Close()
	_, err := c.Client().Get("https://anything.example/pay/consume_order")
	assert.Error(t, err)
}

func TestOptionsAreCopied(t *testing.T) {
	orders, details := rows(), map[string]console.OrderDetails{"C2": {}}
	c := consoletest.New(t, consoletest.Options{Orders: orders, Details: details})
	orders[0].Code = "X"
	details["C2"] = console.OrderDetails{Orders: []console.DetailOrder{{Code: "X"}}}
	_, text, _ := ask(t, c, "GET", "/pay/consume_order", "", "")
	assert.Equal(t, "C1 C2 C3 C4", codes(text))
	_, text, _ = ask(t, c, "GET", "/pay/order_details?code=C2&pay_way=1", "", "")
	assert.NotContains(t, text, `"X"`)
	_, _, _ = ask(t, c, "POST", "/pay/consume_order", "application/json", `{"code":"C2","auto":true}`)
	assert.False(t, orders[1].Auto)
}

func TestItIsSafeForConcurrentUse(t *testing.T) {
	fake := consoletest.New(t, consoletest.Options{Orders: rows()})
	c, err := console.New(fake.Config())
	require.NoError(t, err)
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			for range 5 {
				assert.NoError(t, c.SetAuto(context.Background(), "C1", i%2 == 0))
				_, err := c.OrderPage(context.Background(), console.OrderQuery{})
				assert.NoError(t, err)
				fake.Order("C1")
			}
		})
	}
	all.Wait()
	assert.Equal(t, 160, fake.Count())
}

func TestNilTB(t *testing.T) {
	c := consoletest.New(nil, consoletest.Options{Orders: rows()})
	defer c.Close()
	status, _, _ := ask(t, c, "GET", "/pay/consume_order", "", "")
	assert.Equal(t, 200, status)
	bad := billtest.Script{{On: billtest.Call(0), Fault: billtest.Status(500)}}
	assert.Panics(t, func() { consoletest.New(nil, consoletest.Options{Faults: bad}) })
	q := &clienttest.Recorder{}
	consoletest.New(q, consoletest.Options{Faults: bad})
	assert.Len(t, q.Errors(), 1)
}

func TestBrokenExtraIsAMistakeOfTheTest(t *testing.T) {
	broken := rows()
	broken[0].Extra = map[string]json.RawMessage{"x": json.RawMessage("{")}
	q := &clienttest.Recorder{}
	c := consoletest.New(q, consoletest.Options{Orders: broken})
	resp, err := c.Client().Get("https://console.example/pay/consume_order")
	if err == nil {
		_ = resp.Body.Close()
	}
	require.Len(t, q.Errors(), 1)
	assert.Contains(t, q.Errors()[0], "billtest: a row cannot be encoded as JSON")
}
