package billtest

import "slices"

// Select returns the rows that asked lets through, in their order: what a query finds. OtherRows lets the others through, too.
func Select[T any](h Hints, rows []T, asked func(T) bool) []T {
	found := make([]T, 0, len(rows))
	for _, row := range rows {
		if asked(row) {
			found = append(found, row)
		}
	}
	if !h.is(kOtherRows) || len(found) == len(rows) {
		return found
	}
	h.mark()
	return slices.Clone(rows)
}

// OtherRows reports whether another row is to be sent than the one asked for, and marks the fault as played: for a fake whose calls ask for one row.
func (h Hints) OtherRows() bool {
	if !h.is(kOtherRows) {
		return false
	}
	h.mark()
	return true
}

// Listing is one page of what a query found.
type Listing[T any] struct {
	Rows  []T // a copy, in order; empty past the end
	total int64
	hints Hints
}

// Paginate cuts one page out of what a query found, page and size from 1: at most size rows, none for a page or size below 1 or a page past the end. The
// row-level fault of h is applied: Duplicate, Shift, ShortPage, EmptyPage, IgnorePage, IgnoreLimit, CapPage or SwapRows. Rows are never made up, and found
// is not changed.
func Paginate[T any](h Hints, found []T, page, size int) Listing[T] {
	truth := span(len(found), page, size)
	shown, total := h.fault.rearrange(truth, len(found), page, size)
	if total != len(found) || !slices.Equal(shown, truth) {
		h.mark()
	}
	rows := make([]T, len(shown))
	for i, n := range shown {
		rows[i] = found[n]
	}
	return Listing[T]{Rows: rows, total: int64(total), hints: h}
}

// Total is the total to declare, with LieTotal and AbsentTotal applied; ok is false when none is to be sent. A provider without totals does not call it.
func (l Listing[T]) Total() (total int64, ok bool) {
	switch {
	case l.hints.is(kAbsentTotal):
		l.hints.mark()
		return 0, false
	case l.hints.is(kLieTotal) && l.hints.fault.n != l.total:
		l.hints.mark()
		return l.hints.fault.n, true
	}
	return l.total, true
}

// span is the row numbers of one page of count rows, from 0.
func span(count, page, size int) []int {
	start, ok := startOf(count, page, size)
	if !ok {
		return nil
	}
	return numbered(start, start+min(size, count-start))
}

// startOf is the number of a page's first row, at most count; ok is false when no row of the page can exist.
func startOf(count, page, size int) (start int, ok bool) {
	if page < 1 || size < 1 || page-1 > count/size {
		return 0, false
	}
	return (page - 1) * size, true
}

// numbered is the numbers from start to end, end excluded.
func numbered(start, end int) []int {
	numbers := make([]int, max(0, end-start))
	for i := range numbers {
		numbers[i] = start + i
	}
	return numbers
}
