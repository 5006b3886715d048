package console

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/billrecon/billrecon/internal/wire"
)

// benchPage is a reply with n rows.
func benchPage(n int) []byte {
	page := OrderPage{Statistics: Statistics{OrderNum: int64(n)}, HasStatistics: true, Num: int64(n), HasNum: true}
	at := time.Date(2026, 11, 22, 12, 0, 0, 784968000, wire.ChinaZone)
	for i := range n {
		page.Orders = append(page.Orders, Order{
			Code: fmt.Sprintf("20261122120000%016x", i), MerchantName: "中软融通", EquipmentNo: "1", TotalFee: Fen(100 + i*37%9900),
			PayMethod: PayMethod(1 + i%3), CreateTime: at.Add(time.Duration(i) * time.Second), ReconciliationStatus: StatusReconciled,
		})
	}
	text, err := json.Marshal(page)
	if err != nil {
		panic(err)
	}
	return text
}

// plainPage is the same reply for encoding/json, in plain structs.
type plainPage struct {
	Code string `json:"code"`
	Data struct {
		Statistics struct {
			OrderNum int64 `json:"order_num"`
		} `json:"statistics"`
		Order struct {
			Num  int64 `json:"num"`
			Data []struct {
				Code       string    `json:"code"`
				Merchant   string    `json:"merchant__name"`
				Equipment  int64     `json:"equipment_no"`
				TotalFee   int64     `json:"total_fee"`
				PayMethod  int       `json:"pay_method"`
				CreateTime plainTime `json:"create_time"`
				Status     int       `json:"reconciliation_status"`
				Auto       bool      `json:"auto"`
			} `json:"data"`
		} `json:"order"`
	} `json:"data"`
}

type plainTime time.Time

func (t *plainTime) UnmarshalText(text []byte) error {
	v, err := time.ParseInLocation(layout+".000000", string(text), wire.ChinaZone)
	*t = plainTime(v)
	return err
}

func decodePlain(body []byte) int {
	var page plainPage
	if err := json.Unmarshal(body, &page); err != nil {
		panic(err)
	}
	return len(page.Data.Order.Data)
}

func decodeOurs(body []byte) int {
	var page OrderPage
	if err := page.UnmarshalJSON(body); err != nil {
		panic(err)
	}
	return len(page.Orders)
}

// BenchmarkDecode compares the decoder with encoding/json over the same reply of 1000 rows, and reports the ratio.
func BenchmarkDecode(b *testing.B) {
	body := benchPage(1000)
	b.Run("encoding-json", func(b *testing.B) { benchDecode(b, body, decodePlain) })
	b.Run("console", func(b *testing.B) { benchDecode(b, body, decodeOurs) })
	b.Run("ratio", func(b *testing.B) {
		var plain, ours time.Duration
		for b.Loop() {
			start := time.Now()
			decodePlain(body)
			middle := time.Now()
			decodeOurs(body)
			plain, ours = plain+middle.Sub(start), ours+time.Since(middle)
		}
		b.ReportMetric(float64(plain)/float64(ours), "x-faster")
	})
}

func benchDecode(b *testing.B, body []byte, decode func([]byte) int) {
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if decode(body) != 1000 {
			b.Fatal("rows are missing")
		}
	}
}

func TestDecodeAllocations(t *testing.T) {
	body := benchPage(1000)
	perRow := testing.AllocsPerRun(5, func() { decodeOurs(body) }) / 1000
	if perRow > 3 {
		t.Errorf("%.2f allocations a row: 3 at most", perRow)
	}
}

func BenchmarkEncode(b *testing.B) {
	var page OrderPage
	if err := page.UnmarshalJSON(benchPage(1000)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := page.MarshalJSON(); err != nil {
			b.Fatal(err)
		}
	}
}
