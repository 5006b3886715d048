package packed

import "slices"

// Blocks gather texts into blocks, one for each place, so that what is moved are blocks and not texts.
type Blocks struct {
	limit, memory int
	emit          func(at Place, texts int, data []byte) error
	of            map[Place]*block
	size          int
}

// Place is where a text belongs.
type Place struct{ Step, Shard int }

type block struct {
	data  []byte
	texts int
}

// NewBlocks gives a block to emit when it has limit bytes, and all of them when they have memory bytes together. The bytes are emit's until
// it returns.
func NewBlocks(limit, memory int, emit func(at Place, texts int, data []byte) error) *Blocks {
	return &Blocks{limit: limit, memory: memory, emit: emit, of: map[Place]*block{}}
}

// Add adds a text to the block of a place.
func (b *Blocks) Add(at Place, text []byte) error {
	to := b.of[at]
	if to == nil {
		to = &block{data: NewBlock()}
		b.of[at] = to
	}
	before := len(to.data)
	to.data, to.texts = AppendText(to.data, text), to.texts+1
	b.size += len(to.data) - before
	switch {
	case len(to.data) >= b.limit:
		return b.give(at, to)
	case b.size >= b.memory:
		return b.Flush()
	}
	return nil
}

// Flush gives out what is left, in the order of the places.
func (b *Blocks) Flush() error {
	var places []Place
	for at, of := range b.of {
		if of.texts > 0 {
			places = append(places, at)
		}
	}
	slices.SortFunc(places, func(x, y Place) int { return slices.Compare([]int{x.Step, x.Shard}, []int{y.Step, y.Shard}) })
	for _, at := range places {
		if err := b.give(at, b.of[at]); err != nil {
			return err
		}
	}
	return nil
}

// give gives one block out, and empties it.
func (b *Blocks) give(at Place, of *block) error {
	err := b.emit(at, of.texts, of.data)
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
