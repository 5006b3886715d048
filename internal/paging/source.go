package paging

import (
	"context"
	"iter"
)

// Source is one run over a bill: a Plan or Windows.
type Source[T any] interface {
	each(ctx context.Context, yield func(T, error) bool) error
	collect(ctx context.Context) ([]T, Audit, error)
}

// Each yields every row of the source that open returns, in page order. The first error, that of open included, is yielded with a
// zero row and ends the loop; the rows before it are sound, but not the whole bill. Only a loop that ends by itself and without an
// error has seen the whole.
//
// The sequence can be ranged over again, and then open is called anew. Leaving the loop early ends the fetches in flight and waits
// for them. Errors are *billrecon.Error; a broken Plan or Cursor is billrecon.ErrInvalidRequest.
func Each[T any](ctx context.Context, open func() (Source[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		source, err := open()
		if err == nil {
			err = source.each(ctx, yield)
		}
		if err != nil && err != errLeft {
			var none T
			yield(none, err)
		}
	}
}

// All returns every row of the source that open returns. On an error the rows got so far come with it: whole pages that passed every
// check, and the Audit says which part of the bill they are and where to go on. Under ReportDrift a nil error is not enough: look at
// Audit.Complete. A resumed run returns the rest only; see Audit.Earlier.
func All[T any](ctx context.Context, open func() (Source[T], error)) ([]T, Audit, error) {
	source, err := open()
	if err != nil {
		return nil, Audit{}, err
	}
	return source.collect(ctx)
}
