package shards

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/folder"
)

// The large files of a run hold frames. All numbers are little endian:
//
//	kind 1, step 2, shard 4, rows 4, length 4, CRC-32C 4 of all that is before and of the payload; payload
const frameHead = 19

// The kinds of frames.
const (
	blockFrame   = 'b' // a block of rows for a step and shard
	groupsFrame  = 'g' // groups, each with its length
	figuresFrame = 'f'
	countsFrame  = 'c' // how many rows of the caller there are: JSON
	frameKinds   = "bgfc"
)

// maxFrame bounds a payload.
const maxFrame = 1 << 30

// frame is where a frame is. Its small payloads are kept.
type frame struct {
	kind        byte
	step, shard int
	rows        int
	file        string
	at          int64 // of its head, in the file's content
	length      int
	small       []byte
}

// isSmall reports whether the payload is kept in memory.
func (f *frame) isSmall() bool { return f.kind == figuresFrame || f.kind == countsFrame }

// appendHead appends the head of a frame with this payload.
func (f *frame) appendHead(dst, payload []byte) []byte {
	start := len(dst)
	dst = binary.LittleEndian.AppendUint16(append(dst, f.kind), uint16(f.step))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(f.shard))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(f.rows))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(f.length))
	table := crc32.MakeTable(crc32.Castagnoli)
	return binary.LittleEndian.AppendUint32(dst, crc32.Update(crc32.Checksum(dst[start:], table), table, payload))
}

// readHead reads a head, but for its checksum.
func readHead(b []byte) frame {
	return frame{
		kind:   b[0],
		step:   int(binary.LittleEndian.Uint16(b[1:])),
		shard:  int(binary.LittleEndian.Uint32(b[3:])),
		rows:   int(binary.LittleEndian.Uint32(b[7:])),
		length: int(binary.LittleEndian.Uint32(b[11:])),
	}
}

// load reads the payload into memory that it may use again, and checks it.
func (f *frame) load(file io.ReaderAt, memory []byte) ([]byte, error) {
	if size := frameHead + f.length; cap(memory) < size {
		memory = make([]byte, size)
	}
	b := memory[:frameHead+f.length]
	if _, err := file.ReadAt(b, f.at); err != nil {
		return nil, placed(f.file, err)
	}
	payload := b[frameHead:]
	if string(f.appendHead(nil, payload)) != string(b[:frameHead]) {
		return nil, refused(f.file, "it is damaged: a checksum does not hold")
	}
	return payload, nil
}

// frameWriter writes a file of frames, and lists them.
type frameWriter struct {
	*folder.Writer
	name   string
	at     int64
	head   []byte
	frames []frame
}

func newFrames(in *folder.Folder, name string) (*frameWriter, error) {
	w, err := in.Create(name)
	return &frameWriter{Writer: w, name: name}, placed(name, err)
}

// put writes a frame.
func (w *frameWriter) put(kind byte, b recon.Block) error {
	f := frame{kind: kind, step: b.Step, shard: b.Shard, rows: b.Rows, file: w.name, at: w.at, length: len(b.Data)}
	if f.isSmall() {
		f.small = b.Data
	}
	w.head = f.appendHead(w.head[:0], b.Data)
	w.frames, w.at = append(w.frames, f), w.at+int64(frameHead+f.length)
	_, err := w.Write(w.head)
	if err == nil {
		_, err = w.Write(b.Data)
	}
	return placed(w.name, err)
}

// listFrames lists the frames of a file that was written before, and proves that it is whole.
func listFrames(in *folder.Folder, name string) ([]frame, error) {
	file, err := in.Open(name)
	if err != nil {
		return nil, placed(name, err)
	}
	defer file.Close()
	from, at := bufio.NewReader(file), int64(0)
	var frames []frame
	for {
		var b [frameHead]byte
		if _, err := io.ReadFull(from, b[:]); err == io.EOF {
			return frames, nil
		} else if err != nil {
			return nil, placed(name, cutOff(err))
		}
		f := readHead(b[:])
		if f.file, f.at = name, at; f.length > maxFrame || !strings.ContainsRune(frameKinds, rune(f.kind)) {
			return nil, refused(name, "it is damaged")
		}
		at += int64(frameHead + f.length)
		if f.isSmall() {
			f.small = make([]byte, f.length)
			_, err = io.ReadFull(from, f.small)
		} else {
			_, err = from.Discard(f.length)
		}
		if err != nil {
			return nil, placed(name, cutOff(err))
		}
		frames = append(frames, f)
	}
}

// cutOff makes an end in the middle of a frame a torn file.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return folder.ErrTorn
	}
	return err
}
