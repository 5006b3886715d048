package billtest

import "slices"

// rearrange returns the row numbers of a page as the fault has them, and how many rows there seem to be. truth is the page without a fault.
func (f Fault) rearrange(truth []int, count, page, size int) (shown []int, total int) {
	switch f.kind {
	case kDuplicate:
		return duplicated(truth, page, size), count
	case kShift:
		return shifted(truth, count, page, size), count
	case kShortPage:
		return truth[:max(0, len(truth)-1)], count
	case kEmptyPage:
		return nil, count
	case kIgnorePage:
		return span(count, 1, size), count
	case kIgnoreLimit:
		if start, ok := startOf(count, page, size); ok {
			return numbered(start, count), count
		}
	case kCapPage:
		return span(count, page, min(size, int(f.n))), count
	case kSwapRows:
		return swapped(truth, count, page, size)
	}
	return truth, count
}

func duplicated(truth []int, page, size int) []int {
	rows := slices.Clone(truth)
	switch {
	case len(rows) > 1:
		rows[len(rows)-1] = rows[0]
	case len(rows) == 1 && page > 1:
		rows[0]--
	case len(rows) == 1 && size > 1:
		rows = append(rows, rows[0])
	}
	return rows
}

func shifted(truth []int, count, page, size int) []int {
	start, ok := startOf(count, page, size)
	if !ok || start == 0 {
		return truth
	}
	return numbered(start-1, min(count, start-1+size))
}

// swapped shows all rows but the last one on page 1, and all but the first one from page 2 on. With less than two rows after page 1 nothing would be
// lost.
func swapped(truth []int, count, page, size int) (shown []int, total int) {
	if size < 1 || count-size < 2 {
		return truth, count
	}
	shown = span(count-1, page, size)
	if page > 1 {
		for i := range shown {
			shown[i]++
		}
	}
	return shown, count - 1
}
