package fubei

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
	"github.com/billrecon/billrecon/recon"
)

const benchRows = 100

// benchBody is a page of 100 rows as the provider writes them. Prices repeat as in a shop, or all differ.
func benchBody(repeating bool) []byte {
	body := []byte(`{"result_message":"成功","data":{"total":100,"list":[`)
	for i := range benchRows {
		fen := int64(1000 + i*137)
		if repeating {
			fen = int64(500 + i%12*250)
		}
		total := decimal.New(fen, -2)
		fee := total.Mul(decimal.New(38, -4)).Round(2)
		if i > 0 {
			body = append(body, ',')
		}
		body = fmt.Appendf(body, `{"order_sn":"2016110709582383%04d","merchant_order_sn":"20170114161615%05d","create_time":"%d","total_fee":"%s",`+
			`"fee":"%s","store_id":"2299","cashier_id":"0","pay_time":"%d","pay_status":"1","pay_type":"1","income":%s,"device_no":"sn2323277"}`,
			i, i, 1478483902+i, total.StringFixed(2), fee.StringFixed(2), 1478483910+i, total.Sub(fee))
	}
	return append(body, `]},"result_code":200}`...)
}

// plainPage is what a program without this package would decode into.
type plainPage struct {
	Message string `json:"result_message"`
	Data    struct {
		Total int64 `json:"total"`
		List  []struct {
			OrderSN         string              `json:"order_sn"`
			MerchantOrderSN string              `json:"merchant_order_sn"`
			CreateTime      int64               `json:"create_time,string"`
			TotalFee        decimal.Decimal     `json:"total_fee"`
			Fee             decimal.NullDecimal `json:"fee"`
			Income          decimal.NullDecimal `json:"income"`
			StoreID         int64               `json:"store_id,string"`
			CashierID       int64               `json:"cashier_id,string"`
			PayTime         int64               `json:"pay_time,string"`
			PayStatus       int                 `json:"pay_status,string"`
			PayType         int                 `json:"pay_type,string"`
			DeviceNo        string              `json:"device_no"`
		} `json:"list"`
	} `json:"data"`
	Code int `json:"result_code"`
}

func decodeOurs(tb testing.TB, r *wire.Reader, body []byte) pageData {
	page, err := decodePage(context.Background(), r, body, row.Options{Zone: wire.ChinaZone}, benchRows, nil)
	if err != nil || len(page.bills) != benchRows {
		tb.Fatal(err, len(page.bills))
	}
	return page
}

func decodePlain(tb testing.TB, body []byte) plainPage {
	var page plainPage
	if err := json.Unmarshal(body, &page); err != nil || len(page.Data.List) != benchRows {
		tb.Fatal(err)
	}
	return page
}

// BenchmarkDecodePage reports times_faster: package json into plain structs against this package, measured by turns.
func BenchmarkDecodePage(b *testing.B) {
	for _, repeating := range []bool{true, false} {
		b.Run("repeating="+strconv.FormatBool(repeating), func(b *testing.B) {
			body := benchBody(repeating)
			r := wire.NewReader(nil)
			var ours, plain time.Duration
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				start := time.Now()
				decodeOurs(b, r, body)
				middle := time.Now()
				decodePlain(b, body)
				ours += middle.Sub(start)
				plain += time.Since(middle)
			}
			b.ReportMetric(float64(plain)/float64(ours), "times_faster")
			b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N)/benchRows, "ns/row")
		})
	}
}

// BenchmarkDecodeRows is this package alone, for allocations.
func BenchmarkDecodeRows(b *testing.B) {
	for _, repeating := range []bool{true, false} {
		b.Run("repeating="+strconv.FormatBool(repeating), func(b *testing.B) {
			body, r := benchBody(repeating), wire.NewReader(nil)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				decodeOurs(b, r, body)
			}
		})
	}
}

func BenchmarkRecord(b *testing.B) {
	bill := sampleBill()
	var r recon.Record
	b.ReportAllocs()
	for b.Loop() {
		r = bill.Record()
	}
	_ = r
}

func BenchmarkMarshalBill(b *testing.B) {
	bill := sampleBill()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := bill.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRequest(b *testing.B) {
	who := Config{AppID: testAppID, AppSecret: testSecret}.account()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := who.request(billMethod, `{"day":22,"limit":100,"month":11,"page":1,"year":2026}`); err != nil {
			b.Fatal(err)
		}
	}
}

func TestDecodeAllocations(t *testing.T) {
	for _, repeating := range []bool{true, false} {
		body, r := benchBody(repeating), wire.NewReader(nil)
		perPage := testing.AllocsPerRun(50, func() { decodeOurs(t, r, body) })
		assert.LessOrEqual(t, perPage/benchRows, 3.0, "repeating prices: %v", repeating)
	}
}

// The benchmark compares like with like only when both read the same.
func TestBenchmarkDecodesTheSame(t *testing.T) {
	body := benchBody(false)
	ours, plain := decodeOurs(t, wire.NewReader(nil), body), decodePlain(t, body)
	for i, b := range ours.bills {
		p := plain.Data.List[i]
		require.Equal(t, p.OrderSN, b.OrderSN)
		require.Equal(t, p.CreateTime, b.CreateTime.Unix())
		require.True(t, p.TotalFee.Equal(b.TotalFee))
		require.True(t, p.Income.Decimal.Equal(b.Income.Decimal))
	}
	require.Nil(t, ours.unknown)
}
