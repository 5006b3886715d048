package eshouhou

import (
	"context"
	"iter"
	"sync"

	"github.com/billrecon/billrecon/internal/transport"
)

// Statements yields the statement of every id, in the order of the ids: either a statement and no error, or nil and a
// [*StatementError] that names the id. An id without a statement yields one of kind [ErrNoStatement], since the loop decides about
// each id by itself; [Client.CollectStatements] counts it as data. A failed id does not end the loop. The loop ends
// when the ids do, or when the context does: then the ids that are being asked for fail with the context's error, and a
// last error, an [*Error] of kind [ErrIncomplete] and of the context's, says that the rest was not asked for.
//
// Config.Concurrency calls run at the same time. Up to four times as many ids are taken from the sequence ahead of the
// loop, so memory stays bounded however many ids there are; with a Concurrency of 1 an id is taken when the loop wants it.
// The sequence of ids is read by the goroutine that runs the loop, and must not be nil.
//
// The result can be ranged over again if the ids can, and then starts anew. Leaving the loop ends the requests in flight and
// waits for them. With wrong credentials every id fails and asks for a token: leave the loop on [ErrAuth].
func (c *Client) Statements(ctx context.Context, workOrderIDs iter.Seq[string]) iter.Seq2[*Statement, error] {
	return func(yield func(*Statement, error) bool) {
		if err := c.forAll(ctx, workOrderIDs); err != nil {
			yield(nil, err)
			return
		}
		c.run(ctx, "Statements", workOrderIDs, func(r result) bool { return yield(r.st, r.err) })
	}
}

func (c *Client) forAll(ctx context.Context, ids iter.Seq[string]) error {
	switch err := c.ready(); {
	case err != nil:
		return err
	case ctx == nil:
		return invalid("the context is nil")
	case ids == nil:
		return invalid("workOrderIDs is nil: it must be a sequence of ids")
	}
	return nil
}

// one asks for one id of several: its error names it.
func (c *Client) one(ctx context.Context, op, id string) result {
	r := c.fetch(ctx, op, id)
	if r.err != nil {
		r.err = &StatementError{WorkOrderID: id, Err: r.err}
	}
	return r
}

// notAsked is the error of a run whose context ended before its ids did.
func notAsked(op string, why error) error {
	return transport.Errorf(provider+": "+op, ErrIncomplete, "the remaining work orders were not asked for: %w", why)
}

// aheadFactor is how many ids per running call are taken ahead, so that one slow call does not hold up the others.
const aheadFactor = 4

// run asks for every id and emits the results in the order of the ids, until emit returns false. No goroutine is left when
// it returns, by a panic of emit or of ids either.
func (c *Client) run(ctx context.Context, op string, ids iter.Seq[string], emit func(result) bool) {
	next, stop := iter.Pull(ids)
	defer stop()
	w := c.newWindow(ctx, op)
	defer w.close()
	for {
		more := w.fill(next)
		if len(w.pending) == 0 {
			if !more {
				return
			}
			emit(result{err: notAsked(op, ctx.Err())})
			return
		}
		if !emit(w.first()) {
			return
		}
	}
}

// window is the ids that were taken and not emitted yet.
type window struct {
	c       *Client
	ctx     context.Context
	cancel  context.CancelFunc
	op      string
	size    int
	jobs    chan job // in the order of the ids, so that the first one never waits for a later one
	pending []chan result
	ended   bool // there are no more ids
	workers int
	running sync.WaitGroup
}

// job is one id to ask for.
type job struct {
	id   string
	done chan result
}

func (c *Client) newWindow(ctx context.Context, op string) *window {
	w := &window{c: c, op: op, size: 1}
	if c.concurrency > 1 {
		w.size = aheadFactor * c.concurrency
	}
	w.jobs = make(chan job, w.size)
	w.ctx, w.cancel = context.WithCancel(ctx)
	return w
}

// fill takes ids until the window is full, and reports whether there may be more ids than were taken. Once the context has
// ended it takes none.
func (w *window) fill(next func() (string, bool)) bool {
	for !w.ended && len(w.pending) < w.size && w.ctx.Err() == nil {
		id, ok := next()
		if !ok {
			w.ended = true
			break
		}
		w.start(id)
	}
	return !w.ended
}

// start hands an id over, and makes one more worker as long as there are fewer than calls may run.
func (w *window) start(id string) {
	j := job{id: id, done: make(chan result, 1)}
	w.pending = append(w.pending, j.done)
	w.jobs <- j // there is room for all that are pending
	if w.workers < w.c.concurrency {
		w.workers++
		w.running.Go(w.work)
	}
}

// work asks for one id after the other. Once the context has ended the call itself fails with the context's error.
func (w *window) work() {
	for j := range w.jobs {
		j.done <- w.c.one(w.ctx, w.op, j.id)
	}
}

// first waits for the result of the oldest id.
func (w *window) first() result {
	r := <-w.pending[0]
	w.pending = w.pending[1:]
	return r
}

func (w *window) close() {
	w.cancel()
	close(w.jobs)
	w.running.Wait()
}
