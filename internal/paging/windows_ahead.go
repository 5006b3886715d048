package paging

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/billrecon/billrecon/internal/transport"
)

// windowsAhead fetches windows before they are needed and hands them out in order.
type windowsAhead[T any] struct {
	flights[window[T]]
	w      Windows[T]
	top    int         // the first window that was not sent for
	failed atomic.Bool // a window failed: those after it are not wanted
}

// window is what one window brought.
type window[T any] struct {
	rows  []T
	audit Audit
}

// window returns window i, with the ones after it on their way.
func (a *windowsAhead[T]) window(i int) (window[T], error) {
	for last := min(a.w.Count, i+a.w.Parallel); a.top < last; a.top++ {
		if a.top > i && a.failed.Load() {
			break
		}
		plan := a.w.plan(a.top)
		a.send(a.top, func(ctx context.Context) (got window[T], err error) {
			got.rows, got.audit, err = plan.collect(ctx)
			if err != nil {
				a.failed.Store(true)
			}
			return got, err
		})
	}
	s := a.take(i)
	if errors.Is(s.err, errNoReturn) {
		return s.got, transport.Errorf(a.w.Op, nil, "%w", s.err)
	}
	return s.got, s.err
}
