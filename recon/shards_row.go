package recon

import "strconv"

// packedRow is a row on its way between the steps of a run: its side, where it stands, and its record, as bytes.
// It is kept packed until it is looked at, which is a fraction of the memory of a Record.
type packedRow string

// What a packed row's first byte says.
const (
	rowOfBills = 1 << iota
	rowOfPool
	rowSince // the day that it counts from follows
	rowMoved
	rowTwin
	rowPart
	rowLike
	rowCut
)

// rowHead is what is known of a row beside its record.
type rowHead struct {
	bill, pool bool
	at         int    // where it stands among the caller's rows of its side, or the pool's
	id         string // of a pool row
	since      Day
	marks      byte // rowMoved to rowCut
}

// marks are what earlier steps, or the pool, know of a row.
func (r *row) marks() byte {
	return boolByte(r.asMoved)*rowMoved | boolByte(r.twin)*rowTwin | boolByte(r.part)*rowPart | boolByte(r.like)*rowLike | boolByte(r.cut)*rowCut
}

// mark is the opposite.
func (r *row) mark(f byte) {
	r.asMoved, r.twin, r.part, r.like, r.cut = f&rowMoved != 0, f&rowTwin != 0, f&rowPart != 0, f&rowLike != 0, f&rowCut != 0
}

// marksOf are those of a held row.
func (p *PoolRow) marks() byte { return (&row{asMoved: p.Moved, twin: p.Twin}).marks() }

// packRow appends a row to dst.
func packRow(dst []byte, h rowHead, r *Record) []byte { return appendRecord(appendHead(dst, h), r) }

// appendHead appends everything before the record.
func appendHead(dst []byte, h rowHead) []byte {
	f := h.marks
	if h.bill {
		f |= rowOfBills
	}
	if h.pool {
		f |= rowOfPool
	}
	if h.since != 0 {
		f |= rowSince
	}
	dst = appendUvarint(append(dst, f), uint64(h.at))
	if h.pool {
		dst = appendPart(dst, h.id)
	}
	if h.since != 0 {
		dst = appendVarint(dst, int64(h.since))
	}
	return dst
}

// head reads everything before the record.
func (p packedRow) head() (h rowHead, rest packedReader) {
	in := packedReader{rest: string(p)}
	f := in.byte()
	h.bill, h.pool, h.marks = f&rowOfBills != 0, f&rowOfPool != 0, f&(rowMoved|rowTwin|rowPart|rowLike|rowCut)
	h.at = int(in.uvarint())
	if h.pool {
		h.id = in.text()
	}
	if f&rowSince != 0 {
		h.since = Day(in.varint())
	}
	return h, in
}

// record is the func that Match is given. The bytes were checked when they were read.
func (p packedRow) record() Record {
	_, in := p.head()
	return in.record()
}

// check reports whether p is a whole row.
func (p packedRow) check() bool {
	_, in := p.head()
	in.record()
	return !in.bad && in.rest == ""
}

// poolRow is the row of the pool that p was made of, with memory of its own.
func (p packedRow) poolRow() PoolRow {
	h, in := p.head()
	return PoolRow{
		ID: string([]byte(h.id)), Since: h.since, Twin: h.marks&rowTwin != 0, Moved: h.marks&rowMoved != 0, Record: in.record().cloned(),
	}
}

// name is what errors call the row.
func (h rowHead) name() (side string) {
	if h.bill {
		return "bills"
	}
	return "orders"
}

// refuseRow is the error of a row that cannot be computed with, nil for all others. Numbered rows are named by their place.
func refuseRow(h rowHead, r *Record, numbered bool) error {
	name := h.name()
	if numbered {
		name += "[" + strconv.Itoa(h.at) + "]"
	}
	if field := outOfBounds(*r); field != "" {
		return badRecord(name+"."+field, "it must have at most 10000 digits and an exponent within ±10000")
	}
	return nil
}
