// Command example matches bills and orders in files, on any runner of Apache Beam. Without flags it makes a small sample and runs
// in this process:
//
//	go run ./example
//
// README.md has the commands for Flink, Spark and Dataflow.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/gcs"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/dataflow"
	//lint:ignore SA1019 deprecated in favour of prism, which is here too: it keeps a tenth of the memory, and starts no server
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/direct"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/flink"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/spark"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal"
	"github.com/billrecon/billrecon/recon"
	reconbeam "github.com/billrecon/billrecon/recon/beam"
)

// options are the flags of the program. --runner and its own come from Beam.
type options struct {
	bills, orders, out string
	shards, sample     int
}

func (o *options) register() {
	flag.StringVar(&o.bills, "bills", "", "bill files, JSON lines: a glob; empty makes a sample")
	flag.StringVar(&o.orders, "orders", "", "order files, CSV: a glob")
	flag.StringVar(&o.out, "out", "", "folder for the result; empty makes a temporary one")
	flag.IntVar(&o.shards, "shards", 64, "shards of each pass")
	flag.IntVar(&o.sample, "sample", 10_000, "payments of the sample")
}

func main() {
	var o options
	o.register()
	flag.Parse()
	beam.Init() // does not return on a worker
	log.SetupLogging("warn", "text")
	if *runners.Runner == "" {
		*runners.Runner = "prism"
	}
	if err := o.run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// until is how far the bills are proven: the files are taken for whole up to now, and the sample for all of it.
func until(files bool) time.Time {
	if files {
		return time.Now()
	}
	return sampleDay.AddDate(0, 0, 2)
}

// run matches the files and prints the summary.
func (o *options) run(ctx context.Context) error {
	if err := o.prepare(); err != nil {
		return err
	}
	p, s := beam.NewPipelineWithRoot()
	bills, err := readFiles(ctx, s.Scope("bills"), o.bills, true, o.shards)
	if err != nil {
		return err
	}
	orders, err := readFiles(ctx, s.Scope("orders"), o.orders, false, o.shards)
	if err != nil {
		return err
	}
	result, err := reconbeam.Options{Shards: o.shards}.TryMatch(s, bills, orders, recon.Rules{BillsUntil: until(o.bills != "")})
	if err != nil {
		return err
	}
	writeResult(s, o.out, result)
	start := time.Now()
	job, err := beam.Run(ctx, *runners.Runner, p)
	if err != nil {
		return err
	}
	fmt.Printf("%s in %v, result in %s\n", *runners.Runner, time.Since(start).Round(time.Millisecond), o.out)
	printCounters(job)
	return o.print()
}

// prepare makes what was not given.
func (o *options) prepare() error {
	if o.out == "" {
		dir, err := os.MkdirTemp("", "recon-example-")
		if err != nil {
			return err
		}
		o.out = dir
	}
	if o.bills != "" {
		return nil
	}
	o.bills, o.orders = filepath.Join(o.out, "bills-*.jsonl"), filepath.Join(o.out, "orders-*.csv")
	return writeSample(o.out, o.sample)
}

// printCounters prints what was shuffled, where the runner says so.
func printCounters(job beam.PipelineResult) {
	if job == nil {
		return
	}
	totals := map[string]int64{}
	for _, c := range job.Metrics().AllMetrics().Counters() {
		totals[c.Name()] += c.Result()
	}
	fmt.Printf("shuffled: %d bytes of rows in %d blocks\n", totals[reconbeam.ShuffledBytes], totals[reconbeam.ShuffledBlocks])
}

// print prints the summary, where it is a file of this machine.
func (o *options) print() error {
	data, err := os.ReadFile(filepath.Join(o.out, summaryName))
	if err != nil {
		return nil // it was written elsewhere, such as to a bucket
	}
	var s reconbeam.Summary
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	fmt.Printf("%d bill rows, %d orders, digest %v\n", s.Summary.Bills.Count, s.Summary.Orders.Count, s.Summary.Digest)
	for outcome := recon.Matched; outcome <= recon.NotDue; outcome++ {
		if n := s.Summary.Outcomes[outcome]; n > 0 {
			fmt.Printf("  %-16v %d\n", outcome, n)
		}
	}
	return nil
}
