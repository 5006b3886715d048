package fubei_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

func TestDayAndMonth(t *testing.T) {
	assert.Equal(t, fubei.BillQuery{Year: 2026, Month: 11, Day: 22}, fubei.Day(2026, 11, 22))
	assert.Equal(t, fubei.BillQuery{Year: 2026, Month: 11}, fubei.Month(2026, 11))

	c, gw := setup(t, 1, nil)
	for _, q := range []fubei.BillQuery{
		fubei.Day(2026, 11, 0), fubei.Day(2026, 0, 0), fubei.Day(2026, 0, 22), fubei.Day(2026, 2, 30), fubei.Day(0, 1, 1), fubei.Month(2026, 0), fubei.Month(2026, 13),
	} {
		_, _, err := c.CollectBills(t.Context(), q)
		assert.ErrorIs(t, err, fubei.ErrInvalidRequest, "%v is not taken for a longer period", q)
	}
	assert.Zero(t, gw.Count())
}

// china is a time at UTC+8.
func china(year, month, day, hour int) time.Time {
	return time.Date(year, time.Month(month), day, hour, 0, 0, 0, billtest.China())
}

func TestUntil(t *testing.T) {
	for _, test := range []struct {
		reason string
		query  fubei.BillQuery
		want   time.Time
	}{
		{"a day", fubei.Day(2026, 11, 22), china(2026, 11, 23, 0)},
		{"the last day of a month", fubei.Day(2024, 2, 29), china(2024, 3, 1, 0)},
		{"the last day of a year", fubei.Day(2025, 12, 31), china(2026, 1, 1, 0)},
		{"a month", fubei.Month(2024, 2), china(2024, 3, 1, 0)},
		{"the last month of a year", fubei.Month(2025, 12), china(2026, 1, 1, 0)},
		{"a year", fubei.BillQuery{Year: 2025}, china(2026, 1, 1, 0)},
		{"unpaid orders too", fubei.BillQuery{Year: 2025, All: true}, china(2026, 1, 1, 0)},
		{"one store: for its orders", fubei.BillQuery{Year: 2025, StoreID: 2299}, china(2026, 1, 1, 0)},
		{"one cashier", fubei.BillQuery{Year: 2025, CashierID: 3}, time.Time{}},
		{"one cashier of a store", fubei.BillQuery{Year: 2025, StoreID: 2299, CashierID: 3}, time.Time{}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			c, _ := setup(t, 0, nil)
			_, audit, err := c.CollectBills(t.Context(), test.query)
			require.NoError(t, err)
			assert.True(t, audit.Complete)
			assert.Equal(t, test.want, audit.Until)
		})
	}
}

func TestUntilIsZeroAfterAnError(t *testing.T) {
	c, _ := setup(t, 250, billtest.Script{{On: billtest.Page(3), Fault: billtest.Business("9999", "", "")}})
	_, audit, err := c.CollectBills(t.Context(), day)
	require.Error(t, err)
	assert.Zero(t, audit.Until)
}

// inBubble is a client whose clock shows that time at UTC+8.
func inBubble(t *testing.T, now time.Time, check func(t *testing.T, c *fubei.Client, gw *fubeitest.Gateway), change ...func(*fubei.Config)) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(now))
		gw := fubeitest.New(t, fubeitest.Options{Bills: fubeitest.Bills(3, 2026, 11, 30)})
		cfg := gw.Config()
		for _, f := range change {
			f(&cfg)
		}
		c, err := fubei.New(cfg)
		require.NoError(t, err)
		check(t, c, gw)
	})
}

func TestPeriodThatIsNotOver(t *testing.T) {
	for _, test := range []struct {
		reason, text string
		query        fubei.BillQuery
	}{
		{"today", "fubei: period open: BillQuery.Day: the day is not over at UTC+8: 2026-11-30 must have ended 2h0m0s ago (Config.CloseAfter), unless BillQuery.Open asks for it",
			fubei.Day(2026, 11, 30)},
		{"a day to come", "BillQuery.Day: the day is not over at UTC+8: 2199-01-01", fubei.Day(2199, 1, 1)},
		{"this month", "BillQuery.Month: the month is not over at UTC+8: 2026-11", fubei.Month(2026, 11)},
		{"this year", "BillQuery.Year: the year is not over at UTC+8: 2026", fubei.BillQuery{Year: 2026}},
		{"one store", "BillQuery.Day: the day is not over", fubei.BillQuery{Year: 2026, Month: 11, Day: 30, StoreID: 2299}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			inBubble(t, china(2026, 11, 30, 12), func(t *testing.T, c *fubei.Client, gw *fubeitest.Gateway) {
				rows, audit, err := c.CollectBills(t.Context(), test.query)
				require.ErrorIs(t, err, fubei.ErrPeriodOpen)
				require.ErrorIs(t, err, billrecon.ErrPeriodOpen)
				assert.ErrorContains(t, err, test.text)
				e, ok := errors.AsType[*fubei.Error](err)
				require.True(t, ok)
				assert.False(t, e.Retryable())
				assert.Zero(t, e.Attempts)
				assert.Empty(t, rows)
				assert.Equal(t, fubei.Audit{}, audit)
				_, err = rangeAll(t.Context(), c, test.query)
				assert.ErrorIs(t, err, fubei.ErrPeriodOpen)
				assert.Zero(t, gw.Count(), "no request was sent")

				_, err = c.BillPage(t.Context(), test.query)
				assert.NoError(t, err, "a single page claims nothing")
			})
		})
	}
}

func TestWhenAPeriodIsOver(t *testing.T) {
	for _, test := range []struct {
		query      fubei.BillQuery
		closeAfter time.Duration
		over       time.Time // the first instant at which it is
	}{
		{fubei.Day(2026, 11, 30), 0, china(2026, 12, 1, 2)},
		{fubei.Day(2026, 11, 30), time.Nanosecond, china(2026, 12, 1, 0).Add(1)},
		{fubei.Day(2026, 11, 30), 9 * time.Hour, china(2026, 12, 1, 9)},
		{fubei.Month(2026, 11), 0, china(2026, 12, 1, 2)},
		{fubei.BillQuery{Year: 2026}, 0, china(2027, 1, 1, 2)},
	} {
		closing := func(cfg *fubei.Config) { cfg.CloseAfter = test.closeAfter }
		t.Run(fmt.Sprint(test.query, test.closeAfter), func(t *testing.T) {
			inBubble(t, test.over.Add(-1), func(t *testing.T, c *fubei.Client, _ *fubeitest.Gateway) {
				_, _, err := c.CollectBills(t.Context(), test.query)
				require.ErrorIs(t, err, fubei.ErrPeriodOpen)
				time.Sleep(time.Nanosecond)
				rows, audit, err := c.CollectBills(t.Context(), test.query)
				require.NoError(t, err)
				assert.Len(t, rows, 3)
				assert.True(t, audit.Complete)
			}, closing)
		})
	}
}

// An open period is read when it is asked for, and proves nothing, not even once it is over.
func TestOpen(t *testing.T) {
	q := fubei.Day(2026, 11, 30)
	q.Open = true
	for _, now := range []time.Time{china(2026, 11, 30, 12), china(2026, 12, 2, 12)} {
		inBubble(t, now, func(t *testing.T, c *fubei.Client, _ *fubeitest.Gateway) {
			rows, audit, err := c.CollectBills(t.Context(), q)
			require.NoError(t, err)
			assert.Len(t, rows, 3)
			assert.False(t, audit.Complete)
			assert.Zero(t, audit.Until)
			assert.NotEmpty(t, audit.Findings)
			rows, err = rangeAll(t.Context(), c, q)
			require.NoError(t, err)
			assert.Len(t, rows, 3)
		})
	}
}

// Rows that came while the period was open must not be the first part of a complete bill.
func TestCursorOfAnOpenPeriod(t *testing.T) {
	c, _ := setup(t, 250, billtest.Script{{On: billtest.Page(2), Times: 1, Fault: billtest.Business("9999", "", "")}})
	q := day
	q.Open = true
	_, audit, err := c.CollectBills(t.Context(), q)
	require.Error(t, err)
	q.Cursor, q.Open = audit.Next, false
	_, _, err = c.CollectBills(t.Context(), q)
	require.ErrorIs(t, err, fubei.ErrInvalidRequest)
	q.Open = true
	rows, audit, err := c.CollectBills(t.Context(), q)
	require.NoError(t, err)
	assert.Len(t, rows, 150)
	assert.False(t, audit.Complete)
}

func TestRowsThatWereNotAskedFor(t *testing.T) {
	early, late := bills(1)[0], bills(1)[0]
	early.CreateTime = china(2026, 11, 22, 0).Add(-time.Second)
	late.CreateTime = china(2026, 11, 23, 0)
	first, last := bills(1)[0], bills(1)[0]
	first.CreateTime, last.CreateTime = china(2026, 11, 22, 0), late.CreateTime.Add(-time.Second)
	undated := bills(1)[0]
	undated.CreateTime = time.Time{}
	elsewhere := bills(1)[0]
	elsewhere.StoreID, elsewhere.CashierID = 0, 0

	store, cashier := day, day
	store.StoreID, cashier.CashierID = 2299, 7
	for _, test := range []struct {
		reason, text string
		query        fubei.BillQuery
		row          fubei.Bill
		unknown      map[string]int64
	}{
		{"the last second of the day before", "create_time is not of the period asked for", day, early, nil},
		{"the first second of the day after", "create_time is not of the period asked for", day, late, nil},
		{"the first second", "", day, first, nil},
		{"the last second", "", day, last, nil},
		{"a row of the month", "", fubei.BillQuery{Year: 2026, Month: 11, Open: true}, early, nil},
		{"a row of another month", "create_time is not of the period asked for", fubei.Month(2026, 10), early, nil},
		{"a row of the year", "", fubei.BillQuery{Year: 2026, Open: true}, early, nil},
		{"no create time", "", day, undated, map[string]int64{"create_time:absent": 1}},
		{"the store", "", store, first, nil},
		{"another store", "store_id is not the one asked for", func() fubei.BillQuery { q := day; q.StoreID = 1; return q }(), first, nil},
		{"no store", "", store, elsewhere, map[string]int64{"store_id:absent": 1}},
		{"no cashier", "", cashier, elsewhere, map[string]int64{"cashier_id:absent": 1}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			text, err := test.row.MarshalJSON()
			require.NoError(t, err)
			c, _ := setup(t, 0, billtest.Script{{Fault: respond(200, "application/json", `{"result_code":200,"data":{"total":1,"list":[`+string(text)+`]}}`)}})
			rows, audit, err := c.CollectBills(t.Context(), test.query)
			if test.text == "" {
				require.NoError(t, err)
				assert.Len(t, rows, 1)
				assert.Equal(t, test.unknown, audit.Unknown)
				return
			}
			require.ErrorIs(t, err, fubei.ErrPageDrift)
			assert.ErrorContains(t, err, "page 1: 1 of 1 rows were not asked for: "+test.text)
			assert.Empty(t, rows)

			page, err := c.BillPage(t.Context(), test.query)
			require.NoError(t, err, "a single page claims nothing")
			assert.Len(t, page.Bills, 1)
		})
	}
}

func TestAnotherCashier(t *testing.T) {
	rows := bills(2)
	rows[0].CashierID, rows[1].CashierID = 3, 4
	gw := fubeitest.New(t, fubeitest.Options{Bills: rows, Faults: billtest.Script{{Fault: billtest.OtherRows()}}})
	q := day
	q.CashierID = 3
	_, _, err := clientOf(t, gw).CollectBills(t.Context(), q)
	require.ErrorIs(t, err, fubei.ErrPageDrift)
	assert.ErrorContains(t, err, "cashier_id is not the one asked for")

	reporting := clientOf(t, gw, func(cfg *fubei.Config) { cfg.Drift = fubei.ReportDrift })
	_, audit, err := reporting.CollectBills(t.Context(), q)
	require.NoError(t, err)
	assert.False(t, audit.Complete)
	assert.Contains(t, fmt.Sprint(audit.Findings), "cashier_id is not the one asked for")
}
