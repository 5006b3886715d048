package peers

import (
	"context"
	"io"
	"net/http"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/bytedance/sonic"
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// sonicPage is what a program without this project would decode into.
type sonicPage struct {
	Message string `json:"result_message"`
	Data    struct {
		Total int64       `json:"total"`
		List  []sonicBill `json:"list"`
	} `json:"data"`
	Code int `json:"result_code"`
}

type sonicBill struct {
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
}

func collect(tb testing.TB, pages [][]byte) []fubei.Bill {
	c, err := fubei.New(fubei.Config{AppID: "20160001", AppSecret: secret, HTTPClient: &http.Client{Transport: &Canned{Pages: pages}}})
	if err != nil {
		tb.Fatal(err)
	}
	bills, audit, err := c.CollectBills(context.Background(), fubei.BillQuery{Year: 2026, Month: 10})
	if err != nil || !audit.Complete {
		tb.Fatal(err, audit)
	}
	return bills
}

// decodeBare decodes the pages, and gives those that have rows to see.
func decodeBare(tb testing.TB, pages [][]byte, see func([]sonicBill)) {
	for _, body := range pages {
		var page sonicPage
		if err := sonic.Unmarshal(body, &page); err != nil {
			tb.Fatal(err)
		}
		see(page.Data.List)
	}
}

// octoberPages are n bills of October: a month that is over.
func octoberPages(n int) [][]byte {
	var bills []Bill
	for b := range Bills(n) {
		b.Created -= 31 * 86400
		if bills = append(bills, b); len(bills) == n {
			break
		}
	}
	return Pages(bills, fubei.MaxLimit)
}

// BenchmarkCollectBills is the whole client over a canned transport, by turns with sonic's bare decoding of the same bodies.
func BenchmarkCollectBills(b *testing.B) {
	pages := octoberPages(10_000)
	const times = 5 // a turn: long enough for the collector to have its share
	turns := [2][]float64{}
	for b.Loop() {
		for i, f := range []func(){func() { collect(b, pages) }, func() { decodeBare(b, pages, func([]sonicBill) {}) }} {
			runtime.GC() // what the one leaves is not the other's to clear up
			began := cpuTime(b)
			for range times {
				f()
			}
			turns[i] = append(turns[i], float64((cpuTime(b)-began).Nanoseconds())/times/10_000)
		}
	}
	ratios := make([]float64, len(turns[0]))
	for i := range ratios {
		ratios[i] = turns[0][i] / turns[1][i]
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(turns[0]), "ns/row")
	b.ReportMetric(median(turns[1]), "sonic-ns/row")
	b.ReportMetric(median(ratios), "×sonic")
}

// BenchmarkCollectAlone is the client alone, for profiles.
func BenchmarkCollectAlone(b *testing.B) {
	pages := octoberPages(10_000)
	b.ReportAllocs()
	for b.Loop() {
		collect(b, pages)
	}
}

// BenchmarkPagesToCSV is a month of 300 000 payments from pages to the CSV of its differences: pages → decode → Match → Verify → CSV.
func BenchmarkPagesToCSV(b *testing.B) {
	const n = 300_000
	pages, orders := octoberPages(n), []Order{}
	for o := range Orders(n) {
		o.Placed -= 31 * 86400
		orders = append(orders, o)
	}
	rules := Rules()
	rules.BillsUntil = start
	var steps [3][]float64
	for b.Loop() {
		runtime.GC()
		began := cpuTime(b)
		step := func(i int) {
			now := cpuTime(b)
			steps[i] = append(steps[i], float64((now-began).Nanoseconds())/1e3/n)
			began = now
		}
		bills := collect(b, pages)
		step(0)
		result, err := recon.Match(bills, fubei.Bill.Record, orders, Order.Record, rules)
		if err != nil {
			b.Fatal(err)
		}
		step(1)
		r, err := report.New(result, report.Options{}) // it verifies
		if err == nil {
			err = r.CSV(io.Discard)
		}
		if err != nil {
			b.Fatal(err)
		}
		step(2)
	}
	b.ReportMetric(0, "ns/op")
	for i, name := range []string{"collect", "match", "verify+report"} {
		b.ReportMetric(median(steps[i]), name+"-µs/row")
	}
}

// The benchmark compares like with like only when both read the same.
func TestBothReadTheSame(t *testing.T) {
	pages := octoberPages(250)
	ours, bare := collect(t, pages), []sonicBill{}
	decodeBare(t, pages, func(rows []sonicBill) { bare = append(bare, rows...) })
	if len(ours) != 250 || len(bare) != 250 {
		t.Fatal(len(ours), len(bare))
	}
	for i := range ours {
		o, s := ours[i], bare[i]
		if o.OrderSN != s.OrderSN || o.CreateTime.Unix() != s.CreateTime || !o.TotalFee.Equal(s.TotalFee) || !o.Income.Decimal.Equal(s.Income.Decimal) {
			t.Fatalf("row %d: %v, %v", i, o, s)
		}
	}
}

// cpuTime is what this process has used, its collector included.
func cpuTime(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func median(times []float64) float64 {
	times = slices.Sorted(slices.Values(times))
	return times[len(times)/2]
}
