package console_test

import (
	"errors"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

func TestCollectOrders(t *testing.T) {
	for _, test := range []struct {
		reason string
		faults billtest.Script
		max    int
		rows   int
		kind   error
		text   string
		audit  console.Audit
	}{
		{"all of them", nil, 0, 9, nil, "", console.Audit{Pages: 1, Rows: 9, DeclaredTotal: 9, HasTotal: true, Complete: true}},
		{"the console pages", nil, 4, 4, console.ErrIncomplete, "order.num is 9, and 4 rows came",
			console.Audit{Pages: 1, Rows: 4, DeclaredTotal: 9, HasTotal: true, Findings: []string{"order.num is 9, and 4 rows came"}}},
		{"a row is missing", billtest.Script{{Fault: billtest.ShortPage()}}, 0, 8, console.ErrIncomplete, "order.num is 9, and 8 rows came",
			console.Audit{Pages: 1, Rows: 8, DeclaredTotal: 9, HasTotal: true, Findings: []string{"order.num is 9, and 8 rows came"}}},
		{"all rows are missing", billtest.Script{{Fault: billtest.EmptyPage()}}, 0, 0, console.ErrIncomplete, "order.num is 9, and 0 rows came",
			console.Audit{Pages: 1, DeclaredTotal: 9, HasTotal: true, Findings: []string{"order.num is 9, and 0 rows came"}}},
		{"the number is too small", billtest.Script{{Fault: billtest.LieTotal(5)}}, 0, 9, console.ErrPageDrift, "order.num is 5, and 9 rows came",
			console.Audit{Pages: 1, Rows: 9, DeclaredTotal: 5, HasTotal: true,
				Findings: []string{"order.num is 5, and 9 rows came", "statistics.order_num is 9, and order.num is 5"}}},
		{"a row twice in place of another", billtest.Script{{Fault: billtest.Duplicate()}}, 0, 9, console.ErrPageDrift, "1 rows have a code that came before",
			console.Audit{Pages: 1, Rows: 9, DeclaredTotal: 9, HasTotal: true, Duplicates: 1, Findings: []string{"1 rows have a code that came before"}}},
		{"a retry on the way", billtest.Script{{Times: 2, Fault: billtest.Status(503)}}, 0, 9, nil, "",
			console.Audit{Pages: 1, Rows: 9, DeclaredTotal: 9, HasTotal: true, Retries: 2, Complete: true}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			fake := consoletest.New(t, consoletest.Options{Orders: rows(9), Faults: test.faults, MaxRows: test.max})
			c := clientOf(t, fake, func(cfg *console.Config) { cfg.Retry.BaseDelay = 1 })
			got, audit, err := c.CollectOrders(ctx, console.OrderQuery{})
			assert.Len(t, got, test.rows)
			assert.Equal(t, test.audit, audit)
			assert.Empty(t, fake.Unplayed())
			if test.kind == nil {
				require.NoError(t, err)
				requireEqualOrders(t, rows(9), got)
				return
			}
			assert.ErrorIs(t, err, test.kind)
			assert.ErrorContains(t, err, "console: CollectOrders: "+test.kind.Error()+": "+test.text)
			var e *console.Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, 1, e.Attempts)
			assert.False(t, e.Retryable())
		})
	}
}

func TestCollectOrdersWithoutANumber(t *testing.T) {
	got, audit, err := answering(t, `{"code":200,"data":{"order":{"data":[{"code":"1","total_fee":1}]}}}`).CollectOrders(ctx, console.OrderQuery{})
	assert.Len(t, got, 1)
	assert.ErrorIs(t, err, console.ErrIncomplete)
	assert.ErrorContains(t, err, "nothing proves that the 1 rows are all")
	assert.False(t, audit.Complete)
	assert.False(t, audit.HasTotal)
	assert.NotEmpty(t, audit.Findings)
}

// What contradicts the reply itself comes before what is missing from it.
func TestCollectOrdersNamesTheWorstFirst(t *testing.T) {
	got, audit, err := answering(t, `{"code":200,"data":{"statistics":{"order_num":4,"success_bill":0,"fail_bill":0},
		"order":{"num":3,"data":[{"code":"1","total_fee":1},{"code":"1","total_fee":1}]}}}`).CollectOrders(ctx, console.OrderQuery{Code: "2"})
	assert.Len(t, got, 2)
	assert.ErrorIs(t, err, console.ErrPageDrift)
	assert.NotErrorIs(t, err, console.ErrIncomplete)
	assert.Equal(t, []string{"1 rows have a code that came before", "order.num is 3, and 2 rows came",
		"statistics.order_num is 4, and order.num is 3", "2 rows are not what the filters ask for"}, audit.Findings)
	assert.False(t, audit.Complete)
	assert.Zero(t, audit.Until)
}

func TestOrders(t *testing.T) {
	c, fake := setup(t, 5, nil)
	seq := c.Orders(ctx, console.OrderQuery{ReconciliationStatus: console.StatusReconciled})
	for range 2 {
		var got []console.Order
		for o, err := range seq {
			require.NoError(t, err)
			got = append(got, o)
		}
		requireEqualOrders(t, rows(1), got)
	}
	assert.Equal(t, 2, fake.Count(), "ranging again asks again")

	for range c.Orders(ctx, console.OrderQuery{}) {
		break
	}
	assert.Equal(t, 3, fake.Count())
}

func TestOrdersEndWithTheError(t *testing.T) {
	fake := consoletest.New(t, consoletest.Options{Orders: rows(5), MaxRows: 3})
	got, err := rangeAll(ctx, clientOf(t, fake), console.OrderQuery{})
	requireEqualOrders(t, rows(3), got)
	assert.ErrorIs(t, err, console.ErrIncomplete)
	assert.ErrorContains(t, err, "console: Orders: incomplete result: order.num is 5, and 3 rows came")
}

func TestBadQueriesUseNoNetwork(t *testing.T) {
	c, fake := setup(t, 3, nil)
	for _, q := range []console.OrderQuery{
		{Code: " "}, {MerchantName: "\x00"}, {PayMethod: -1}, {ReconciliationStatus: -1}, {Extra: url.Values{"code": {"1"}}},
		{TotalFeeGTE: console.NewNullFen(2), TotalFeeLTE: console.NewNullFen(1)},
	} {
		page, err := c.OrderPage(ctx, q)
		assert.Nil(t, page)
		assert.ErrorIs(t, err, console.ErrInvalidRequest, q)
		got, err := rangeAll(ctx, c, q)
		assert.Empty(t, got)
		assert.ErrorIs(t, err, console.ErrInvalidRequest, q)
		got, audit, err := c.CollectOrders(ctx, q)
		assert.Empty(t, got)
		assert.Equal(t, console.Audit{}, audit)
		assert.ErrorIs(t, err, console.ErrInvalidRequest, q)
	}
	for _, code := range []string{"", " 1", "1\n", "\xff"} {
		assert.ErrorIs(t, c.SetAuto(ctx, code, true), console.ErrInvalidRequest)
		_, err := c.OrderDetails(ctx, code, console.PayWayAlipay)
		assert.ErrorIs(t, err, console.ErrInvalidRequest)
	}
	for _, way := range []console.PayWay{0, 3, -1} {
		_, err := c.OrderDetails(ctx, "1", way)
		assert.ErrorIs(t, err, console.ErrInvalidRequest)
		assert.ErrorContains(t, err, "console: OrderDetails: payWay is ")
	}
	assert.Zero(t, fake.Count())
}

func TestQueriesAreNotChanged(t *testing.T) {
	c, _ := setup(t, 3, nil, func(cfg *console.Config) { cfg.Authorize = authorizeByQuery })
	extra := url.Values{"page": {"1"}}
	q := console.OrderQuery{Code: "1", Extra: extra}
	_, err := c.OrderPage(ctx, q)
	require.NoError(t, err)
	assert.Equal(t, url.Values{"page": {"1"}}, extra)
}
