package paging

import (
	"context"
	"slices"
)

func (p Plan[T]) each(ctx context.Context, yield func(T, error) bool) error {
	r, err := newRun(ctx, p)
	if err != nil {
		return err
	}
	return r.each(ctx, yield)
}

func (r *run[T]) each(ctx context.Context, yield func(T, error) bool) error {
	err := r.read(ctx, func(rows []T) (handed int) {
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
	return err
}

func (p Plan[T]) collect(ctx context.Context) ([]T, Audit, error) {
	r, err := newRun(ctx, p)
	if err != nil {
		return nil, Audit{}, err
	}
	var all []T
	err = r.read(ctx, func(rows []T) int {
		all = append(r.room(all, len(rows)), rows...)
		return len(rows)
	})
	return all, r.finish(err), err
}

// mostExpected bounds what is set aside for rows that a total declares and that have not come yet.
const mostExpected = 64 << 10

// room makes room for the page's rows, and for those that the declared total says will follow: as many as there are already at most,
// or 65 536, since a total can be wrong.
func (r *run[T]) room(all []T, page int) []T {
	if cap(all)-len(all) >= page || !r.now.hasTotal {
		return all
	}
	missing := max(r.now.total-r.done.rows, int64(page))
	return slices.Grow(all, int(min(missing, int64(max(len(all), mostExpected, page)))))
}
