//go:build linux || darwin

package shards_test

import (
	"fmt"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
	"github.com/billrecon/billrecon/recon/shards"
)

// benchRules are what a shop has: a fee schedule of 0.38 %, and a fen of tolerance.
func benchRules() recon.Rules {
	return recon.Rules{
		BillsUntil: trouble.Day.AddDate(0, 0, 1), Hold: 1, Fees: &recon.FeeSchedule{RatePPM: 3800},
		FeeTolerance: recon.Tolerance{Absolute: decimal.New(1, -2)},
	}
}

// benchRows yields n rows of a side, in an order of its own, without holding them. Bills have fee, income and a second number. In a
// thousand payments three are missing on a side, ten have another amount, ten a wrong fee, and five another key and a common second number.
func benchRows(n int, bills bool) iter.Seq2[recon.Record, error] {
	step := 7_368_787
	if bills {
		step = 1_299_709
	}
	return func(yield func(recon.Record, error) bool) {
		for at, i := 0, 0; i < n; i++ {
			at = (at + step) % n
			fen := int64(100 + at*7919%30_000)
			r := recon.Record{Key: fmt.Sprintf("20261122%016d", at), Amount: decimal.New(fen, -2), Time: trouble.Day.Add(time.Duration(at%86_400) * time.Second)}
			kind := at % 1000
			if bills {
				fee := (fen*3800 + 500_000) / 1_000_000
				if kind >= 20 && kind < 30 {
					fee += 5
				}
				r.Fee, r.Income = decimal.NewNullDecimal(decimal.New(fee, -2)), decimal.NewNullDecimal(decimal.New(fen-fee, -2))
				r.AltKeys[0], r.Channel = fmt.Sprintf("4200%018d", at), recon.WeChat
			}
			switch {
			case kind < 3 && bills, kind >= 3 && kind < 6 && !bills:
				continue
			case kind >= 10 && kind < 20 && bills:
				r.Amount = decimal.New(fen+50, -2)
			case kind >= 30 && kind < 35 && !bills:
				r.Key, r.AltKeys[0] = "own-"+r.Key, fmt.Sprintf("4200%018d", at)
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// BenchmarkMatch matches generated rows with fees in a folder, and, collected into slices, in memory. One case at a time gives its memory:
//
//	go test ./recon/shards -run '^$' -bench 'Match/1M/shards$' -benchtime 1x
func BenchmarkMatch(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"1M", 1_000_000}, {"5M", 5_000_000}, {"50M", 50_000_000}} {
		b.Run(size.name+"/shards", func(b *testing.B) { bench(b, size.n, benchFolder) })
		b.Run(size.name+"/whole", func(b *testing.B) { bench(b, size.n, benchWhole) })
	}
}

func bench(b *testing.B, n int, match func(*testing.B, int) recon.Summary) {
	start := cpuTime()
	for b.Loop() {
		if s := match(b, n); s.Outcomes[recon.Matched] < int64(n*96/100) {
			b.Fatalf("%v", s.Outcomes)
		}
	}
	b.ReportMetric((cpuTime()-start).Seconds()/float64(b.N), "cpu-s/op")
	b.ReportMetric(float64(peakMemory())/(1<<20), "peak-MiB")
}

func benchFolder(b *testing.B, n int) recon.Summary {
	dir, err := os.MkdirTemp(os.Getenv("SHARDS_DIR"), "shards")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(dir)
	res, err := shards.Match(b.Context(), benchRows(n, true), trouble.Same, benchRows(n, false), trouble.Same, benchRules(),
		shards.Folder{Path: dir, Shards: max(64, n/250_000), Memory: 256 << 20})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(res.Cost().BytesWritten)/(1<<20), "written-MiB")
	b.ReportMetric(float64(res.Cost().LargestLoad), "rows-loaded")
	return res.Summary()
}

func benchWhole(b *testing.B, n int) recon.Summary {
	sides := [2][]recon.Record{make([]recon.Record, 0, n), make([]recon.Record, 0, n)}
	for side, bills := range []bool{true, false} {
		for r := range benchRows(n, bills) {
			sides[side] = append(sides[side], r)
		}
	}
	res, err := recon.Match(slices.Clip(sides[0]), trouble.Same, slices.Clip(sides[1]), trouble.Same, benchRules())
	if err != nil {
		b.Fatal(err)
	}
	return res.Summary()
}

// cpuTime is what this process has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakMemory is the most memory that this process ever had, in bytes; 0 where the system does not say.
func peakMemory() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kib, _ := strconv.ParseInt(fields[0], 10, 64)
	return kib << 10
}
