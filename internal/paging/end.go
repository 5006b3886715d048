package paging

import "github.com/billrecon/billrecon"

// maxStale is how many pages in a row may bring nothing new before the run gives
// up, which happens under ReportDrift alone.
const maxStale = 10

// verdict says whether another page is needed after the one in hand, or that
// rows are missing and no further page can bring them.
func (r *run[T]) verdict(page int) (more bool, lack error) {
	if r.seam(page) {
		return !r.done.over, nil
	}
	if r.stale >= maxStale {
		return false, r.fail(billrecon.ErrPageLoop, "%d pages up to page %d brought no new row", r.stale, page)
	}
	if r.now.over = r.isOver(); !r.now.over {
		return true, nil
	}
	if missing := r.missing(); missing > 0 {
		r.spent = true
		return false, r.fail(billrecon.ErrIncomplete, "%d rows are missing after page %d: the declared total is %d",
			missing, page, r.now.total)
	}
	return false, nil
}

// isOver reports whether the page in hand is the last one. Two signs have to
// agree on it: a page that is short and the total, or an empty page and either
// the total or a short page before it. The start counts as a short page, so an
// empty bill takes one page. A full page is no sign: one that reaches the total
// is followed by one more, since the total may count less than there is, as it
// does where it counts the rows of the page.
func (r *run[T]) isOver() bool {
	size := int64(r.plan.Size)
	switch {
	case r.plan.TrustShortPage:
		return r.now.page < size
	case r.now.page == 0:
		return r.now.hasTotal || r.done.short(size)
	}
	return r.now.hasTotal && r.missing() == 0 && r.now.short(size)
}

// short reports whether the last page has fewer rows than a full one. A full page
// has size rows until rows follow on a short one: then the server caps its
// pages, and a full page is as long as the longest so far.
func (p progress) short(size int64) bool {
	return p.page < p.longest || p.page == p.rows && p.page < size
}

// missing is how many different rows the declared total still promises.
func (r *run[T]) missing() int64 {
	if !r.now.hasTotal {
		return 0
	}
	return max(0, r.now.total-(r.now.rows-r.now.dups))
}

// reach is the highest page worth fetching ahead once the page in hand was taken
// and another one is needed.
func (r *run[T]) reach(page int) int {
	last := int64(page) + 1
	switch {
	case r.now.hasTotal:
		full := max(1, r.now.longest)
		last += min(r.missing()/full, int64(r.plan.MaxPages))
	case !r.now.short(int64(r.plan.Size)):
		// Nobody knows how many pages there are: look no further ahead than the
		// pages already seen, so that a short bill costs few idle requests.
		last = 2 * int64(page)
	}
	return int(min(last, int64(r.plan.MaxPages)))
}

// nearEnd reports whether a page that is on its way ends the run, or the page
// after it does, so that no page beyond is worth fetching ahead.
func (r *run[T]) nearEnd(rows int) bool {
	after := progress{page: int64(rows), rows: r.now.rows + int64(rows), longest: r.now.longest}
	return !r.now.hasTotal && after.short(int64(r.plan.Size))
}
