package settlementtest

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/settlement"
)

// FuzzSign checks that client and gateway, written apart, agree on every sign of every scheme.
func FuzzSign(f *testing.F) {
	f.Add("fictional-token", "1597300776947", "1.0.0", dayBody, "fictional-secret")
	f.Add(" a&b=c/测试 ", "", "", "", "k")
	f.Add("\x00", "&timestamp=1", "\t", "\xff", "&sign_key=")
	f.Fuzz(func(t *testing.T, token, timestamp, version, body, secret string) {
		query := url.Values{"access_token": {token}, "timestamp": {timestamp}, "version": {version}, "appsecret": {"x"}, "sign": {"y"}}
		for _, scheme := range Schemes() {
			sign, err := scheme.Signer(secret).Sign(query, []byte(body))
			if err != nil {
				require.ErrorIs(t, err, settlement.ErrInvalidRequest)
				continue
			}
			require.Equal(t, sign, scheme.sign(messageOf(query, []byte(body)), secret), "%v", scheme)
		}
	})
}

// FuzzQuery checks that the gateway, which reads the provider's page on its own, takes every query that the client lets
// through, and that a refused one never leaves the client.
func FuzzQuery(f *testing.F) {
	gw := New(nil, Options{Items: Items(25, midnight, time.Minute)})
	f.Cleanup(gw.Close)
	c, err := settlement.New(gw.Config())
	require.NoError(f, err)
	f.Add(midnight.Unix(), int64(0), int64(3600), int64(0), int64(0), "", "", 1, 10)
	f.Add(midnight.Unix(), int64(999), int64(60), midnight.Unix(), int64(5), "2122", "测试\"<&>", 3, 500)
	f.Add(int64(-5), int64(0), int64(-1), int64(0), int64(-1), " ", "\x00", -3, 501)
	f.Fuzz(func(t *testing.T, start, nanos, length, orderStart, orderLength int64, biz, order string, page, limit int) {
		before := gw.Count()
		q := settlement.ItemQuery{PaymentStart: time.Unix(start, nanos), PaymentEnd: time.Unix(start+length, 0),
			BizOrderNum: biz, OrderNum: order, Page: page, Limit: limit}
		if orderStart != 0 {
			q.OrderStart, q.OrderEnd = time.Unix(orderStart, 0), time.Unix(orderStart+orderLength, 0)
		}
		got, err := c.ItemPage(context.Background(), q)
		if err != nil {
			require.ErrorIs(t, err, settlement.ErrInvalidRequest)
			require.Equal(t, before, gw.Count())
			return
		}
		require.Equal(t, before+1, gw.Count())
		require.LessOrEqual(t, len(got.Items), got.Limit)
		require.Nil(t, got.Unknown, "every row was paid in the range that was asked for")
	})
}
