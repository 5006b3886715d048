package report

import (
	"bufio"
	"io"
	"strings"
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
	out := csvWriter{newWriter(w), r.options.Machine}
	if !out.machine {
		out.WriteString(byteOrderMark)
	}
	columns := r.Columns()
	for i, c := range columns {
		name := c.Name
		if out.machine {
			name = c.ID
		}
		out.cell(i, headKind(i), name)
	}
	for line := range r.Lines() {
		out.WriteString("\r\n")
		for i, cell := range line.Cells {
			out.cell(i, columns[i].Kind, cell)
		}
		if out.failed() {
			break
		}
	}
	out.WriteString("\r\n")
	return out.Flush()
}

// headKind: the names of the caller's own columns can be any text.
func headKind(column int) Kind {
	if column < len(listColumns) {
		return Label
	}
	return Text
}

// csvWriter writes cells.
type csvWriter struct {
	*writer
	machine bool
}

func (out csvWriter) cell(i int, kind Kind, cell string) {
	if i > 0 {
		out.WriteByte(',')
	}
	switch {
	case cell == "":
	case kind == Text && isPlain(cell):
		out.WriteByte('"')
		out.WriteString(cell)
		out.WriteByte('"')
	case kind == Text:
		cell = strings.Map(shown, strings.ToValidUTF8(cell, "\uFFFD"))
		if !out.machine {
			cell = EscapeCell(cell)
		}
		out.quoted(cell)
	case kind == Label && (strings.IndexByte(cell, ',') >= 0 || strings.IndexByte(cell, '"') >= 0):
		out.quoted(cell)
	default:
		out.WriteString(cell)
	}
}

// shown is the picture of a control character; tabs and line ends stay.
func shown(r rune) rune {
	if r != '\t' && r != '\n' && r != '\r' && (r < ' ' || r == 0x7F) {
		return picture(r)
	}
	return r
}

func (out csvWriter) quoted(cell string) {
	out.WriteByte('"')
	if strings.Contains(cell, `"`) {
		cell = strings.ReplaceAll(cell, `"`, `""`)
	}
	out.WriteString(cell)
	out.WriteByte('"')
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
