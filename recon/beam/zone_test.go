package reconbeam

import (
	"bytes"
	"encoding/binary"
)

// newYork is the data of a zone with one change, in the form of RFC 8536.
func newYork() string {
	var b bytes.Buffer
	for _, version := range []int{1, 2} {
		b.WriteString("TZif2")
		b.Write(make([]byte, 15))
		for _, n := range []uint32{0, 0, 0, 1, 2, 8} { // UT, standard, leap, changes, types, letters
			binary.Write(&b, binary.BigEndian, n)
		}
		if version == 1 {
			binary.Write(&b, binary.BigEndian, int32(1_000_000))
		} else {
			binary.Write(&b, binary.BigEndian, int64(1_000_000))
		}
		b.WriteByte(1)
		for i, offset := range []int32{-18_000, -14_400} {
			binary.Write(&b, binary.BigEndian, offset)
			b.Write([]byte{byte(i), byte(4 * i)})
		}
		b.WriteString("EST\x00EDT\x00")
	}
	b.WriteString("\n\n")
	return b.String()
}
