package recon

import (
	"cmp"
	"encoding/binary"

	"github.com/billrecon/billrecon/recon/internal/packed"
)

// Packer gathers rows into blocks. It belongs to one goroutine.
type Packer struct {
	steps  *Steps
	blocks *packed.Blocks
	row    []byte
	next   [2]int // numbers: bills, orders
}

// Packer makes a Packer that gives each block to emit.
func (s *Steps) Packer(emit func(Block) error) *Packer {
	return &Packer{steps: s, blocks: packed.NewBlocks(s.options.BlockBytes, s.options.Memory, func(at packed.Place, rows int, data []byte) error {
		return emit(Block{at.Step, at.Shard, rows, data})
	})}
}

// Bill packs a bill row for step 0. A row that Match would refuse is refused here.
func (p *Packer) Bill(r Record) error { return p.first(0, "bills", &r) }

// Order packs an order for step 0, as Bill does a bill row.
func (p *Packer) Order(r Record) error { return p.first(1, "orders", &r) }

func (p *Packer) first(side int, name string, r *Record) error {
	h := rowHead{number: -1}
	if side == 0 {
		h.flags = rowOfBills
	}
	if p.steps.options.Numbered {
		h.number = p.next[side]
		p.next[side]++
	}
	if field := outOfBounds(*r); field != "" {
		if h.number >= 0 {
			name = rowAt(name, h.number)
		}
		return badRecord(name+"."+field, inBounds)
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
func (p *Packer) Flush() error { return p.blocks.Flush() }

func (p *Packer) add(step int, h rowHead, r *Record) error {
	p.row = appendRecord(h.append(p.row[:0]), r)
	return p.blocks.Add(packed.Place{Step: step, Shard: p.steps.shardOf(step, r, p.steps.options.Shards)}, p.row)
}

// eachRow calls f with every row of a block's data. It is damaged where it cannot be read to its end, or f returns false. The rows are parts
// of the text, and share its memory.
func eachRow(block string, f func(packedRow) bool) error {
	if !packed.EachText(block, func(row string) bool { return row != "" && f(packedRow(row)) }) {
		return errDamagedBlock
	}
	return nil
}

var errDamagedBlock = badRecord("Block.Data", "it is damaged, or of a version that this package does not read")

// packedRow is a row in a block. It is kept packed until it is looked at, which is a fraction of the memory of a Record.
type packedRow string

// kind is the side, and whether the row is the pool's, as a number below 4.
func (p packedRow) kind() byte { return p[0] & (rowOfBills | rowOfPool) }

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

// held reads a row of the pool, of this run or of the next one; false when it is damaged.
func (p packedRow) held() (held PoolRow, ok bool) {
	h, in := p.head()
	held = PoolRow{ID: h.id, Since: h.since, Twin: h.flags&rowTwin != 0, Moved: h.flags&rowMoved != 0}
	readRecord(&in, &held.Record)
	return held, in.Whole()
}

// record reads the record into an empty one; false when the row is damaged.
func (p packedRow) record(r *Record) bool {
	_, in := p.head()
	readRecord(&in, r)
	return in.Whole()
}

func (p packedRow) number() int {
	in := packed.Read(string(p[1:]))
	return int(in.Uvarint()) - 1
}

// byNumber orders packed rows as the caller's stand.
func byNumber(a, b packedRow) int { return cmp.Compare(a.number(), b.number()) }
