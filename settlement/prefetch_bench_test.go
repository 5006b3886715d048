package settlement_test

import (
	"context"
	"testing"
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// slowGateway needs 20 ms for each request.
func slowGateway(b *testing.B, n int) *settlementtest.Gateway {
	gw := settlementtest.New(nil, settlementtest.Options{Items: items(n),
		Faults: billtest.Script{{Fault: billtest.Delay(20 * time.Millisecond)}}})
	b.Cleanup(gw.Close)
	return gw
}

// BenchmarkPrefetch reads 100 pages from a gateway that needs 20 ms for each: by Prefetch 8, and serially for comparison.
// It reports times_faster, measured in the same run. Without a total nobody knows how many pages there are, so that the first
// ones are fetched by ones, twos and fours.
func BenchmarkPrefetch(b *testing.B) {
	compare(b, slowGateway(b, 995), tens, 995, 100)
}

// BenchmarkWindows is the same with 100 windows of one page.
func BenchmarkWindows(b *testing.B) {
	q := settlement.ItemQuery{PaymentStart: start, PaymentEnd: start.Add(1000*time.Minute - time.Second), Window: 10 * time.Minute}
	compare(b, slowGateway(b, 1000), q, 1000, 100)
}

func compare(b *testing.B, gw *settlementtest.Gateway, q settlement.ItemQuery, rows, pages int) {
	serial := clientOf(b, gw)
	ahead := clientOf(b, gw, func(cfg *settlement.Config) { cfg.Prefetch = 8 })
	var slow, fast time.Duration
	for b.Loop() {
		slow += collect(b, serial, q, rows, pages)
		fast += collect(b, ahead, q, rows, pages)
	}
	b.ReportMetric(float64(slow)/float64(fast), "times_faster")
	b.ReportMetric(float64(fast.Milliseconds())/float64(b.N), "ms/100_pages")
}

func collect(b *testing.B, c *settlement.Client, q settlement.ItemQuery, rows, pages int) time.Duration {
	began := time.Now()
	got, audit, err := c.CollectItems(context.Background(), q)
	if err != nil || len(got) != rows || audit.Pages != pages {
		b.Fatal(err, len(got), audit.Pages)
	}
	return time.Since(began)
}

// BenchmarkCollect is the whole way of 10 000 rows, the fake gateway included.
func BenchmarkCollect(b *testing.B) {
	gw := settlementtest.New(nil, settlementtest.Options{Items: settlementtest.Items(10_000, start, time.Second)})
	defer gw.Close()
	c := clientOf(b, gw)
	q := day
	q.Limit = 0
	b.ReportAllocs()
	for b.Loop() {
		rows, _, err := c.CollectItems(context.Background(), q)
		if err != nil || len(rows) != 10_000 {
			b.Fatal(err, len(rows))
		}
	}
}
