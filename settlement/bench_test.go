package settlement

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

const benchRows = 500

// maxAllocs is the goal for a row: texts and amounts are shared between rows as far as they repeat.
const maxAllocs = 3.0

// benchBody is a page of 500 rows as the provider writes them. Prices repeat as in a shop, or all differ.
func benchBody(repeating bool) []byte {
	body := []byte(`{"code":"0","data":[`)
	for i := range benchRows {
		fen := int64(1000 + i*137)
		if repeating {
			fen = int64(500 + i%12*250)
		}
		price := decimal.New(fen, -2).StringFixed(2)
		if i > 0 {
			body = append(body, ',')
		}
		body = fmt.Appendf(body, `{"orderNum":"3166736595144962924800%04d","bizOrderNum":"2122110213110002%04d","skuName":"【全频道】【多规格】",`+
			`"totalQuantity":1,"channelName":"优选生活","skuCategoryName":"南非橙","orderUserMobile":"1000000%04d",`+
			`"orderUserName":"fictional_user_%04d","paymentType":"企业积分","cardId":"fictional-card-%04d","paymentAmount":%s,`+
			`"settlementAmount":%s,"contractId":"286239","contract":null,"unionOrganization":"虚构公司/财务管理部",`+
			`"orderTime":"2022-11-02 13:%02d:%02d","paymentTime":"2022-11-02 14:%02d:%02d","totalAmount":%s,"settlementType":1}`,
			i, i, i%100, i%100, i%100, price, price, i/60, i%60, i/60, i%60, price)
	}
	return append(body, `],"msg":"success","errMsg":null}`...)
}

// plainPage is what a program without this package would decode into, and has to parse the times of afterwards.
type plainPage struct {
	Code string `json:"code"`
	Data []struct {
		OrderNum          string              `json:"orderNum"`
		BizOrderNum       string              `json:"bizOrderNum"`
		SKUName           string              `json:"skuName"`
		TotalQuantity     decimal.NullDecimal `json:"totalQuantity"`
		ChannelName       string              `json:"channelName"`
		SKUCategoryName   string              `json:"skuCategoryName"`
		OrderUserMobile   string              `json:"orderUserMobile"`
		OrderUserName     string              `json:"orderUserName"`
		PaymentType       string              `json:"paymentType"`
		CardID            string              `json:"cardId"`
		PaymentAmount     decimal.NullDecimal `json:"paymentAmount"`
		SettlementAmount  decimal.Decimal     `json:"settlementAmount"`
		ContractID        string              `json:"contractId"`
		Contract          *string             `json:"contract"`
		UnionOrganization string              `json:"unionOrganization"`
		OrderTime         string              `json:"orderTime"`
		PaymentTime       string              `json:"paymentTime"`
		TotalAmount       decimal.NullDecimal `json:"totalAmount"`
		SettlementType    int                 `json:"settlementType"`
	} `json:"data"`
	Msg    string  `json:"msg"`
	ErrMsg *string `json:"errMsg"`
}

func decodeOurs(tb testing.TB, r *wire.Reader, body []byte) pageData {
	page, err := decodePage(context.Background(), r, body, row.Options{Zone: wire.ChinaZone}, benchRows, codeLists{})
	if err != nil || len(page.items) != benchRows {
		tb.Fatal(err, len(page.items))
	}
	return page
}

func decodePlain(tb testing.TB, body []byte) plainPage {
	var page plainPage
	if err := json.Unmarshal(body, &page); err != nil || len(page.Data) != benchRows {
		tb.Fatal(err)
	}
	return page
}

// BenchmarkDecodePage reports times_faster: package json into plain structs, the times left as text, against this package,
// measured by turns.
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
	item := refund()
	var r recon.Record
	b.ReportAllocs()
	for b.Loop() {
		r = item.Record()
	}
	_ = r
}

func BenchmarkMarshalItem(b *testing.B) {
	item := refund()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := item.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRequest(b *testing.B) {
	for name, preset := range presetsByName {
		b.Run(name, func(b *testing.B) {
			c, err := New(customer(func(cfg *Config) { cfg.Signer = preset(testSecret) }))
			require.NoError(b, err)
			body := sampleQuery().body()
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := c.request(context.Background(), post{path: ItemPath, body: body}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A Reader that has seen nothing yet, so that no text of the page is shared with a page before.
func TestDecodeAllocations(t *testing.T) {
	for _, repeating := range []bool{true, false} {
		body := benchBody(repeating)
		fresh := testing.AllocsPerRun(20, func() { decodeOurs(t, wire.NewReader(nil), body) })
		r := wire.NewReader(nil)
		again := testing.AllocsPerRun(20, func() { decodeOurs(t, r, body) })
		t.Logf("repeating prices %v: %.2f allocations a row, %.2f on a page seen before", repeating, fresh/benchRows, again/benchRows)
		assert.LessOrEqual(t, fresh/benchRows, maxAllocs, "repeating prices: %v", repeating)
	}
}

// The benchmark compares like with like only when both read the same.
func TestBenchmarkDecodesTheSame(t *testing.T) {
	body := benchBody(false)
	ours, plain := decodeOurs(t, wire.NewReader(nil), body), decodePlain(t, body)
	for n, i := range ours.items {
		p := plain.Data[n]
		require.Equal(t, p.OrderNum, i.OrderNum)
		require.Equal(t, p.PaymentTime, i.PaymentTime.Format(timeLayout))
		require.True(t, p.SettlementAmount.Equal(i.SettlementAmount))
		require.True(t, p.PaymentAmount.Decimal.Equal(i.PaymentAmount.Decimal))
		require.Equal(t, p.CardID, i.CardID)
	}
	require.Nil(t, ours.unknown)
}
