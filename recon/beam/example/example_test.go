package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"github.com/billrecon/billrecon/recon"
)

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	log.SetupLogging("error", "text")
	os.Exit(m.Run())
}

// collect reads all rows of a text.
func collect(read func(r *strings.Reader, row func(recon.Record) error) error, text string) (rows []recon.Record, err error) {
	err = read(strings.NewReader(text), func(r recon.Record) error {
		rows = append(rows, r)
		return nil
	})
	return rows, err
}

func bills(r *strings.Reader, row func(recon.Record) error) error { return readBills(r, row) }

func orders(r *strings.Reader, row func(recon.Record) error) error { return readOrders(r, row) }

const head = "order_no,trade_no,amount_fen,state,paid_at\n"

// TestRunMatchesWhatMatchDoes: files in, files out, on both local runners, and the digest of recon.Match over the same rows.
func TestRunMatchesWhatMatchDoes(t *testing.T) {
	for _, runner := range []string{"prism", "direct"} {
		*runners.Runner = runner
		dir := t.TempDir()
		o := options{out: dir, shards: 8, sample: 4000}
		if err := o.run(t.Context()); err != nil {
			t.Fatalf("%s: %v", runner, err)
		}
		var all [2][]recon.Record
		for side, glob := range []string{"bills-*.jsonl", "orders-*.csv"} {
			read := []func(*strings.Reader, func(recon.Record) error) error{bills, orders}[side]
			names, _ := filepath.Glob(filepath.Join(dir, glob))
			for _, name := range names {
				text, _ := os.ReadFile(name)
				rows, err := collect(read, string(text))
				if err != nil {
					t.Fatal(err)
				}
				all[side] = append(all[side], rows...)
			}
		}
		same := func(r recon.Record) recon.Record { return r }
		want, err := recon.Match(all[0], same, all[1], same, recon.Rules{BillsUntil: until(false)})
		if err != nil {
			t.Fatal(err)
		}
		var got recon.SpreadSummary
		data, _ := os.ReadFile(filepath.Join(dir, summaryName))
		if err := json.Unmarshal(data, &got); err != nil || got.Summary.Digest != want.Digest() {
			t.Errorf("%s: digest %v, want %v (%v)", runner, got.Summary.Digest, want.Digest(), err)
		}
		lines, _ := os.ReadFile(filepath.Join(dir, "outcomes.jsonl"))
		if n := strings.Count(string(lines), "\n"); n != len(slices.Collect(want.Differences())) || n == 0 {
			t.Errorf("%s: %d outcomes", runner, n)
		}
		pool, _ := os.ReadFile(filepath.Join(dir, "pool.json"))
		if _, err := recon.LoadPool(strings.NewReader(string(pool))); err != nil {
			t.Errorf("%s: %v", runner, err)
		}
	}
}

func TestReadBills(t *testing.T) {
	rows, err := collect(bills, `{"order_no":"A","trade_no":"T","amount":"12.30","fee":null,"paid_at":"2026-11-22T10:00:00+08:00"}
{"order_no":"B","trade_no":"","amount":5,"fee":"0.03","paid_at":"2026-11-22T10:00:00+08:00","refunded":true}`)
	if err != nil || len(rows) != 2 || rows[0].Amount.String() != "12.3" || rows[0].Fee.Valid || rows[1].State != recon.Refunded {
		t.Errorf("%v: %+v", err, rows)
	}
	if _, err := collect(bills, "{}\nno JSON"); err == nil || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("the error is %v", err)
	}
}

func TestReadOrders(t *testing.T) {
	rows, err := collect(orders, head+"A,T,1230,paid,2026-11-22T10:00:00+08:00\nB,,-5,unpaid,2026-11-22T10:00:00+08:00\n")
	if err != nil || len(rows) != 2 || rows[0].Key != "A" || rows[0].Amount.String() != "12.3" || rows[1].State != recon.Pending || rows[1].AltKeys != (recon.AltKeys{}) {
		t.Errorf("%v: %+v", err, rows)
	}
	for reason, text := range map[string]string{
		"other columns":  "no,amount\n",
		"nothing":        "",
		"no whole fen":   head + "A,T,12.30,paid,2026-11-22T10:00:00+08:00\n",
		"another state":  head + "A,T,1230,gone,2026-11-22T10:00:00+08:00\n",
		"no time":        head + "A,T,1230,paid,today\n",
		"a column short": head + "A,T,1230\n",
	} {
		if _, err := collect(orders, text); err == nil {
			t.Errorf("%s: no error", reason)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	for reason, o := range map[string]options{
		"no such files":    {bills: filepath.Join(t.TempDir(), "*"), orders: "*", out: t.TempDir(), shards: 1},
		"an unknown place": {bills: "nowhere://x", orders: "*", out: t.TempDir(), shards: 1},
	} {
		if err := o.run(t.Context()); err == nil {
			t.Errorf("%s: no error", reason)
		}
	}
}
