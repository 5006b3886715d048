package settlement

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/billrecon/billrecon/internal/paging"
	"github.com/billrecon/billrecon/internal/transport"
)

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
