package paging

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math"
)

// ParseCursor checks a stored cursor before a Plan uses it. The empty text is
// the empty Cursor. Damage, another version and another query's cursor are
// transport.ErrInvalidRequest. Rows and Collect check the same again, and that
// page size and end rule are those of the run before.
func ParseCursor(op, text string, query [32]byte) (Cursor, error) {
	if text == "" {
		return "", nil
	}
	if _, rule := openCursor(Cursor(text), query); rule != "" {
		return "", invalid(op, rule)
	}
	return Cursor(text), nil
}

const (
	cursorVersion  = 1
	cursorSumBytes = 8
	// A genuine cursor cannot be longer: the fixed parts and six numbers of at
	// most ten bytes each. Longer text is refused before it is decoded.
	cursorMaxText = 256
)

const (
	flagHasTotal = 1 << iota
	flagDrifted
)

// progress is what a run knows at a page boundary and a cursor carries on.
type progress struct {
	next     int      // the page to fetch next, from 1
	rows     int64    // rows of the pages before next, duplicates included
	dups     int64    // how many of them were seen before
	total    int64    // the last declared total
	hasTotal bool     //
	drifted  bool     // drift was reported, so the bill can not be complete
	last     [32]byte // digest of page next-1; zero at the start
}

// stored is what a cursor holds: the progress, and what must not have changed.
type stored struct {
	progress
	size int64
	end  EndRule
}

func (s stored) cursor(query [32]byte) Cursor {
	flags := byte(0)
	if s.hasTotal {
		flags |= flagHasTotal
	}
	if s.drifted {
		flags |= flagDrifted
	}
	b := append([]byte{cursorVersion}, query[:]...)
	b = append(b, flags, byte(s.end))
	for _, n := range []int64{s.size, int64(s.next), s.rows, s.dups, s.total} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = append(b, s.last[:]...)
	sum := sha256.Sum256(b)
	return Cursor(base64.RawURLEncoding.EncodeToString(append(b, sum[:cursorSumBytes]...)))
}

// openCursor returns what the cursor holds, or the rule that it breaks.
func openCursor(c Cursor, query [32]byte) (stored, string) {
	const damaged = "Cursor is damaged"
	if len(c) > cursorMaxText {
		return stored{}, damaged
	}
	b, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil || len(b) < 1+cursorSumBytes {
		return stored{}, damaged
	}
	body, sum := b[:len(b)-cursorSumBytes], sha256.Sum256(b[:len(b)-cursorSumBytes])
	switch {
	case !bytes.Equal(sum[:cursorSumBytes], b[len(body):]):
		return stored{}, damaged
	case body[0] != cursorVersion:
		return stored{}, "Cursor has another version: start without it"
	case len(body) < 1+len(query):
		return stored{}, damaged
	case !bytes.Equal(body[1:1+len(query)], query[:]):
		return stored{}, "Cursor belongs to another query"
	}
	s, ok := decodeStored(body[1+len(query):])
	// One progress has one text. An odd spelling of it, with line breaks, spare
	// bytes or unknown flags, is damage as well.
	if !ok || s.cursor(query) != c {
		return stored{}, damaged
	}
	return s, ""
}

func decodeStored(b []byte) (s stored, ok bool) {
	if len(b) < 2 {
		return stored{}, false
	}
	s.hasTotal, s.drifted = b[0]&flagHasTotal != 0, b[0]&flagDrifted != 0
	s.end, b = EndRule(b[1]), b[2:]
	var n [5]int64
	for i := range n {
		v, used := binary.Uvarint(b)
		if used <= 0 || v > math.MaxInt64 {
			return stored{}, false
		}
		n[i], b = int64(v), b[used:]
	}
	s.size, s.rows, s.dups, s.total = n[0], n[2], n[3], n[4]
	s.next = int(min(n[1], MaxPagesLimit+2))
	copy(s.last[:], b)
	return s, s.sane()
}

// sane refuses a progress that no run can have left.
func (s stored) sane() bool {
	started := s.next > 1 || (s.rows == 0 && s.last == [32]byte{})
	return started && s.next >= 1 && s.next <= MaxPagesLimit+1 &&
		s.size >= 1 && s.dups <= s.rows && s.rows <= math.MaxInt64/2 && s.end <= EndByShortPage
}
