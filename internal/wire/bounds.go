package wire

import "context"

// What one document may hold. The counts are far beyond what the providers send; without them a small compressed reply could
// fill the memory.
const (
	maxMembers       = 1_000  // unknown members
	maxMembersPerRow = 16     // unknown members more for each row that was read
	maxItems         = 10_000 // items of the lists within rows
	lookEvery        = 16 << 10
)

// bounds is what a document has used up, shared with the documents that its strings hold.
type bounds struct {
	ctx                  context.Context
	members, items, rows int
}

// hidesKey is the key of what HidingNames adds to a context.
type hidesKey struct{}

// HidingNames returns a context for [Reader.ResetContext] with which an unknown member whose name holds a secret is counted without its
// name. hides reports whether the name does.
func HidingNames(ctx context.Context, hides func(name string) bool) context.Context {
	return context.WithValue(ctx, hidesKey{}, hides)
}

// Row counts one more row that was read whole. A document may have 1 000 unknown members, and 16 more for each row, so that
// a provider may add some to all of its rows.
func (r *Reader) Row() { r.shared.rows++ }

// Member counts the current member, which the caller does not know, in unknown. Too many of them are a final error.
func (r *Reader) Member(unknown *Unknown) {
	name := r.Name()
	if hides, set := r.hides(); set && shownName(name) != "?" && hides(string(name)) {
		name = nil // counts as "field:?"
	}
	unknown.AddField(name)
	r.shared.members++
	if r.shared.members-maxMembers > r.shared.rows*maxMembersPerRow {
		r.Stop("is one of more than 1000 unknown members", nil)
	}
}

func (r *Reader) hides() (func(string) bool, bool) {
	if r.shared.ctx == nil {
		return nil, false
	}
	hides, set := r.shared.ctx.Value(hidesKey{}).(func(string) bool)
	return hides, set
}

// Members reads an object, none of whose known members may come twice. member reads the value of the current one and returns a bit of
// its own, or returns 0 for one that the caller does not know, which is counted in unknown. Members returns the bits of those seen.
func (r *Reader) Members(unknown *Unknown, member func() (bit int)) (seen int) {
	for ok := r.Object(); ok && r.Next(); {
		bit := member()
		switch {
		case bit == 0:
			r.Member(unknown)
		case seen&bit != 0:
			r.Twice()
		}
		seen |= bit
	}
	return seen
}

// Item counts one more item of a list within a row. More than 10 000 in one document are a final error.
func (r *Reader) Item() {
	r.shared.items++
	if r.shared.items > maxItems {
		r.Stop("is one of more than 10000 list items", nil)
	}
}

// look fails if the context is over.
func (r *Reader) look() bool {
	r.lookAt = r.pos + lookEvery
	ctx := r.shared.ctx
	if ctx == nil || ctx.Err() == nil {
		return true
	}
	r.failWith(r.pos, FieldError{Rule: "was not read in time", cause: ctx.Err(), final: true})
	return false
}
