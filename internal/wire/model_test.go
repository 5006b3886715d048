package wire

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// writer writes a random document in a random style, and beside it the canonical text that reading it must give.
type writer struct {
	t         *rapid.T
	doc, want strings.Builder
}

func (w *writer) pick(label string, options ...string) string {
	return rapid.SampledFrom(options).Draw(w.t, label)
}

func (w *writer) space() { w.doc.WriteString(w.pick("space", "", "", "", " ", "\n\t", "\r\n  ")) }

func (w *writer) both(s string) {
	w.space()
	w.doc.WriteString(s)
	w.want.WriteString(s)
	w.space()
}

// text writes a string with random escapes.
func (w *writer) text() {
	s := rapid.StringOfN(rapid.RuneFrom([]rune("ab 9\"\\/\n\t\u00e9优😀\u2028")), 0, 12, -1).Draw(w.t, "text")
	w.space()
	w.doc.WriteByte('"')
	for _, c := range s {
		w.doc.WriteString(w.rune(c))
	}
	w.doc.WriteByte('"')
	w.space()
	fmt.Fprintf(&w.want, "%q", s)
}

func (w *writer) rune(c rune) string {
	plain, _ := json.Marshal(string(c))
	switch {
	case rapid.IntRange(0, 3).Draw(w.t, "escape") > 0:
		return string(plain[1 : len(plain)-1])
	case c > 0xFFFF:
		c -= 0x10000
		return fmt.Sprintf(`\u%04X\u%04x`, 0xD800+c>>10, 0xDC00+c&0x3FF)
	}
	return fmt.Sprintf(`\u%04x`, c)
}

func (w *writer) value(depth int) {
	kind := rapid.IntRange(0, 5).Draw(w.t, "kind")
	if depth == 0 {
		kind %= 4
	}
	switch kind {
	case 0, 1:
		w.text()
	case 2:
		w.both(w.pick("number", "0", "-0", "9.90", "-2.00", "1e2", "1E-2", "0E-10", "12345678901234567890"))
	case 3:
		w.both(w.pick("word", "null", "true", "false"))
	case 4:
		w.list("[", "]", func() { w.value(depth - 1) })
	case 5:
		w.list("{", "}", func() {
			w.text()
			w.both(":")
			w.value(depth - 1)
		})
	}
}

func (w *writer) list(opening, closing string, item func()) {
	w.both(opening)
	for i := range rapid.IntRange(0, 4).Draw(w.t, "items") {
		if i > 0 {
			w.both(",")
		}
		item()
	}
	w.both(closing)
}

// canonical reads a value and writes it in the form of writer.want.
func canonical(r *Reader, b *strings.Builder) {
	switch r.Kind() {
	case Object:
		b.WriteByte('{')
		for i, ok := 0, r.Object(); ok && r.Next(); i++ {
			comma(b, i)
			fmt.Fprintf(b, "%q:", r.Name())
			canonical(r, b)
		}
		b.WriteByte('}')
	case Array:
		b.WriteByte('[')
		for i, ok := 0, r.Array(); ok && r.Next(); i++ {
			comma(b, i)
			canonical(r, b)
		}
		b.WriteByte(']')
	case String:
		s, _ := r.Text()
		fmt.Fprintf(b, "%q", s)
	default:
		b.Write(r.Raw())
	}
}

func comma(b *strings.Builder, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

// TestAnyDocumentInAnyStyle reads what the model wrote: in place, out of a string, and skipped.
func TestAnyDocumentInAnyStyle(t *testing.T) {
	reused := NewReader(make([]byte, smallDoc)) // with its tables, over all documents
	rapid.Check(t, func(t *rapid.T) {
		w := writer{t: t}
		w.value(4)
		doc := w.doc.String()
		quoted, err := json.Marshal(doc)
		require.NoError(t, err)

		for _, in := range []string{doc, string(quoted)} {
			var got strings.Builder
			reused.Reset([]byte(in))
			if in == doc {
				canonical(reused, &got)
			} else {
				canonical(reused.Embedded(), &got)
			}
			reused.End()
			require.NoError(t, reused.Err())
			require.Equal(t, w.want.String(), got.String())
		}
		require.NoError(t, skipAll(doc))
	})
}
