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

// Each yields every row of the source that open returns, as Rows does. open is called anew each time the sequence is ranged over;
// its error is yielded with a zero row and ends the loop.
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

// All returns every row of the source that open returns, as Collect does.
func All[T any](ctx context.Context, open func() (Source[T], error)) ([]T, Audit, error) {
	source, err := open()
	if err != nil {
		return nil, Audit{}, err
	}
	return source.collect(ctx)
}
