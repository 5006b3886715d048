package reconbeam

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
	"github.com/shopspring/decimal"
)

func init() {
	register.DoFn2x1[int, func(recon.Record), error](&madeRowsFn{})
	register.DoFn2x1[int, func(int, []byte), error](&madeBlocksFn{})
}

// sources is how many elements make rows: as many as there would be files.
const sources = 8

// made is what makes rows out of nothing: payments N, of which a share is made, in an order of its side's.
type made struct {
	N, Step int
	Bills   bool
}

// rows yields the rows of one share.
func (m made) rows(share int, yield func(recon.Record) error) error {
	for i := share; i < m.N; i += sources {
		at := i * m.Step % m.N
		r := recon.Record{Key: fmt.Sprintf("20261122%016d", at), Amount: decimal.New(int64(at%10_000)+1, -2), Time: trouble.Day}
		if at%1000 == 1 && m.Bills || at%1000 == 2 && !m.Bills {
			continue
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}

type madeRowsFn struct{ made }

func (f *madeRowsFn) ProcessElement(share int, emit func(recon.Record)) error {
	return f.rows(share, func(r recon.Record) error { emit(r); return nil })
}

type madeBlocksFn struct{ made }

func (f *madeBlocksFn) ProcessElement(share int, emit func(int, []byte)) error {
	p, err := Options{}.Packer(emit)
	if err != nil {
		return err
	}
	pack := p.Order
	if f.Bills {
		pack = p.Bill
	}
	if err := f.rows(share, pack); err != nil {
		return err
	}
	return p.Flush()
}

// BenchmarkMatch matches rows that the pipeline makes: as blocks, and as one element for each row. One case at a time gives its
// memory:
//
//	go test -run '^$' -bench 'Match/prism/blocks/1M$' -benchtime 1x
func BenchmarkMatch(b *testing.B) {
	for _, runner := range runners {
		for _, form := range []string{"blocks", "records"} {
			for _, size := range []struct {
				name string
				n    int
			}{{"1M", 1_000_000}, {"10M", 10_000_000}, {"50M", 50_000_000}} {
				b.Run(runner+"/"+form+"/"+size.name, func(b *testing.B) {
					for b.Loop() {
						benchMatch(b, runner, form, size.n)
					}
					b.ReportMetric(2*float64(size.n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
					b.ReportMetric(peakMiB(), "peak-MiB")
				})
			}
		}
	}
}

func benchMatch(b *testing.B, runner, form string, n int) {
	p, s := beam.NewPipelineWithRoot()
	shares := make([]int, sources)
	for i := range shares {
		shares[i] = i
	}
	in := beam.Reshuffle(s, beam.CreateList(s, shares))
	side := func(bills bool, step int) beam.PCollection {
		m := made{n, step, bills}
		if form == "records" {
			return beam.ParDo(s, &madeRowsFn{m}, in)
		}
		return beam.ParDo(s, &madeBlocksFn{m}, in)
	}
	res := Match(s, side(true, 7_368_787), side(false, 48_271), recon.Rules{BillsUntil: trouble.Day.AddDate(1, 0, 0)})
	path := filepath.Join(b.TempDir(), "summary")
	beam.ParDo0(s, &saveSummaryFn{path}, res.Summary)
	job, err := beam.Run(context.Background(), runner, p)
	if err != nil {
		b.Fatal(err)
	}
	data, err := os.ReadFile(path)
	var sum Summary
	if err := errors.Join(err, json.Unmarshal(data, &sum)); err != nil || sum.Summary.Outcomes[recon.Matched] != int64(n-2*(n/1000)) {
		b.Fatalf("%v: %v", err, sum.Summary.Outcomes)
	}
	shuffled := 0.0
	for _, c := range job.Metrics().AllMetrics().Counters() {
		if c.Name() == ShuffledBytes {
			shuffled += float64(c.Result())
		}
	}
	b.ReportMetric(shuffled/(1<<20), "shuffled-MiB")
}

// peakMiB is the most memory that this process ever had; 0 where the system does not say.
func peakMiB() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kib, _ := strconv.ParseFloat(fields[0], 64)
	return kib / 1024
}
