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
	return Each(ctx, func() (Source[T], error) { return p, nil })
}

func (p Plan[T]) each(ctx context.Context, yield func(T, error) bool) error {
	r, err := newRun(ctx, p)
	if err != nil {
		p.done(Audit{})
		return err
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
	p.done(r.finish(err))
	return err
}

func (p Plan[T]) done(a Audit) {
	if p.Done != nil {
		p.Done(a)
	}
}

// Collect returns all rows. On an error the rows got so far come with it: whole
// pages that passed every check, and the Audit says which part of the bill they
// are and where to go on. Under ReportDrift a nil error is not enough: look at
// Audit.Complete. A resumed run returns the rest only; see Audit.Earlier.
func Collect[T any](ctx context.Context, p Plan[T]) ([]T, Audit, error) { return p.collect(ctx) }

func (p Plan[T]) collect(ctx context.Context) ([]T, Audit, error) {
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
