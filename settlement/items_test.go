package settlement_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

func TestAllItems(t *testing.T) {
	for _, test := range []struct {
		rows, limit, prefetch, requests int
	}{
		{0, 0, 0, 1},
		{1, 0, 0, 2}, // a short page does not prove that nothing follows: the provider may cap its pages
		{499, 0, 0, 2},
		{500, 0, 0, 3}, // and after a full page one empty page does not
		{501, 0, 0, 3},
		{250, 100, 0, 4},
		{200, 100, 0, 4},
		{25, 1, 0, 27},
	} {
		t.Run(fmt.Sprintf("%d rows, limit %d", test.rows, test.limit), func(t *testing.T) {
			c, gw := setup(t, test.rows, nil)
			q := day
			q.Limit = test.limit
			rows, err := rangeAll(context.Background(), c, q)
			require.NoError(t, err)
			requireEqualItems(t, items(test.rows), rows)
			assert.Equal(t, test.requests, gw.Count())

			rows, audit, err := c.CollectItems(context.Background(), q)
			require.NoError(t, err)
			requireEqualItems(t, items(test.rows), rows)
			assert.Equal(t, settlement.Audit{Pages: test.requests, Rows: int64(test.rows), Complete: true, Until: start.AddDate(0, 0, 1)}, audit)
		})
	}
}

func TestAllItemsWithPrefetch(t *testing.T) {
	for _, test := range []struct{ rows, limit, prefetch int }{
		{0, 10, 8}, {9, 10, 8}, {10, 10, 8}, {250, 10, 8}, {255, 10, 64}, {25, 1, 64},
	} {
		c, _ := setup(t, test.rows, nil, func(cfg *settlement.Config) { cfg.Prefetch = test.prefetch })
		q := day
		q.Limit = test.limit
		rows, audit, err := c.CollectItems(context.Background(), q)
		require.NoError(t, err)
		requireEqualItems(t, items(test.rows), rows)
		assert.True(t, audit.Complete)
	}
}

func TestItemsSendsPageAndLimit(t *testing.T) {
	c, gw := setup(t, 501, nil)
	q := day
	q.Limit = 0
	_, err := rangeAll(context.Background(), c, q)
	require.NoError(t, err)
	var sent []string
	for _, r := range gw.Requests() {
		sent = append(sent, string(r.Body))
	}
	assert.Equal(t, []string{
		`{"paymentStartTime":"2022-11-02 00:00:00","paymentEndTime":"2022-11-02 23:59:59","currentPage":1,"itemsPerPage":500}`,
		`{"paymentStartTime":"2022-11-02 00:00:00","paymentEndTime":"2022-11-02 23:59:59","currentPage":2,"itemsPerPage":500}`,
		`{"paymentStartTime":"2022-11-02 00:00:00","paymentEndTime":"2022-11-02 23:59:59","currentPage":3,"itemsPerPage":500}`,
	}, sent)
}

func TestItemsTwiceYieldsTheSame(t *testing.T) {
	for _, window := range []time.Duration{0, time.Hour} {
		c, gw := setup(t, 120, nil)
		q := day
		q.Window = window
		seq := c.Items(context.Background(), q)
		for range 2 {
			var rows []settlement.Item
			for i, err := range seq {
				require.NoError(t, err)
				rows = append(rows, i)
			}
			requireEqualItems(t, items(120), rows)
		}
		assert.Zero(t, gw.Count()%2)
	}
}

func TestItemsBreakFetchesNoMore(t *testing.T) {
	c, gw := setup(t, 250, nil)
	for range c.Items(context.Background(), day) {
		break
	}
	assert.Equal(t, 1, gw.Count())
}

func TestItemsUsesNothingBeforeItIsRanged(t *testing.T) {
	c, gw := setup(t, 10, nil)
	c.Items(context.Background(), day)
	assert.Zero(t, gw.Count())
}

func TestQueryIsNotWrittenTo(t *testing.T) {
	c, _ := setup(t, 120, nil)
	q, windowed := day, day
	windowed.Window = time.Hour
	before := windowed
	_, err := rangeAll(context.Background(), c, windowed)
	require.NoError(t, err)
	_, _, err = c.CollectItems(context.Background(), q)
	require.NoError(t, err)
	_, err = c.ItemPage(context.Background(), q)
	require.NoError(t, err)
	assert.Equal(t, day, q)
	assert.Equal(t, before, windowed)
}

func TestMaxPages(t *testing.T) {
	c, gw := setup(t, 250, nil, func(cfg *settlement.Config) { cfg.MaxPages = 2 })
	rows, audit, err := c.CollectItems(context.Background(), day)
	require.ErrorIs(t, err, settlement.ErrIncomplete)
	assert.Len(t, rows, 200)
	assert.False(t, audit.Complete)
	assert.Equal(t, 2, gw.Count())
}

func TestTrustShortPage(t *testing.T) {
	for _, test := range []struct {
		reason   string
		faults   billtest.Script
		trust    bool
		rows     int
		requests int
		kind     error
	}{
		{"an empty page proves the end", nil, false, 250, 4, nil},
		{"the short page is believed", nil, true, 250, 3, nil},
		{"a page that came short by mistake is noticed", billtest.Script{{On: billtest.Page(2), Fault: billtest.ShortPage()}}, false, 199, 3, settlement.ErrPageDrift},
		{"and is not where it is believed", billtest.Script{{On: billtest.Page(2), Fault: billtest.ShortPage()}}, true, 199, 2, nil},
		{"an empty page is noticed", billtest.Script{{On: billtest.Page(2), Fault: billtest.EmptyPage()}}, false, 100, 3, settlement.ErrPageDrift},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, gw := setup(t, 250, test.faults, func(cfg *settlement.Config) { cfg.TrustShortPage = test.trust })
			rows, audit, err := c.CollectItems(context.Background(), day)
			assert.Len(t, rows, test.rows)
			assert.Equal(t, test.requests, gw.Count())
			assert.Equal(t, test.kind == nil, audit.Complete)
			if test.kind != nil {
				assert.ErrorIs(t, err, test.kind)
				return
			}
			assert.NoError(t, err)
		})
	}
}

func TestCursorGoesOn(t *testing.T) {
	c, gw := setup(t, 250, billtest.Script{{On: billtest.Page(3), Times: 1, Fault: billtest.Business("500", "", "fictional failure")}})
	first, audit, err := c.CollectItems(context.Background(), day)
	require.Error(t, err)
	require.Len(t, first, 200)
	require.NotEmpty(t, audit.Next)

	q := day
	q.Cursor = audit.Next
	rest, audit, err := c.CollectItems(context.Background(), q)
	require.NoError(t, err)
	requireEqualItems(t, items(250), append(first, rest...))
	assert.True(t, audit.Complete)
	assert.EqualValues(t, 200, audit.Earlier)
	assert.EqualValues(t, 50, audit.Rows)
	assert.Empty(t, gw.Unplayed())
}

func TestCursorOfAnotherRunIsRefused(t *testing.T) {
	c, gw := setup(t, 250, billtest.Script{{On: billtest.Page(2), Fault: billtest.Business("500", "", "")}})
	_, audit, err := c.CollectItems(context.Background(), day)
	require.Error(t, err)
	before := gw.Count()
	for _, test := range []struct {
		reason string
		change func(*settlement.ItemQuery)
		client *settlement.Client
	}{
		{"another start", func(q *settlement.ItemQuery) { q.PaymentStart = start.Add(time.Second) }, c},
		{"another end", func(q *settlement.ItemQuery) { q.PaymentEnd = start.Add(time.Hour) }, c},
		{"an order range", func(q *settlement.ItemQuery) { q.OrderStart, q.OrderEnd = start, start }, c},
		{"another number", func(q *settlement.ItemQuery) { q.OrderNum = "1" }, c},
		{"another page size", func(q *settlement.ItemQuery) { q.Limit = 50 }, c},
		{"windows", func(q *settlement.ItemQuery) { q.Window = time.Hour }, c},
		{"damaged", func(q *settlement.ItemQuery) { q.Cursor = q.Cursor[:len(q.Cursor)-2] + "xx" }, c},
		{"nonsense", func(q *settlement.ItemQuery) { q.Cursor = "page 2" }, c},
		{"another gateway", func(*settlement.ItemQuery) {}, clientOf(t, gw, func(cfg *settlement.Config) { cfg.BaseURL += "/other" })},
		{"another version", func(*settlement.ItemQuery) {}, clientOf(t, gw, func(cfg *settlement.Config) { cfg.Version = "2.0.0" })},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q := day
			q.Cursor = audit.Next
			test.change(&q)
			_, _, err := test.client.CollectItems(context.Background(), q)
			assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
			_, err = rangeAll(context.Background(), test.client, q)
			assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
		})
	}
	assert.Equal(t, before, gw.Count())
}

func TestAuditCountsWhatIsOdd(t *testing.T) {
	rows := items(150)
	rows[0].SettlementType = 7
	rows[1].SettlementAmount = rows[1].SettlementAmount.Neg()
	rows[149].Extra = map[string]json.RawMessage{"memo": json.RawMessage(`1`)}
	for _, window := range []time.Duration{0, time.Hour} {
		gw := settlementtest.New(t, settlementtest.Options{Items: rows})
		q := day
		q.Window = window
		got, audit, err := clientOf(t, gw).CollectItems(context.Background(), q)
		require.NoError(t, err)
		requireEqualItems(t, rows, got)
		assert.True(t, audit.Complete, "what is odd about a row is no drift")
		assert.Equal(t, map[string]int64{"settlementType:7": 1, "settlementType:contradiction": 1, "field:memo": 1}, audit.Unknown)
		assert.Equal(t, []string{"1 rows have amounts whose sign contradicts their settlementType"}, audit.Findings)
	}
}

// Rows that were not asked for: a provider that ignores a filter shows another bill than the one that is reconciled.
func TestRowsOutsideOfWhatWasAskedForAreDrift(t *testing.T) {
	rows := items(150)
	for _, test := range []struct {
		reason string
		change func(*settlement.ItemQuery)
		other  int64 // rows that do not fit
		field  string
		text   string
	}{
		{"another payment time", func(q *settlement.ItemQuery) { q.PaymentEnd = start.Add(time.Hour) }, 150 - 61,
			"paymentTime", "paymentTime is not in the range asked for"},
		{"another order time", func(q *settlement.ItemQuery) { q.OrderStart, q.OrderEnd = start, start.Add(time.Hour) }, 150 - 61,
			"orderTime", "orderTime is not in the range asked for"},
		{"another order", func(q *settlement.ItemQuery) { q.OrderNum = rows[0].OrderNum }, 149, "orderNum", "orderNum is not the one asked for"},
		{"another business number", func(q *settlement.ItemQuery) { q.BizOrderNum = rows[0].BizOrderNum }, 149,
			"bizOrderNum", "bizOrderNum is not the one asked for"},
	} {
		for _, window := range []time.Duration{0, 24 * time.Hour} {
			t.Run(test.reason, func(t *testing.T) {
				q := day
				q.Limit, q.Window = 500, window
				test.change(&q)
				c, _ := setup(t, 150, billtest.Script{{Fault: billtest.OtherRows()}})
				got, audit, err := c.CollectItems(t.Context(), q)
				require.ErrorIs(t, err, settlement.ErrPageDrift)
				assert.ErrorContains(t, err, fmt.Sprintf("page 1: %d of 150 rows were not asked for: %s", test.other, test.text))
				assert.Empty(t, got)
				assert.False(t, audit.Complete)

				c, _ = setup(t, 150, billtest.Script{{Fault: billtest.OtherRows()}}, func(cfg *settlement.Config) { cfg.Drift = settlement.ReportDrift })
				got, audit, err = c.CollectItems(t.Context(), q)
				require.NoError(t, err)
				assert.Len(t, got, 150)
				assert.False(t, audit.Complete)
				assert.True(t, audit.Until.IsZero())
				assert.EqualValues(t, test.other, audit.Unknown[test.field+":outside"])
				assert.Contains(t, strings.Join(audit.Findings, "\n"), test.text)
			})
		}
	}
}

// What the provider leaves out contradicts nothing: a row without a time may be of the range.
func TestRowsWithoutATimeAreNotOutside(t *testing.T) {
	rows := items(3)
	rows[1].OrderTime = time.Time{}
	gw := settlementtest.New(t, settlementtest.Options{Items: rows, Faults: billtest.Script{{Fault: billtest.OtherRows()}}})
	q := day
	q.OrderStart, q.OrderEnd = start.Add(-time.Hour), start.Add(time.Hour)
	got, audit, err := clientOf(t, gw).CollectItems(t.Context(), q)
	require.NoError(t, err)
	assert.Len(t, got, 3)
	assert.True(t, audit.Complete)
}

func TestUntil(t *testing.T) {
	rows := items(3)
	for _, test := range []struct {
		reason string
		change func(*settlement.ItemQuery)
		want   time.Time
	}{
		{"a day", func(*settlement.ItemQuery) {}, start.AddDate(0, 0, 1)},
		{"windows", func(q *settlement.ItemQuery) { q.Window = time.Hour }, start.AddDate(0, 0, 1)},
		{"an hour, the end with a fraction", func(q *settlement.ItemQuery) { q.PaymentEnd = start.Add(time.Hour + 1) }, start.Add(time.Hour + time.Second)},
		{"one order", func(q *settlement.ItemQuery) { q.OrderNum = rows[0].OrderNum }, time.Time{}},
		{"one business number", func(q *settlement.ItemQuery) { q.BizOrderNum = rows[0].BizOrderNum }, time.Time{}},
		{"a range of the order time", func(q *settlement.ItemQuery) { q.OrderStart, q.OrderEnd = start.Add(-time.Hour), day.PaymentEnd }, time.Time{}},
		{"such a range in windows", func(q *settlement.ItemQuery) {
			q.OrderStart, q.OrderEnd, q.Window = start.Add(-time.Hour), day.PaymentEnd, time.Hour
		}, time.Time{}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, _ := setup(t, 3, nil)
			q := day
			test.change(&q)
			_, audit, err := c.CollectItems(t.Context(), q)
			require.NoError(t, err)
			assert.True(t, audit.Complete)
			assert.True(t, test.want.Equal(audit.Until), "%v", audit.Until)
		})
	}
}

// A period whose last second is not over can still grow.
func TestOpenPeriod(t *testing.T) {
	for _, window := range []time.Duration{0, 6 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			c, gw := setup(t, 1, nil)
			now := time.Now().In(utc8) // noon of 2022-11-04
			q := settlement.Day(now.Year(), int(now.Month()), now.Day())
			q.Window = window
			_, audit, err := c.CollectItems(t.Context(), q)
			require.ErrorIs(t, err, settlement.ErrPeriodOpen)
			assert.NotErrorIs(t, err, settlement.ErrInvalidRequest)
			assert.EqualError(t, err, "settlement: period open: ItemQuery.PaymentEnd is not over at UTC+8: ask later, or set ItemQuery.Open")
			assert.Equal(t, settlement.Audit{}, audit)
			_, err = rangeAll(t.Context(), c, q)
			require.ErrorIs(t, err, settlement.ErrPeriodOpen)
			assert.Zero(t, gw.Count(), "refused before any request")

			page := q
			page.Window = 0
			_, err = c.ItemPage(t.Context(), page)
			require.NoError(t, err, "a single page is not refused")

			q.Open = true
			_, audit, err = c.CollectItems(t.Context(), q)
			require.NoError(t, err)
			assert.False(t, audit.Complete)
			assert.True(t, audit.Until.IsZero())
			assert.Equal(t, []string{"the period is not over: rows may still come"}, audit.Findings)
			_, err = rangeAll(t.Context(), c, q)
			require.NoError(t, err, "an open period is no drift")

			q.Open = false
			time.Sleep(time.Until(q.PaymentEnd.Add(time.Second - 1)))
			_, _, err = c.CollectItems(t.Context(), q)
			require.ErrorIs(t, err, settlement.ErrPeriodOpen, "the last second is not over")
			time.Sleep(time.Nanosecond)
			_, audit, err = c.CollectItems(t.Context(), q)
			require.NoError(t, err)
			assert.True(t, audit.Complete)
		})
	}
}

// A bill that was begun while it was open is not finished as a closed one: its first pages may lack rows.
func TestCursorOfAnOpenPeriodIsRefusedLater(t *testing.T) {
	c, _ := setup(t, 250, billtest.Script{{On: billtest.Page(2), Times: 1, Fault: billtest.Business("500", "", "")}})
	q := day
	q.Open = true
	_, audit, err := c.CollectItems(t.Context(), q)
	require.Error(t, err)
	require.NotEmpty(t, audit.Next)
	q.Open, q.Cursor = false, audit.Next
	_, _, err = c.CollectItems(t.Context(), q)
	assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
}

// A refund can repeat the numbers of its payment: the type belongs to the identity of a row, and so does the business number.
func TestRowsOfTheSameOrder(t *testing.T) {
	rows := items(4)
	for i := range rows {
		rows[i].OrderNum = "3166"
	}
	rows[0].BizOrderNum, rows[1].BizOrderNum = "2122", "2122"
	rows[1].SettlementType, rows[1].SettlementAmount = settlement.SettlementTypeRefund, decimal.New(-100, -2)
	gw := settlementtest.New(t, settlementtest.Options{Items: rows})
	got, _, err := clientOf(t, gw).CollectItems(context.Background(), day)
	require.NoError(t, err)
	assert.Len(t, got, 4)

	rows[3] = rows[2]
	gw = settlementtest.New(t, settlementtest.Options{Items: rows})
	_, _, err = clientOf(t, gw).CollectItems(context.Background(), day)
	assert.ErrorIs(t, err, settlement.ErrPageDrift, "the very same row twice")
}

func TestClientIsSafeForConcurrentUse(t *testing.T) {
	c, gw := setup(t, 250, nil, func(cfg *settlement.Config) { cfg.Prefetch = 4 })
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
	assert.GreaterOrEqual(t, gw.Count(), 24, "and every sign was new")
}

func TestOverLoopback(t *testing.T) {
	_, gw := setup(t, 120, billtest.Script{{On: billtest.Page(2), Times: 1, Fault: billtest.Truncate()}})
	c := clientOf(t, gw, func(cfg *settlement.Config) {
		cfg.BaseURL, cfg.HTTPClient = gw.URL(), nil
		cfg.Retry = settlement.RetryPolicy{BaseDelay: 1, MaxDelay: 1}
	})
	rows, audit, err := c.CollectItems(context.Background(), day)
	require.NoError(t, err)
	requireEqualItems(t, items(120), rows)
	assert.Equal(t, 1, audit.Retries)
	assert.Equal(t, 2+1+1, gw.Count(), "two pages, the empty one, the retry")
	assert.Equal(t, "/dbenefit/openApi/open/order/settlement/item/list", gw.Requests()[0].Path)
}

func TestNilContext(t *testing.T) {
	c, gw := setup(t, 1, nil)
	var none context.Context
	_, err := rangeAll(none, c, day)
	assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
	_, _, err = c.CollectItems(none, day)
	assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
	_, err = c.ItemPage(none, day)
	assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
	assert.Zero(t, gw.Count())
}

// moving are faults of the result set: each page alone looks right.
var moving = []struct {
	name     string
	on       billtest.When
	fault    billtest.Fault
	kind     error
	rows     int // handed out before the error
	requests int
}{
	{"a row twice on a page", billtest.Page(2), billtest.Duplicate(), settlement.ErrPageDrift, 100, 2},
	{"rows shift between pages", billtest.Page(2), billtest.Shift(), settlement.ErrPageDrift, 100, 2},
	{"page is ignored", billtest.Always(), billtest.IgnorePage(), settlement.ErrPageLoop, 100, 2},
	{"limit is ignored", billtest.Page(1), billtest.IgnoreLimit(), settlement.ErrPageDrift, 0, 1},
	{"a page in the middle is empty", billtest.Page(2), billtest.EmptyPage(), settlement.ErrPageDrift, 100, 3},
	{"a page in the middle is short", billtest.Page(2), billtest.ShortPage(), settlement.ErrPageDrift, 199, 3},
}

func TestMovingResultSet(t *testing.T) {
	for _, test := range moving {
		for _, prefetch := range []int{0, 8} {
			t.Run(test.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					script := billtest.Script{{On: test.on, Fault: test.fault}}
					c, gw := setup(t, 250, script, func(cfg *settlement.Config) { cfg.Prefetch = prefetch })
					rows, err := rangeAll(t.Context(), c, day)
					require.ErrorIs(t, err, test.kind)
					assert.Len(t, rows, test.rows)
					if prefetch == 0 {
						assert.Equal(t, test.requests, gw.Count())
					}

					rows, audit, err := c.CollectItems(t.Context(), day)
					require.ErrorIs(t, err, test.kind)
					assert.Len(t, rows, test.rows)
					assert.False(t, audit.Complete)
					assert.EqualValues(t, test.rows, audit.Rows)
					assert.Empty(t, gw.Unplayed())
				})
			})
		}
	}
}

// A full last page costs two more requests and loses nothing, and a provider that answers it with the page before is caught.
func TestFullLastPage(t *testing.T) {
	c, gw := setup(t, 200, nil)
	rows, audit, err := c.CollectItems(t.Context(), day)
	require.NoError(t, err)
	requireEqualItems(t, items(200), rows)
	assert.Equal(t, 4, gw.Count())
	assert.True(t, audit.Complete)

	c, gw = setup(t, 100, billtest.Script{{Fault: billtest.IgnorePage()}})
	rows, audit, err = c.CollectItems(t.Context(), day)
	require.ErrorIs(t, err, settlement.ErrPageLoop)
	assert.Len(t, rows, 100)
	assert.False(t, audit.Complete)
	assert.Equal(t, 2, gw.Count())
}

func TestMovingResultSetOnOnePage(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault billtest.Fault
		rows  int
		last  bool
	}{
		{"a page alone shows what was sent", billtest.Shift(), 100, false},
		{"an empty page", billtest.EmptyPage(), 0, true},
		{"a short page", billtest.ShortPage(), 99, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := setup(t, 250, billtest.Script{{Fault: test.fault}})
			q := day
			q.Page = 2
			page, err := c.ItemPage(t.Context(), q)
			require.NoError(t, err)
			assert.Len(t, page.Items, test.rows)
			assert.Equal(t, test.last, page.Last)
		})
	}
}

func TestReportDrift(t *testing.T) {
	script := billtest.Script{{On: billtest.Page(2), Fault: billtest.Shift()}}
	c, _ := setup(t, 250, script, func(cfg *settlement.Config) { cfg.Drift = settlement.ReportDrift })
	rows, audit, err := c.CollectItems(t.Context(), day)
	require.NoError(t, err)
	assert.Len(t, rows, 250)
	assert.False(t, audit.Complete, "a nil error is not enough under this policy")
	assert.EqualValues(t, 1, audit.Duplicates)
	assert.NotEmpty(t, audit.Findings)

	rows, err = rangeAll(t.Context(), c, day)
	require.ErrorIs(t, err, settlement.ErrPageDrift, "the loop has no audit to say it")
	assert.Len(t, rows, 250)
}
