package csvtext

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// Encoding is how the text of a file is written.
type Encoding uint8

// The encodings. Auto is to be found out.
const (
	Auto Encoding = iota
	UTF8
	GB18030
	UTF16LE
	UTF16BE
)

// window is how much of a file is looked at to find its encoding, and what ends its lines.
const window = 64 << 10

var marks = map[Encoding]string{UTF8: "\xef\xbb\xbf", UTF16LE: "\xff\xfe", UTF16BE: "\xfe\xff"}

// Section opens what can be read from anywhere.
func Section(r io.ReaderAt) func() (io.ReadSeekCloser, error) {
	return func() (io.ReadSeekCloser, error) {
		return struct {
			io.ReadSeeker
			io.Closer
		}{io.NewSectionReader(r, 0, math.MaxInt64), io.NopCloser(nil)}, nil
	}
}

// Detect finds out the encoding of a file when it is Auto, where its text starts and what ends its lines: carriage returns when the
// first 64 KiB have no line feed. The delimiter is the caller's to set.
func Detect(open func() (io.ReadSeekCloser, error), want Encoding) (f File, err error) {
	in, err := open()
	if err != nil {
		return f, err
	}
	defer in.Close()
	f = File{Open: open, Encoding: want, End: '\n'}
	if err = f.detect(bufio.NewReaderSize(in, window)); err != nil {
		return f, err
	}
	if _, err = in.Seek(f.Start, io.SeekStart); err != nil {
		return f, err
	}
	head, err := peek(f.decoded(in), window)
	if bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0 {
		f.End = '\r'
	}
	return f, err
}

// peek is what comes next, less than n bytes at the end of the file alone.
func peek(r *bufio.Reader, n int) ([]byte, error) {
	text, err := r.Peek(n)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return text, err
}

// detect finds the encoding of a file, and how long its byte order mark is. It reads on to the first byte that is not ASCII.
func (f *File) detect(r *bufio.Reader) error {
	head, err := peek(r, 4)
	for _, e := range []Encoding{UTF8, UTF16LE, UTF16BE} {
		if (f.Encoding == Auto || f.Encoding == e) && bytes.HasPrefix(head, []byte(marks[e])) {
			f.Encoding, f.Start = e, int64(len(marks[e]))
		}
	}
	switch {
	case f.Encoding != Auto:
	case len(head) == 4 && head[1] == 0 && head[3] == 0:
		f.Encoding = UTF16LE
	case len(head) == 4 && head[0] == 0 && head[2] == 0:
		f.Encoding = UTF16BE
	}
	for err == nil && f.Encoding == Auto {
		var block []byte
		block, err = peek(r, window)
		n := ascii(block)
		if n == 0 {
			f.Encoding = guess(block)
		}
		_, _ = r.Discard(n) // what was peeked at can be discarded
	}
	return err
}

// ascii is how many bytes of ASCII a text begins with.
func ascii(text []byte) int {
	n := 0
	for n+8 <= len(text) && binary.LittleEndian.Uint64(text[n:])&highest == 0 {
		n += 8
	}
	for n < len(text) && text[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// guess tells UTF-8 from GB18030. A character that the end of the block cuts is no fault.
func guess(block []byte) Encoding {
	for i := range min(utf8.UTFMax, len(block)+1) {
		if utf8.Valid(block[:len(block)-i]) {
			return UTF8
		}
	}
	return GB18030
}

// decoded reads UTF-16 as UTF-8, with U+FFFD for half pairs, and other encodings as they are.
func (f File) decoded(in io.Reader) *bufio.Reader {
	switch f.Encoding {
	case UTF16LE:
		in = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Reader(in)
	case UTF16BE:
		in = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Reader(in)
	}
	return bufio.NewReaderSize(in, window)
}

// size is how many bytes of the file a text takes that is not decoded, or is from UTF-16.
func (f File) size(text []byte) int64 {
	if f.Encoding < UTF16LE {
		return int64(len(text))
	}
	units := 0
	for _, c := range string(text) {
		units += utf16.RuneLen(c)
	}
	return int64(2 * units)
}
