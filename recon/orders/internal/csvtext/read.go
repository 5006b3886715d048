// Package csvtext reads the lines of CSV files in the encodings that Chinese shop systems write, and knows where in the file each of
// them starts. It knows nothing of what they hold.
package csvtext

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
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
		if err != nil {
			yield(Line{}, err)
			return
		}
		defer in.Close()
		if _, err := in.Seek(offset, io.SeekStart); err != nil {
			yield(Line{}, err)
			return
		}
		var text io.Reader = in
		if sum != nil {
			text = io.TeeReader(in, sum)
		}
		r := lineReader{File: f, in: f.decoded(text), line: number, offset: offset}
		for {
			line, err := r.next()
			if errors.Is(err, io.EOF) || !yield(line, err) {
				return
			}
			if damage, ok := err.(*Damage); err != nil && (!ok || damage.Ends) { // it is given as it is
				return
			}
			if line.Number%1024 == 0 && ctx.Err() != nil {
				yield(Line{}, ctx.Err())
				return
			}
		}
	}
}

// decoded reads UTF-16 as UTF-8, and other encodings as they are.
func (f File) decoded(in io.Reader) *bufio.Reader {
	if f.wide() {
		in = wide(in, f.Encoding)
	}
	return bufio.NewReaderSize(in, window)
}

func (f File) wide() bool { return f.Encoding == UTF16LE || f.Encoding == UTF16BE }

// lineReader splits what it reads. Its buffers are used again for every line.
type lineReader struct {
	File
	in            *bufio.Reader
	line          int // the number of the next one
	offset        int64
	long, decoded []byte
	decoder       *encoding.Decoder
	out           []byte // the cells of a line with quotes
	ends          []int  // where in out each one ends
	cells         [][]byte
}

func (r *lineReader) next() (Line, error) {
	line := Line{Number: r.line, Offset: r.offset}
	text, err := r.physical()
	if err != nil {
		return line, err
	}
	r.cells = r.cells[:0]
	if bytes.IndexByte(text, '"') >= 0 {
		if err := r.quoted(text); err != nil {
			return line, err
		}
		start := 0
		for _, end := range r.ends {
			r.cells = append(r.cells, r.out[start:end])
			start = end
		}
	} else {
		for i := bytes.IndexByte(text, r.Delimiter); i >= 0; i = bytes.IndexByte(text, r.Delimiter) {
			r.cells = append(r.cells, text[:i])
			text = text[i+1:]
		}
		r.cells = append(r.cells, text)
	}
	line.Cells = r.cells
	return line, nil
}

// quoted splits a line that has quotes, and takes in those after it that a quoted cell reaches into.
func (r *lineReader) quoted(text []byte) error {
	r.out, r.ends = r.out[:0], r.ends[:0]
	for {
		if len(text) == 0 || text[0] != '"' {
			end := bytes.IndexByte(text, r.Delimiter)
			if end < 0 {
				end = len(text)
			}
			r.out, text = append(r.out, text[:end]...), text[end:]
		} else if bad := r.quotedCell(&text); bad != nil {
			return bad
		}
		r.ends = append(r.ends, len(r.out))
		if len(text) == 0 {
			return nil
		}
		text = text[1:] // the delimiter
	}
}

func (r *lineReader) quotedCell(text *[]byte) error {
	rest, line := (*text)[1:], r.line
	for {
		i := bytes.IndexByte(rest, '"')
		if i < 0 {
			r.out = append(append(r.out, rest...), '\n')
			more, err := r.physical()
			if errors.Is(err, io.EOF) || len(r.out) > maxLine {
				return &Damage{"a quoted cell of this line does not end", true}
			} else if err != nil {
				return err
			}
			rest = more
			continue
		}
		r.out, rest = append(r.out, rest[:i]...), rest[i+1:]
		switch {
		case len(rest) == 0 || rest[0] == r.Delimiter:
			*text = rest
			return nil
		case rest[0] != '"':
			return &Damage{"a quote inside a quoted cell must be doubled", r.line > line}
		}
		r.out, rest = append(r.out, '"'), rest[1:]
	}
}

// physical is the next line of the file as UTF-8, without its line break, valid until it is called again.
func (r *lineReader) physical() ([]byte, error) {
	text, err := r.in.ReadSlice(r.End)
	if errors.Is(err, bufio.ErrBufferFull) {
		r.long = r.long[:0]
		for errors.Is(err, bufio.ErrBufferFull) && len(r.long) < maxLine {
			r.long = append(r.long, text...)
			text, err = r.in.ReadSlice(r.End)
		}
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
	if r.wide() {
		r.offset += wideLen(text)
	} else {
		r.offset += int64(len(text))
	}
	text = bytes.TrimSuffix(text, []byte{r.End})
	for len(text) > 0 && text[len(text)-1] == '\r' {
		text = text[:len(text)-1]
	}
	if r.Encoding == GB18030 && beyondASCII(text) >= 0 {
		return r.chinese(text)
	}
	return text, nil
}

// chinese decodes GB18030. None of its characters has a line break, a quote or a comma among its bytes, so that lines can be told
// apart before. What it cannot decode becomes U+FFFD.
func (r *lineReader) chinese(text []byte) ([]byte, error) {
	if r.decoder == nil {
		r.decoder = simplifiedchinese.GB18030.NewDecoder()
	}
	if need := 3 * len(text); cap(r.decoded) < need {
		r.decoded = make([]byte, need)
	}
	r.decoder.Reset()
	n, _, err := r.decoder.Transform(r.decoded[:cap(r.decoded)], text, true)
	return r.decoded[:n], err
}
