package paging

import (
	"cmp"
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Windows is one run over a bill that is asked for in parts, such as the days of a month: the parts do not overlap and leave no gap,
// and each is a sequence of pages with a proven end of its own. The rows come in the order of the parts.
type Windows[T any] struct {
	// Op names the operation, as in a Plan.
	Op string
	// Count is how many windows there are, 1 or more.
	Count int
	// Parallel is how many windows are fetched at a time, each of them serially; 0 means 1.
	Parallel int
	// MaxRows is the most rows of all windows, those of earlier runs included; 0 means DefaultMaxRows.
	MaxRows int64
	// Drift is the policy for a result set that moves, Open and Until are of the whole, as in a Plan.
	Drift DriftPolicy
	Open  bool
	Until time.Time
	// Identity is that of the windows' Plans: it finds rows that two windows have.
	Identity func(dst []byte, row *T) []byte
	// Name says in words what window i covers, from 0.
	Name func(i int) string
	// Plan is how window i is read. Its Cursor and Prefetch are not used.
	Plan func(i int) Plan[T]
	// QueryHash binds cursors to the whole query, and Cursor is where to go on, as in a Plan.
	QueryHash [32]byte
	Cursor    Cursor

	fetched *atomic.Int64 // rows of all windows, for MaxRows
	from    windowStart
}

// prepare returns the run with its defaults set and its cursor read, or what is wrong with it.
func (w Windows[T]) prepare(ctx context.Context) (Windows[T], error) {
	if ctx == nil {
		return w, invalid(w.Op, "the context is nil")
	}
	w.Parallel, w.MaxRows = max(1, w.Parallel), cmp.Or(w.MaxRows, DefaultMaxRows)
	var err error
	if w.from, err = w.start(w.Cursor); err != nil {
		return w, err
	}
	w.fetched = &atomic.Int64{}
	w.fetched.Store(w.from.rows)
	// The cursor inside the first window is checked here, before its neighbours are sent for.
	first := w.plan(w.from.window)
	_, err = ParseCursor(w.Op, string(first.Cursor), first.QueryHash)
	return w, err
}

// plan returns how window i is read as a part of the whole.
func (w Windows[T]) plan(i int) Plan[T] {
	p := w.Plan(i)
	p.Cursor = ""
	if i == w.from.window {
		p.Cursor = w.from.inside
	}
	p.Prefetch = 0 // the windows beside it are what is fetched ahead
	p.Fetch = w.capped(p.Fetch, p.Size)
	// That the period is open is said of the whole: of a window, Complete then still tells whether it drifted.
	p.ReadTwice, p.Open, p.Part = p.ReadTwice && !w.Open, false, true
	return p
}

// capped counts what all windows have fetched, so that many of them at a time do not take many times MaxRows. A second reading,
// which has another page size, does not count.
func (w Windows[T]) capped(fetch func(context.Context, int, int) (Page[T], error), size int) func(context.Context, int, int) (Page[T], error) {
	return func(ctx context.Context, page, limit int) (Page[T], error) {
		got, err := fetch(ctx, page, limit)
		if err == nil && limit == size && w.fetched.Add(int64(len(got.Rows))) > w.MaxRows {
			err = w.capReached()
		}
		return got, err
	}
}

func (w Windows[T]) capReached() error {
	return transport.Errorf(w.Op, billrecon.ErrIncomplete, "the row cap of %d was reached before the end", w.MaxRows)
}

// each is the loop of Each.
func (w Windows[T]) each(ctx context.Context, yield func(T, error) bool) error {
	w, err := w.prepare(ctx)
	if err != nil {
		return err
	}
	r := newWindowRun(w)
	left := false
	err = r.walk(ctx, func(rows []T) bool {
		for _, row := range rows {
			if !yield(row, nil) {
				left = true
				return false
			}
		}
		return true
	})
	switch {
	case left:
		return errLeft
	case err == nil && r.drifted:
		return transport.Errorf(w.Op, billrecon.ErrPageDrift, "all windows were read, but the result set moved meanwhile: %s", r.firstDrift)
	}
	return err
}

func (w Windows[T]) collect(ctx context.Context) ([]T, Audit, error) {
	w, err := w.prepare(ctx)
	if err != nil {
		return nil, Audit{}, err
	}
	r := newWindowRun(w)
	var all []T
	err = r.walk(ctx, func(rows []T) bool {
		all = append(all, rows...)
		return true
	})
	return all, r.finish(err), err
}

// windowRun is the state of one run over windows.
type windowRun[T any] struct {
	findings
	w       Windows[T]
	ids     *identities
	audit   Audit
	drifted bool
	once    bool // a window was not read twice
}

func newWindowRun[T any](w Windows[T]) *windowRun[T] {
	r := &windowRun[T]{w: w, ids: newIdentities(newSecret())}
	r.audit.Earlier, r.once = w.from.rows, w.from.once
	if w.from.drifted {
		r.markDrift("an earlier run reported drift")
	}
	return r
}

// walk takes window after window until the end. Its rows are checked before visit gets them, and the next windows are on their way
// meanwhile.
func (r *windowRun[T]) walk(ctx context.Context, visit func([]T) bool) error {
	src := windowsAhead[T]{flights: newFlights[window[T]](ctx), w: r.w, top: r.w.from.window}
	defer src.close()
	for i := r.w.from.window; i < r.w.Count; i++ {
		got, err := src.window(i)
		before := r.audit.Earlier + r.audit.Rows
		if before+got.audit.Earlier+int64(len(got.rows)) > r.w.MaxRows {
			return r.w.capReached()
		}
		if err := r.check(i, got.rows); err != nil {
			return err
		}
		r.merge(i, got.audit)
		if err == nil && !got.audit.Complete {
			r.drifted, r.firstDrift = true, cmp.Or(r.firstDrift, fmt.Sprintf("window %d of %d drifted", i+1, r.w.Count))
		}
		if !visit(got.rows) {
			return nil
		}
		if err != nil {
			r.find("stopped in window %d of %d: %s", i+1, r.w.Count, r.w.Name(i))
			r.audit.Next = r.w.next(windowStart{i, before, r.drifted, r.once, got.audit.Next})
			return err
		}
		r.once = r.once || !got.audit.ReadTwice
	}
	return nil
}

// check looks for rows that an earlier window had: the windows do not overlap, so there must be none. What comes twice within the
// window its own run has dealt with.
func (r *windowRun[T]) check(i int, rows []T) error {
	r.ids.begin()
	for n := range rows {
		r.ids.row = r.w.Identity(r.ids.row[:0], &rows[n])
		r.ids.add(r.ids.row)
	}
	again := r.ids.known()
	r.ids.commit()
	if again == 0 {
		return nil
	}
	r.audit.Duplicates += int64(again)
	text := fmt.Sprintf("window %d of %d: %d of %d rows were seen in windows before", i+1, r.w.Count, again, len(rows))
	if r.w.Drift == FailOnDrift {
		return transport.Errorf(r.w.Op, billrecon.ErrPageDrift, "%s", text)
	}
	r.markDrift(text)
	return nil
}

// merge adds what the window's own run proved.
func (r *windowRun[T]) merge(i int, a Audit) {
	r.audit.Pages += a.Pages
	r.audit.Rows += a.Rows
	r.audit.Earlier += a.Earlier
	r.audit.Duplicates += a.Duplicates
	r.audit.Retries += a.Retries
	seen := wire.Unknown(r.audit.Unknown) // bounds the number of names, whatever the provider sends
	seen.Merge(a.Unknown)
	r.audit.Unknown = seen
	for _, finding := range a.Findings {
		r.find("window %d of %d: %s", i+1, r.w.Count, finding)
	}
}

// finish closes the Audit of a run that ended with err.
func (r *windowRun[T]) finish(err error) Audit {
	a := r.audit
	a.ReadTwice = err == nil && !r.once && !r.drifted
	a.Complete = err == nil && !r.drifted && !r.w.Open
	if a.Complete {
		a.Until = r.w.Until
	}
	if a.ReadTwice {
		r.find("each of the %d windows was read twice, and the same rows came", r.w.Count)
	}
	if err == nil && r.w.Open {
		r.find("the period is not over: rows may still come")
	}
	a.Findings = r.all()
	return a
}

// markDrift makes the run one that cannot be complete.
func (r *windowRun[T]) markDrift(text string) {
	r.drifted, r.firstDrift = true, cmp.Or(r.firstDrift, text)
	r.find("%s", text)
}
