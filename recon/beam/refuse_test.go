package reconbeam

import (
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/billrecon/billrecon/recon"
	"github.com/shopspring/decimal"
)

// TestTryMatchRefuses: what is wrong before any row is read is an error while the pipeline is built.
func TestTryMatchRefuses(t *testing.T) {
	_, s := beam.NewPipelineWithRoot()
	rows := rowsOf(s, nil)
	words := beam.Create(s, "a word")
	for _, tt := range []struct {
		reason        string
		bills, orders beam.PCollection
		rules         recon.Rules
		options       Options
		want          string
	}{
		{"bills of another type", words, rows, recon.Rules{}, Options{}, "bills: it is a collection of string"},
		{"orders of another type", rows, words, recon.Rules{}, Options{}, "orders: it is a collection of string"},
		{"no collection", rows, beam.PCollection{}, recon.Rules{}, Options{}, "orders: the collection is not valid"},
		{"bad rules", rows, rows, recon.Rules{Hold: -1}, Options{}, "Hold"},
		{"a pool with a row twice", rows, rows, recon.Rules{Pool: twice()}, Options{}, "Pool.Bills[1].ID"},
		{"too many shards", rows, rows, recon.Rules{}, Options{Shards: 1<<20 + 1}, "shards"},
		{"too many alternative keys", rows, rows, recon.Rules{}, Options{AltKeys: 3}, "altKeys"},
		{"a zone of this machine only", rows, rows, recon.Rules{Location: localZone()}, Options{}, "Location"},
	} {
		_, err := tt.options.TryMatch(s, tt.bills, tt.orders, tt.rules)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: the error is %v, want one with %q", tt.reason, err, tt.want)
		}
	}
}

func twice() recon.Pool {
	row := recon.PoolRow{ID: "1", Record: recon.Record{Key: "A"}}
	return recon.Pool{Version: recon.PoolVersion, Bills: []recon.PoolRow{row, row}}
}

// localZone is a zone that no database has under its name.
func localZone() *time.Location {
	zone, err := time.LoadLocationFromTZData("Nowhere/At All", []byte(newYork()))
	if err != nil {
		return nil
	}
	return zone
}

// TestMatchPanics: as every transform.
func TestMatchPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	_, s := beam.NewPipelineWithRoot()
	Match(s, rowsOf(s, nil), beam.Create(s, 1), recon.Rules{})
}

// TestPipelineFails: what only the rows show fails the pipeline.
func TestPipelineFails(t *testing.T) {
	declared := int64(7)
	for _, tt := range []struct {
		reason  string
		in      input
		options Options
		want    string
	}{
		{"control totals differ", input{rules: recon.Rules{Control: &recon.ControlTotals{Count: &declared}}}, Options{}, "the provider declares 7"},
		{"both sides have more alternative keys", generate(1, 200), Options{AltKeys: 1}, "more AltKeys"},
	} {
		for _, runner := range runners {
			_, err := run(t, runner, tt.in, tt.options)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%s, %s: the error is %v, want one with %q", runner, tt.reason, err, tt.want)
			}
		}
	}
}

// TestFewerAltKeysWhereOneSideHasThem: only what both sides have can be compared.
func TestFewerAltKeysWhereOneSideHasThem(t *testing.T) {
	in := input{
		bills:  []recon.Record{{Key: "A", AltKeys: recon.AltKeys{"1", "2"}, Amount: decimal.New(1, 0)}},
		orders: []recon.Record{{Key: "B", Amount: decimal.New(1, 0)}},
		rules:  recon.Rules{BillsUntil: day.AddDate(1, 0, 0)},
	}
	got, err := run(t, "direct", in, Options{AltKeys: -1})
	if err != nil {
		t.Fatal(err)
	}
	sameAsMatch(t, in, Options{}, got)
}

// TestRecordsOutOfBounds: a row that cannot be computed with does not get into a pipeline.
func TestRecordsOutOfBounds(t *testing.T) {
	if _, err := encodeRecord(recon.Record{Key: "A", Amount: decimal.New(1, 20_000)}); err == nil || !strings.Contains(err.Error(), "Amount") {
		t.Errorf("the error is %v", err)
	}
}
