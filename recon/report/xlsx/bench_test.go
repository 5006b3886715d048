package xlsx

import (
	"fmt"
	"io"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/report"
)

// BenchmarkMillionToXLSX writes a million groups, of which one in fifty differs, beside the same as CSV. It reports the most memory that
// was alive at the end of a collection, beyond what the rows and the result take.
func BenchmarkMillionToXLSX(b *testing.B) {
	start := time.Date(2026, 11, 1, 12, 0, 0, 0, time.FixedZone("", 8*3600))
	var bills, orders []recon.Record
	for i := range 1_000_000 {
		order := recon.Record{Key: fmt.Sprintf("S202611%08d", i), Amount: decimal.New(int64(100+i*37%20000), -2), Time: start.AddDate(0, 0, i%30)}
		bill := order
		if i%50 == 7 {
			bill.Amount = bill.Amount.Add(decimal.New(int64(1+i%700), -2))
		}
		bills, orders = append(bills, bill), append(orders, order)
	}
	result, err := recon.Match(bills, same, orders, same, recon.Rules{BillsUntil: start.AddDate(0, 0, 30)})
	if err != nil {
		b.Fatal(err)
	}
	r, err := report.New(result, report.Options{Matched: true})
	if err != nil {
		b.Fatal(err)
	}
	for _, form := range []struct {
		name  string
		write func(io.Writer) error
	}{{"CSV", r.CSV}, {"XLSX", func(w io.Writer) error { return Write(w, r) }}} {
		b.Run(form.name, func(b *testing.B) {
			runtime.GC()
			before, most := live(), uint64(0)
			stop, stopped := make(chan struct{}), make(chan struct{})
			go func() {
				defer close(stopped)
				for {
					select {
					case <-stop:
						return
					case <-time.After(10 * time.Millisecond):
						most = max(most, live())
					}
				}
			}()
			for b.Loop() {
				if err := form.write(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			close(stop)
			<-stopped
			b.ReportMetric(float64(max(most, before)-before)/(1<<20), "MB-live-peak")
		})
	}
}

// live is the memory that the last collection found alive.
func live() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
