package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

const csvHeader = "order_no,amount,status,channel,created_at\n"

func TestReadOrders(t *testing.T) {
	orders, err := readOrders(strings.NewReader("\ufeff" + csvHeader + " A1 ,12.50,paid,wechat,2026-11-22 09:58:22\n"))
	require.NoError(t, err)
	require.Len(t, orders, 1)
	assert.Equal(t, "A1", orders[0].Number)
	assert.Equal(t, "12.50", orders[0].Amount.StringFixed(2))
	assert.Equal(t, recon.WeChat, orders[0].Channel)
	assert.Equal(t, "2026-11-22T01:58:22Z", orders[0].Created.UTC().Format(time.RFC3339), "times are UTC+8")
}

func TestReadOrdersRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no header", "", "header"},
		{"another header", "no,amount,status,channel,created_at\n", `column 1 must be "order_no"`},
		{"an empty number", csvHeader + ",1,paid,wechat,2026-11-22 09:58:22\n", "line 2: order_no"},
		{"money that is no number", csvHeader + "A,1元,paid,wechat,2026-11-22 09:58:22\n", "line 2: amount"},
		{"an unknown status", csvHeader + "A,1,done,wechat,2026-11-22 09:58:22\n", "line 2: status"},
		{"a time of another shape", csvHeader + "A,1,paid,wechat,2026/11/22\n", "line 2: created_at"},
		{"an error further down", csvHeader + "A,1,paid,wechat,2026-11-22 09:58:22\nB,x,paid,wechat,2026-11-22 09:58:22\n", "line 3: amount"},
		{"a missing column", csvHeader + "A,1,paid\n", "wrong number of fields"},
		{"a header with a column too few", "order_no,amount,status,channel\n", "header: it must be order_no,amount,status,channel,created_at"},
		{"an empty file", "", "header: it must be order_no,amount,status,channel,created_at"},
		{"money with an exponent", csvHeader + "A,1e9000,paid,wechat,2026-11-22 09:58:22\n", "line 2: amount"},
		{"a negative exponent", csvHeader + "A,1E-5,paid,wechat,2026-11-22 09:58:22\n", "line 2: amount"},
		{"money of a hundred digits", csvHeader + "A,1" + strings.Repeat("0", 99) + ",paid,wechat,2026-11-22 09:58:22\n", "line 2: amount"},
	} {
		t.Run(c.name, func(t *testing.T) {
			orders, err := readOrders(strings.NewReader(c.text))
			require.ErrorContains(t, err, c.want)
			assert.Nil(t, orders, "all or nothing")
		})
	}
}

// A file of many days is cut by the bill day at UTC+8, both ends included.
func TestOrdersOfADay(t *testing.T) {
	orders := []order{
		paid("before", 100, at(21, 23, 59, 59)), paid("first", 100, at(22, 0, 0, 0)), paid("last", 100, at(22, 23, 59, 59)),
		paid("after", 100, at(23, 0, 0, 0)), paid("in UTC", 100, time.Date(2026, 11, 21, 16, 0, 0, 0, time.UTC)),
	}
	var kept []string
	for _, o := range ordersOf(at(22, 0, 0, 0), orders) {
		kept = append(kept, o.Number)
	}
	assert.Equal(t, []string{"first", "last", "in UTC"}, kept)
}
