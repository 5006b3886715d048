package recon

import (
	"cmp"
	"slices"
)

// Packer gathers rows into blocks, one for each shard, so that what is shipped is shards and not rows.
// It belongs to one goroutine.
type Packer struct {
	spread *Spread
	emit   func(Place, []byte) error
	limit  int // of one block
	budget int // of all blocks
	blocks map[Place][]byte
	size   int
	at     [2]int
	row    []byte
}

// The sizes of a Packer that names none.
const (
	packerBudget = 32 << 20
	packerBlock  = 256 << 10
)

// Packer makes a Packer that gives each full block to emit; the bytes are emit's to keep. blockBytes is the size at which a block
// is full, and memory is what all blocks together may hold before all are given out; 0 means 256 KiB and 32 MiB.
func (s *Spread) Packer(blockBytes, memory int, emit func(Place, []byte) error) *Packer {
	return &Packer{
		spread: s,
		emit:   emit,
		limit:  cmp.Or(blockBytes, packerBlock),
		budget: cmp.Or(memory, packerBudget),
		blocks: map[Place][]byte{},
	}
}

// Bill packs a bill row for step 0. A row that Match would refuse is refused here.
func (p *Packer) Bill(r Record) error { return p.first(&r, rowHead{bill: true}) }

// Order packs an order for step 0.
func (p *Packer) Order(r Record) error { return p.first(&r, rowHead{}) }

// Pool packs the rows of the pool that NewSpread was given, for step 0. A Spread that came as JSON has none.
func (p *Packer) Pool() error {
	for i := range p.spread.pool.Bills {
		row := &p.spread.pool.Bills[i]
		if err := p.add(0, &row.Record, rowHead{true, true, i, row.ID, row.Since, row.marks()}); err != nil {
			return err
		}
	}
	for i := range p.spread.pool.Orders {
		row := &p.spread.pool.Orders[i]
		if err := p.add(0, &row.Record, rowHead{false, true, i, row.ID, row.Since, row.marks()}); err != nil {
			return err
		}
	}
	return nil
}

// Flush gives out what is left, in the order of the places.
func (p *Packer) Flush() error {
	places := make([]Place, 0, len(p.blocks))
	for place := range p.blocks {
		places = append(places, place)
	}
	slices.SortFunc(places, func(a, b Place) int { return cmp.Or(cmp.Compare(a.Step, b.Step), cmp.Compare(a.Shard, b.Shard)) })
	for _, place := range places {
		if err := p.give(place); err != nil {
			return err
		}
	}
	return nil
}

// first packs a row of the caller.
func (p *Packer) first(r *Record, h rowHead) error {
	h.at = p.at[sideOf(h.bill)]
	if err := refuseRow(h, r, p.spread.numbered); err != nil {
		return err
	}
	p.at[sideOf(h.bill)]++
	if !p.spread.numbered {
		h.at = 0
	}
	return p.add(0, r, h)
}

func (p *Packer) add(step int, r *Record, h rowHead) error {
	p.row = packRow(p.row[:0], h, r)
	return p.put(Place{step, p.spread.shardOf(step, r, p.spread.shards)}, p.row)
}

// left packs a row that a step has left for the next step it takes part in.
func (p *Packer) left(step int, r *row, packed packedRow) error {
	next := p.spread.next(r, step)
	p.row = append(p.row[:0], packed...)
	return p.put(Place{next, p.spread.shardOf(next, &r.Record, p.spread.shards)}, p.row)
}

// put adds a row to its block.
func (p *Packer) put(place Place, row []byte) error {
	before := len(p.blocks[place])
	block := appendToBlock(p.blocks[place], row)
	p.blocks[place] = block
	p.size += len(block) - before
	if len(block) >= p.limit {
		return p.give(place)
	}
	if p.size >= p.budget {
		return p.Flush()
	}
	return nil
}

// give gives one block out.
func (p *Packer) give(place Place) error {
	block := p.blocks[place]
	delete(p.blocks, place)
	p.size -= len(block)
	return p.emit(place, block)
}
