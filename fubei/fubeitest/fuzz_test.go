package fubeitest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/fubei"
)

// FuzzSign checks that client and gateway, written apart, agree on every sign.
func FuzzSign(f *testing.F) {
	f.Add("app_id", "1", "biz_content", `{"a":"测试&=中文"}`, "fictional-secret")
	f.Add("a", "", "a1", " ", "")
	f.Add("sign", "x", "a", "\xff\x00", "&key=")
	f.Fuzz(func(t *testing.T, name1, value1, name2, value2, secret string) {
		fields := map[string]string{name1: value1, name2: value2, "method": billMethod}
		require.Equal(t, fubei.Sign(fields, secret), identityOf(Options{AppID: "1", AppSecret: secret}).sign(fields))
	})
}

// FuzzQuery checks that the gateway, which reads the provider's page on its own, takes every query that the client lets
// through, and that a refused one never leaves the client.
func FuzzQuery(f *testing.F) {
	gw := New(nil, Options{Bills: Bills(25, 2026, 11, 22)})
	f.Cleanup(gw.Close)
	c, err := fubei.New(gw.Config())
	require.NoError(f, err)
	f.Add(2026, 11, 22, int64(0), int64(0), false, 1, 10)
	f.Add(2026, 0, 0, int64(2299), int64(0), true, 3, 100)
	f.Add(2026, 2, 30, int64(-1), int64(0), true, -3, 101)
	f.Fuzz(func(t *testing.T, year, month, day int, store, cashier int64, all bool, page, limit int) {
		before := gw.Count()
		got, err := c.BillPage(context.Background(), fubei.BillQuery{Year: year, Month: month, Day: day,
			StoreID: store, CashierID: cashier, All: all, Page: page, Limit: limit})
		if err != nil {
			require.ErrorIs(t, err, fubei.ErrInvalidRequest)
			require.Equal(t, before, gw.Count())
			return
		}
		require.Equal(t, before+1, gw.Count())
		require.LessOrEqual(t, len(got.Bills), got.Limit)
	})
}
