package report

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// byteOrderMark makes Excel read UTF-8.
const byteOrderMark = "\uFEFF"

// CSV writes the list of groups: UTF-8 with a byte order mark, lines that end in CR LF, a line of names, then Lines.
// Columns are only ever added, at the end and before the caller's own.
//
// Cells of kind Text are quoted and made safe by EscapeCell, so that a spreadsheet leaves them as they are: MAR1, 1-2, TRUE, 1E5,
// 0012 and numbers of 16 digits too. With Options.Machine they have no apostrophe, the names are Column.ID, and there is no byte order
// mark. Control characters are shown by their pictures (NUL as ␀) in both, but tabs and line ends, and bytes that are not UTF-8
// become U+FFFD. The other kinds cannot hold anything else than they say. A spreadsheet keeps 15 digits of an amount: for larger ones
// use XLSX.
func (r *Report) CSV(w io.Writer) error {
	out, machine := newWriter(w), r.options.Machine
	var line []byte
	if !machine {
		line = append(line, byteOrderMark...)
	}
	columns := r.Columns()
	for i, c := range columns {
		name := c.Name
		if machine {
			name = c.ID
		}
		line = appendCSV(line, i, headKind(i), name, machine)
	}
	for l := range r.Lines() {
		out.Write(append(line, "\r\n"...))
		line = line[:0]
		for i, cell := range l.Cells {
			line = appendCSV(line, i, columns[i].Kind, cell, machine)
		}
		if out.failed() {
			break
		}
	}
	out.Write(append(line, "\r\n"...))
	return out.Flush()
}

// headKind: the names of the caller's own columns can be any text.
func headKind(column int) Kind {
	if column < len(listColumns) {
		return Label
	}
	return Text
}

// appendCSV adds a cell to a line, with the comma before it.
func appendCSV(line []byte, i int, kind Kind, cell string, machine bool) []byte {
	if i > 0 {
		line = append(line, ',')
	}
	switch {
	case cell == "":
		return line
	case kind == Text && isPlain(cell):
		return append(append(append(line, '"'), cell...), '"')
	case kind == Text:
		if hasControls(cell) || !utf8.ValidString(cell) {
			cell = strings.Map(shown, strings.ToValidUTF8(cell, "\uFFFD"))
		}
		if !machine {
			cell = EscapeCell(cell)
		}
		return appendQuoted(line, cell)
	case kind == Label && (strings.IndexByte(cell, ',') >= 0 || strings.IndexByte(cell, '"') >= 0):
		return appendQuoted(line, cell)
	}
	return append(line, cell...)
}

func hasControls(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] == 0x7F {
			return true
		}
	}
	return false
}

// shown is the picture of a control character; tabs and line ends stay.
func shown(r rune) rune {
	if r != '\t' && r != '\n' && r != '\r' && (r < ' ' || r == 0x7F) {
		return picture(r)
	}
	return r
}

func appendQuoted(line []byte, cell string) []byte {
	if strings.Contains(cell, `"`) {
		cell = strings.ReplaceAll(cell, `"`, `""`)
	}
	return append(append(append(line, '"'), cell...), '"')
}

// writer remembers the first error, and writes nothing after it.
type writer struct{ *bufio.Writer }

// bufferSize makes few and large writes.
const bufferSize = 1 << 16

func newWriter(w io.Writer) *writer { return &writer{bufio.NewWriterSize(w, bufferSize)} }

// failed reports whether a write has failed: a bufio.Writer then refuses even an empty one.
func (w *writer) failed() bool {
	_, err := w.Write(nil)
	return err != nil
}
