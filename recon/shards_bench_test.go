package recon

import (
	"context"
	"fmt"
	"iter"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// shardedRows yields n payments in an order of its own, without holding them: 24-digit keys, amounts, times. One in a thousand is
// missing, and another has a second key alone.
func shardedRows(n, step, missing int) iter.Seq2[Record, error] {
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, utc8)
	return func(yield func(Record, error) bool) {
		at := 0
		for range n {
			at = (at + step) % n
			if at%1000 == missing {
				continue
			}
			r := Record{Key: fmt.Sprintf("20261122%016d", at), Amount: decimal.New(int64(at%10_000)+1, -2), Time: day.Add(time.Duration(at%86_400) * time.Second)}
			if at%1000 == 3 {
				r.AltKeys = AltKeys{r.Key}
				r.Key = strconv.Itoa(missing) + r.Key
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// BenchmarkMatchShards matches generated rows through a folder. One size at a time gives the memory of that size:
//
//	go test ./recon -run '^$' -bench 'MatchShards/10M$' -benchtime 1x
func BenchmarkMatchShards(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"1M", 1_000_000}, {"10M", 10_000_000}, {"50M", 50_000_000}} {
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				benchShards(b, size.n)
			}
			b.ReportMetric(2*float64(size.n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(peakMemory())/mebi, "peak-MiB")
		})
	}
}

func benchShards(b *testing.B, n int) {
	dir, err := os.MkdirTemp(os.Getenv("SHARDS_DIR"), "shards")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(dir)
	same := func(r Record) Record { return r }
	start := time.Now()
	var spread time.Duration
	last := func(yield func(Record, error) bool) {
		shardedRows(n, 7_368_787, 2)(yield)
		spread = time.Since(start)
	}
	res, err := MatchShards(context.Background(), shardedRows(n, int(9_576_890_767%int64(n)), 1), same, last, same,
		Rules{BillsUntil: proven}, ShardFolder{Path: dir, Shards: max(defaultShards, n/250_000)})
	if err != nil {
		b.Fatal(err)
	}
	if res.Count(Matched) != int64(n-3*(n/1000)+n/1000) {
		b.Fatalf("%v", res.Summary().Outcomes)
	}
	cost := res.Cost()
	b.ReportMetric(spread.Seconds(), "spread-s")
	b.ReportMetric(float64(cost.BytesWritten)/mebi, "written-MiB")
	b.ReportMetric(float64(cost.LargestLoad), "rows-loaded")
}

// peakMemory is the most memory that this process ever had, in bytes; 0 where the system does not say.
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kib, _ := strconv.ParseInt(fields[0], 10, 64)
	return kib << 10
}
