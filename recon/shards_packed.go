package recon

import "encoding/binary"

// packedReader reads numbers and texts one after the other. After something that cannot be it reads zeros, and bad is set.
// It reads a string, so that texts are parts of it and cost no memory.
type packedReader struct {
	rest string
	bad  bool
}

func (in *packedReader) fail() { in.rest, in.bad = "", true }

func (in *packedReader) byte() byte {
	if in.rest == "" {
		in.fail()
		return 0
	}
	b := in.rest[0]
	in.rest = in.rest[1:]
	return b
}

func (in *packedReader) uvarint() (v uint64) {
	for shift := 0; shift < 64; shift += 7 {
		b := in.byte()
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	in.fail()
	return 0
}

func (in *packedReader) varint() int64 {
	u := in.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// count reads how many elements follow. Each takes a byte at least, which bounds what damaged bytes can ask for.
func (in *packedReader) count() int {
	n := in.uvarint()
	if n > uint64(len(in.rest)) {
		in.fail()
		return 0
	}
	return int(n)
}

func (in *packedReader) text() string {
	n := in.count()
	t := in.rest[:n]
	in.rest = in.rest[n:]
	return t
}

// ints reads a list that appendInts wrote; nil for none.
func (in *packedReader) ints() []int {
	n := in.count()
	if n == 0 {
		return nil
	}
	list, last := make([]int, n), int64(0)
	for i := range list {
		last += in.varint()
		list[i] = int(last)
	}
	return list
}

// appendInts appends a list as its steps, which are small where it is ascending.
func appendInts(dst []byte, list []int) []byte {
	dst = appendUvarint(dst, uint64(len(list)))
	last := 0
	for _, n := range list {
		dst = appendVarint(dst, int64(n-last))
		last = n
	}
	return dst
}

func appendUvarint(dst []byte, v uint64) []byte { return binary.AppendUvarint(dst, v) }

func appendVarint(dst []byte, v int64) []byte { return binary.AppendVarint(dst, v) }
