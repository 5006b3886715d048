package paging

import "github.com/billrecon/billrecon"

// check takes the page in, or says what is wrong with it.
func (r *run[T]) check(page int, got Page[T]) error {
	for _, check := range []func(int, Page[T]) error{
		r.checkSize, r.checkIdentities, r.checkRepeat, r.checkTotal, r.checkGap, r.checkOutside,
	} {
		if err := check(page, got); err != nil {
			return err
		}
	}
	return nil
}

func (r *run[T]) checkSize(page int, got Page[T]) error {
	n := len(got.Rows)
	if !r.seam(page) && int64(n) > r.plan.MaxRows-r.done.rows {
		return r.fail(billrecon.ErrIncomplete, "page %d: the row cap of %d was reached before the end", page, r.plan.MaxRows)
	}
	if n <= r.plan.Size {
		return nil
	}
	return r.drift("page %d has %d rows: the limit of %d was ignored", page, n, r.plan.Size)
}

// checkIdentities reads the identities of the page's rows.
func (r *run[T]) checkIdentities(page int, got Page[T]) error {
	r.ids.begin()
	if got.HasTotal {
		r.ids.seen.room(int(min(got.Total, mostExpected)))
	}
	for i := range got.Rows {
		if !addRow(r.ids, &got.Rows[i], r.plan.Identity) {
			return r.fail(billrecon.ErrMalformedResponse, "page %d: row %d has no identity", page, i+1)
		}
	}
	return nil
}

// checkRepeat compares the page with the one before, then its rows with all rows.
func (r *run[T]) checkRepeat(page int, got Page[T]) error {
	n := len(got.Rows)
	r.now.last = r.ids.digest()
	if r.seam(page) {
		r.ids.commit()
		if r.now.last != r.done.last {
			return r.drift("page %d shows other rows than in the run before", page)
		}
		return nil
	}
	if n > 0 && r.now.last == r.done.last {
		return r.fail(billrecon.ErrPageLoop, "page %d is page %d again", page, page-1)
	}
	again, first := r.ids.commit()
	r.now.add(int64(n), int64(again), int64(r.plan.Size))
	r.now.sum = r.now.sum.plus(r.ids.pageSum())
	r.stale++
	if n > again {
		r.stale = 0
	}
	if again == 0 {
		return nil
	}
	return r.drift("page %d: %d of %d rows were seen before, the first of them is row %d", page, again, n, first+1)
}

// checkTotal compares the declared total with the one before and with the rows.
func (r *run[T]) checkTotal(page int, got Page[T]) error {
	if err := r.declare(page, got); err != nil {
		return err
	}
	have := r.now.rows - r.now.dups
	if !r.now.hasTotal || have <= r.now.total {
		return nil
	}
	return r.drift("page %d: %d rows came, the declared total is %d", page, have, r.now.total)
}

func (r *run[T]) declare(page int, got Page[T]) error {
	if !got.HasTotal {
		if !r.plan.DeclaresTotal || r.plan.EmptyWithoutTotal && len(got.Rows) == 0 {
			return nil
		}
		return r.fail(billrecon.ErrIncomplete, "page %d: no total", page)
	}
	if got.Total < 0 {
		return r.fail(billrecon.ErrMalformedResponse, "page %d: the declared total is negative", page)
	}
	before, known := r.now.total, r.now.hasTotal
	r.now.total, r.now.hasTotal = got.Total, true
	if !known || before == got.Total {
		return nil
	}
	return r.drift("page %d: the declared total changed from %d to %d", page, before, got.Total)
}

// checkGap looks for rows after a page that was short or empty. A server that
// caps its pages sends pages of one length; any other page that came short may
// lack rows. A total or a second reading will tell; without them it is drift.
func (r *run[T]) checkGap(page int, got Page[T]) error {
	first := r.done.next == 1
	if len(got.Rows) == 0 || first || r.seam(page) || r.done.page >= r.now.longest {
		return nil
	}
	if !r.now.hasTotal && !r.plan.readsTwice() {
		return r.drift("page %d has rows, although page %d before it came short, with %d rows of %d", page, page-1,
			r.done.page, r.now.longest)
	}
	if r.gaps++; r.gaps == 1 {
		r.firstGap = page - 1
	}
	return nil
}

// checkOutside looks for rows that the query did not ask for.
func (r *run[T]) checkOutside(page int, got Page[T]) error {
	if r.plan.Outside == nil || r.seam(page) {
		return nil
	}
	outside, why := 0, ""
	for i := range got.Rows {
		reason := r.plan.Outside(&got.Rows[i])
		if reason == "" {
			continue
		}
		if outside++; why == "" {
			why = reason
		}
	}
	if outside == 0 {
		return nil
	}
	return r.drift("page %d: %d of %d rows were not asked for: %s", page, outside, len(got.Rows), why)
}
