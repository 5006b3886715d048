package settlement_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// hours is the whole day in windows of an hour, each of which has 60 of the items, in pages of 25.
var hours = settlement.ItemQuery{PaymentStart: day.PaymentStart, PaymentEnd: day.PaymentEnd, Limit: 25, Window: time.Hour}

func parallel(n int) func(*settlement.Config) {
	return func(cfg *settlement.Config) { cfg.Prefetch = n }
}

// inWindow is every request for the window that starts at this hour.
func inWindow(hour string) billtest.When {
	return billtest.Always().Where(func(r billtest.Request) bool {
		return strings.Contains(string(r.Body), `"paymentStartTime":"2022-11-02 `+hour+`:00:00"`)
	})
}

func TestWindows(t *testing.T) {
	for _, test := range []struct {
		reason         string
		rows           int
		window         time.Duration
		requests       int
		start, seconds time.Duration
	}{
		{"windows of an hour", 1440, time.Hour, 24 * 4, 0, 24 * time.Hour},
		{"windows without items", 60, time.Hour, 23 + 4, 0, 24 * time.Hour},
		{"a last window of a second", 61, time.Hour, 4 + 2, 0, time.Hour + time.Second},
		{"one window", 60, 48 * time.Hour, 4, 0, 24 * time.Hour},
		{"windows of a second", 2, time.Second, 118 + 2*2, 0, 2 * time.Minute},
		{"full last pages", 1440, 25 * time.Minute, 57*3 + 2, 0, 24 * time.Hour},
	} {
		for _, n := range []int{0, 1, 8, 64} {
			t.Run(test.reason, func(t *testing.T) {
				c, gw := setup(t, test.rows, nil, parallel(n))
				q := hours
				q.Window, q.PaymentEnd = test.window, start.Add(test.seconds-time.Second)
				rows, audit, err := c.CollectItems(t.Context(), q)
				require.NoError(t, err)
				requireEqualItems(t, items(test.rows), rows)
				assert.Equal(t, settlement.Audit{Pages: test.requests, Rows: int64(test.rows), Complete: true, Until: q.PaymentEnd.Add(time.Second)}, audit)
				assert.Equal(t, test.requests, gw.Count())

				rows, err = rangeAll(t.Context(), c, q)
				require.NoError(t, err)
				requireEqualItems(t, items(test.rows), rows)
			})
		}
	}
}

// What is sent: no second is asked for twice, and none is left out.
func TestWindowsAreAdjacent(t *testing.T) {
	c, gw := setup(t, 0, nil)
	q := hours
	q.PaymentStart, q.PaymentEnd = start.Add(30*time.Minute), start.Add(3*time.Hour)
	_, _, err := c.CollectItems(t.Context(), q)
	require.NoError(t, err)
	var asked []string
	for _, r := range gw.Requests() {
		var body struct{ PaymentStartTime, PaymentEndTime string }
		require.NoError(t, r.Decode(&body))
		asked = append(asked, body.PaymentStartTime[11:]+" "+body.PaymentEndTime[11:])
	}
	assert.Equal(t, []string{"00:30:00 01:29:59", "01:30:00 02:29:59", "02:30:00 03:00:00"}, asked)
}

func TestWindowsAreFetchedAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 1440, billtest.Script{{Fault: billtest.Delay(time.Second)}}, parallel(8))
		began := time.Now()
		rows, _, err := c.CollectItems(t.Context(), hours)
		require.NoError(t, err)
		assert.Len(t, rows, 1440)
		assert.Equal(t, 12*time.Second, time.Since(began), "24 windows of three pages and an empty one, eight at a time")
		requireFreshTimestamps(t, gw)
	})
}

func requireFreshTimestamps(t *testing.T, gw *settlementtest.Gateway) {
	t.Helper()
	seen := map[string]bool{}
	for _, r := range gw.Requests() {
		require.False(t, seen[r.Query.Get("timestamp")])
		seen[r.Query.Get("timestamp")] = true
	}
}

func TestWindowsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 1440, nil, parallel(4))
		n := 0
		for _, err := range c.Items(t.Context(), hours) {
			require.NoError(t, err)
			if n++; n == 1 {
				time.Sleep(time.Minute)
				assert.Equal(t, 4*4, gw.Count(), "four windows, of which the first is being read")
			}
		}
		assert.Equal(t, 1440, n)
	})
}

func TestWindowsFailInOrder(t *testing.T) {
	for _, n := range []int{0, 8} {
		synctest.Test(t, func(t *testing.T) {
			script := billtest.Script{
				{On: inWindow("05"), Fault: billtest.Business("500", "", "fictional failure")},
				{Fault: billtest.Delay(time.Second)},
			}
			c, gw := setup(t, 1440, script, parallel(n))
			rows, err := rangeAll(t.Context(), c, hours)
			var e *settlement.Error
			require.True(t, errors.As(err, &e))
			assert.Equal(t, "500", e.Code)
			requireEqualItems(t, items(5*60), rows)
			count := gw.Count()
			time.Sleep(time.Minute)
			assert.Equal(t, count, gw.Count(), "no request after the end")
			for _, r := range gw.Requests() {
				assert.NotContains(t, string(r.Body), `"paymentStartTime":"2022-11-02 08`, "a failed window stops what is sent for")
			}
		})
	}
}

func TestWindowsCursorGoesOn(t *testing.T) {
	for _, n := range []int{0, 8} {
		script := billtest.Script{{On: inWindow("05").Where(func(r billtest.Request) bool {
			return r.Page == 2 && strings.Contains(string(r.Body), `"paymentStartTime":"2022-11-02 05:00:00"`)
		}), Times: 1, Fault: billtest.Business("500", "", "")}}
		c, gw := setup(t, 1440, script, parallel(n))
		first, audit, err := c.CollectItems(t.Context(), hours)
		require.Error(t, err)
		requireEqualItems(t, items(5*60+25), first)
		assert.False(t, audit.Complete)
		require.NotEmpty(t, audit.Next)

		q := hours
		q.Cursor = audit.Next
		rest, audit, err := c.CollectItems(t.Context(), q)
		require.NoError(t, err)
		requireEqualItems(t, items(1440), append(first, rest...))
		assert.True(t, audit.Complete)
		assert.EqualValues(t, 325, audit.Earlier)
		assert.EqualValues(t, 1440-325, audit.Rows)
		assert.Empty(t, audit.Next)
		assert.Empty(t, gw.Unplayed())
	}
}

func TestWindowsCursorOfAnotherRunIsRefused(t *testing.T) {
	c, gw := setup(t, 1440, billtest.Script{{On: inWindow("05"), Fault: billtest.Business("500", "", "")}})
	_, audit, err := c.CollectItems(t.Context(), hours)
	require.Error(t, err)
	require.NotEmpty(t, audit.Next)
	before := gw.Count()
	for _, test := range []struct {
		reason string
		change func(*settlement.ItemQuery)
	}{
		{"no windows", func(q *settlement.ItemQuery) { q.Window = 0 }},
		{"other windows", func(q *settlement.ItemQuery) { q.Window = 2 * time.Hour }},
		{"another end", func(q *settlement.ItemQuery) { q.PaymentEnd = start.Add(time.Hour) }},
		{"another end, the window the same", func(q *settlement.ItemQuery) { q.PaymentEnd = start.Add(10*time.Hour - time.Second) }},
		{"another page size", func(q *settlement.ItemQuery) { q.Limit = 50 }},
		{"a changed window", func(q *settlement.ItemQuery) {
			q.Cursor = settlement.Cursor(strings.Replace(string(q.Cursor), ".5.", ".6.", 1))
		}},
		{"a changed count", func(q *settlement.ItemQuery) {
			q.Cursor = settlement.Cursor(strings.Replace(string(q.Cursor), ".300.", ".3.", 1))
		}},
		{"damaged", func(q *settlement.ItemQuery) { q.Cursor = q.Cursor[:len(q.Cursor)-2] }},
		{"more at the end", func(q *settlement.ItemQuery) { q.Cursor += ".x" }},
		{"nonsense", func(q *settlement.ItemQuery) { q.Cursor = "w1.5" }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			q := hours
			q.Cursor = audit.Next
			test.change(&q)
			_, _, err := c.CollectItems(t.Context(), q)
			assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
			_, err = rangeAll(t.Context(), c, q)
			assert.ErrorIs(t, err, settlement.ErrInvalidRequest)
		})
	}
	assert.Equal(t, before, gw.Count())
}

// A provider that ignores the range shows the same rows in every window.
func TestRowsOfAnotherWindowAreDrift(t *testing.T) {
	for _, test := range []struct {
		reason string
		via    func(*settlementtest.Gateway) http.RoundTripper
		text   string
	}{
		{"rows of another time", func(gw *settlementtest.Gateway) http.RoundTripper { return gw },
			"page 1: 25 of 25 rows were not asked for: paymentTime is not in the range asked for"},
		{"rows without a time", func(gw *settlementtest.Gateway) http.RoundTripper { return timeless{gw} },
			"window 2 of 24: 60 of 60 rows were seen in windows before"},
	} {
		for _, n := range []int{0, 8} {
			t.Run(test.reason, func(t *testing.T) {
				gw := settlementtest.New(t, settlementtest.Options{Items: items(60), Faults: billtest.Script{{Fault: billtest.OtherRows()}}})
				via := func(cfg *settlement.Config) { cfg.HTTPClient = &http.Client{Transport: test.via(gw)} }
				rows, audit, err := clientOf(t, gw, via, parallel(n)).CollectItems(t.Context(), hours)
				require.ErrorIs(t, err, settlement.ErrPageDrift)
				assert.ErrorContains(t, err, test.text)
				assert.Len(t, rows, 60)
				assert.False(t, audit.Complete)
				assert.EqualValues(t, 60, audit.Rows)
				assert.Empty(t, audit.Next, "after drift start again")

				report := func(cfg *settlement.Config) { cfg.Drift = settlement.ReportDrift }
				c := clientOf(t, gw, via, parallel(n), report)
				rows, audit, err = c.CollectItems(t.Context(), hours)
				require.NoError(t, err)
				assert.Len(t, rows, 24*60)
				assert.False(t, audit.Complete)
				assert.EqualValues(t, 23*60, audit.Duplicates)
				_, err = rangeAll(t.Context(), c, hours)
				assert.ErrorIs(t, err, settlement.ErrPageDrift)
			})
		}
	}
}

// timeless takes the payment time out of every row.
type timeless struct{ next http.RoundTripper }

var paidAt = regexp.MustCompile(`"paymentTime":"[^"]*"`)

func (r timeless) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	body = paidAt.ReplaceAll(body, []byte(`"paymentTime":null`))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.Header.Del("Content-Length")
	return resp, nil
}

// The cap is one of the whole bill, however many windows are fetched at a time.
func TestMaxRowsHoldsOverAllWindows(t *testing.T) {
	for _, n := range []int{0, 8} {
		for _, test := range []struct {
			max      int64
			complete bool
		}{{1440, true}, {1439, false}, {60, false}, {59, false}} {
			c, gw := setup(t, 1440, nil, parallel(n), func(cfg *settlement.Config) { cfg.MaxRows = test.max })
			rows, audit, err := c.CollectItems(t.Context(), hours)
			assert.Equal(t, test.complete, audit.Complete)
			assert.LessOrEqual(t, int64(len(rows)), test.max)
			if test.complete {
				require.NoError(t, err)
				continue
			}
			require.ErrorIs(t, err, settlement.ErrIncomplete)
			assert.ErrorContains(t, err, fmt.Sprintf("the row cap of %d was reached before the end", test.max))
			assert.LessOrEqual(t, gw.Count(), int(test.max)/15+8, "no window is read on")
		}
	}
}

// Rows of the runs before count as well.
func TestMaxRowsHoldsOverResumedWindows(t *testing.T) {
	script := billtest.Script{{On: inWindow("05"), Times: 1, Fault: billtest.Business("500", "", "")}}
	c, _ := setup(t, 1440, script, func(cfg *settlement.Config) { cfg.MaxRows = 1439 })
	first, audit, err := c.CollectItems(t.Context(), hours)
	require.Error(t, err)
	require.Len(t, first, 300)
	q := hours
	q.Cursor = audit.Next
	rest, audit, err := c.CollectItems(t.Context(), q)
	require.ErrorIs(t, err, settlement.ErrIncomplete)
	assert.LessOrEqual(t, len(first)+len(rest), 1439)
	assert.False(t, audit.Complete)
}

func TestWindowsReadTwice(t *testing.T) {
	twice := func(cfg *settlement.Config) { cfg.ReadTwice = true }
	for _, n := range []int{0, 8} {
		c, gw := setup(t, 1440, nil, parallel(n), twice)
		rows, audit, err := c.CollectItems(t.Context(), hours)
		require.NoError(t, err)
		requireEqualItems(t, items(1440), rows)
		assert.True(t, audit.Complete)
		assert.True(t, audit.ReadTwice)
		assert.True(t, start.AddDate(0, 0, 1).Equal(audit.Until))
		assert.Equal(t, []string{"each of the 24 windows was read twice, and the same rows came"}, audit.Findings)
		assert.Equal(t, 24*4, audit.Pages)
		assert.Equal(t, 24*4*2, gw.Count(), "60 rows are three pages and an empty one, of 25 rows and of 24")
	}
}

// Each page of one window lacks its last row: one reading of many windows does not see it, and a second one does.
func TestWindowsReadTwiceSeeMissingRows(t *testing.T) {
	for _, twice := range []bool{false, true} {
		script := billtest.Script{{On: inWindow("05"), Fault: billtest.ShortPage()}}
		c, _ := setup(t, 1440, script, parallel(8), func(cfg *settlement.Config) { cfg.ReadTwice = twice })
		q := hours
		q.Limit = 500
		rows, audit, err := c.CollectItems(t.Context(), q)
		assert.Equal(t, !twice, audit.Complete)
		if !twice {
			require.NoError(t, err)
			assert.Len(t, rows, 1439, "the row that one reading does not see")
			continue
		}
		require.ErrorIs(t, err, settlement.ErrPageDrift)
		assert.ErrorContains(t, err, "second reading")
		assert.False(t, audit.ReadTwice)
		assert.True(t, audit.Until.IsZero())
	}
}

// A run that goes on says that all was read twice only when the windows before were.
func TestResumedWindowsReadTwice(t *testing.T) {
	for _, before := range []bool{false, true} {
		script := billtest.Script{{On: inWindow("05"), Times: 1, Fault: billtest.Business("500", "", "")}}
		gw := settlementtest.New(t, settlementtest.Options{Items: items(1440), Faults: script})
		_, audit, err := clientOf(t, gw, func(cfg *settlement.Config) { cfg.ReadTwice = before }).CollectItems(t.Context(), hours)
		require.Error(t, err)
		assert.False(t, audit.ReadTwice)
		q := hours
		q.Cursor = audit.Next
		_, audit, err = clientOf(t, gw, func(cfg *settlement.Config) { cfg.ReadTwice = true }).CollectItems(t.Context(), q)
		require.NoError(t, err)
		assert.True(t, audit.Complete)
		assert.Equal(t, before, audit.ReadTwice)
	}
}

func TestDriftInsideOfAWindow(t *testing.T) {
	script := billtest.Script{{On: inWindow("05").Where(func(r billtest.Request) bool {
		return r.Page == 2 && strings.Contains(string(r.Body), " 05:00:00")
	}), Fault: billtest.Shift()}}
	c, _ := setup(t, 1440, script, parallel(8))
	rows, audit, err := c.CollectItems(t.Context(), hours)
	require.ErrorIs(t, err, settlement.ErrPageDrift)
	requireEqualItems(t, items(5*60+25), rows)
	assert.Empty(t, audit.Next)

	c, _ = setup(t, 1440, script, parallel(8), func(cfg *settlement.Config) { cfg.Drift = settlement.ReportDrift })
	rows, audit, err = c.CollectItems(t.Context(), hours)
	require.NoError(t, err)
	assert.Len(t, rows, 1440)
	assert.False(t, audit.Complete)
	require.NotEmpty(t, audit.Findings)
	assert.True(t, strings.HasPrefix(audit.Findings[0], "window 6 of 24: "), audit.Findings[0])
}

func TestWindowsProveTheirEnd(t *testing.T) {
	script := billtest.Script{{On: billtest.Page(1), Fault: billtest.ShortPage()}}
	c, _ := setup(t, 1440, script, parallel(8))
	rows, _, err := c.CollectItems(t.Context(), hours)
	require.ErrorIs(t, err, settlement.ErrPageDrift)
	assert.Len(t, rows, 24)
}

func TestLeavingWindowsStopsThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, gw := setup(t, 1440, billtest.Script{{Fault: billtest.Delay(time.Second)}}, parallel(8))
		for _, err := range c.Items(t.Context(), hours) {
			require.NoError(t, err)
			break
		}
		count := gw.Count()
		time.Sleep(time.Minute)
		assert.Equal(t, count, gw.Count())
	})
}

func TestFindingsOfManyWindowsAreBounded(t *testing.T) {
	c, _ := setup(t, 100, billtest.Script{{Fault: billtest.OtherRows()}}, func(cfg *settlement.Config) { cfg.Drift = settlement.ReportDrift })
	q := hours
	q.PaymentStart, q.PaymentEnd, q.Window = start, start.Add(99*time.Second), time.Second
	q.Limit = 500
	_, audit, err := c.CollectItems(t.Context(), q)
	require.NoError(t, err)
	assert.LessOrEqual(t, len(audit.Findings), 51)
	assert.Contains(t, strings.Join(audit.Findings, "\n"), "more findings were left out")
}

func TestRetriesOfAllWindowsAreCounted(t *testing.T) {
	script := billtest.Script{{On: billtest.Page(2), Times: 3, Fault: billtest.Status(503)}}
	c, _ := setup(t, 1440, script, func(cfg *settlement.Config) { cfg.Retry = settlement.RetryPolicy{BaseDelay: 1, MaxDelay: 1} })
	_, audit, err := c.CollectItems(t.Context(), hours)
	require.NoError(t, err)
	assert.True(t, audit.Complete)
	assert.Equal(t, 3, audit.Retries)
}

func TestUnknownOfManyWindowsIsBounded(t *testing.T) {
	rows := items(600)
	for i := range rows {
		rows[i].Extra = map[string]json.RawMessage{fmt.Sprintf("field%d", i): json.RawMessage("1")}
	}
	gw := settlementtest.New(t, settlementtest.Options{Items: rows})
	got, audit, err := clientOf(t, gw).CollectItems(t.Context(), hours)
	require.NoError(t, err)
	assert.Len(t, got, 600)
	assert.LessOrEqual(t, len(audit.Unknown), 201)
	var sum int64
	for _, n := range audit.Unknown {
		sum += n
	}
	assert.EqualValues(t, 600, sum, "none is lost")
}
