package settlement

import (
	"context"
	"fmt"
	"hash/maphash"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// maxFindings is the most findings that a run over windows reports, the last of which then says how many were left out.
const maxFindings = 50

// windowRun is the state of one run over windows.
type windowRun struct {
	w       windows
	audit   Audit
	seeds   [2]maphash.Seed
	seen    map[rowKey]struct{}
	keys    []rowKey // of the window in hand
	id      []byte   // identity of the row in hand
	drifted bool
	moved   string // the first drift, in words
	omitted int
}

// rowKey is a row identity as 128 seeded bits: a collision would cost a run, never a row.
type rowKey [2]uint64

func newWindowRun(w windows) *windowRun {
	r := &windowRun{
		w:     w,
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		seen:  map[rowKey]struct{}{},
	}
	r.audit.Earlier = w.from.rows
	if w.from.drifted {
		r.find("an earlier run reported drift")
		r.mark("an earlier run reported drift")
	}
	return r
}

// walk takes window after window until the end. Its rows are checked before visit gets them, and the next windows are on
// their way meanwhile.
func (r *windowRun) walk(ctx context.Context, visit func([]Item) bool) error {
	defer r.closeFindings()
	src := newWindowsAhead(ctx, r.w)
	defer src.close()
	for i := r.w.from.window; i < r.w.count; i++ {
		got := src.take(i)
		before := r.audit.Earlier + r.audit.Rows
		if err := r.check(i, got.rows); err != nil {
			return err
		}
		r.merge(i, got.audit)
		if got.err == nil && !got.audit.Complete {
			r.mark(fmt.Sprintf("window %d of %d drifted", i+1, r.w.count))
		}
		if !visit(got.rows) {
			return nil
		}
		if got.err != nil {
			r.find("stopped in window %d of %d: %s", i+1, r.w.count, r.w.span(i))
			r.audit.Next = r.w.next(i, before, r.drifted, got.audit.Next)
			return got.err
		}
	}
	return nil
}

// check looks for rows that an earlier window had: the windows do not overlap, so there must be none. What comes twice
// within the window its own run has dealt with.
func (r *windowRun) check(i int, rows []Item) error {
	r.keys = r.keys[:0]
	again := 0
	for n := range rows {
		key := r.key(&rows[n])
		if _, known := r.seen[key]; known {
			again++
		}
		r.keys = append(r.keys, key)
	}
	for _, key := range r.keys {
		r.seen[key] = struct{}{}
	}
	if again == 0 {
		return nil
	}
	r.audit.Duplicates += int64(again)
	text := fmt.Sprintf("window %d of %d: %d of %d rows were seen in windows before", i+1, r.w.count, again, len(rows))
	if r.w.drift == FailOnDrift {
		return transport.Errorf(r.w.op, ErrPageDrift, "%s", text)
	}
	r.find("%s", text)
	r.mark(text)
	return nil
}

func (r *windowRun) key(row *Item) rowKey {
	r.id = identity(r.id[:0], row)
	return rowKey{maphash.Bytes(r.seeds[0], r.id), maphash.Bytes(r.seeds[1], r.id)}
}

// merge adds what the window's own run proved.
func (r *windowRun) merge(i int, a Audit) {
	r.audit.Pages += a.Pages
	r.audit.Rows += a.Rows
	r.audit.Earlier += a.Earlier
	r.audit.Duplicates += a.Duplicates
	r.audit.Retries += a.Retries
	seen := wire.Unknown(r.audit.Unknown) // bounds the number of names, whatever the provider sends
	seen.Merge(a.Unknown)
	r.audit.Unknown = seen
	for _, finding := range a.Findings {
		r.find("window %d of %d: %s", i+1, r.w.count, finding)
	}
}

// mark makes the run one that cannot be complete.
func (r *windowRun) mark(text string) {
	r.drifted = true
	if r.moved == "" {
		r.moved = text
	}
}

func (r *windowRun) find(format string, args ...any) {
	if len(r.audit.Findings) >= maxFindings-1 {
		r.omitted++
		return
	}
	r.audit.Findings = append(r.audit.Findings, fmt.Sprintf(format, args...))
}

func (r *windowRun) closeFindings() {
	if r.omitted > 0 {
		r.audit.Findings = append(r.audit.Findings, fmt.Sprintf("%d more findings were left out", r.omitted))
	}
}

// reportedDrift is the error of an Items loop that ended although drift was reported, since a loop has no Audit that would
// say so.
func (r *windowRun) reportedDrift() error {
	if !r.drifted {
		return nil
	}
	return transport.Errorf(r.w.op, ErrPageDrift, "all windows were read, but the result set moved meanwhile: %s", r.moved)
}
