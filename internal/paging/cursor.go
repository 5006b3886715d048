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
// billrecon.ErrInvalidRequest. Each and All check the same again, and that
// the page size is that of the run before.
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
	cursorVersion  = 2
	cursorSumBytes = 8
	// A genuine cursor cannot be longer: the fixed parts and seven numbers of at
	// most ten bytes each. Longer text is refused before it is decoded.
	cursorMaxText = 260
)

const (
	flagHasTotal = 1 << iota
	flagDrifted
	flagOver
	flagsEnd // the first bit that has no meaning
)

// progress is what a run knows at a page boundary and a cursor carries on.
type progress struct {
	next     int      // the page to fetch next, from 1
	rows     int64    // rows of the pages before next, duplicates included
	dups     int64    // how many of them were seen before
	page     int64    // rows of page next-1
	longest  int64    // rows of the longest page, at most those asked for
	total    int64    // the last declared total
	hasTotal bool     //
	drifted  bool     // drift was reported, so the bill can not be complete
	over     bool     // page next-1 was the last one
	sum      hash128  // of all rows
	last     [32]byte // digest of page next-1; zero at the start
}

// add counts a page of n rows, of which some were seen before, where size rows
// were asked for.
func (p *progress) add(n, again, size int64) {
	p.rows += n
	p.dups += again
	p.page = n
	p.longest = max(p.longest, min(n, size))
}

// stored is what a cursor holds: the progress, what must not have changed, and
// what keys the sum.
type stored struct {
	progress
	size   int64
	secret secret
}

func (s stored) cursor(query [32]byte) Cursor {
	b := append([]byte{cursorVersion}, query[:]...)
	b = append(b, s.flags())
	for _, n := range []int64{s.size, int64(s.next), s.rows, s.dups, s.page, s.longest, s.total} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	b = append(b, s.secret[:]...)
	b = binary.BigEndian.AppendUint64(b, s.sum.high)
	b = binary.BigEndian.AppendUint64(b, s.sum.low)
	b = append(b, s.last[:]...)
	sum := sha256.Sum256(b)
	return Cursor(base64.RawURLEncoding.EncodeToString(append(b, sum[:cursorSumBytes]...)))
}

func (s stored) flags() (flags byte) {
	for _, bit := range []struct {
		flag byte
		set  bool
	}{{flagHasTotal, s.hasTotal}, {flagDrifted, s.drifted}, {flagOver, s.over}} {
		if bit.set {
			flags |= bit.flag
		}
	}
	return flags
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
	if len(b) < 1 || b[0] >= flagsEnd {
		return stored{}, false
	}
	s.hasTotal, s.drifted, s.over = b[0]&flagHasTotal != 0, b[0]&flagDrifted != 0, b[0]&flagOver != 0
	b = b[1:]
	var n [7]int64
	for i := range n {
		v, used := binary.Uvarint(b)
		if used <= 0 || v > math.MaxInt64 {
			return stored{}, false
		}
		n[i], b = int64(v), b[used:]
	}
	s.size, s.rows, s.dups, s.page, s.longest, s.total = n[0], n[2], n[3], n[4], n[5], n[6]
	s.next = int(min(n[1], MaxPagesLimit+2))
	if len(b) != len(s.secret)+16+len(s.last) {
		return stored{}, false
	}
	b = b[copy(s.secret[:], b):]
	s.sum = hash128{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}
	copy(s.last[:], b[16:])
	return s, s.sane()
}

// sane refuses a progress that no run can have left.
func (s stored) sane() bool {
	started := s.next > 1 || s.progress == progress{next: 1, total: s.total, hasTotal: s.hasTotal, drifted: s.drifted}
	return started && s.next >= 1 && s.next <= MaxPagesLimit+1 &&
		s.size >= 1 && s.dups <= s.rows && s.rows <= math.MaxInt64/2 &&
		s.page <= s.rows && s.longest <= min(s.rows, s.size)
}
