package billtest

import "slices"

// RowsOf gives a copy of the rows of one page, from 1: at most size of them, none for a page or size below 1 or a page past the end.
func RowsOf[T any](all []T, page, size int) []T {
	start, ok := startOf(len(all), page, size)
	if !ok {
		return nil
	}
	return slices.Clone(all[start:min(len(all), start+size)])
}

// startOf is the index of a page's first row, at most count; ok is false when no row of the page can exist.
func startOf(count, page, size int) (start int, ok bool) {
	if page < 1 || size < 1 || page-1 > count/size {
		return 0, false
	}
	return (page - 1) * size, true
}

// Paginate is RowsOf with the row-level fault of h applied: Duplicate, Shift, ShortPage, EmptyPage, IgnorePage or IgnoreLimit. all is not changed. A
// provider that declares a total adds h.Total(int64(len(all))).
func Paginate[T any](h Hints, all []T, page, size int) []T {
	truth := RowsOf(all, page, size)
	rows, ok := faulty(h.fault.kind, all, truth, page, size)
	if !ok {
		return truth
	}
	h.mark()
	return rows
}

// faulty gives the rows as the fault has them; ok is false when that is no row-level fault or makes no difference here.
func faulty[T any](k kind, all, truth []T, page, size int) (rows []T, ok bool) {
	switch k {
	case kDuplicate:
		return duplicated(all, truth, page, size)
	case kShift:
		return shifted(all, page, size)
	case kShortPage:
		return truth[:max(0, len(truth)-1)], len(truth) > 0
	case kEmptyPage:
		return nil, len(truth) > 0
	case kIgnorePage:
		return RowsOf(all, 1, size), page != 1 && size > 0 && len(all) > 0
	case kIgnoreLimit:
		start, exists := startOf(len(all), page, size)
		return slices.Clone(all[start:]), exists && len(all)-start > size
	}
	return nil, false
}

func duplicated[T any](all, truth []T, page, size int) (rows []T, ok bool) {
	rows = slices.Clone(truth)
	switch {
	case len(rows) > 1:
		rows[len(rows)-1] = rows[0]
	case len(rows) == 1 && page > 1:
		rows[0] = all[(page-1)*size-1]
	case len(rows) == 1 && size > 1:
		rows = append(rows, rows[0])
	default:
		return nil, false
	}
	return rows, true
}

func shifted[T any](all []T, page, size int) (rows []T, ok bool) {
	start, exists := startOf(len(all), page, size)
	if !exists || start == 0 {
		return nil, false
	}
	return slices.Clone(all[start-1 : min(len(all), start-1+size)]), true
}
