package paging

import (
	"context"
	"math"
)

// ahead fetches pages before they are needed and hands them out in page order.
type ahead[T any] struct {
	flights[Page[T]]
	fetch  func(ctx context.Context, page, size int) (Page[T], error)
	size   int
	window int // 0 or 1: serial
	top    int // the highest page started
}

func newAhead[T any](ctx context.Context, p Plan[T]) *ahead[T] {
	return &ahead[T]{flights: newFlights[Page[T]](ctx), fetch: p.Fetch, size: p.Size, window: p.Prefetch}
}

// page returns the page, fetching it now if it is not on its way.
func (a *ahead[T]) page(page int) (Page[T], error) {
	if err := a.ctx.Err(); err != nil {
		return Page[T]{}, err
	}
	if s := a.take(page); s != nil {
		return s.got, s.err
	}
	return a.fetch(a.ctx, page, a.size)
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
		page := a.top
		a.send(page, func(ctx context.Context) (Page[T], error) { return a.fetch(ctx, page, a.size) })
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
			} else if nearEnd(len(s.got.Rows)) {
				last = min(last, page+1)
			}
		default:
		}
	}
	return last
}

// rowsBeyond waits for the pages on their way and returns the lowest one that
// has rows, 0 when there is none. A page that failed tells nothing: it was a
// guess, and without prefetching nobody would have asked for it.
func (a *ahead[T]) rowsBeyond() int {
	found := 0
	for page, s := range a.slots {
		<-s.done
		if s.err == nil && len(s.got.Rows) > 0 && (found == 0 || page < found) {
			found = page
		}
	}
	return found
}
