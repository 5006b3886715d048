package paging

import "github.com/billrecon/billrecon/internal/transport"

// check takes the page in, or says what is wrong with it.
func (r *run[T]) check(page int, got Page[T]) error {
	if err := r.checkSize(page, len(got.Rows)); err != nil {
		return err
	}
	if err := r.checkIdentities(page, got.Rows); err != nil {
		return err
	}
	if err := r.checkRepeat(page, len(got.Rows)); err != nil {
		return err
	}
	return r.checkTotal(page, got)
}

func (r *run[T]) checkSize(page, n int) error {
	if n > r.plan.Size {
		if err := r.drift("page %d has %d rows: the limit of %d was ignored", page, n, r.plan.Size); err != nil {
			return err
		}
	}
	if !r.proving || n == 0 {
		return nil
	}
	r.proving = false
	return r.drift("page %d has rows, although page %d was the last", page, page-1)
}

// checkIdentities reads the identities of the page's rows.
func (r *run[T]) checkIdentities(page int, rows []T) error {
	r.ids.begin()
	for i := range rows {
		r.ids.row = r.plan.Identity(r.ids.row[:0], &rows[i])
		if len(r.ids.row) == 0 {
			return r.fail(transport.ErrMalformedResponse, "page %d: row %d has no identity", page, i+1)
		}
		r.ids.add(r.ids.row)
	}
	return nil
}

// checkRepeat compares the page with the one before, then its rows with all rows.
func (r *run[T]) checkRepeat(page, n int) error {
	r.now.last = r.ids.digest()
	if r.seam(page) {
		r.ids.commit()
		if r.now.last != r.done.last {
			return r.drift("page %d shows other rows than in the run before", page)
		}
		return nil
	}
	if n > 0 && r.now.last == r.done.last {
		return r.fail(transport.ErrPageLoop, "page %d is page %d again", page, page-1)
	}
	again, first := r.ids.commit()
	r.now.rows += int64(n)
	r.now.dups += int64(again)
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
	if got.HasTotal {
		if err := r.declare(page, got.Total); err != nil {
			return err
		}
	}
	have := r.now.rows - r.now.dups
	if !r.now.hasTotal || have <= r.now.total {
		return nil
	}
	return r.drift("page %d: %d rows came, the declared total is %d", page, have, r.now.total)
}

func (r *run[T]) declare(page int, total int64) error {
	if total < 0 {
		return r.fail(transport.ErrMalformedResponse, "page %d: the declared total is negative", page)
	}
	before, known := r.now.total, r.now.hasTotal
	r.now.total, r.now.hasTotal = total, true
	if !known || before == total {
		return nil
	}
	return r.drift("page %d: the declared total changed from %d to %d", page, before, total)
}
