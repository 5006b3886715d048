package paging

import "github.com/billrecon/billrecon/internal/transport"

// verdict says whether another page is needed after this one, which had n rows,
// or that rows are missing and no further page can bring them.
func (r *run[T]) verdict(page, n int) (more bool, lack error) {
	full := n >= r.plan.Size
	if r.stale >= maxStale && full {
		return false, r.fail(transport.ErrPageLoop, "%d pages up to page %d brought no new row", r.stale, page)
	}
	if r.missing() > 0 {
		if r.mayFollow(page, full) {
			return true, nil
		}
		r.spent = true
		return false, r.fail(transport.ErrIncomplete, "%d rows are missing after page %d: the declared total is %d",
			r.missing(), page, r.now.total)
	}
	// A full page is never the end, even when it reaches the total: the total
	// may count less than there is.
	if full {
		return true, nil
	}
	proven := !r.plan.ProveEnd || r.proving
	r.proving = !proven
	return !proven, nil
}

// missing is how many different rows the declared total still promises.
func (r *run[T]) missing() int64 {
	if !r.now.hasTotal {
		return 0
	}
	return max(0, r.now.total-(r.now.rows-r.now.dups))
}

// mayFollow reports whether missing rows can still come after the page.
func (r *run[T]) mayFollow(page int, full bool) bool {
	if r.plan.End == EndByShortPage {
		return full
	}
	return r.stale < maxStale && int64(page) <= r.pagesOfTotal()
}

// pagesOfTotal is ceil(total/Size).
func (r *run[T]) pagesOfTotal() int64 {
	size := int64(r.plan.Size)
	pages := r.now.total / size
	if r.now.total%size != 0 {
		pages++
	}
	return pages
}

// reach is the highest page worth fetching ahead once the page was taken and
// another one is needed.
func (r *run[T]) reach(page int) int {
	last := int64(page) + 1
	switch {
	case r.proving:
	case !r.now.hasTotal:
		// Nobody knows how many pages there are: look no further ahead than the
		// pages already seen, so that a short bill costs few idle requests.
		last = 2 * int64(page)
	case r.now.total%int64(r.plan.Size) == 0:
		// The last page will be full, which one more request has to follow.
		last = max(last, r.pagesOfTotal()+1)
	default:
		last = max(last, r.pagesOfTotal())
	}
	return int(min(last, int64(r.plan.MaxPages)))
}

// halt reports that no page after this one, which is on its way, is worth
// fetching ahead: it looks like the end.
func (r *run[T]) halt(ahead Page[T]) bool {
	return !r.now.hasTotal && len(ahead.Rows) < r.plan.Size
}
