package reconbeam

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	//lint:ignore SA1019 deprecated in favour of prism, which is here too: it keeps a tenth of the memory, and starts no server
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/direct"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
)

func init() {
	register.DoFn1x1[Summary, error](&saveSummaryFn{})
	register.DoFn1x1[recon.Pool, error](&savePoolFn{})
	register.DoFn2x1[[]byte, func(*recon.StepGroup) bool, error](&saveGroupsFn{})
	register.DoFn2x1[[]byte, func(recon.Record), error](&rowsFn{})
	register.Iter1[recon.StepGroup]()
	register.Emitter1[recon.Record]()
}

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	log.SetupLogging("error", "text")
	os.Exit(m.Run())
}

// The pipeline's results leave it as files: what a DoFn does may happen on another machine.
type saveSummaryFn struct{ Path string }

func (f *saveSummaryFn) ProcessElement(s Summary) error { return saveJSON(f.Path, s) }

type savePoolFn struct{ Path string }

func (f *savePoolFn) ProcessElement(p recon.Pool) error { return saveJSON(f.Path, p) }

func saveJSON(path string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}

type saveGroupsFn struct{ Path string }

func (f *saveGroupsFn) ProcessElement(_ []byte, groups func(*recon.StepGroup) bool) error {
	var lines []string
	var g recon.StepGroup
	for groups(&g) {
		lines = append(lines, groupLine(&g))
	}
	slices.Sort(lines)
	return saveJSON(f.Path, lines)
}

// rowsFn yields rows that it carries, packed.
type rowsFn struct{ Rows [][]byte }

func (f *rowsFn) ProcessElement(_ []byte, emit func(recon.Record)) error {
	for _, data := range f.Rows {
		var r recon.Record
		if err := r.UnmarshalBinary(data); err != nil {
			return err
		}
		emit(r)
	}
	return nil
}

// rowsOf is a collection of rows. beam.Create would do for a few.
func rowsOf(s beam.Scope, rows []recon.Record) beam.PCollection {
	fn := &rowsFn{}
	for _, r := range rows {
		data, _ := r.MarshalBinary()
		fn.Rows = append(fn.Rows, data)
	}
	return beam.ParDo(s, fn, beam.Impulse(s))
}

// groupLine is what a group says, without indexes: rows of a pipeline have none.
func groupLine(g *recon.StepGroup) string {
	key := g.Key
	if g.Pass == recon.PassAmountTime {
		key = ""
	}
	var b strings.Builder
	fmt.Fprint(&b, g.Outcome, g.Verdict, g.Pass, fmt.Sprintf("%q", key), len(g.Excess), len(g.Bills), len(g.Orders), g.PoolBills, g.PoolOrders)
	for _, n := range g.Nets {
		fmt.Fprint(&b, n.Unit, n.Bill.Rat(), n.Order.Rat())
	}
	for _, rows := range [][]recon.Record{g.BillRows, g.OrderRows} {
		var texts []string
		for _, r := range rows {
			text, _ := r.MarshalJSON()
			texts = append(texts, string(text))
		}
		slices.Sort(texts)
		fmt.Fprint(&b, texts)
	}
	return b.String()
}

// wantLines is the same of recon.Match.
func wantLines(in trouble.Input, groups []recon.Group) []string {
	var lines []string
	rowsAt := func(own []recon.Record, at []int, pool []recon.PoolRow, poolAt []int) (rows []recon.Record) {
		for _, i := range at {
			rows = append(rows, own[i])
		}
		for _, i := range poolAt {
			rows = append(rows, pool[i].Record)
		}
		return rows
	}
	for _, g := range groups {
		lines = append(lines, groupLine(&recon.StepGroup{
			Group:     g,
			BillRows:  rowsAt(in.Bills, g.Bills, in.Rules.Pool.Bills, g.PoolBills),
			OrderRows: rowsAt(in.Orders, g.Orders, in.Rules.Pool.Orders, g.PoolOrders),
		}))
	}
	slices.Sort(lines)
	return lines
}

// found is what a pipeline has saved.
type found struct {
	summary Summary
	pool    recon.Pool
	groups  []string
	metrics metrics.QueryResults
}

// run matches on a runner.
func run(t *testing.T, runner string, in trouble.Input, o Options) (found, error) {
	t.Helper()
	dir := t.TempDir()
	p, s := beam.NewPipelineWithRoot()
	res, err := o.TryMatch(s, rowsOf(s, in.Bills), rowsOf(s, in.Orders), in.Rules)
	if err != nil {
		return found{}, err
	}
	beam.ParDo0(s, &saveSummaryFn{filepath.Join(dir, "summary")}, res.Summary)
	beam.ParDo0(s, &savePoolFn{filepath.Join(dir, "pool")}, res.Pool)
	beam.ParDo0(s, &saveGroupsFn{filepath.Join(dir, "groups")}, beam.Impulse(s), beam.SideInput{Input: res.Outcomes})
	out, err := beam.Run(context.Background(), runner, p)
	if err != nil {
		return found{}, err
	}
	var f found
	f.metrics = out.Metrics().AllMetrics()
	for name, to := range map[string]any{"summary": &f.summary, "pool": &f.pool, "groups": &f.groups} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatalf("the pipeline has not saved its %s: %v", name, err)
		}
		if err := json.Unmarshal(data, to); err != nil {
			t.Fatal(err)
		}
	}
	return f, nil
}

// sameAsMatch compares everything with recon.Match.
func sameAsMatch(t *testing.T, in trouble.Input, o Options, got found) {
	t.Helper()
	want, err := recon.Match(in.Bills, trouble.Same, in.Orders, trouble.Same, in.Rules)
	if err != nil {
		t.Fatal(err)
	}
	if got.summary.Summary.Digest != want.Digest() || !got.summary.Summary.Equal(want.Summary()) {
		t.Errorf("another summary:\n%+v\n%+v", got.summary.Summary, want.Summary())
	}
	if !got.summary.Statistics.Equal(want.Statistics()) {
		t.Errorf("other statistics:\n%+v\n%+v", got.summary.Statistics, want.Statistics())
	}
	var gotPool, wantPool bytes.Buffer
	if err := errors.Join(got.pool.Save(&gotPool), want.Pool.Save(&wantPool)); err != nil || gotPool.String() != wantPool.String() {
		t.Errorf("another pool (%v):\n%s\n%s", err, &gotPool, &wantPool)
	}
	groups := want.Differences()
	if o.Matched {
		groups = want.Groups()
	}
	if lines := wantLines(in, slices.Collect(groups)); !slices.Equal(got.groups, lines) {
		t.Errorf("%d outcomes, want %d, or not the same", len(got.groups), len(lines))
	}
}

var runners = []string{"direct", "prism"}

// seedsOn are how many inputs are drawn for a runner: prism takes seconds for a pipeline of any size, and what differs there is how
// rows get from step to step, which three inputs in one, 7 and 64 shards show.
var seedsOn = map[string]uint64{"direct": 12, "prism": 3}

// TestMatchIsReconMatch: digest, summary, statistics, pool and outcomes are those of recon.Match, on rows with all kinds of
// trouble, on both local runners.
func TestMatchIsReconMatch(t *testing.T) {
	for _, runner := range runners {
		for seed := range seedsOn[runner] {
			in := trouble.Generate(seed, 100+int(seed%6)*200)
			o := Options{Shards: []int{1, 7, 64}[seed%3], Matched: seed%2 == 0, BlockBytes: []int{0, 300}[seed%2]}
			got, err := run(t, runner, in, o)
			if err != nil {
				t.Fatalf("%s, seed %d: %v", runner, seed, err)
			}
			sameAsMatch(t, in, o, got)
			if t.Failed() {
				t.Fatalf("%s, seed %d", runner, seed)
			}
		}
	}
}

// TestEmptyInputs: no rows on one side, or on both, still give a summary and a pool.
func TestEmptyInputs(t *testing.T) {
	full := trouble.Generate(1, 50)
	for _, runner := range runners {
		for reason, in := range map[string]trouble.Input{
			"nothing at all": {},
			"only a pool":    {Rules: full.Rules},
			"no orders":      {Bills: full.Bills, Rules: full.Rules},
			"no bills":       {Orders: full.Orders, Rules: recon.Rules{BillsUntil: trouble.Day.AddDate(1, 0, 0)}},
		} {
			got, err := run(t, runner, in, Options{Shards: 4})
			if err != nil {
				t.Fatalf("%s, %s: %v", runner, reason, err)
			}
			sameAsMatch(t, in, Options{}, got)
			if t.Failed() {
				t.Fatalf("%s, %s", runner, reason)
			}
		}
	}
}
