package recon

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"strings"
)

// The files of a run hold frames. All numbers are little endian.
//
//	file   "billrecon shard 1\n", 16 random bytes that all files of a run share, frames
//	frame  kind 1, step 2, shard 4, rows 4, length 4, CRC-32C 4 of all that is before and of the payload; payload

// fileMagic starts every file but the sealed ones; the digit is the version.
const fileMagic = "billrecon shard 1\n"

// runID tells the files of one run from those of another.
type runID [16]byte

const (
	fileHeadBytes  = len(fileMagic) + len(runID{})
	frameHeadBytes = 19
	maxFrameBytes  = 1 << 30
)

// The kinds of frames.
const (
	frameRows    = 'r' // a block of rows for a step and shard
	frameHeld    = 'h' // a block of rows for the next pool
	frameGroups  = 'g' // groups, each with its length
	frameFigures = 'f'
	frameEnd     = 'e' // nothing may follow
	frameKinds   = "rhgfe"
)

// frameHead is everything but the payload.
type frameHead struct {
	kind   byte
	place  Place
	rows   int
	length int
	sum    uint32
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendFrame appends a frame.
func appendFrame(dst []byte, kind byte, place Place, rows int, payload []byte) []byte {
	start := len(dst)
	dst = append(dst, kind)
	dst = binary.LittleEndian.AppendUint16(dst, uint16(place.Step))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(place.Shard))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(rows))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(payload)))
	sum := crc32.Update(crc32.Checksum(dst[start:], castagnoli), castagnoli, payload)
	return append(binary.LittleEndian.AppendUint32(dst, sum), payload...)
}

// readFrameHead reads a frame's head.
func readFrameHead(b []byte) frameHead {
	return frameHead{
		kind:   b[0],
		place:  Place{int(binary.LittleEndian.Uint16(b[1:])), int(binary.LittleEndian.Uint32(b[3:]))},
		rows:   int(binary.LittleEndian.Uint32(b[7:])),
		length: int(binary.LittleEndian.Uint32(b[11:])),
		sum:    binary.LittleEndian.Uint32(b[15:]),
	}
}

// frameRef is where a frame is.
type frameRef struct {
	frameHead
	file string
	at   int64 // of its head
}

// load reads a frame and checks it.
func (f *frameRef) load(file io.ReaderAt) ([]byte, error) {
	b := make([]byte, frameHeadBytes+f.length)
	if _, err := file.ReadAt(b, f.at); err != nil {
		return nil, badFile(f.file, "it is shorter than it was")
	}
	payload := b[frameHeadBytes:]
	if crc32.Update(crc32.Checksum(b[:frameHeadBytes-4], castagnoli), castagnoli, payload) != f.sum || readFrameHead(b) != f.frameHead {
		return nil, badFile(f.file, "it is damaged: a checksum does not hold")
	}
	return payload, nil
}

// frames lists the frames of a file without reading their payloads.
func frames(name string, file io.ReaderAt, size int64, run runID) ([]frameRef, error) {
	var head [fileHeadBytes]byte
	if _, err := file.ReadAt(head[:], 0); err != nil || string(head[:len(fileMagic)]) != fileMagic {
		return nil, badFile(name, "it is not a file of this package, or of another version of it")
	}
	if runID(head[len(fileMagic):]) != run {
		return nil, badFile(name, "it is of another run")
	}
	var list []frameRef
	var b [frameHeadBytes]byte
	at := int64(fileHeadBytes)
	for at < size {
		if _, err := file.ReadAt(b[:], at); err != nil {
			return nil, badFile(name, "it is cut off")
		}
		h := readFrameHead(b[:])
		next := at + frameHeadBytes + int64(h.length)
		if next > size || h.length > maxFrameBytes || !strings.ContainsRune(frameKinds, rune(h.kind)) {
			return nil, badFile(name, "it is cut off, or damaged")
		}
		list = append(list, frameRef{h, name, at})
		at = next
	}
	return list, nil
}
