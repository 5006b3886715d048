package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

var update = flag.Bool("update", false, "write orders.csv and the golden files anew")

// The orders file and the fake gateway's bills come from one generator: this keeps them together.
func TestOrdersFileIsTheGeneratedOne(t *testing.T) {
	_, orders := generate()
	var want bytes.Buffer
	require.NoError(t, writeOrders(&want, orders))
	if *update {
		require.NoError(t, os.WriteFile("orders.csv", want.Bytes(), 0o644))
	}
	got, err := os.ReadFile("orders.csv")
	require.NoError(t, err)
	assert.True(t, bytes.Equal(want.Bytes(), got), "orders.csv is stale: go test ./examples/quickstart -update")
}

func TestReadOrders(t *testing.T) {
	const text = "\ufefforder_no,amount,status,channel,created_at\n A1 ,12.50,paid,wechat,2016-11-07 09:58:22\n"
	orders, err := readOrders(strings.NewReader(text))
	require.NoError(t, err)
	require.Len(t, orders, 1)
	assert.Equal(t, "A1", orders[0].Number)
	assert.Equal(t, "12.50", orders[0].Amount.StringFixed(2))
	assert.Equal(t, recon.WeChat, orders[0].Channel)
	assert.Equal(t, int64(1478483902), orders[0].Created.Unix(), "times are UTC+8")
}

func TestReadOrdersRefuses(t *testing.T) {
	const header = "order_no,amount,status,channel,created_at\n"
	for _, c := range []struct{ name, text, want string }{
		{"no header", "", "header"},
		{"another header", "no,amount,status,channel,created_at\n", `column 1 must be "order_no"`},
		{"an empty number", header + ",1,paid,wechat,2016-11-07 09:58:22\n", "line 2: order_no"},
		{"money that is no number", header + "A,1元,paid,wechat,2016-11-07 09:58:22\n", "line 2: amount"},
		{"an unknown status", header + "A,1,done,wechat,2016-11-07 09:58:22\n", "line 2: status"},
		{"a time of another shape", header + "A,1,paid,wechat,2016/11/07\n", "line 2: created_at"},
		{"a second line with an error", header + "A,1,paid,wechat,2016-11-07 09:58:22\nB,x,paid,wechat,2016-11-07 09:58:22\n", "line 3: amount"},
		{"a missing column", header + "A,1,paid\n", "wrong number of fields"},
		{"a header with a column too few", "order_no,amount,status,channel\n", "header: it must be order_no,amount,status,channel,created_at"},
		{"an empty file", "", "header: it must be order_no,amount,status,channel,created_at"},
		{"money with an exponent", header + "A,1e9000,paid,wechat,2016-11-07 09:58:22\n", "line 2: amount"},
		{"a negative exponent", header + "A,1E-5,paid,wechat,2016-11-07 09:58:22\n", "line 2: amount"},
		{"money of a hundred digits", header + "A,1" + strings.Repeat("0", 99) + ",paid,wechat,2016-11-07 09:58:22\n", "line 2: amount"},
	} {
		t.Run(c.name, func(t *testing.T) {
			orders, err := readOrders(strings.NewReader(c.text))
			require.ErrorContains(t, err, c.want)
			assert.Nil(t, orders, "all or nothing")
		})
	}
}
