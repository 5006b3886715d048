package reconbeam

import (
	"path/filepath"
	"testing"

	"context"
	"encoding/json"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/trouble"
)

func init() { register.DoFn2x1[[]byte, func(int, []byte), error](&ownPackFn{}) }

// ownPackFn packs rows in a DoFn of the caller's, as one that reads files does.
type ownPackFn struct {
	Rows  [][]byte
	Bills bool
}

func (f *ownPackFn) ProcessElement(_ []byte, emit func(int, []byte)) error {
	p, err := Options{Shards: 5, BlockBytes: 1000}.Packer(emit)
	if err != nil {
		return err
	}
	for _, data := range f.Rows {
		var r recon.Record
		if err := r.UnmarshalBinary(data); err != nil {
			return err
		}
		pack := p.Order
		if f.Bills {
			pack = p.Bill
		}
		if err := pack(r); err != nil {
			return err
		}
	}
	return p.Flush()
}

func blocksOf(s beam.Scope, rows []recon.Record, bills bool) beam.PCollection {
	fn := &ownPackFn{Bills: bills}
	for _, r := range rows {
		data, _ := r.MarshalBinary()
		fn.Rows = append(fn.Rows, data)
	}
	return beam.ParDo(s, fn, beam.Impulse(s))
}

// TestBlocks: a collection of shards does as one of records, on either side.
func TestBlocks(t *testing.T) {
	in := trouble.Generate(4, 300)
	want, err := recon.Match(in.Bills, trouble.Same, in.Orders, trouble.Same, in.Rules)
	if err != nil {
		t.Fatal(err)
	}
	for i, runner := range []string{"direct", "prism", "direct"} {
		path := filepath.Join(t.TempDir(), "summary")
		p, s := beam.NewPipelineWithRoot()
		orders := blocksOf(s, in.Orders, false)
		if i == 2 {
			orders = rowsOf(s, in.Orders)
		}
		res := Options{Shards: 5}.Match(s, blocksOf(s, in.Bills, true), orders, in.Rules)
		beam.ParDo0(s, &saveSummaryFn{path}, res.Summary)
		if _, err := beam.Run(context.Background(), runner, p); err != nil {
			t.Fatal(err)
		}
		var got Summary
		data, _ := os.ReadFile(path)
		if err := json.Unmarshal(data, &got); err != nil || got.Summary.Digest != want.Digest() {
			t.Errorf("%s: digest %v, want %v (%v)", runner, got.Summary.Digest, want.Digest(), err)
		}
	}
}

// TestShuffleIsShards: what is shuffled are blocks, far fewer than rows, and the bytes are those of the packed rows.
func TestShuffleIsShards(t *testing.T) {
	in := trouble.Generate(2, 3000)
	for _, runner := range runners {
		got, err := run(t, runner, in, Options{Shards: 4})
		if err != nil {
			t.Fatal(err)
		}
		var bytes, blocks int64
		for _, c := range got.metrics.Counters() {
			switch c.Name() {
			case ShuffledBytes:
				bytes += c.Result()
			case ShuffledBlocks:
				blocks += c.Result()
			}
		}
		if blocks == 0 || blocks > 100 || bytes < int64(20*len(in.Bills)) || bytes > int64(200*len(in.Bills)) {
			t.Errorf("%s: %d bytes in %d blocks for %d bills", runner, bytes, blocks, len(in.Bills))
		}
	}
}
