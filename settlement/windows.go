package settlement

import (
	"context"

	"github.com/billrecon/billrecon/internal/paging"
)

// windows is how a range becomes one sequence of windows, each of which is a sequence of pages with a proven end of its own.
type windows struct {
	op       string // with the provider, as in a Plan
	all      span
	count    int
	parallel int
	drift    DriftPolicy
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
		hash:     hash,
		span:     func(i int) span { return all.window(q.Window, int64(i)) },
	}
	from, err := w.open(q.Cursor)
	if err != nil {
		return windows{}, err
	}
	w.from = from
	w.plan = func(i int) paging.Plan[Item] {
		one := q
		one.Cursor = ""
		if i == from.window {
			one.Cursor = from.inside
		}
		p := c.plan(op, one, w.span(i))
		p.Prefetch = 0 // the windows beside it are what is fetched ahead
		return p
	}
	// The cursor of the first window is checked here, before its neighbours are sent for.
	first := w.plan(from.window)
	if _, err := paging.ParseCursor(w.op, string(first.Cursor), first.QueryHash); err != nil {
		return windows{}, err
	}
	return w, nil
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
	r.audit.Complete = err == nil && !r.drifted
	return all, r.audit, err
}
