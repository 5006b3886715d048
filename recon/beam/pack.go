package reconbeam

import "github.com/billrecon/billrecon/recon"

// packFn packs the rows of a side. It is given rows one by one and sends off shards.
type packFn struct {
	Options Options
	Bill    bool

	packer *recon.Packer
	emit   func(int, []byte)
}

// StartBundle starts with no rows.
func (f *packFn) StartBundle(_ func(int, []byte)) error {
	var err error
	f.packer, err = f.Options.Packer(func(shard int, block []byte) { f.emit(shard, block) })
	return err
}

// ProcessElement packs a row.
func (f *packFn) ProcessElement(r recon.Record, emit func(int, []byte)) error {
	f.emit = emit
	if f.Bill {
		return f.packer.Bill(r)
	}
	return f.packer.Order(r)
}

// FinishBundle sends off what is left.
func (f *packFn) FinishBundle(emit func(int, []byte)) error {
	f.emit = emit
	return f.packer.Flush()
}

// poolRowsFn yields the blocks that it carries.
type poolRowsFn struct {
	Keys   []int
	Blocks [][]byte
}

// ProcessElement is called once.
func (f *poolRowsFn) ProcessElement(_ []byte, emit func(int, []byte)) error {
	for i, key := range f.Keys {
		emit(key, f.Blocks[i])
	}
	return nil
}

// onlyStepFn passes the blocks of one step.
type onlyStepFn struct{ Step int }

// ProcessElement passes or drops a block.
func (f *onlyStepFn) ProcessElement(key int, block []byte, emit func(int, []byte)) {
	if key/stepFactor == f.Step {
		emit(key, block)
	}
}
