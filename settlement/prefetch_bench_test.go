package settlement_test

import (
	"context"
	"testing"
	"time"

	"github.com/billrecon/billrecon/settlement"
	"github.com/billrecon/billrecon/settlement/settlementtest"
)

// BenchmarkPrefetch reads 100 pages from a gateway that needs 20 ms for each: by Prefetch 8, and serially for comparison.
// It reports times_faster, measured in the same run.
func BenchmarkPrefetch(b *testing.B) {
	gw := settlementtest.New(nil, settlementtest.Options{Items: items(995), Faults: settlementtest.Script{{Fault: settlementtest.Delay(20 * time.Millisecond)}}})
	defer gw.Close()
	serial := clientOf(b, gw)
	ahead := clientOf(b, gw, func(cfg *settlement.Config) { cfg.Prefetch = 8 })
	var slow, fast time.Duration
	for b.Loop() {
		slow += collectTens(b, serial)
		fast += collectTens(b, ahead)
	}
	b.ReportMetric(float64(slow)/float64(fast), "times_faster")
	b.ReportMetric(float64(fast.Milliseconds())/float64(b.N), "ms/100_pages")
}

func collectTens(b *testing.B, c *settlement.Client) time.Duration {
	start := time.Now()
	rows, audit, err := c.CollectItems(context.Background(), tens)
	if err != nil || len(rows) != 995 || audit.Pages != 100 {
		b.Fatal(err, len(rows), audit.Pages)
	}
	return time.Since(start)
}

// BenchmarkCollect is the whole way of 10 000 rows, the fake gateway included.
func BenchmarkCollect(b *testing.B) {
	gw := settlementtest.New(nil, settlementtest.Options{Items: items(10_000)})
	defer gw.Close()
	c := clientOf(b, gw)
	b.ReportAllocs()
	for b.Loop() {
		rows, _, err := c.CollectItems(context.Background(), day)
		if err != nil || len(rows) != 10_000 {
			b.Fatal(err, len(rows))
		}
	}
}
