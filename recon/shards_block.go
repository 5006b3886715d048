package recon

import "encoding/binary"

// blockVersion is the first byte of a block of rows.
const blockVersion = 1

// A block is many rows as bytes: the version, and for each row its length and packRow's bytes.

// appendToBlock adds a row to a block, which may be empty.
func appendToBlock(block, row []byte) []byte {
	if len(block) == 0 {
		block = append(block, blockVersion)
	}
	return append(appendUvarint(block, uint64(len(row))), row...)
}

// eachRow calls f with every row of a block, checked. The rows share the block's memory.
func eachRow(block string, f func(packedRow)) error {
	in := packedReader{rest: block}
	if version := in.byte(); !in.bad && version != blockVersion {
		return badRecord("block", "its version is not one that this package reads")
	}
	for in.rest != "" {
		row := packedRow(in.text())
		if in.bad || !row.check() {
			return badRecord("block", "it is damaged")
		}
		f(row)
	}
	if in.bad {
		return badRecord("block", "it is damaged")
	}
	return nil
}

// blockRows counts the rows of a block that this process has made.
func blockRows(block []byte) (n int) {
	for rest := block[min(1, len(block)):]; len(rest) > 0; n++ {
		length, head := binary.Uvarint(rest)
		rest = rest[head+int(length):]
	}
	return n
}
