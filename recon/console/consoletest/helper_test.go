package consoletest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/console"
	"github.com/billrecon/billrecon/recon/console/consoletest"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// rows are four orders of 1.00 to 4.00 yuan.
func rows() []console.Order {
	orders := make([]console.Order, 4)
	for i := range orders {
		orders[i] = console.Order{Code: fmt.Sprintf("C%d", i+1), MerchantName: "测试商户", EquipmentNo: "1", TotalFee: console.Fen(100 * (i + 1)),
			PayMethod: console.PayMethod(1 + i%3), CreateTime: noon, ReconciliationStatus: console.ReconciliationStatus(1 + i)}
	}
	return orders
}

// ask sends a request without the client of this module, and decodes the reply.
func ask(t testing.TB, c *consoletest.Console, method, target, contentType, body string) (status int, text string, reply map[string]any) {
	t.Helper()
	req, err := http.NewRequest(method, "https://console.example"+target, bytes.NewReader([]byte(body)))
	require.NoError(t, err)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	resp, err := c.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	_ = json.Unmarshal(got, &reply)
	return resp.StatusCode, string(got), reply
}

// sale is a row of either side, for recon.
type sale struct {
	number string
	fen    int64
	state  recon.State
	unit   string
}

func (s sale) Record() recon.Record {
	return recon.Record{Key: s.number, Amount: decimal.New(s.fen, -2), State: s.state, Channel: recon.Alipay, Unit: s.unit, Time: noon}
}
