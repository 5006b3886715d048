package billtest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func numbers(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i + 1
	}
	return all
}

func TestPaginateWithoutAFault(t *testing.T) {
	const huge = int(^uint(0) >> 1)
	tests := []struct {
		reason            string
		count, page, size int
		want              []int
	}{
		{"first page", 7, 1, 3, []int{1, 2, 3}},
		{"middle page", 7, 2, 3, []int{4, 5, 6}},
		{"last, short page", 7, 3, 3, []int{7}},
		{"past the end", 7, 4, 3, nil},
		{"just past a full last page", 6, 3, 3, nil},
		{"no rows at all", 0, 1, 3, nil},
		{"one page holds all", 2, 1, 100, []int{1, 2}},
		{"page 0", 7, 0, 3, nil},
		{"negative page", 7, -1, 3, nil},
		{"size 0", 7, 1, 0, nil},
		{"negative size", 7, 1, -3, nil},
		{"a page number that would overflow", 7, huge, 3, nil},
		{"a size that would overflow", 7, 1, huge, []int{1, 2, 3, 4, 5, 6, 7}},
		{"both would overflow", 7, huge, huge, nil},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			assert.Equal(t, test.want, noneAsNil(Paginate(Hints{}, numbers(test.count), test.page, test.size).Rows))
		})
	}
}

func noneAsNil(rows []int) []int {
	if len(rows) == 0 {
		return nil
	}
	return rows
}

func TestPaginate(t *testing.T) {
	tests := []struct {
		reason            string
		fault             Fault
		count, page, size int
		want              []int
		played            bool
	}{
		{"no fault", Fault{}, 7, 2, 3, []int{4, 5, 6}, false},
		{"another fault", LieTotal(9), 7, 2, 3, []int{4, 5, 6}, false},
		{"duplicate takes the last row's place", Duplicate(), 7, 2, 3, []int{4, 5, 4}, true},
		{"duplicate on a page of one row repeats the page before", Duplicate(), 7, 3, 3, []int{6}, true},
		{"duplicate of the only row there is", Duplicate(), 1, 1, 3, []int{1, 1}, true},
		{"duplicate with size 1", Duplicate(), 3, 2, 1, []int{1}, true},
		{"duplicate finds no room", Duplicate(), 1, 1, 1, []int{1}, false},
		{"duplicate of nothing", Duplicate(), 0, 1, 3, nil, false},
		{"shift", Shift(), 7, 2, 3, []int{3, 4, 5}, true},
		{"shift on the last page", Shift(), 7, 3, 3, []int{6, 7}, true},
		{"shift on the empty page after the last", Shift(), 6, 3, 3, []int{6}, true},
		{"shift far past the end", Shift(), 6, 4, 3, nil, false},
		{"shift on page 1", Shift(), 7, 1, 3, []int{1, 2, 3}, false},
		{"shift of nothing", Shift(), 0, 1, 3, nil, false},
		{"short page", ShortPage(), 7, 2, 3, []int{4, 5}, true},
		{"short page of nothing", ShortPage(), 7, 4, 3, nil, false},
		{"empty page", EmptyPage(), 7, 2, 3, nil, true},
		{"empty page, empty already", EmptyPage(), 7, 4, 3, nil, false},
		{"page ignored", IgnorePage(), 7, 3, 3, []int{1, 2, 3}, true},
		{"page ignored past the end", IgnorePage(), 7, 99, 3, []int{1, 2, 3}, true},
		{"page ignored on page 1", IgnorePage(), 7, 1, 3, []int{1, 2, 3}, false},
		{"page ignored without rows", IgnorePage(), 0, 2, 3, nil, false},
		{"limit ignored", IgnoreLimit(), 7, 1, 3, []int{1, 2, 3, 4, 5, 6, 7}, true},
		{"limit ignored in the middle", IgnoreLimit(), 7, 2, 3, []int{4, 5, 6, 7}, true},
		{"limit ignored on the last page", IgnoreLimit(), 7, 3, 3, []int{7}, false},
		{"limit ignored past the end", IgnoreLimit(), 7, 9, 3, nil, false},
		{"capped page", CapPage(2), 7, 1, 3, []int{1, 2}, true},
		{"page 2 follows the cap", CapPage(2), 7, 2, 3, []int{3, 4}, true},
		{"the cap makes more pages", CapPage(2), 7, 4, 3, []int{7}, true},
		{"past the end of the capped pages", CapPage(2), 7, 5, 3, nil, false},
		{"a cap that is not reached", CapPage(3), 7, 2, 3, []int{4, 5, 6}, false},
		{"a bill below the cap", CapPage(2), 2, 1, 3, []int{1, 2}, false},
		{"swapped rows before the swap", SwapRows(), 7, 1, 3, []int{1, 2, 3}, true},
		{"swapped rows after it: row 4 is lost", SwapRows(), 7, 2, 3, []int{5, 6, 7}, true},
		{"swapped rows past the end", SwapRows(), 7, 3, 3, nil, true},
		{"the smallest bill that loses a row", SwapRows(), 5, 2, 3, []int{5}, true},
		{"a swap that would lose nothing", SwapRows(), 4, 2, 3, []int{4}, false},
		{"a swap on one page", SwapRows(), 3, 1, 3, []int{1, 2, 3}, false},
		{"a swap without a size", SwapRows(), 3, 1, 0, nil, false},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			all := numbers(test.count)
			hints := HintsOf(test.fault)
			rows := Paginate(hints, all, test.page, test.size).Rows
			assert.Equal(t, test.want, noneAsNil(rows))
			assert.Equal(t, test.played, hints.Played())
			assert.Equal(t, numbers(test.count), all)
			assert.Equal(t, test.want, noneAsNil(Paginate(Hints{fault: test.fault}, all, test.page, test.size).Rows), "the same without anybody to tell")
		})
	}
}

var rowFaults = []Fault{Duplicate(), Shift(), ShortPage(), EmptyPage(), IgnorePage(), IgnoreLimit(), CapPage(3), SwapRows()}

// Played means that the page or its total differs from the truth, no more and no less; rows are never made up; the fake's own slice stays as it is.
func TestPaginateProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := numbers(rapid.IntRange(0, 30).Draw(t, "count"))
		page, size := rapid.IntRange(-1, 12).Draw(t, "page"), rapid.IntRange(-1, 12).Draw(t, "size")
		hints := HintsOf(rapid.SampledFrom(rowFaults).Draw(t, "fault"))
		truth := Paginate(Hints{}, all, page, size).Rows
		shown := Paginate(hints, all, page, size)
		rows := shown.Rows
		total, _ := shown.Total()
		if hints.Played() == (slices.Equal(rows, truth) && total == int64(len(all))) {
			t.Fatalf("%s played: %v, rows %v, truth %v", hints.fault, hints.Played(), rows, truth)
		}
		for i := range rows {
			if rows[i] < 1 || rows[i] > len(all) {
				t.Fatalf("row %d was made up", rows[i])
			}
			rows[i] = -1
		}
		if !slices.Equal(all, numbers(len(all))) {
			t.Fatalf("the rows of the fake were changed: %v", all)
		}
	})
}

// Without a fault the pages of any size add up to exactly all rows.
func TestPagesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := numbers(rapid.IntRange(0, 60).Draw(t, "count"))
		size := rapid.IntRange(1, 12).Draw(t, "size")
		var sum []int
		for page := 1; page <= len(all)/size+1; page++ {
			sum = append(sum, Paginate(Hints{}, all, page, size).Rows...)
		}
		if !slices.Equal(all, sum) {
			t.Fatalf("pages of %d add up to %v", size, sum)
		}
	})
}

// The pages of a capped server add up to exactly all rows for a reader who goes on until an empty page.
func TestCappedPagesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := numbers(rapid.IntRange(0, 60).Draw(t, "count"))
		size, limit := rapid.IntRange(1, 12).Draw(t, "size"), rapid.IntRange(1, 12).Draw(t, "cap")
		if sum := readAll(HintsOf(CapPage(limit)), all, size); !slices.Equal(all, sum) {
			t.Fatalf("pages of %d, capped at %d, add up to %v", size, limit, sum)
		}
	})
}

// readAll reads pages until an empty one.
func readAll(h Hints, all []int, size int) (sum []int) {
	for page := 1; ; page++ {
		rows := Paginate(h, all, page, size).Rows
		if len(rows) == 0 {
			return sum
		}
		sum = append(sum, rows...)
	}
}

// A swap is what one reading cannot see and two with different page sizes can: each has as many rows as the total says, and each lost another row.
func TestSwapRowsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(2, 12).Draw(t, "size")
		all := numbers(rapid.IntRange(size+2, 60).Draw(t, "count"))
		total, ok := Paginate(HintsOf(SwapRows()), all, 1, size).Total()
		first, second := readAll(HintsOf(SwapRows()), all, size), readAll(HintsOf(SwapRows()), all, size-1)
		if !ok || total != int64(len(first)) || total != int64(len(second)) {
			t.Fatalf("total %d, readings of %d and %d rows", total, len(first), len(second))
		}
		if slices.Contains(first, size+1) || slices.Equal(first, second) {
			t.Fatalf("the first reading lost nothing, or both the same: %v, %v", first, second)
		}
	})
}

func TestSelect(t *testing.T) {
	even := func(n int) bool { return n%2 == 0 }
	tests := []struct {
		reason string
		fault  Fault
		asked  func(int) bool
		want   []int
		played bool
	}{
		{"no fault", Fault{}, even, []int{2, 4}, false},
		{"another fault", Shift(), even, []int{2, 4}, false},
		{"others come along", OtherRows(), even, []int{1, 2, 3, 4, 5}, true},
		{"there are no others", OtherRows(), func(int) bool { return true }, []int{1, 2, 3, 4, 5}, false},
		{"others alone", OtherRows(), func(int) bool { return false }, []int{1, 2, 3, 4, 5}, true},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			hints, rows := HintsOf(test.fault), numbers(5)
			found := Select(hints, rows, test.asked)
			assert.Equal(t, test.want, found)
			assert.Equal(t, test.played, hints.Played())
			found[0] = -1
			assert.Equal(t, numbers(5), rows, "found is a slice of its own")
		})
	}
}

func TestHintsOtherRows(t *testing.T) {
	h := HintsOf(OtherRows())
	assert.True(t, h.OtherRows())
	assert.True(t, h.Played())
	assert.False(t, HintsOf(Shift()).OtherRows())
	assert.False(t, Hints{}.OtherRows())
}

func TestTotal(t *testing.T) {
	tests := []struct {
		reason string
		fault  Fault
		want   int64
		sent   bool
		played bool
	}{
		{"no lie", Fault{}, 7, true, false},
		{"a larger total", LieTotal(70), 70, true, true},
		{"zero", LieTotal(0), 0, true, true},
		{"a negative total", LieTotal(-1), -1, true, true},
		{"a lie that is true", LieTotal(7), 7, true, false},
		{"none", AbsentTotal(), 0, false, true},
		{"a cap keeps it", CapPage(2), 7, true, true},
		{"a short page keeps it", ShortPage(), 7, true, true},
		{"a swap is between two states of one row less", SwapRows(), 6, true, true},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			h := HintsOf(test.fault)
			total, sent := Paginate(h, numbers(7), 1, 3).Total()
			assert.Equal(t, test.want, total)
			assert.Equal(t, test.sent, sent)
			assert.Equal(t, test.played, h.Played())
		})
	}
}

// A provider that sends no total plays neither of the two faults of totals, and Unplayed says so.
func TestFaultsOfTotalsNeedATotal(t *testing.T) {
	for _, fault := range []Fault{LieTotal(70), AbsentTotal()} {
		h := HintsOf(fault)
		assert.Len(t, Paginate(h, numbers(7), 1, 3).Rows, 3)
		assert.False(t, h.Played())
	}
}
