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

func TestRowsOf(t *testing.T) {
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
			assert.Equal(t, test.want, noneAsNil(RowsOf(numbers(test.count), test.page, test.size)))
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
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			all := numbers(test.count)
			hints := HintsOf(test.fault)
			rows := Paginate(hints, all, test.page, test.size)
			assert.Equal(t, test.want, noneAsNil(rows))
			assert.Equal(t, test.played, hints.Played())
			assert.Equal(t, numbers(test.count), all)
			assert.Equal(t, test.want, noneAsNil(Paginate(Hints{fault: test.fault}, all, test.page, test.size)), "the same without anybody to tell")
		})
	}
}

var rowFaults = []Fault{Duplicate(), Shift(), ShortPage(), EmptyPage(), IgnorePage(), IgnoreLimit()}

// Played means that the page differs from the truth, no more and no less; rows are never made up; the fake's own slice stays as it is.
func TestPaginateProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := numbers(rapid.IntRange(0, 30).Draw(t, "count"))
		page, size := rapid.IntRange(-1, 12).Draw(t, "page"), rapid.IntRange(-1, 12).Draw(t, "size")
		hints := HintsOf(rapid.SampledFrom(rowFaults).Draw(t, "fault"))
		truth := RowsOf(all, page, size)
		rows := Paginate(hints, all, page, size)
		if hints.Played() == slices.Equal(rows, truth) {
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
			sum = append(sum, Paginate(Hints{}, all, page, size)...)
		}
		if !slices.Equal(all, sum) {
			t.Fatalf("pages of %d add up to %v", size, sum)
		}
	})
}
