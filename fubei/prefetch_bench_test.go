package fubei_test

import (
	"context"
	"testing"
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
	"github.com/billrecon/billrecon/fubei/fubeitest"
)

// BenchmarkPrefetch reads 100 pages from a gateway that needs 20 ms for each: by Prefetch 8, and serially for comparison.
// It reports times_faster, measured in the same run.
func BenchmarkPrefetch(b *testing.B) {
	gw := fubeitest.New(nil, fubeitest.Options{Bills: bills(995), Faults: billtest.Script{{Fault: billtest.Delay(20 * time.Millisecond)}}})
	defer gw.Close()
	serial := clientOf(b, gw)
	ahead := clientOf(b, gw, func(cfg *fubei.Config) { cfg.Prefetch = 8 })
	var slow, fast time.Duration
	for b.Loop() {
		slow += collectTens(b, serial)
		fast += collectTens(b, ahead)
	}
	b.ReportMetric(float64(slow)/float64(fast), "times_faster")
	b.ReportMetric(float64(fast.Milliseconds())/float64(b.N), "ms/100_pages")
}

func collectTens(b *testing.B, c *fubei.Client) time.Duration {
	start := time.Now()
	rows, audit, err := c.CollectBills(context.Background(), tens)
	if err != nil || len(rows) != 995 || audit.Pages != 100 {
		b.Fatal(err, len(rows), audit.Pages)
	}
	return time.Since(start)
}

// BenchmarkCollect is the whole way of 10 000 rows, the fake gateway included.
func BenchmarkCollect(b *testing.B) {
	gw := fubeitest.New(nil, fubeitest.Options{Bills: bills(10_000)})
	defer gw.Close()
	c := clientOf(b, gw)
	b.ReportAllocs()
	for b.Loop() {
		rows, _, err := c.CollectBills(context.Background(), day)
		if err != nil || len(rows) != 10_000 {
			b.Fatal(err, len(rows))
		}
	}
}
