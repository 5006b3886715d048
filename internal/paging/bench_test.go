package paging

import (
	"context"
	"testing"
	"time"
)

// BenchmarkPrefetch reads 100 pages from a server that takes 20 ms for each, and
// reports how many times faster 8 fetches ahead are than none.
func BenchmarkPrefetch(b *testing.B) {
	s := newServer(10_000, 100) // 100 full pages, and the one that proves the end
	s.delay = func(int) time.Duration { return 20 * time.Millisecond }
	read := func(ahead int) time.Duration {
		began := time.Now()
		rows, _, err := Collect(context.Background(), s.plan(prefetch(ahead)))
		if err != nil || len(rows) != len(s.rows) {
			b.Fatalf("%d rows, %v", len(rows), err)
		}
		return time.Since(began)
	}
	var serial, ahead time.Duration
	for b.Loop() {
		serial += read(0)
		ahead += read(8)
	}
	b.ReportMetric(float64(serial.Milliseconds())/float64(b.N), "serial-ms")
	b.ReportMetric(float64(ahead.Milliseconds())/float64(b.N), "ahead-ms")
	b.ReportMetric(float64(serial)/float64(ahead), "x-faster")
}

// BenchmarkChecks is what the checks cost on 1000 pages of 100 rows that are
// there at once: identities, duplicates, digests, totals.
func BenchmarkChecks(b *testing.B) {
	const pages, size = 1000, 100
	rows := bills(pages * size)
	p := newServer(0, size).plan()
	p.Fetch = func(_ context.Context, page, size int) (Page[bill], error) {
		from, to := min((page-1)*size, len(rows)), min(page*size, len(rows))
		return Page[bill]{Rows: rows[from:to], Total: int64(len(rows)), HasTotal: true}, nil
	}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range Rows(context.Background(), p) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != len(rows) {
			b.Fatalf("%d rows", n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(rows)), "ns/row")
}
