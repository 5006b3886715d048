package paging

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
)

// windowCursorVersion is the first part of a cursor over windows, which no cursor of a single Plan has.
const windowCursorVersion = "w2"

// windowStart is where a run over windows goes on; the zero value is the start.
type windowStart struct {
	window  int
	rows    int64  // of the windows before
	drifted bool   // an earlier run reported drift
	once    bool   // a window before was not read twice
	inside  Cursor // where in the window
}

// next returns the cursor of a run that goes on at s: version, window, rows before it, drift, whether a window before was read once
// only, the cursor inside the window, and a checksum over them and the query, separated by dots. It is empty when going on inside
// the window makes no sense.
func (w Windows[T]) next(s windowStart) Cursor {
	if s.inside == "" {
		return ""
	}
	text := strings.Join([]string{
		windowCursorVersion, strconv.Itoa(s.window), strconv.FormatInt(s.rows, 10), strconv.FormatBool(s.drifted),
		strconv.FormatBool(s.once), string(s.inside),
	}, ".")
	return Cursor(text + "." + w.checksum(text))
}

// checksum finds damage and another query; it is no signature.
func (w Windows[T]) checksum(text string) string {
	sum := sha256.Sum256(append(w.QueryHash[:], text...))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// start reads a cursor that next made. One text has one reading only, so it is read by making it again.
func (w Windows[T]) start(c Cursor) (windowStart, error) {
	if c == "" {
		return windowStart{}, nil
	}
	refused := invalid(w.Op, "Cursor is damaged, or belongs to another query")
	part := strings.Split(string(c), ".")
	if len(part) != 7 {
		return windowStart{}, refused
	}
	window, err1 := strconv.Atoi(part[1])
	rows, err2 := strconv.ParseInt(part[2], 10, 64)
	s := windowStart{window: window, rows: rows, drifted: part[3] == "true", once: part[4] == "true", inside: Cursor(part[5])}
	sane := err1 == nil && err2 == nil && window >= 0 && window < w.Count && rows >= 0
	if !sane || w.next(s) != c {
		return windowStart{}, refused
	}
	return s, nil
}
