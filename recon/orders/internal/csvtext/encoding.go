package csvtext

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
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
	return func() (io.ReadSeekCloser, error) { return section{io.NewSectionReader(r, 0, math.MaxInt64)}, nil }
}

type section struct{ *io.SectionReader }

func (section) Close() error { return nil }

// Detect finds out the encoding of a file when it is Auto, where its text starts and what ends its lines: carriage returns when the
// first 64 KiB have no line feed. The delimiter is the caller's to set.
func Detect(open func() (io.ReadSeekCloser, error), want Encoding) (f File, err error) {
	in, err := open()
	if err != nil {
		return f, err
	}
	f.Open = open
	f.End = '\n'
	if f.Encoding, f.Start, err = detect(in, want); err == nil {
		_, err = in.Seek(f.Start, io.SeekStart)
	}
	if err == nil {
		var head []byte
		if head, err = f.decoded(in).Peek(window); errors.Is(err, io.EOF) {
			err = nil
		}
		if bytes.IndexByte(head, '\r') >= 0 && bytes.IndexByte(head, '\n') < 0 {
			f.End = '\r'
		}
	}
	return f, errors.Join(err, in.Close())
}

// detect finds the encoding of a file, and how long its byte order mark is. It reads on to the first byte that is not ASCII.
func detect(in io.Reader, want Encoding) (Encoding, int64, error) {
	r := bufio.NewReaderSize(in, window)
	head, err := r.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return want, 0, err
	}
	for _, e := range []Encoding{UTF8, UTF16LE, UTF16BE} {
		if (want == Auto || want == e) && bytes.HasPrefix(head, []byte(marks[e])) {
			return e, int64(len(marks[e])), nil
		}
	}
	switch {
	case want != Auto:
		return want, 0, nil
	case len(head) == 4 && head[1] == 0 && head[3] == 0:
		return UTF16LE, 0, nil
	case len(head) == 4 && head[0] == 0 && head[2] == 0:
		return UTF16BE, 0, nil
	}
	for {
		block, err := r.Peek(window)
		if err != nil && !errors.Is(err, io.EOF) {
			return want, 0, err
		}
		if i := beyondASCII(block); i > 0 && err == nil {
			_, _ = r.Discard(i) // what was peeked at can be discarded
			continue
		} else if i >= 0 {
			return guess(block), 0, nil
		}
		if err != nil {
			return UTF8, 0, nil // ASCII alone
		}
		_, _ = r.Discard(len(block))
	}
}

// beyondASCII is where the first byte is that is not ASCII, or -1.
func beyondASCII(text []byte) int {
	i := 0
	for ; i+8 <= len(text); i += 8 {
		if binary.LittleEndian.Uint64(text[i:])&0x8080808080808080 != 0 {
			break
		}
	}
	for ; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// guess tells UTF-8 from GB18030. A character that the end of the block cuts is no fault.
func guess(block []byte) Encoding {
	for i := range utf8.UTFMax {
		if i < len(block) && utf8.Valid(block[:len(block)-i]) {
			return UTF8
		}
	}
	return GB18030
}

// wide reads UTF-16 as UTF-8. Half pairs become U+FFFD.
func wide(in io.Reader, e Encoding) io.Reader {
	order := unicode.LittleEndian
	if e == UTF16BE {
		order = unicode.BigEndian
	}
	return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Reader(in)
}

// wideLen is how many bytes of UTF-16 a text takes.
func wideLen(text []byte) int64 {
	units := 0
	for _, c := range string(text) {
		if units++; c > 0xffff {
			units++
		}
	}
	return int64(2 * units)
}
