package settlement_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

var utc8 = time.FixedZone("UTC+8", 8*3600)

// start is when the first of the made-up items was paid; the others follow one a minute.
var start = time.Date(2022, 11, 2, 0, 0, 0, 0, utc8)

// day is the query of all items made here: at most 1440 of them.
var day = settlement.ItemQuery{PaymentStart: start, PaymentEnd: start.Add(24*time.Hour - time.Second), Limit: 100}

// tens is the whole day in pages of ten.
var tens = settlement.ItemQuery{PaymentStart: day.PaymentStart, PaymentEnd: day.PaymentEnd, Limit: 10}

func items(n int) []settlement.Item { return settlementtest.Items(n, start, time.Minute) }

// setup is a gateway with n items and a client of it.
func setup(t testing.TB, n int, faults billtest.Script, change ...func(*settlement.Config)) (*settlement.Client, *settlementtest.Gateway) {
	t.Helper()
	gw := settlementtest.New(t, settlementtest.Options{Items: items(n), Faults: faults, RefuseReplays: true})
	return clientOf(t, gw, change...), gw
}

// clientOf is a client of the gateway. In a synctest bubble it first sleeps past the day, which would be open otherwise.
func clientOf(t testing.TB, gw *settlementtest.Gateway, change ...func(*settlement.Config)) *settlement.Client {
	t.Helper()
	billtest.SleepPast(2022, 11, 2)
	cfg := gw.Config()
	for _, f := range change {
		f(&cfg)
	}
	c, err := settlement.New(cfg)
	require.NoError(t, err)
	return c
}

// rangeAll loops over Items to its end.
func rangeAll(ctx context.Context, c *settlement.Client, q settlement.ItemQuery) (rows []settlement.Item, err error) {
	for i, e := range c.Items(ctx, q) {
		if e != nil {
			return rows, e
		}
		rows = append(rows, i)
	}
	return rows, nil
}

func requireEqualItems(t testing.TB, want, got []settlement.Item) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		require.True(t, want[i].Equal(got[i]), "row %d: want %+v, got %+v", i, want[i], got[i])
	}
}

// requireFreshRequests checks that every attempt had a timestamp and a sign of its own, over the same question per page.
func requireFreshRequests(t testing.TB, gw *settlementtest.Gateway) {
	t.Helper()
	seen, asked := map[string]bool{}, map[int]string{}
	for _, r := range gw.Requests() {
		timestamp, sign := r.Query.Get("timestamp"), r.Query.Get("sign")
		require.False(t, seen[timestamp], "request %d: the timestamp was used before", r.Number)
		require.False(t, seen[sign], "request %d: the sign was used before", r.Number)
		seen[timestamp], seen[sign] = true, true
		if before, again := asked[r.Page]; again {
			require.Equal(t, before, string(r.Body))
		}
		asked[r.Page] = string(r.Body)
	}
}
