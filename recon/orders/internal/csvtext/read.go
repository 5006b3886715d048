// Package csvtext reads the lines of CSV files in the encodings that Chinese shop systems write, and knows where in the file each of
// them starts. It knows nothing of what they hold.
package csvtext

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"math/bits"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// maxLine bounds one line, those joined by a quoted line break included: a quote that is never closed is found within it.
const maxLine = 1 << 20

// File is a CSV file (RFC 4180). It is read more leniently in one thing: a quote inside a cell that does not begin with one is itself.
type File struct {
	Open      func() (io.ReadSeekCloser, error)
	Encoding  Encoding
	Delimiter byte
	Start     int64 // where the first line is, after the byte order mark
	End       byte  // what ends a line: a line feed, with carriage returns before it or without, or a carriage return alone
}

// Line is one line, joined with those that a quoted cell of it reaches into.
type Line struct {
	Number int   // from 1
	Offset int64 // where it starts in the file, in bytes
	Cells  [][]byte
}

// Damage is a line that cannot be split. The lines after it are read, unless it Ends the reading: nobody knows where they begin.
type Damage struct {
	Rule string
	Ends bool
}

// Error is the rule.
func (d *Damage) Error() string { return d.Rule }

// Lines yields the lines from one on, whose number and offset are given. Their cells are valid until the next one is asked for.
// A *Damage that does not end them is of its line alone, another error ends them. What is read is written to sum, when it is not nil.
func (f File) Lines(ctx context.Context, number int, offset int64, sum io.Writer) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		in, err := f.Open()
		if err == nil {
			defer in.Close()
			_, err = in.Seek(offset, io.SeekStart)
		}
		if err != nil {
			yield(Line{}, err)
			return
		}
		var text io.Reader = in
		if sum != nil {
			text = io.TeeReader(in, sum)
		}
		r := lineReader{File: f, in: f.decoded(text), line: number, offset: offset, decoder: simplifiedchinese.GB18030.NewDecoder(), out: []byte{}}
		for err == nil {
			var line Line
			if line, err = r.next(); err == nil && line.Number%1024 == 0 {
				err = ctx.Err()
			}
			if errors.Is(err, io.EOF) || !yield(line, err) {
				return
			}
			if damage, ok := err.(*Damage); ok && !damage.Ends { // it is given as it is
				err = nil
			}
		}
	}
}

// lineReader splits what it reads. Its buffers are used again for every line.
type lineReader struct {
	File
	in            *bufio.Reader
	line          int // the number of the next one
	offset        int64
	long, decoded []byte
	decoder       *encoding.Decoder
	out           []byte // the cells of a line with quotes
	cells         [][]byte
}

// next splits the next line, with those after it that a quoted cell reaches into.
func (r *lineReader) next() (Line, error) {
	line := Line{Number: r.line, Offset: r.offset}
	text, err := r.physical()
	if err != nil {
		return line, err
	}
	if bytes.IndexByte(text, '"') < 0 {
		r.cells = unquoted(r.cells[:0], text, r.Delimiter)
	} else if err = r.quoted(text); err != nil {
		return line, err
	}
	line.Cells = r.cells
	return line, nil
}

// The lowest and the highest bit of eight bytes.
const lowest, highest uint64 = 0x0101010101010101, 0x8080808080808080

// unquoted appends the cells of a line without quotes. Most cells are shorter than a search is quick: eight bytes are looked at at once.
func unquoted(cells [][]byte, text []byte, delimiter byte) [][]byte {
	start, at := 0, 0
	for ; at+8 <= len(text); at += 8 {
		rest := binary.LittleEndian.Uint64(text[at:]) ^ lowest*uint64(delimiter) // a delimiter becomes zero
		for found := ^(rest&^highest + ^highest | rest) & highest; found != 0; found &= found - 1 {
			end := at + bits.TrailingZeros64(found)/8
			cells, start = append(cells, text[start:end]), end+1
		}
	}
	for ; at < len(text); at++ {
		if text[at] == delimiter {
			cells, start = append(cells, text[start:at]), at+1
		}
	}
	return append(cells, text[start:])
}

// quoted splits a line that has quotes. Its cells are copies: one of them may reach into the next line, where the text of this one is gone.
func (r *lineReader) quoted(text []byte) (err error) {
	r.cells, r.out = r.cells[:0], r.out[:0]
	for {
		start := len(r.out)
		if len(text) == 0 || text[0] != '"' {
			end := bytes.IndexByte(text, r.Delimiter)
			if end < 0 {
				end = len(text)
			}
			r.out, text = append(r.out, text[:end]...), text[end:]
		} else if text, err = r.quotedCell(text[1:]); err != nil {
			return err
		}
		if r.cells = append(r.cells, r.out[start:]); len(text) == 0 {
			return nil
		}
		text = text[1:]
	}
}

// quotedCell copies a cell that began with a quote, and gives what follows it: the delimiter, or nothing.
func (r *lineReader) quotedCell(text []byte) ([]byte, error) {
	for line := r.line; ; {
		i := bytes.IndexByte(text, '"')
		if i < 0 {
			r.out = append(append(r.out, text...), '\n')
			more, err := r.physical()
			if errors.Is(err, io.EOF) || len(r.out) > maxLine {
				return nil, &Damage{"a quoted cell of this line does not end", true}
			} else if err != nil {
				return nil, err
			}
			text = more
			continue
		}
		r.out, text = append(r.out, text[:i]...), text[i+1:]
		switch {
		case len(text) == 0 || text[0] == r.Delimiter:
			return text, nil
		case text[0] != '"':
			return nil, &Damage{"a quote inside a quoted cell must be doubled", r.line > line}
		}
		r.out, text = append(r.out, '"'), text[1:]
	}
}

// physical is the next line of the file as UTF-8, without its line break, valid until it is called again.
func (r *lineReader) physical() ([]byte, error) {
	text, err := r.in.ReadSlice(r.End)
	for r.long = r.long[:0]; errors.Is(err, bufio.ErrBufferFull) && len(r.long) < maxLine; text, err = r.in.ReadSlice(r.End) {
		r.long = append(r.long, text...)
	}
	if len(r.long) > 0 {
		r.long = append(r.long, text...)
		text = r.long
	}
	if len(text) > maxLine {
		return nil, &Damage{"it is longer than 1 MiB", true}
	}
	if err != nil && (!errors.Is(err, io.EOF) || len(text) == 0) {
		return nil, err
	}
	r.line++
	r.offset += r.size(text)
	text = bytes.TrimRight(bytes.TrimSuffix(text, []byte{r.End}), "\r")
	if r.Encoding != GB18030 || ascii(text) == len(text) {
		return text, nil
	}
	// None of the characters of GB18030 has a line break, a quote or a comma among its bytes, so that lines can be told apart before.
	// What cannot be decoded becomes U+FFFD.
	r.decoded, _, err = transform.Append(r.decoder, r.decoded[:0], text)
	return r.decoded, err
}
