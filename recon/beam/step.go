package reconbeam

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/billrecon/billrecon/recon"
)

// stepFn matches the rows of one shard in one step. It gives groups, blocks for later steps and for the pool, and figures.
type stepFn struct {
	stepsField
	Matched bool
}

// The names of the counters that a run keeps, under the namespace of CounterNamespace: the packed bytes that were shuffled to
// matching steps, without what the runner adds, and the blocks that they were in.
const (
	CounterNamespace = "reconbeam"
	ShuffledBytes    = "shuffled_bytes"
	ShuffledBlocks   = "shuffled_blocks"
)

// ProcessElement is called once for each shard that has rows.
func (f *stepFn) ProcessElement(ctx context.Context, key int, blocks func(*[]byte) bool,
	groups func(recon.StepGroup), left func(int, []byte), figures func([]byte)) error {
	var bytes, count int64
	found, err := f.steps.Run(blocksAt(key, func(block *[]byte) bool {
		if !blocks(block) {
			return false
		}
		bytes, count = bytes+int64(len(*block)), count+1
		return true
	}), recon.StepOutput{
		Group:   func(g *recon.StepGroup) error { groups(*g); return nil },
		Matched: f.Matched,
		Block:   emitTo(left),
	})
	if err != nil {
		return err
	}
	beam.NewCounter(CounterNamespace, ShuffledBytes).Inc(ctx, bytes)
	beam.NewCounter(CounterNamespace, ShuffledBlocks).Inc(ctx, count)
	figures(found)
	return nil
}
