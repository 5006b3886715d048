package fubei_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

func TestAllBills(t *testing.T) {
	for _, test := range []struct {
		rows, limit, prefetch, requests int
	}{
		{0, 0, 0, 1},
		{1, 0, 0, 1},
		{99, 0, 0, 1},
		{100, 0, 0, 2}, // a full page does not prove that nothing follows
		{101, 0, 0, 2},
		{250, 0, 0, 3},
		{250, 0, 8, 3},
		{250, 10, 8, 26},
		{25, 1, 64, 26},
	} {
		t.Run(fmt.Sprintf("%d rows, limit %d, prefetch %d", test.rows, test.limit, test.prefetch), func(t *testing.T) {
			c, gw := setup(t, test.rows, nil, func(cfg *fubei.Config) { cfg.Prefetch = test.prefetch })
			q := day
			q.Limit = test.limit
			rows, err := rangeAll(context.Background(), c, q)
			require.NoError(t, err)
			requireEqualBills(t, bills(test.rows), rows)
			assert.Equal(t, test.requests, gw.Count())

			rows, audit, err := c.CollectBills(context.Background(), q)
			require.NoError(t, err)
			requireEqualBills(t, bills(test.rows), rows)
			assert.True(t, audit.Complete)
			assert.True(t, audit.HasTotal)
			assert.EqualValues(t, test.rows, audit.DeclaredTotal)
			assert.EqualValues(t, test.rows, audit.Rows)
			assert.Empty(t, audit.Next)
			assert.Empty(t, audit.Findings)
		})
	}
}

func TestBillsSendsPageAndLimit(t *testing.T) {
	c, gw := setup(t, 150, nil)
	_, err := rangeAll(context.Background(), c, day)
	require.NoError(t, err)
	var sent []string
	for _, r := range gw.Requests() {
		var fields map[string]string
		require.NoError(t, json.Unmarshal(r.Body, &fields))
		sent = append(sent, fields["biz_content"])
	}
	assert.Equal(t, []string{
		`{"day":22,"limit":100,"month":11,"page":1,"year":2026}`,
		`{"day":22,"limit":100,"month":11,"page":2,"year":2026}`,
	}, sent)
}

func TestBillsTwiceYieldsTheSame(t *testing.T) {
	c, gw := setup(t, 120, nil)
	seq := c.Bills(context.Background(), day)
	for range 2 {
		var rows []fubei.Bill
		for b, err := range seq {
			require.NoError(t, err)
			rows = append(rows, b)
		}
		requireEqualBills(t, bills(120), rows)
	}
	assert.Equal(t, 4, gw.Count())
}

func TestBillsBreakFetchesNoMore(t *testing.T) {
	c, gw := setup(t, 250, nil)
	for range c.Bills(context.Background(), day) {
		break
	}
	assert.Equal(t, 1, gw.Count())
}

func TestBillsUsesNothingBeforeItIsRanged(t *testing.T) {
	c, gw := setup(t, 10, nil)
	c.Bills(context.Background(), day)
	assert.Zero(t, gw.Count())
}

func TestQueryIsNotWrittenTo(t *testing.T) {
	c, _ := setup(t, 120, nil)
	q := day
	_, err := rangeAll(context.Background(), c, q)
	require.NoError(t, err)
	_, _, err = c.CollectBills(context.Background(), q)
	require.NoError(t, err)
	_, err = c.BillPage(context.Background(), q)
	require.NoError(t, err)
	assert.Equal(t, day, q)
}

func TestMaxPages(t *testing.T) {
	c, gw := setup(t, 250, nil, func(cfg *fubei.Config) { cfg.MaxPages = 2 })
	rows, audit, err := c.CollectBills(context.Background(), day)
	require.ErrorIs(t, err, fubei.ErrIncomplete)
	assert.Len(t, rows, 200)
	assert.False(t, audit.Complete)
	assert.Equal(t, 2, gw.Count())
}

func TestCursorGoesOn(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{Bills: bills(250), Faults: billtest.Script{
		{On: billtest.Page(3), Times: 1, Fault: billtest.Business("9999", "", "fictional failure")},
	}})
	c := clientOf(t, gw)
	first, audit, err := c.CollectBills(context.Background(), day)
	require.Error(t, err)
	require.Len(t, first, 200)
	require.NotEmpty(t, audit.Next)

	q := day
	q.Cursor = audit.Next
	rest, audit, err := c.CollectBills(context.Background(), q)
	require.NoError(t, err)
	requireEqualBills(t, bills(250), append(first, rest...))
	assert.True(t, audit.Complete)
	assert.EqualValues(t, 200, audit.Earlier)
	assert.EqualValues(t, 50, audit.Rows)
	assert.Empty(t, gw.Unplayed())
}

func TestCursorOfAnotherRunIsRefused(t *testing.T) {
	c, gw := setup(t, 250, billtest.Script{{On: billtest.Page(2), Fault: billtest.Business("9999", "", "")}})
	_, audit, err := c.CollectBills(context.Background(), day)
	require.Error(t, err)
	before := gw.Count()
	for _, test := range []struct {
		reason string
		change func(*fubei.BillQuery)
		client *fubei.Client
	}{
		{"another day", func(q *fubei.BillQuery) { q.Day = 21 }, c},
		{"another store", func(q *fubei.BillQuery) { q.StoreID = 1 }, c},
		{"another page size", func(q *fubei.BillQuery) { q.Limit = 50 }, c},
		{"damaged", func(q *fubei.BillQuery) { q.Cursor = q.Cursor[:len(q.Cursor)-2] + "xx" }, c},
		{"nonsense", func(q *fubei.BillQuery) { q.Cursor = "page 2" }, c},
		{"another gateway", func(*fubei.BillQuery) {}, clientOf(t, gw, func(cfg *fubei.Config) { cfg.BaseURL = fubei.TestGateway })},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q := day
			q.Cursor = audit.Next
			test.change(&q)
			_, _, err := test.client.CollectBills(context.Background(), q)
			assert.ErrorIs(t, err, fubei.ErrInvalidRequest)
			_, err = rangeAll(context.Background(), test.client, q)
			assert.ErrorIs(t, err, fubei.ErrInvalidRequest)
		})
	}
	assert.Equal(t, before, gw.Count())
}

func TestBillsWithoutTotal(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{Bills: bills(250), Faults: billtest.Script{{Fault: billtest.AbsentTotal()}}})
	rows, audit, err := clientOf(t, gw).CollectBills(context.Background(), day)
	require.ErrorIs(t, err, fubei.ErrIncomplete, "no total proves the bill")
	require.ErrorContains(t, err, "page 1: no total")
	assert.Empty(t, rows)
	assert.False(t, audit.HasTotal)
	assert.False(t, audit.Complete)
}

// No total proves nothing: none of these says that there are no bills, as an object of other names (malformed) does not.
func TestRepliesThatProveNothing(t *testing.T) {
	for _, test := range []struct {
		reason, data string
		kind         error
		empty        bool // accepted by EmptyWithoutTotal
	}{
		{"no data", ``, fubei.ErrIncomplete, true},
		{"null", `,"data":null`, fubei.ErrIncomplete, true},
		{"an empty text", `,"data":""`, fubei.ErrIncomplete, true},
		{"an empty array", `,"data":[]`, fubei.ErrIncomplete, true},
		{"an empty object", `,"data":{}`, fubei.ErrIncomplete, true},
		{"an empty list", `,"data":{"list":[]}`, fubei.ErrIncomplete, true},
		{"a null total", `,"data":{"total":null,"list":[]}`, fubei.ErrIncomplete, true},
		{"a row", `,"data":{"list":[{"order_sn":"1","total_fee":"1.00"}]}`, fubei.ErrIncomplete, false},
		{"other names", `,"data":{"rows":[],"count":1}`, fubei.ErrMalformedResponse, false},
		{"names in capitals", `,"data":{"Total":1,"List":[]}`, fubei.ErrMalformedResponse, false},
		{"a success that is none", `,"success":false,"data":{"total":0,"list":[]}`, fubei.ErrMalformedResponse, false},
		{"a success that is none, as text", `,"success":"false","data":{"total":0,"list":[]}`, fubei.ErrMalformedResponse, false},
		{"a success that is none, as a number", `,"success":0,"data":{"total":0,"list":[]}`, fubei.ErrMalformedResponse, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			script := billtest.Script{{Fault: respond(200, "application/json", `{"result_code":200`+test.data+`}`)}}
			c, gw := setup(t, 1, script)
			rows, audit, err := c.CollectBills(t.Context(), day)
			require.ErrorIs(t, err, test.kind)
			assert.Empty(t, rows)
			assert.False(t, audit.Complete)
			if test.kind == fubei.ErrIncomplete {
				assert.ErrorContains(t, err, "no total")
			}
			_, err = rangeAll(t.Context(), c, day)
			assert.ErrorIs(t, err, test.kind)

			lenient := clientOf(t, gw, func(cfg *fubei.Config) { cfg.EmptyWithoutTotal = true })
			_, audit, err = lenient.CollectBills(t.Context(), day)
			assert.Equal(t, test.empty, err == nil, "%v", err)
			assert.Equal(t, test.empty, audit.Complete)
		})
	}
}

func TestAuditCountsUnknown(t *testing.T) {
	rows := bills(150)
	for i := range rows {
		rows[i].PayType = 7
	}
	rows[149].Extra = map[string]json.RawMessage{"memo": json.RawMessage(`1`)}
	gw := fubeitest.New(t, fubeitest.Options{Bills: rows})
	got, audit, err := clientOf(t, gw).CollectBills(context.Background(), day)
	require.NoError(t, err)
	requireEqualBills(t, rows, got)
	assert.Equal(t, map[string]int64{"pay_type:7": 150, "field:memo": 1}, audit.Unknown)
}

func TestClientIsSafeForConcurrentUse(t *testing.T) {
	c, gw := setup(t, 250, nil, func(cfg *fubei.Config) { cfg.Prefetch = 4 })
	var group sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		group.Go(func() {
			rows, err := rangeAll(context.Background(), c, day)
			if err == nil && len(rows) != 250 {
				err = errors.New("rows are missing")
			}
			errs[i] = err
		})
	}
	group.Wait()
	assert.NoError(t, errors.Join(errs...))
	assert.Equal(t, 24, gw.Count(), "and every nonce was new")
}

func TestOverLoopback(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{Bills: bills(120), Faults: billtest.Script{{On: billtest.Page(2), Times: 1, Fault: billtest.Truncate()}}})
	c := clientOf(t, gw, func(cfg *fubei.Config) {
		cfg.BaseURL, cfg.HTTPClient = gw.URL(), nil
		cfg.Retry = fubei.RetryPolicy{BaseDelay: 1, MaxDelay: 1}
	})
	rows, audit, err := c.CollectBills(context.Background(), day)
	require.NoError(t, err)
	requireEqualBills(t, bills(120), rows)
	assert.Equal(t, 1, audit.Retries)
	assert.Equal(t, 3, gw.Count())
}

func TestNilContext(t *testing.T) {
	c, gw := setup(t, 1, nil)
	var none context.Context
	_, err := rangeAll(none, c, day)
	assert.ErrorIs(t, err, fubei.ErrInvalidRequest)
	_, _, err = c.CollectBills(none, day)
	assert.ErrorIs(t, err, fubei.ErrInvalidRequest)
	_, err = c.BillPage(none, day)
	assert.ErrorIs(t, err, fubei.ErrInvalidRequest)
	assert.Zero(t, gw.Count())
}
