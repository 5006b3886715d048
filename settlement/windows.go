package settlement

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/maphash"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/billrecon/billrecon/internal/paging"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// windows is how a range becomes one sequence of windows, each of which is a sequence of pages with a proven end of its own.
type windows struct {
	op       string // with the provider, as in a Plan
	all      span
	count    int
	parallel int
	drift    DriftPolicy
	maxRows  int64
	fetched  *atomic.Int64 // rows of all windows, for maxRows
	open     bool
	until    time.Time // of the whole, zero when a complete run proves no period
	hash     [32]byte
	from     windowStart
	span     func(i int) span
	plan     func(i int) paging.Plan[Item]
}

func (c *Client) windows(op string, q ItemQuery) (windows, error) {
	all, hash := q.payment(), q.hash(c.baseURL, c.access.version)
	w := windows{
		op:       provider + ": " + op,
		all:      all,
		count:    int(all.windows(q.Window)),
		parallel: max(1, c.paging.Prefetch),
		drift:    c.paging.Drift,
		maxRows:  cmp.Or(c.paging.MaxRows, paging.DefaultMaxRows),
		fetched:  &atomic.Int64{},
		open:     q.Open,
		until:    q.until(),
		hash:     hash,
		span:     func(i int) span { return all.window(q.Window, int64(i)) },
	}
	from, err := w.start(q.Cursor)
	if err != nil {
		return windows{}, err
	}
	w.from = from
	w.fetched.Store(from.rows)
	w.plan = func(i int) paging.Plan[Item] {
		one := q
		one.Cursor = ""
		if i == from.window {
			one.Cursor = from.inside
		}
		p := c.plan(op, one, w.span(i))
		p.Prefetch = 0 // the windows beside it are what is fetched ahead
		p.Fetch = w.capped(p.Fetch, p.Size)
		// That the period is open is said of the whole: of a window, Complete then still tells whether it drifted.
		p.ReadTwice, p.Open, p.Part = p.ReadTwice && !q.Open, false, true
		return p
	}
	// The cursor of the first window is checked here, before its neighbours are sent for.
	first := w.plan(from.window)
	if _, err := paging.ParseCursor(w.op, string(first.Cursor), first.QueryHash); err != nil {
		return windows{}, err
	}
	return w, nil
}

// capped counts what all windows have fetched, so that many of them at a time do not take many times maxRows. A second reading,
// which has another page size, does not count.
func (w windows) capped(fetch fetchFunc, size int) fetchFunc {
	return func(ctx context.Context, page, limit int) (paging.Page[Item], error) {
		got, err := fetch(ctx, page, limit)
		if err == nil && limit == size && w.fetched.Add(int64(len(got.Rows))) > w.maxRows {
			err = w.capReached()
		}
		return got, err
	}
}

func (w windows) capReached() error {
	return transport.Errorf(w.op, ErrIncomplete, "the row cap of %d was reached before the end", w.maxRows)
}

// rows is the loop of Items.
func (w windows) rows(ctx context.Context, yield func(Item, error) bool) {
	r := newWindowRun(w)
	left := false
	err := r.walk(ctx, func(rows []Item) bool {
		for _, row := range rows {
			if !yield(row, nil) {
				left = true
				return false
			}
		}
		return true
	})
	if left {
		return
	}
	if err == nil {
		err = r.reportedDrift()
	}
	if err != nil {
		yield(Item{}, err)
	}
}

// collect is CollectItems.
func (w windows) collect(ctx context.Context) ([]Item, Audit, error) {
	r := newWindowRun(w)
	var all []Item
	err := r.walk(ctx, func(rows []Item) bool {
		all = append(all, rows...)
		return true
	})
	return all, r.finish(err), err
}

// windowCursorVersion is the first part of a cursor over windows, which no cursor of a single range has.
const windowCursorVersion = "w2"

// windowStart is where a run over windows goes on; the zero value is the start.
type windowStart struct {
	window  int
	rows    int64  // of the windows before
	drifted bool   // an earlier run reported drift
	once    bool   // a window before was not read twice
	inside  Cursor // where in the window
}

// next is the cursor of a run that goes on at s: version, window, rows before it, drift, whether all before was read twice, the
// cursor inside the window, and a checksum over them and the query, separated by dots. It is empty when going on inside the window
// makes no sense.
func (w windows) next(s windowStart) Cursor {
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
func (w windows) checksum(text string) string {
	sum := sha256.Sum256(append(w.hash[:], text...))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// start reads a cursor that next made. One text has one reading only, so it is read by making it again.
func (w windows) start(c Cursor) (windowStart, error) {
	if c == "" {
		return windowStart{}, nil
	}
	part := strings.Split(string(c), ".")
	if len(part) != 7 {
		return windowStart{}, refusedCursor()
	}
	window, err1 := strconv.Atoi(part[1])
	rows, err2 := strconv.ParseInt(part[2], 10, 64)
	s := windowStart{window: window, rows: rows, drifted: part[3] == "true", once: part[4] == "true", inside: Cursor(part[5])}
	sane := err1 == nil && err2 == nil && window >= 0 && window < w.count && rows >= 0
	if !sane || w.next(s) != c {
		return windowStart{}, refusedCursor()
	}
	return s, nil
}

func refusedCursor() error {
	return invalid("ItemQuery.Cursor is damaged, or belongs to another query")
}

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
	once    bool   // a window was not read twice
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
	r.audit.Earlier, r.once = w.from.rows, w.from.once
	if w.from.drifted {
		r.find("an earlier run reported drift")
		r.mark("an earlier run reported drift")
	}
	return r
}

// walk takes window after window until the end. Its rows are checked before visit gets them, and the next windows are on
// their way meanwhile.
func (r *windowRun) walk(ctx context.Context, visit func([]Item) bool) error {
	src := newWindowsAhead(ctx, r.w)
	defer src.close()
	for i := r.w.from.window; i < r.w.count; i++ {
		got := src.take(i)
		before := r.audit.Earlier + r.audit.Rows
		if before+got.audit.Earlier+int64(len(got.rows)) > r.w.maxRows {
			return r.w.capReached()
		}
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
			r.audit.Next = r.w.next(windowStart{i, before, r.drifted, r.once, got.audit.Next})
			return got.err
		}
		r.once = r.once || !got.audit.ReadTwice
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

// finish closes the Audit of a run that ended with err.
func (r *windowRun) finish(err error) Audit {
	a := &r.audit
	a.ReadTwice = err == nil && !r.once && !r.drifted
	a.Complete = err == nil && !r.drifted && !r.w.open
	if a.Complete {
		a.Until = r.w.until
	}
	if a.ReadTwice {
		r.find("each of the %d windows was read twice, and the same rows came", r.w.count)
	}
	if err == nil && r.w.open {
		r.find("the period is not over: rows may still come")
	}
	if r.omitted > 0 {
		a.Findings = append(a.Findings, fmt.Sprintf("%d more findings were left out", r.omitted))
	}
	return *a
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

// reportedDrift is the error of an Items loop that ended although drift was reported, since a loop has no Audit that would
// say so.
func (r *windowRun) reportedDrift() error {
	if !r.drifted {
		return nil
	}
	return transport.Errorf(r.w.op, ErrPageDrift, "all windows were read, but the result set moved meanwhile: %s", r.moved)
}

// errNoReturn stands in a slot until its window returns. A run that ends its goroutine instead must not pass for an empty
// window.
var errNoReturn = errors.New("the fetch ended without an answer")

// windowsAhead fetches windows before they are needed and hands them out in order. Only the consumer's goroutine calls its
// methods, and only fetches run in goroutines of their own.
type windowsAhead struct {
	ctx    context.Context
	stop   context.CancelFunc
	w      windows
	slots  map[int]*windowSlot
	top    int         // the first window that was not sent for
	failed atomic.Bool // a window failed: those after it are not wanted
	flying sync.WaitGroup
}

// windowSlot is one window on its way. The rest of it may be read once done is closed.
type windowSlot struct {
	done  chan struct{}
	rows  []Item
	audit Audit
	err   error
}

func newWindowsAhead(ctx context.Context, w windows) *windowsAhead {
	ctx, stop := context.WithCancel(ctx)
	return &windowsAhead{ctx: ctx, stop: stop, w: w, slots: map[int]*windowSlot{}, top: w.from.window}
}

// close ends the windows in flight and waits for them.
func (a *windowsAhead) close() {
	a.stop()
	a.flying.Wait()
}

// take returns window i, with the ones after it on their way.
func (a *windowsAhead) take(i int) *windowSlot {
	for last := min(a.w.count, i+a.w.parallel); a.top < last; a.top++ {
		if a.top > i && a.failed.Load() {
			break
		}
		a.send(a.top)
	}
	s := a.slots[i]
	delete(a.slots, i)
	<-s.done
	return s
}

func (a *windowsAhead) send(i int) {
	s := &windowSlot{done: make(chan struct{}), err: transport.Errorf(a.w.op, nil, "%w", errNoReturn)}
	a.slots[i] = s
	a.flying.Go(func() {
		defer close(s.done)
		s.rows, s.audit, s.err = paging.Collect(a.ctx, a.w.plan(i))
		if s.err != nil {
			a.failed.Store(true)
		}
	})
}
