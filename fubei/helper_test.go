package fubei_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// day is the query of all bills that fubeitest.Bills makes here.
var day = fubei.BillQuery{Year: 2026, Month: 11, Day: 22}

func bills(n int) []fubei.Bill { return fubeitest.Bills(n, 2026, 11, 22) }

// setup is a gateway with n bills and a client of it.
func setup(t testing.TB, n int, faults billtest.Script, change ...func(*fubei.Config)) (*fubei.Client, *fubeitest.Gateway) {
	t.Helper()
	gw := fubeitest.New(t, fubeitest.Options{Bills: bills(n), Faults: faults})
	return clientOf(t, gw, change...), gw
}

func clientOf(t testing.TB, gw *fubeitest.Gateway, change ...func(*fubei.Config)) *fubei.Client {
	t.Helper()
	billtest.SleepPast(2026, 11, 22) // the clock of a synctest bubble starts in 2000; under the real one the day is long over
	cfg := gw.Config()
	for _, f := range change {
		f(&cfg)
	}
	c, err := fubei.New(cfg)
	require.NoError(t, err)
	return c
}

// rangeAll loops over Bills to its end.
func rangeAll(ctx context.Context, c *fubei.Client, q fubei.BillQuery) (rows []fubei.Bill, err error) {
	for b, e := range c.Bills(ctx, q) {
		if e != nil {
			return rows, e
		}
		rows = append(rows, b)
	}
	return rows, nil
}

func requireEqualBills(t testing.TB, want, got []fubei.Bill) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		require.True(t, want[i].Equal(got[i]), "row %d: want %+v, got %+v", i, want[i], got[i])
	}
}

// requireFreshRequests checks that every attempt had a nonce and a sign of its own, over the same question per page.
func requireFreshRequests(t testing.TB, gw *fubeitest.Gateway) {
	t.Helper()
	seen, asked := map[string]bool{}, map[int]string{}
	for _, r := range gw.Requests() {
		var fields map[string]string
		require.NoError(t, json.Unmarshal(r.Body, &fields))
		require.False(t, seen[fields["nonce"]], "request %d: the nonce was used before", r.Number)
		require.False(t, seen[fields["sign"]], "request %d: the sign was used before", r.Number)
		seen[fields["nonce"]], seen[fields["sign"]] = true, true
		if before, again := asked[r.Page]; again {
			require.Equal(t, before, fields["biz_content"])
		}
		asked[r.Page] = fields["biz_content"]
	}
}
