package fubei

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzDecodePage checks that no reply makes the decoder panic, and that every row it accepts comes back equal from its own
// JSON, which then stays as it is.
func FuzzDecodePage(f *testing.F) {
	sample, err := os.ReadFile("testdata/page.json")
	require.NoError(f, err)
	for _, seed := range []string{
		string(sample), reply(`[]`), reply(`null`), reply(`""`), reply(`{"list":{}}`), reply(oneRowQuoted),
		`{"result_code":"9999","result_message":"x","sub_code":"y"}`,
		reply(`{"total":"1","list":[` + leastRow(`"pay_type":7,"pay_status":-1,"memo":{"a" :[1]},"é":"<&>"`) + `]}`),
		reply(`{"list":[` + leastRow(`"fee":1e2,"income":-0.5,"create_time":253402300799`) + `]}`),
		reply(`{"list":[` + leastRow(`"store_id":9223372036854775807,"pay_type":"-2147483648"`) + `]}`),
		`<html>`, ``, `{"result_code":200,"data":`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		page, err := decodeText(string(body))
		if err != nil {
			require.Empty(t, page.bills)
			return
		}
		for _, b := range page.bills {
			text, err := b.MarshalJSON()
			require.NoError(t, err)
			var again Bill
			require.NoError(t, again.UnmarshalJSON(text))
			require.True(t, b.Equal(again), "%s\n%+v\n%+v", text, b, again)
			twice, err := again.MarshalJSON()
			require.NoError(t, err)
			require.Equal(t, string(text), string(twice))
			require.NotPanics(t, func() { b.Record() })
		}
	})
}

// FuzzBizContent checks that every query that passes the rules is sent as the JSON that says the same.
func FuzzBizContent(f *testing.F) {
	f.Add(2026, 11, 22, int64(1), int64(2), true, 1, 100)
	f.Add(2017, 2, 0, int64(0), int64(0), false, 0, 0)
	f.Add(2024, 2, 29, int64(9_999_999_999), int64(0), false, 7, 1)
	f.Add(-1, 13, 32, int64(-1), int64(10_000_000_000), true, -1, 101)
	f.Fuzz(func(t *testing.T, year, month, day int, store, cashier int64, all bool, page, limit int) {
		q := BillQuery{Year: year, Month: month, Day: day, StoreID: store, CashierID: cashier, All: all, Page: page, Limit: limit}
		if q.check() != nil {
			return
		}
		var sent struct {
			Year, Month, Day, Page, Limit int
			Store                         int64 `json:"store_id"`
			Cashier                       int64 `json:"cashier_id"`
			Type                          string
		}
		require.NoError(t, json.Unmarshal([]byte(q.bizContent()), &sent))
		require.Equal(t, q, BillQuery{Year: sent.Year, Month: sent.Month, Day: sent.Day, StoreID: sent.Store,
			CashierID: sent.Cashier, All: sent.Type == "1", Page: sent.Page, Limit: sent.Limit})
	})
}
