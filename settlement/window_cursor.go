package settlement

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
)

// windowCursorVersion is the first part of a cursor over windows, which no cursor of a single range has.
const windowCursorVersion = "w1"

// windowStart is where a run over windows goes on; the zero value is the start.
type windowStart struct {
	window  int
	rows    int64  // of the windows before
	drifted bool   // an earlier run reported drift
	inside  Cursor // where in the window
}

// next is the cursor of a run that stopped in window i: version, window, rows before it, drift, the cursor inside the window,
// and a checksum over them and the query, separated by dots. It is empty when going on inside the window makes no sense.
func (w windows) next(i int, rows int64, drifted bool, inside Cursor) Cursor {
	if inside == "" {
		return ""
	}
	text := strings.Join([]string{
		windowCursorVersion, strconv.Itoa(i), strconv.FormatInt(rows, 10), strconv.FormatBool(drifted), string(inside),
	}, ".")
	return Cursor(text + "." + w.checksum(text))
}

// checksum finds damage and another query; it is no signature.
func (w windows) checksum(text string) string {
	sum := sha256.Sum256(append(w.hash[:], text...))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// open reads a cursor that next made. One text has one reading only, so it is read by making it again.
func (w windows) open(c Cursor) (windowStart, error) {
	if c == "" {
		return windowStart{}, nil
	}
	part := strings.Split(string(c), ".")
	if len(part) != 6 {
		return windowStart{}, refusedCursor()
	}
	window, err1 := strconv.Atoi(part[1])
	rows, err2 := strconv.ParseInt(part[2], 10, 64)
	s := windowStart{window: window, rows: rows, drifted: part[3] == "true", inside: Cursor(part[4])}
	sane := err1 == nil && err2 == nil && window >= 0 && window < w.count && rows >= 0
	if !sane || w.next(s.window, s.rows, s.drifted, s.inside) != c {
		return windowStart{}, refusedCursor()
	}
	return s, nil
}

func refusedCursor() error {
	return invalid("ItemQuery.Cursor is damaged, or belongs to another query")
}
