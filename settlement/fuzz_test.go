package settlement

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/wire"
)

// FuzzDecodePage checks that no reply makes the decoder panic, and that every row it accepts comes back equal from its own
// JSON, which then stays as it is.
func FuzzDecodePage(f *testing.F) {
	sample, err := os.ReadFile("testdata/page.json")
	require.NoError(f, err)
	for _, seed := range []string{
		string(sample), reply(`[]`), reply(`null`), reply(`""`), reply(`{}`), `{"code":"10016","data":null,"msg":"签名错误"}`,
		reply(`[` + leastRow(`"settlementType":7,"memo":{"a" :[1]},"é":"<&>"`) + `]`),
		reply(`[` + leastRow(`"paymentAmount":1e2,"totalAmount":"-0.5","totalQuantity":1e-8,"channelName":42`) + `]`),
		reply(`[` + leastRow(`"paymentTime":"2022-9-1 00:00:00.123456789","orderTime":"1970-01-01T00:00:00+00:00"`) + `]`),
		reply(`[` + leastRow(`"settlementType":-2147483648,"orderTime":"9999-12-31 23:59:59"`) + `]`),
		`<html>`, ``, `{"code":"0","data":[`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := decodeText(string(body))
		if err != nil {
			require.Empty(t, page.items)
			return
		}
		for _, i := range page.items {
			text, err := i.MarshalJSON()
			require.NoError(t, err)
			var again Item
			require.NoError(t, again.UnmarshalJSON(text), "%s", text)
			require.True(t, i.Equal(again), "%s\n%#v\n%#v", text, i, again)
			twice, err := again.MarshalJSON()
			require.NoError(t, err)
			require.Equal(t, string(text), string(twice))
			require.NotPanics(t, func() { _, _, _ = i.Record(), i.PointsRecord(), i.String() })
		}
	})
}

// FuzzBody checks that every query that passes the rules is sent as the JSON that says the same, and never asks for more.
func FuzzBody(f *testing.F) {
	f.Add(int64(1667365952), int64(0), int64(1667400000), int64(999_999_999), int64(0), int64(0), "2122", "3166", 1, 100)
	f.Add(int64(0), int64(1), int64(0), int64(2), int64(5), int64(5), "", "测试<&>\\\"", 0, 0)
	f.Add(int64(-1), int64(0), int64(1<<40), int64(0), int64(9), int64(3), " ", "\x00", -1, 501)
	f.Fuzz(func(t *testing.T, start, startNanos, end, endNanos, orderStart, orderEnd int64, biz, order string, page, limit int) {
		q := ItemQuery{PaymentStart: time.Unix(start, startNanos), PaymentEnd: time.Unix(end, endNanos),
			BizOrderNum: biz, OrderNum: order, Page: page, Limit: limit}
		if orderStart != 0 || orderEnd != 0 {
			q.OrderStart, q.OrderEnd = time.Unix(orderStart, 0), time.Unix(orderEnd, 0)
		}
		q, err := q.forPage()
		if err != nil {
			require.ErrorIs(t, err, ErrInvalidRequest)
			return
		}
		var sent struct {
			PaymentStartTime, PaymentEndTime, OrderStartTime, OrderEndTime, BizOrderNum, OrderNum string
			CurrentPage, ItemsPerPage                                                             int
		}
		require.NoError(t, json.Unmarshal(q.body(), &sent))
		from, to := sentTime(t, sent.PaymentStartTime), sentTime(t, sent.PaymentEndTime)
		require.False(t, from.Before(q.PaymentStart) || to.After(q.PaymentEnd), "never widened")
		require.Less(t, from.Sub(q.PaymentStart), time.Second)
		require.Less(t, q.PaymentEnd.Sub(to), time.Second)
		require.Equal(t, q.OrderStart.IsZero(), sent.OrderStartTime == "")
		if sent.OrderStartTime != "" {
			require.True(t, sentTime(t, sent.OrderStartTime).Equal(q.OrderStart) && sentTime(t, sent.OrderEndTime).Equal(q.OrderEnd))
		}
		require.Equal(t, []string{q.BizOrderNum, q.OrderNum}, []string{sent.BizOrderNum, sent.OrderNum})
		require.Equal(t, []int{q.Page, q.Limit}, []int{sent.CurrentPage, sent.ItemsPerPage})
	})
}

func sentTime(t *testing.T, text string) time.Time {
	got, err := time.ParseInLocation("2006-01-02 15:04:05", text, wire.ChinaZone)
	require.NoError(t, err)
	return got
}

// FuzzParseTime checks that whatever is taken for a time is within the years, at UTC+8, and survives being sent.
func FuzzParseTime(f *testing.F) {
	for _, seed := range []string{"2022-9-1", "2022-09-01 00:00:00", "2022/9/1 8:00:00", "2022-09-01T00:00:00Z", "", "2022-02-30", "9999-12-31 23:59:59.999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseTime(text)
		if err != nil {
			require.ErrorIs(t, err, ErrInvalidRequest)
			return
		}
		require.Contains(t, []int{1970, 9999, got.Year()}, max(1970, min(9999, got.Year())))
		require.True(t, sentTime(t, timeText(got)).Equal(roundDown(got)))
	})
}
