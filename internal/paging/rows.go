package paging

import (
	"context"
	"iter"
)

// Rows yields every row in page order. The first error is yielded with a zero
// row and ends the loop; the rows before it are sound, but not the whole bill.
// Only a loop that ends by itself and without an error has seen the whole.
//
// The sequence can be ranged over again and then starts anew. Leaving the loop
// early ends the fetches in flight and waits for them. Errors are
// *billrecon.Error; a broken Plan or Cursor is billrecon.ErrInvalidRequest.
func Rows[T any](ctx context.Context, p Plan[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		audit, err := iterate(ctx, p, yield)
		if p.Done != nil {
			p.Done(audit)
		}
		if err != nil && err != errLeft {
			var none T
			yield(none, err)
		}
	}
}

func iterate[T any](ctx context.Context, p Plan[T], yield func(T, error) bool) (Audit, error) {
	r, err := newRun(ctx, p)
	if err != nil {
		return Audit{}, err
	}
	err = r.read(ctx, func(rows []T) (handed int) {
		for i := range rows {
			if !yield(rows[i], nil) {
				r.left = true
				return i + 1
			}
		}
		return len(rows)
	})
	if err == nil {
		err = r.reportedDrift()
	}
	return r.finish(err), err
}

// Collect returns all rows. On an error the rows got so far come with it: whole
// pages that passed every check, and the Audit says which part of the bill they
// are and where to go on. Under ReportDrift a nil error is not enough: look at
// Audit.Complete. A resumed run returns the rest only; see Audit.Earlier.
func Collect[T any](ctx context.Context, p Plan[T]) ([]T, Audit, error) {
	r, err := newRun(ctx, p)
	if err != nil {
		return nil, Audit{}, err
	}
	var all []T
	err = r.read(ctx, func(rows []T) int {
		all = append(all, rows...)
		return len(rows)
	})
	return all, r.finish(err), err
}
