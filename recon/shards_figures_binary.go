package recon

import (
	"maps"
	"slices"
)

// figuresVersion is the first byte of packed figures.
const figuresVersion = 1

// AppendBinary appends the figures as bytes, the same for equal figures. The error is always nil.
func (f ShardFigures) AppendBinary(dst []byte) ([]byte, error) {
	dst = append(dst, figuresVersion, byte(outcomes))
	for _, n := range f.book.counts {
		dst = appendVarint(dst, n)
	}
	dst = appendUvarint(dst, uint64(len(f.book.units)))
	for _, unit := range slices.Sorted(maps.Keys(f.book.units)) {
		u := f.book.units[unit]
		dst = appendSums(appendPart(dst, unit), &u.bills, &u.orders, &u.absolute)
	}
	dst = appendDigests(dst, f.book.digest, f.book.rows[0], f.book.rows[1], f.read[0].Digest, f.read[1].Digest)
	for _, t := range f.book.statistics.tallies() {
		dst = appendSums(appendVarint(dst, t.Count), &t.total)
		dst = append(dst, boolByte(t.priced))
	}
	for _, n := range f.numbers() {
		dst = appendVarint(dst, *n)
	}
	dst = appendUvarint(appendUvarint(dst, uint64(f.alts[0])), uint64(f.alts[1]))
	return appendSums(dst, &f.plain.fen, &f.control.amount, &f.control.fee), nil
}

// MarshalBinary is AppendBinary to nothing.
func (f ShardFigures) MarshalBinary() ([]byte, error) { return f.AppendBinary(nil) }

// UnmarshalBinary reads what AppendBinary wrote.
func (f *ShardFigures) UnmarshalBinary(data []byte) error {
	in := packedReader{rest: string(data)}
	if in.byte() != figuresVersion || int(in.byte()) != outcomes {
		return badRecord("ShardFigures", "their version is not one that this package reads")
	}
	read := in.figures()
	if in.bad || in.rest != "" {
		return badRecord("ShardFigures", "they are damaged")
	}
	*f = read
	return nil
}

func (in *packedReader) figures() (f ShardFigures) {
	for i := range f.book.counts {
		f.book.counts[i] = in.varint()
	}
	for range in.count() {
		u := f.book.units.of(in.text())
		in.sums(&u.bills, &u.orders, &u.absolute)
	}
	in.digests(&f.book.digest, &f.book.rows[0], &f.book.rows[1], &f.read[0].Digest, &f.read[1].Digest)
	for _, t := range f.book.statistics.tallies() {
		t.Count = in.varint()
		in.sums(&t.total)
		t.priced = in.byte() == 1
	}
	for _, n := range f.numbers() {
		*n = in.varint()
	}
	f.alts[0], f.alts[1] = int(in.uvarint()), int(in.uvarint())
	in.sums(&f.plain.fen, &f.control.amount, &f.control.fee)
	return f
}

// numbers are the plain counts.
func (f *ShardFigures) numbers() [8]*int64 {
	return [...]*int64{&f.read[0].Count, &f.read[1].Count, &f.filed[0], &f.filed[1], &f.plain.count, &f.plain.within, &f.control.count, &f.control.feeless}
}

func appendSums(dst []byte, sums ...*sum) []byte {
	for _, s := range sums {
		dst = appendPart(dst, exactText(s.decimal()))
	}
	return dst
}

func (in *packedReader) sums(sums ...*sum) {
	for _, s := range sums {
		if s.UnmarshalText([]byte(in.text())) != nil {
			in.fail()
		}
	}
}

func appendDigests(dst []byte, digests ...Digest) []byte {
	for _, d := range digests {
		dst = appendPart(dst, d.String())
	}
	return dst
}

func (in *packedReader) digests(digests ...*Digest) {
	for _, d := range digests {
		if d.UnmarshalText([]byte(in.text())) != nil {
			in.fail()
		}
	}
}

func boolByte(is bool) byte {
	if is {
		return 1
	}
	return 0
}
