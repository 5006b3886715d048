package paging

import (
	"context"
	"errors"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/wire"
)

// run is the state of one Each loop or one All, and of its second reading.
type run[T any] struct {
	findings
	plan   Plan[T]
	ids    *identities
	done   progress // up to the last page that was handed out
	now    progress // done and the page in hand
	stale  int      // pages in a row without a new row
	second bool     // this is the second reading of a bill
	left   bool     // the caller left the loop
	spent  bool     // going on from here makes no sense
	audit  Audit

	gaps     int // pages that came short although rows follow
	firstGap int // the first of them
}

func newRun[T any](ctx context.Context, p Plan[T]) (*run[T], error) {
	if ctx == nil {
		return nil, invalid(p.Op, "the context is nil")
	}
	p, err := p.prepare()
	if err != nil {
		return nil, err
	}
	r := &run[T]{plan: p, done: progress{next: 1}}
	if p.Cursor == "" {
		r.ids = newIdentities(newSecret())
		return r, nil
	}
	if err := r.resume(); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *run[T]) resume() error {
	s, rule := openCursor(r.plan.Cursor, r.plan.QueryHash)
	switch {
	case rule != "":
		return invalid(r.plan.Op, rule)
	case s.size != int64(r.plan.Size):
		return invalid(r.plan.Op, "Cursor belongs to another page size")
	}
	r.ids = newIdentities(s.secret)
	r.done, r.now = s.progress, s.progress
	r.audit.Earlier = s.rows
	r.find("resumed at page %d, after %d rows of earlier runs", s.next, s.rows)
	if s.drifted {
		r.markDrift("an earlier run reported drift")
	}
	return nil
}

// read takes all pages, and all of them a second time if the plan says so.
func (r *run[T]) read(ctx context.Context, visit func([]T) (handed int)) error {
	if err := r.walk(ctx, visit); err != nil {
		return err
	}
	return r.readAgain(ctx)
}

// walk takes page after page until the end. A page is checked before visit gets
// its rows, and the next ones are on their way meanwhile.
func (r *run[T]) walk(ctx context.Context, visit func([]T) (handed int)) error {
	src := newAhead(ctx, r.plan)
	defer src.close()
	// A resumed run looks at the last page of the run before once more.
	for page := max(1, r.done.next-1); ; page++ {
		rows, err := r.take(src, page)
		if err != nil {
			return err
		}
		more, lack := r.verdict(page)
		if more {
			src.start(page, r.reach(page), r.nearEnd)
		}
		if r.hand(page, rows, visit); r.left {
			return errLeft
		}
		if lack != nil {
			return lack
		}
		if more {
			continue
		}
		beyond := src.rowsBeyond()
		if beyond == 0 {
			return nil
		}
		if err := r.drift("page %d has rows, although page %d was the last", beyond, page); err != nil {
			return err
		}
	}
}

// take fetches the page and checks it.
func (r *run[T]) take(src *ahead[T], page int) ([]T, error) {
	if page > r.plan.MaxPages {
		return nil, r.fail(billrecon.ErrIncomplete, "the page cap of %d was reached before the end", r.plan.MaxPages)
	}
	got, err := src.page(page)
	r.audit.Retries += got.Retries
	if err != nil {
		return nil, fetchError(r.plan.Op, page, err)
	}
	r.now = r.done
	r.now.next = page + 1
	if err := r.check(page, got); err != nil {
		return nil, err
	}
	if !r.seam(page) {
		r.count(got.Unknown)
	}
	return got.Rows, nil
}

// seam reports whether the page was handed out by an earlier run already.
func (r *run[T]) seam(page int) bool { return page < r.done.next }

// count adds up what was not known; the number of names is bounded, whatever the provider sends.
func (r *run[T]) count(unknown map[string]int64) {
	seen := wire.Unknown(r.audit.Unknown)
	seen.Merge(unknown)
	r.audit.Unknown = seen
}

// hand gives the rows to visit and, once all of them are gone, moves on.
func (r *run[T]) hand(page int, rows []T, visit func([]T) int) {
	if !r.seam(page) {
		handed := visit(rows)
		r.audit.Rows += int64(handed)
		if handed < len(rows) {
			return
		}
		r.audit.Pages++
	}
	r.done = r.now
}

// finish closes the Audit of a run that ended with err.
func (r *run[T]) finish(err error) Audit {
	r.closeFindings(err == nil)
	a := r.audit
	a.Findings = r.all()
	a.DeclaredTotal, a.HasTotal = r.now.total, r.now.hasTotal
	a.Duplicates = r.now.dups
	a.Complete = err == nil && !r.done.drifted && !r.plan.Open
	a.Until = r.plan.Until
	if !a.Complete {
		a.Until = time.Time{}
	}
	over := err == nil || r.spent || errors.Is(err, billrecon.ErrPageDrift)
	if !over && r.plan.QueryHash != [32]byte{} {
		s := stored{progress: r.done, size: int64(r.plan.Size), secret: r.ids.secret}
		a.Next = s.cursor(r.plan.QueryHash)
	}
	return a
}
