package fubei_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

func TestBillPage(t *testing.T) {
	all := bills(250)
	for _, test := range []struct {
		reason      string
		page, limit int
		want        []fubei.Bill
		gotPage     int
		gotLimit    int
	}{
		{"the provider's defaults", 0, 0, all[:10], 1, 10},
		{"the first page", 1, 100, all[:100], 1, 100},
		{"a page in the middle", 2, 100, all[100:200], 2, 100},
		{"the last page", 3, 100, all[200:], 3, 100},
		{"a page past the end is no error", 4, 100, nil, 4, 100},
		{"the smallest page", 250, 1, all[249:], 250, 1},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, gw := setup(t, 250, nil)
			q := day
			q.Page, q.Limit = test.page, test.limit
			page, err := c.BillPage(context.Background(), q)
			require.NoError(t, err)
			requireEqualBills(t, test.want, page.Bills)
			page.Bills = nil
			assert.Equal(t, &fubei.BillPage{Total: 250, HasTotal: true, Page: test.gotPage, Limit: test.gotLimit, Attempts: 1}, page)
			assert.Equal(t, 1, gw.Count())
		})
	}
}

func TestBillPageSendsTheQueryAsItStands(t *testing.T) {
	for _, test := range []struct {
		reason string
		query  fubei.BillQuery
		want   string
	}{
		{"a month", fubei.BillQuery{Year: 2017, Month: 2}, `{"month":2,"year":2017}`},
		{"everything", fubei.BillQuery{Year: 2026, Month: 11, Day: 22, StoreID: 2299, CashierID: 3, All: true, Page: 2, Limit: 50},
			`{"cashier_id":3,"day":22,"limit":50,"month":11,"page":2,"store_id":2299,"type":"1","year":2026}`},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, gw := setup(t, 0, nil)
			_, err := c.BillPage(context.Background(), test.query)
			require.NoError(t, err)
			require.Equal(t, 1, gw.Count())
			sent := gw.Requests()[0]
			assert.Equal(t, "/gateway", sent.Path)
			assert.Empty(t, sent.Query)
			assert.Equal(t, "application/json; charset=utf-8", sent.Header.Get("Content-Type"))
			var fields map[string]string
			require.NoError(t, json.Unmarshal(sent.Body, &fields))
			assert.Equal(t, test.want, fields["biz_content"])
		})
	}
}

func TestBillPageFilters(t *testing.T) {
	rows := bills(6)
	rows[1].StoreID = 1
	rows[2].CashierID = 2
	rows[3].PayStatus = fubei.PayStatusUnpaid
	rows[4].CreateTime = rows[4].CreateTime.Add(24 * time.Hour)
	rows[5].CreateTime = rows[5].CreateTime.Add(24 * 30 * time.Hour)
	gw := fubeitest.New(t, fubeitest.Options{Bills: rows})
	c := clientOf(t, gw)
	for _, test := range []struct {
		reason string
		change func(*fubei.BillQuery)
		want   int64
	}{
		{"the day, paid ones", func(*fubei.BillQuery) {}, 3},
		{"unpaid ones too", func(q *fubei.BillQuery) { q.All = true }, 4},
		{"one store", func(q *fubei.BillQuery) { q.StoreID = 1 }, 1},
		{"one cashier", func(q *fubei.BillQuery) { q.CashierID = 2 }, 1},
		{"the month", func(q *fubei.BillQuery) { q.Day = 0 }, 4},
		{"the year", func(q *fubei.BillQuery) { q.Month, q.Day = 0, 0 }, 5},
		{"another day", func(q *fubei.BillQuery) { q.Day = 21 }, 0},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q := day
			test.change(&q)
			page, err := c.BillPage(context.Background(), q)
			require.NoError(t, err)
			assert.Equal(t, test.want, page.Total)
			assert.Len(t, page.Bills, int(test.want))
		})
	}
}

func TestBillPageOfAnAgent(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{VendorSN: "fictional-vendor-0001", VendorSecret: "fictional-secret-of-the-vendor", Bills: bills(1)})
	page, err := clientOf(t, gw).BillPage(context.Background(), day)
	require.NoError(t, err)
	assert.Len(t, page.Bills, 1)
	var fields map[string]string
	require.NoError(t, json.Unmarshal(gw.Requests()[0].Body, &fields))
	assert.Equal(t, "fictional-vendor-0001", fields["vendor_sn"])
	assert.NotContains(t, fields, "app_id")
}

func TestBillPageDataAsString(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{Bills: bills(3), DataAsString: true})
	page, err := clientOf(t, gw).BillPage(context.Background(), day)
	require.NoError(t, err)
	requireEqualBills(t, bills(3), page.Bills)
	assert.EqualValues(t, 3, page.Total)
}

func TestBillPageOptions(t *testing.T) {
	gw := fubeitest.New(t, fubeitest.Options{Bills: bills(1), Faults: billtest.Script{{Fault: billtest.AbsentTotal()}}})
	c := clientOf(t, gw, func(cfg *fubei.Config) { cfg.KeepRaw, cfg.Location = true, time.UTC })
	page, err := c.BillPage(context.Background(), day)
	require.NoError(t, err)
	assert.False(t, page.HasTotal)
	assert.Equal(t, time.UTC, page.Bills[0].CreateTime.Location())
	assert.Equal(t, "2026-11-21T16:00:00Z", page.Bills[0].CreateTime.Format(time.RFC3339), "the same instant, in another zone")
	var raw struct {
		OrderSN string `json:"order_sn"`
	}
	require.NoError(t, json.Unmarshal(page.Bills[0].Raw, &raw))
	assert.Equal(t, page.Bills[0].OrderSN, raw.OrderSN)
}

func TestBillPageUnknown(t *testing.T) {
	rows := bills(2)
	rows[0].PayType = 7
	rows[1].Extra = map[string]json.RawMessage{"memo": json.RawMessage(`{"a":1.50}`)}
	gw := fubeitest.New(t, fubeitest.Options{Bills: rows})
	page, err := clientOf(t, gw).BillPage(context.Background(), day)
	require.NoError(t, err)
	assert.Equal(t, map[string]int64{"pay_type:7": 1, "field:memo": 1}, page.Unknown)
	requireEqualBills(t, rows, page.Bills)
}

func TestBillPageRequestID(t *testing.T) {
	c, _ := setup(t, 0, billtest.Script{{Fault: billtest.Respond(billtest.Reply{
		Header: map[string][]string{"Content-Type": {"application/json"}, "X-Request-Id": {"fictional-request-1"}},
		Body:   []byte(`{"result_code":"200","data":""}`),
	})}})
	page, err := c.BillPage(context.Background(), day)
	require.NoError(t, err)
	assert.Equal(t, "fictional-request-1", page.RequestID)
	assert.Empty(t, page.Bills)
}

func TestBadQueriesUseNoNetwork(t *testing.T) {
	c, gw := setup(t, 10, nil)
	ctx := context.Background()
	for _, q := range []fubei.BillQuery{{}, {Year: 2026, Month: 2, Day: 30}, {Year: 2026, Limit: 101}, {Year: 2026, StoreID: -1}, {Year: 2026, Page: -1}} {
		page, err := c.BillPage(ctx, q)
		assert.Nil(t, page)
		assert.ErrorIs(t, err, fubei.ErrInvalidRequest, q)
		rows, err := rangeAll(ctx, c, q)
		assert.Empty(t, rows)
		assert.ErrorIs(t, err, fubei.ErrInvalidRequest, q)
		rows, audit, err := c.CollectBills(ctx, q)
		assert.Empty(t, rows)
		assert.Equal(t, fubei.Audit{}, audit)
		assert.ErrorIs(t, err, fubei.ErrInvalidRequest, q)
	}
	assert.Zero(t, gw.Count())
}

func TestNoTimeZoneOfTheProcessMatters(t *testing.T) {
	c, _ := setup(t, 1, nil)
	before, err := c.BillPage(context.Background(), day)
	require.NoError(t, err)

	old := time.Local
	defer func() { time.Local = old }()
	time.Local = time.FixedZone("UTC-11", -11*3600)
	c, gw := setup(t, 1, nil)
	after, err := c.BillPage(context.Background(), day)
	require.NoError(t, err)
	assert.Equal(t, before.Bills[0].CreateTime.String(), after.Bills[0].CreateTime.String())
	assert.Equal(t, 1, gw.Count())
}
