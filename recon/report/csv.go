package report

import (
	"bufio"
	"io"
	"strings"
)

// byteOrderMark makes Excel read UTF-8.
const byteOrderMark = "\uFEFF"

// CSV writes the list of groups: UTF-8 with a byte order mark, lines that end in CR LF, a line of names, then Lines.
// Columns are only ever added, at the end.
//
// Cells of kind Text are quoted and made safe by EscapeCell; bytes that are not UTF-8 become U+FFFD. The other kinds cannot hold
// anything else than they say. A spreadsheet keeps 15 digits of an amount: for larger ones use XLSX.
func (r *Report) CSV(w io.Writer) error {
	out := newWriter(w)
	out.WriteString(byteOrderMark)
	columns := r.Columns()
	for i, c := range columns {
		writeCell(out, i, Label, c.Name)
	}
	for line := range r.Lines() {
		out.WriteString("\r\n")
		for i, cell := range line.Cells {
			writeCell(out, i, columns[i].Kind, cell)
		}
		if out.failed() {
			break
		}
	}
	out.WriteString("\r\n")
	return out.Flush()
}

func writeCell(out *writer, i int, kind Kind, cell string) {
	if i > 0 {
		out.WriteByte(',')
	}
	switch {
	case cell == "":
	case kind == Text:
		writeQuoted(out, EscapeCell(strings.ToValidUTF8(cell, "\uFFFD")))
	case kind == Label && strings.ContainsAny(cell, ",\""):
		writeQuoted(out, cell)
	default:
		out.WriteString(cell)
	}
}

func writeQuoted(out *writer, cell string) {
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
