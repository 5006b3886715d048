package console

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// rowWriter appends the members of one JSON object.
type rowWriter struct {
	typeName string
	buf      []byte
	names    []string // of the members written, and of those left out
	err      error
}

func (w *rowWriter) raw(name, literal string) {
	separator := byte(',')
	if len(w.buf) == 0 {
		separator = '{'
	}
	w.buf = append(append(w.buf, separator), quote(name)...)
	w.buf = append(append(w.buf, ':'), literal...)
}

// member writes a member that the type knows, or leaves it out and remembers its name.
func (w *rowWriter) member(name, literal string, absent bool) {
	w.names = append(w.names, name)
	if !absent {
		w.raw(name, literal)
	}
}

func (w *rowWriter) text(name, text string) { w.member(name, quote(text), false) }

func (w *rowWriter) int(name string, v int64) { w.member(name, strconv.FormatInt(v, 10), false) }

// enum leaves 0 out: that is absent.
func (w *rowWriter) enum(name string, v int64) { w.member(name, strconv.FormatInt(v, 10), v == 0) }

func (w *rowWriter) bool(name string, v bool) { w.member(name, strconv.FormatBool(v), false) }

// time leaves the zero Time out.
func (w *rowWriter) time(name string, t time.Time) {
	if t.IsZero() {
		w.member(name, "", true)
		return
	}
	w.member(name, quote(timeText(t)), false)
}

// number writes text that is a plain whole number as one, as the console does, and other text in quotes.
func (w *rowWriter) number(name, text string) {
	if text == "" {
		w.member(name, "", true)
		return
	}
	if v, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(v, 10) == text {
		w.int(name, v)
		return
	}
	w.text(name, text)
}

// close merges the unknown members in and ends the object. One that has the name of a known member would make the row
// unreadable.
func (w *rowWriter) close(extra map[string]json.RawMessage) ([]byte, error) {
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		switch value := extra[name]; {
		case slices.Contains(w.names, name):
			w.fail("%s.Extra holds %s: that is a field of its own", w.typeName, name)
		case !json.Valid(value):
			w.fail("a value in %s.Extra is not JSON", w.typeName)
		default:
			w.raw(name, string(value))
		}
	}
	return append(w.buf, '}'), w.err
}

func (w *rowWriter) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(provider+": "+format, args...)
	}
}

// quote is s as a JSON string.
func quote(s string) string {
	quoted, _ := json.Marshal(s) // a string always has one
	return string(quoted)
}
