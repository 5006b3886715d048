package recon

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"

	"github.com/billrecon/billrecon/recon/internal/packed"
)

// Packer gathers rows into blocks. It belongs to one goroutine.
type Packer struct {
	steps  *Steps
	emit   func(Block) error
	blocks map[[2]int]*Block // by step and shard
	size   int
	row    []byte
	next   [2]int // numbers: bills, orders
}

// Packer makes a Packer that gives each block to emit.
func (s *Steps) Packer(emit func(Block) error) *Packer {
	return &Packer{steps: s, emit: emit, blocks: map[[2]int]*Block{}}
}

// Bill packs a bill row for step 0. A row that Match would refuse is refused here.
func (p *Packer) Bill(r Record) error { return p.first(0, "bills", &r) }

// Order packs an order for step 0, as Bill does a bill row.
func (p *Packer) Order(r Record) error { return p.first(1, "orders", &r) }

func (p *Packer) first(side int, name string, r *Record) error {
	h := rowHead{flags: flagsOf(side, &row{}), number: -1}
	if p.steps.options.Numbered {
		h.number = p.next[side]
		p.next[side]++
	}
	if field := outOfBounds(*r); field != "" {
		if h.number >= 0 {
			name += "[" + strconv.Itoa(h.number) + "]"
		}
		return badRecord(name+"."+field, "it must have at most 10000 digits and an exponent within ±10000")
	}
	return p.add(0, h, r)
}

// Pool packs the rows of the pool that NewSteps was given, for step 0.
func (p *Packer) Pool() error {
	for side, rows := range [...][]PoolRow{p.steps.pool.Bills, p.steps.pool.Orders} {
		for i := range rows {
			held := &rows[i]
			h := rowHead{flagsOf(side, &row{pool: true, asMoved: held.Moved, twin: held.Twin}), i, held.ID, held.Since}
			if err := p.add(0, h, &held.Record); err != nil {
				return err
			}
		}
	}
	return nil
}

// Flush gives out what is left, by step and shard.
func (p *Packer) Flush() error {
	places := make([][2]int, 0, len(p.blocks))
	for place, b := range p.blocks {
		if b.Rows > 0 {
			places = append(places, place)
		}
	}
	slices.SortFunc(places, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	for _, place := range places {
		if err := p.give(p.blocks[place]); err != nil {
			return err
		}
	}
	return nil
}

// add packs a row for a step.
func (p *Packer) add(step int, h rowHead, r *Record) error {
	place := [2]int{step, p.steps.shardOf(step, r, p.steps.options.Shards)}
	b := p.blocks[place]
	if b == nil {
		b = &Block{Step: step, Shard: place[1]}
		p.blocks[place] = b
	}
	before := len(b.Data)
	p.row = appendRecord(h.append(p.row[:0]), r)
	b.add(p.row)
	p.size += len(b.Data) - before
	switch {
	case len(b.Data) >= p.steps.options.BlockBytes:
		return p.give(b)
	case p.size >= p.steps.options.Memory:
		return p.Flush()
	}
	return nil
}

// give gives one block out, and empties it.
func (p *Packer) give(b *Block) error {
	err := p.emit(*b)
	p.size -= len(b.Data)
	b.Data, b.Rows = b.Data[:0], 0
	return err
}

// blockVersion is the first byte of a block. Every row follows as a text.
const blockVersion = 1

func (b *Block) add(row []byte) {
	if len(b.Data) == 0 {
		b.Data = append(b.Data, blockVersion)
	}
	b.Data, b.Rows = packed.AppendText(b.Data, row), b.Rows+1
}

// each calls f with every row of a block. The rows share the memory of a copy of it.
func (b *Block) each(f func(packedRow) error) error {
	in := packed.Read(string(b.Data))
	if version := in.Byte(); in.More() && version != blockVersion {
		return badRecord("Block.Data", "its version is not one that this package reads")
	}
	for in.More() {
		row := packedRow(in.Text())
		if row == "" {
			break
		}
		if err := f(row); err != nil {
			return err
		}
	}
	if !in.Whole() {
		return errDamagedBlock
	}
	return nil
}

var errDamagedBlock = badRecord("Block.Data", "it is damaged")

// packedRow is a row in a block. It is kept packed until it is looked at, which is a fraction of the memory of a Record.
type packedRow string

// rowHead is everything of a packed row but its record.
type rowHead struct {
	flags  byte
	number int    // among the caller's rows of its side, or the pool's; −1 for none
	id     string // of a pool row
	since  Day
}

// What a packed row's first byte says. rowMoved and those after it are what the pool and earlier steps know.
const (
	rowOfBills = 1 << iota
	rowOfPool
	rowSince // the day follows
	rowMoved
	rowTwin
	rowPart
	rowLike
	rowCut
)

// flagsOf are the flags of a row of a side.
func flagsOf(side int, r *row) (flags byte) {
	for bit, is := range [...]bool{side == 0, r.pool, r.since != 0, r.asMoved, r.twin, r.part, r.like, r.cut} {
		flags |= boolByte(is) << bit
	}
	return flags
}

// mark tells a row what its flags say.
func (r *row) mark(f byte) {
	r.asMoved, r.twin, r.part, r.like, r.cut = f&rowMoved != 0, f&rowTwin != 0, f&rowPart != 0, f&rowLike != 0, f&rowCut != 0
}

func (h *rowHead) side() int { return sideOf(h.flags&rowOfBills != 0) }

func (h *rowHead) append(dst []byte) []byte {
	if h.since != 0 {
		h.flags |= rowSince
	}
	dst = binary.AppendUvarint(append(dst, h.flags), uint64(h.number+1))
	if h.flags&rowOfPool != 0 {
		dst = packed.AppendText(dst, h.id)
	}
	if h.since != 0 {
		dst = binary.AppendVarint(dst, int64(h.since))
	}
	return dst
}

// head reads everything before the record.
func (p packedRow) head() (h rowHead, rest packed.Reader) {
	in := packed.Read(string(p))
	h.flags = in.Byte()
	h.number = int(in.Uvarint()) - 1
	if h.flags&rowOfPool != 0 {
		h.id = in.Text()
	}
	if h.flags&rowSince != 0 {
		h.since = Day(in.Varint())
	}
	return h, in
}

// record reads the record; false when the row is damaged.
func (p packedRow) record() (Record, bool) {
	_, in := p.head()
	r := readRecord(&in)
	return r, in.Whole()
}

// byNumber orders packed rows as the caller's stand, in which ties between rows of equal content fall as in Match.
func byNumber(a, b packedRow) int {
	x, _ := a.head()
	y, _ := b.head()
	return cmp.Compare(x.number, y.number)
}
