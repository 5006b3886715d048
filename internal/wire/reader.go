package wire

import (
	"bytes"
	"context"
	"fmt"
)

// MaxDepth is how many objects and arrays may be open at once. The providers' documents need five.
const MaxDepth = 64

// Reader pulls the values of one JSON document held in memory, in the order they stand.
//
// The grammar is RFC 8259, strictly. The first error sticks: every later call returns the zero value, so a caller checks
// [Reader.Err] once, after [Reader.End]. A value that the caller does not read is skipped (and checked) by [Reader.Next].
// Read the document like this:
//
//	for ok := r.Object(); ok && r.Next(); {
//		switch string(r.Name()) {
//		case "total":
//			total, _ = r.Int(0, math.MaxInt32)
//		case "list":
//			for ok := r.Array(); ok && r.Next(); {
//				rows = append(rows, readRow(r))
//			}
//		}
//	}
//	r.End()
//	return rows, r.Err()
//
// A Reader keeps the short strings and the amounts that it saw last, to share them between rows, so reuse one with
// [Reader.Reset] over the pages of a bill. It must not be used by two goroutines at once. It never changes the document.
type Reader struct {
	doc   []byte
	pos   int  // of the next byte to read
	at    int  // where the value read last starts
	due   bool // a value is due at pos
	stack []frame
	err   *FieldError

	parent *Reader // the reader of the document that holds this one in a string
	child  *Reader // opened by Embedded, to be finished before this reader goes on

	nameBuf []byte // the member name last asked for that had escapes
	textBuf []byte // a string value that had escapes
	shared  *shared
	lookAt  int      // where the context is looked at next
	first   [8]frame // the stack of all usual documents
}

// frame is an open object or array.
type frame struct {
	array              bool
	index              int  // of the current member or element, -1 before the first
	nameStart, nameEnd int  // of the current member's name in the document, as written
	value              int  // where the current member or element starts
	escaped            bool // the name has escapes
}

// NewReader starts reading doc, which must not change while it is read. Nothing that the Reader returns refers to doc,
// except [Reader.Name].
func NewReader(doc []byte) *Reader {
	r := &Reader{shared: &shared{}}
	r.Reset(doc)
	return r
}

// Reset starts over with another document, no error and no context. Strings and amounts read before stay valid. A byte order
// mark (U+FEFF) at the start of the document is skipped.
func (r *Reader) Reset(doc []byte) { r.ResetContext(context.Background(), doc) }

// ResetContext is Reset with a context, which is looked at about every 16 KiB: once it is over, reading fails with an error
// that wraps the context's. A nil context is never over.
func (r *Reader) ResetContext(ctx context.Context, doc []byte) {
	r.shared.bounds = bounds{ctx: ctx}
	if cap(r.textBuf) > largestKept {
		r.textBuf = nil
	}
	r.Part(doc)
}

// Part starts over with a part of the same document: the context stays, and so do the counts of what is bounded per document.
func (r *Reader) Part(doc []byte) {
	r.doc, r.pos, r.at, r.due, r.err = doc, 0, 0, true, nil
	r.parent, r.child, r.lookAt = nil, nil, 0
	r.stack = r.first[:0]
	r.shared.size(len(doc))
	if bytes.HasPrefix(doc, byteOrderMark) {
		r.pos = len(byteOrderMark)
	}
}

// largestKept bounds the buffer that a Reader keeps for the next document.
const largestKept = 64 << 10

var byteOrderMark = []byte("\uFEFF")

// Err is the first error, always a *[FieldError], or nil.
func (r *Reader) Err() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// Fail records that the current value breaks a rule of the caller's: "is not a known state". It does nothing after an
// error. The rule must not hold the value, which may be personal data.
func (r *Reader) Fail(rule string) { r.fail(r.at, rule) }

// Twice records that the current member appears twice in its object, which the caller found out. The error is final.
func (r *Reader) Twice() { r.Stop("appears twice", nil) }

// Stop is Fail with an error that is final: [Reader.Unread] does not forget it. It wraps cause, which may be nil.
func (r *Reader) Stop(rule string, cause error) {
	r.failWith(r.at, FieldError{Rule: rule, cause: cause, final: true})
}

// Depth is the number of objects and arrays that are open, for [Reader.Unread].
func (r *Reader) Depth() int { return len(r.stack) }

// Unread forgets the error of the current member, or element, of the object or array that was entered as the depth-th, and
// goes back to the start of its value, which can then be read in another way. It reports whether there was an error that is
// not final. An error of the grammar comes back when the value is read again.
func (r *Reader) Unread(depth int) bool {
	if r.err == nil || r.err.final || depth < 1 || depth > len(r.stack) {
		return false
	}
	for at := r; at != nil; at = at.parent {
		at.err = nil
	}
	r.stack, r.child = r.stack[:depth], nil
	r.pos, r.due = r.stack[depth-1].value, true
	return true
}

// Try has read take the next value, and returns what is wrong with it, or nil. The value is then stepped over in any case, so that
// what comes after it can be read, unless its grammar is broken or the context is over: that is [Reader.Err]'s to say. It is for
// the Reader of the whole document, not for one that [Reader.Embedded] returned.
func (r *Reader) Try(read func()) error {
	start, depth, used := r.Pos(), len(r.stack), r.shared.bounds
	if r.err != nil {
		return r.err
	}
	if read(); r.settle() {
		return nil
	}
	err := r.err
	r.err, r.child, r.stack = nil, nil, r.stack[:depth]
	r.pos, r.due, r.lookAt, r.shared.bounds = start, true, 0, used
	r.Skip()
	return err
}

// End says that the document must end here: a value that is unread, or anything but white space after it, is an error.
// It is for the Reader of the whole document, not for one that [Reader.Embedded] returned.
func (r *Reader) End() {
	if !r.settle() {
		return
	}
	if r.due || len(r.stack) > 0 {
		r.fail(r.pos, "was not read to its end")
		return
	}
	if r.space(); r.pos < len(r.doc) {
		r.fail(r.pos, "goes on after its end")
	}
}

// Kind is the kind of the next value, which stays unread. It is Invalid after an error, and where no value starts.
func (r *Reader) Kind() Kind {
	if r.err != nil || !r.due {
		return Invalid
	}
	if r.space(); r.pos == len(r.doc) {
		return Invalid
	}
	return kindOf[r.doc[r.pos]]
}

// String shows how far the reader is, and nothing of the document.
func (r *Reader) String() string {
	return fmt.Sprintf("wire.Reader(byte %d of %d)", r.pos, len(r.doc))
}

// GoString is [Reader.String].
func (r *Reader) GoString() string { return r.String() }

// begin moves to the first byte of the value that is due and returns its kind, or fails.
func (r *Reader) begin() Kind {
	if r.err != nil {
		return Invalid
	}
	if !r.due {
		r.fail(r.at, "was read twice")
		return Invalid
	}
	r.space()
	r.at = r.pos
	if r.pos == len(r.doc) {
		r.nothing()
		return Invalid
	}
	k := kindOf[r.doc[r.pos]]
	if k == Invalid {
		r.notValue()
	}
	return k
}

// nothing fails where a value was due and the document ends.
func (r *Reader) nothing() {
	if len(r.stack) > 0 {
		r.truncated()
		return
	}
	r.failWith(r.pos, FieldError{Rule: "is empty", NotJSON: true})
}

// notValue fails where a value was due and something else stands.
func (r *Reader) notValue() {
	if len(r.stack) > 0 {
		r.fail(r.pos, "is not a JSON value")
		return
	}
	rule := "is not JSON"
	if r.doc[r.pos] == '<' {
		rule = "is not JSON but looks like HTML or XML"
	}
	r.failWith(r.pos, FieldError{Rule: rule, NotJSON: true})
}

// space skips white space.
func (r *Reader) space() {
	for r.pos < len(r.doc) && isSpace(r.doc[r.pos]) {
		r.pos++
	}
}

// settle finishes what Embedded opened: all of its document must have been read. It reports whether r can go on.
func (r *Reader) settle() bool {
	if c := r.child; c != nil && r.err == nil {
		r.child = nil
		if c.due && len(c.stack) == 0 {
			c.Skip()
		}
		c.End()
	}
	return r.err == nil
}

// Failed reports whether there is an error.
func (r *Reader) Failed() bool { return r.err != nil }
