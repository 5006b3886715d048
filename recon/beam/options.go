package reconbeam

import (
	"cmp"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/typex"
	"github.com/billrecon/billrecon/recon"
)

// Options are what matching needs to know about the size of the input. The zero Options serve up to some ten million rows a side.
type Options struct {
	// Shards is the number of shards of each pass, 1 to 1 048 576. 0 means 64. A shard is in the memory of one worker: choose it so
	// that a shard has some hundred thousand rows of both sides. The result does not depend on it.
	Shards int
	// Matched asks for the Outcomes that are Matched too, one element for each: nearly as many as there are orders.
	Matched bool
	// BlockBytes is the size at which a block of rows is sent off, 0 means 256 KiB. Blocks are smaller where a bundle of the runner
	// has few rows for a shard.
	BlockBytes int
}

const defaultShards = 64

func (o Options) withDefaults() Options {
	o.Shards = cmp.Or(o.Shards, defaultShards)
	return o
}

func (o Options) steps() recon.StepOptions {
	return recon.StepOptions{Shards: o.Shards, BlockBytes: o.BlockBytes}
}

// Packer packs rows into blocks in a DoFn of one's own, such as one that reads files, so that no row is ever an element of its
// own. What it emits is what Options.Match takes with the same Shards. Make one in StartBundle, call Bill or Order for every row,
// and Flush in FinishBundle; emit must be the emitter of the call that runs.
func (o Options) Packer(emit func(shard int, block []byte)) (*recon.Packer, error) {
	steps, err := recon.NewSteps(recon.Rules{}, o.withDefaults().steps())
	if err != nil {
		return nil, err
	}
	return steps.Packer(emitTo(emit)), nil
}

// recordType and blockType are the element types that Match takes.
var (
	recordType = reflect.TypeFor[recon.Record]()
	blockType  = typex.NewKV(typex.New(reflect.TypeFor[int]()), typex.New(reflect.TypeFor[[]byte]()))
)
