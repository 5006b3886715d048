package packed

import (
	"maps"
	"slices"
)

// Blocks gather texts into blocks, one for each place, so that what is moved are blocks and not texts.
type Blocks struct {
	limit, memory int
	emit          func(at Place, texts int, data []byte) error
	of            map[uint64]*block // by step and shard
	size          int
}

// Place is where a text belongs. Neither number is negative, nor 2³² or more.
type Place struct{ Step, Shard int }

type block struct {
	at    Place
	data  []byte
	texts int
}

// NewBlocks gives a block to emit when it has limit bytes, and all of them when they have memory bytes together. The bytes are emit's until
// it returns.
func NewBlocks(limit, memory int, emit func(at Place, texts int, data []byte) error) *Blocks {
	return &Blocks{limit: limit, memory: memory, emit: emit, of: map[uint64]*block{}}
}

// Add adds a text to the block of a place.
func (b *Blocks) Add(at Place, text []byte) error {
	number := uint64(at.Step)<<32 | uint64(at.Shard)
	to := b.of[number]
	if to == nil {
		to = &block{at: at, data: NewBlock()}
		b.of[number] = to
	}
	before := len(to.data)
	to.data, to.texts = AppendText(to.data, text), to.texts+1
	b.size += len(to.data) - before
	switch {
	case len(to.data) >= b.limit:
		return b.give(to)
	case b.size >= b.memory:
		return b.Flush()
	}
	return nil
}

// Flush gives out what is left, in the order of the places.
func (b *Blocks) Flush() error {
	for _, number := range slices.Sorted(maps.Keys(b.of)) {
		if of := b.of[number]; of.texts > 0 {
			if err := b.give(of); err != nil {
				return err
			}
		}
	}
	return nil
}

// give gives one block out, and empties it.
func (b *Blocks) give(of *block) error {
	err := b.emit(of.at, of.texts, of.data)
	b.size -= len(of.data) - 1
	of.data, of.texts = of.data[:1], 0
	return err
}

// blockVersion is the first byte of a block.
const blockVersion = 1

// NewBlock is a block without texts; AppendText adds one.
func NewBlock() []byte { return []byte{blockVersion} }

// EachText calls f with every text of a block, until f returns false. It returns false then, and for a block that is damaged or of another
// version. The texts are parts of the block.
func EachText(block string, f func(text string) bool) bool {
	in := Read(block)
	if in.Byte() != blockVersion {
		return false
	}
	for in.More() {
		text := in.Text()
		if in.bad || !f(text) {
			return false
		}
	}
	return in.Whole()
}
