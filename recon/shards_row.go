package recon

import "strconv"

// packedRow is a row on its way between the steps of a run: its side, where it stands, and its record, as bytes.
// It is kept packed until it is looked at, which is a fraction of the memory of a Record.
type packedRow string

// What a packed row's first byte says.
const (
	rowOfBills = 1 << iota
	rowOfPool
)

// rowHead is what is known of a row beside its record.
type rowHead struct {
	bill, pool bool
	at         int    // where it stands among the caller's rows of its side, or the pool's
	id         string // of a pool row
	since      Day    // of a pool row
}

// packRow appends a row to dst.
func packRow(dst []byte, h rowHead, r *Record) []byte {
	var f byte
	if h.bill {
		f |= rowOfBills
	}
	if h.pool {
		f |= rowOfPool
	}
	dst = appendUvarint(append(dst, f), uint64(h.at))
	if h.pool {
		dst = appendVarint(appendPart(dst, h.id), int64(h.since))
	}
	return appendRecord(dst, r)
}

// head reads everything before the record.
func (p packedRow) head() (h rowHead, rest packedReader) {
	in := packedReader{rest: string(p)}
	f := in.byte()
	h.bill, h.pool = f&rowOfBills != 0, f&rowOfPool != 0
	h.at = int(in.uvarint())
	if h.pool {
		h.id = in.text()
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
	return PoolRow{ID: string([]byte(h.id)), Since: h.since, Record: in.record().cloned()}
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
	if len(r.AltKeys) > maxAltKeys {
		return badRecord(name+".AltKeys", "it must have at most "+strconv.Itoa(maxAltKeys)+" keys")
	}
	if field := outOfBounds(*r); field != "" {
		return badRecord(name+"."+field, "it must have at most 10000 digits and an exponent within ±10000")
	}
	return nil
}
