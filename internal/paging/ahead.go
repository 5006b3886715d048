package paging

import (
	"context"
	"math"
	"sync"
)

// ahead fetches pages before they are needed and hands them out in page order.
// Only the consumer's goroutine calls its methods, and only fetches run in
// goroutines of their own.
type ahead[T any] struct {
	ctx    context.Context
	stop   context.CancelFunc
	fetch  func(ctx context.Context, page, size int) (Page[T], error)
	size   int
	window int // 0 or 1: serial
	slots  map[int]*slot[T]
	top    int // the highest page started
	flying sync.WaitGroup
}

// slot is one page on its way. page and err may be read once done is closed.
type slot[T any] struct {
	done chan struct{}
	page Page[T]
	err  error
}

func newAhead[T any](ctx context.Context, p Plan[T]) *ahead[T] {
	ctx, stop := context.WithCancel(ctx)
	return &ahead[T]{ctx: ctx, stop: stop, fetch: p.Fetch, size: p.Size, window: p.Prefetch, slots: map[int]*slot[T]{}}
}

// close ends the fetches in flight and waits for them.
func (a *ahead[T]) close() {
	a.stop()
	a.flying.Wait()
}

// take returns the page, fetching it now if it is not on its way.
func (a *ahead[T]) take(page int) (Page[T], error) {
	if err := a.ctx.Err(); err != nil {
		return Page[T]{}, err
	}
	s, ok := a.slots[page]
	if !ok {
		return a.fetch(a.ctx, page, a.size)
	}
	delete(a.slots, page)
	<-s.done
	return s.page, s.err
}

// start sends for the pages after page, up to last and at most the window. It
// holds back where a page on its way turned out to be near the end.
func (a *ahead[T]) start(page, last int, nearEnd func(rows int) bool) {
	if a.window < 2 || a.ctx.Err() != nil {
		return
	}
	last = min(last, page+a.window, a.end(nearEnd))
	for a.top = max(a.top, page); a.top < last; {
		a.top++
		a.send(a.top)
	}
}

// end is the last page worth sending for, as the pages that came already have it:
// one after a page that is near the end, none after one that failed.
func (a *ahead[T]) end(nearEnd func(rows int) bool) int {
	last := math.MaxInt
	for page, s := range a.slots {
		select {
		case <-s.done:
			if s.err != nil {
				last = min(last, page)
			} else if nearEnd(len(s.page.Rows)) {
				last = min(last, page+1)
			}
		default:
		}
	}
	return last
}

func (a *ahead[T]) send(page int) {
	s := &slot[T]{done: make(chan struct{}), err: errNoReturn}
	a.slots[page] = s
	a.flying.Go(func() {
		defer close(s.done)
		s.page, s.err = a.fetch(a.ctx, page, a.size)
	})
}

// rowsBeyond waits for the pages on their way and returns the lowest one that
// has rows, 0 when there is none. A page that failed tells nothing: it was a
// guess, and without prefetching nobody would have asked for it.
func (a *ahead[T]) rowsBeyond() int {
	found := 0
	for page, s := range a.slots {
		<-s.done
		if s.err == nil && len(s.page.Rows) > 0 && (found == 0 || page < found) {
			found = page
		}
	}
	return found
}
