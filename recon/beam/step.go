package reconbeam

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/billrecon/billrecon/recon"
)

// stepFn matches the rows of one shard in one step. It gives groups, the blocks of what is left, the blocks of what is held, and
// figures.
type stepFn struct {
	spreadField
	Step       int
	BlockBytes int
}

// The names of the counters that a run keeps, under the namespace of CounterNamespace: the packed bytes that were shuffled to
// matching steps, without what the runner adds, and the blocks that they were in.
const (
	CounterNamespace = "reconbeam"
	ShuffledBytes    = "shuffled_bytes"
	ShuffledBlocks   = "shuffled_blocks"
)

// ProcessElement is called once for each shard that has rows.
func (f *stepFn) ProcessElement(ctx context.Context, _ int, blocks func(*[]byte) bool,
	groups func(recon.ShardGroup), left func(int, []byte), held, figures func([]byte)) error {
	rows, err := f.rows(ctx, blocks)
	if err != nil {
		return err
	}
	packer := newPacker(f.spread, f.BlockBytes, left)
	found, err := f.spread.Run(rows, recon.ShardSink{
		Group: func(g *recon.ShardGroup) error { groups(*g); return nil },
		Left:  packer,
		Held:  func(block []byte) error { held(block); return nil },
	})
	if err != nil {
		return err
	}
	if err := packer.Flush(); err != nil {
		return err
	}
	packed, err := found.MarshalBinary()
	if err != nil {
		return err
	}
	figures(packed)
	return nil
}

// rows gathers the blocks of a shard.
func (f *stepFn) rows(ctx context.Context, blocks func(*[]byte) bool) (*recon.ShardRows, error) {
	rows := f.spread.Rows(f.Step)
	var block []byte
	var bytes, count int64
	for blocks(&block) {
		if err := rows.Add(block); err != nil {
			return nil, err
		}
		bytes, count = bytes+int64(len(block)), count+1
	}
	beam.NewCounter(CounterNamespace, ShuffledBytes).Inc(ctx, bytes)
	beam.NewCounter(CounterNamespace, ShuffledBlocks).Inc(ctx, count)
	return rows, nil
}
