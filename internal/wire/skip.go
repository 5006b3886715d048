package wire

import (
	"bytes"
	"encoding/json"
)

// Skip steps over the next value, whatever it is, checking its grammar to the last byte.
func (r *Reader) Skip() {
	depth := len(r.stack)
	r.skipOne()
	start := r.at
	for r.err == nil && len(r.stack) > depth {
		if r.step(false) {
			r.skipOne()
		}
	}
	r.at = start
}

// Raw steps over the next value and returns a copy of its bytes exactly as they came: the grammar is checked, the text in
// its strings is not. It is nil after an error.
func (r *Reader) Raw() json.RawMessage {
	if r.Skip(); r.err != nil {
		return nil
	}
	return bytes.Clone(r.doc[r.at:r.pos])
}

// Pos is where the next value starts, to be given to [Reader.Since] when it has been read.
func (r *Reader) Pos() int {
	if r.err == nil && r.due {
		r.space()
	}
	return r.pos
}

// Since is a copy of the bytes from pos, which [Reader.Pos] gave, up to here: the raw form of a row that was read field
// by field. It is nil after an error.
func (r *Reader) Since(pos int) json.RawMessage {
	if r.err != nil || pos < 0 || pos > r.pos {
		return nil
	}
	return bytes.Clone(r.doc[pos:r.pos])
}

// Null steps over the next value if it is null, and reports whether it was.
func (r *Reader) Null() bool {
	if r.Kind() != Null {
		return false
	}
	r.Skip()
	return r.err == nil
}

// Empty steps over the next value if it holds nothing, and reports whether it was one of: null, "", {} and []. The providers
// use all four for "no rows". It is a convenience beside Kind and does not look at a value that is more than that.
func (r *Reader) Empty() bool {
	var closing byte
	switch r.Kind() {
	case Null:
		return r.Null()
	case String:
		closing = '"'
	case Object:
		closing = '}'
	case Array:
		closing = ']'
	default:
		return false
	}
	i := r.pos + 1
	for closing != '"' && i < len(r.doc) && isSpace(r.doc[i]) {
		i++
	}
	if i >= len(r.doc) || r.doc[i] != closing {
		return false
	}
	r.at, r.pos, r.due = r.pos, i+1, false
	return true
}

// isSpace tests the usual case, no space at all, with one comparison.
func isSpace(c byte) bool { return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r') }

// skipOne steps over a scalar, or enters an object or array.
func (r *Reader) skipOne() {
	switch k := r.begin(); k {
	case Object, Array:
		r.enter(k)
	case String:
		r.quoted()
		r.due = false
	case Number:
		r.number()
	case Bool, Null:
		r.keyword()
	}
}
