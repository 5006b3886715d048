package slab

import "testing"

// TestItemsAreApartAndZero: what is taken is zero, has no room behind it, and shares nothing with what was taken before.
func TestItemsAreApartAndZero(t *testing.T) {
	var s Slab[int]
	var all [][]int
	for n := range 200 {
		items := s.Take(n)
		if len(items) != n || cap(items) != n {
			t.Fatalf("%d items with room for %d, of %d", len(items), cap(items), n)
		}
		for i := range items {
			if items[i] != 0 {
				t.Fatal("an item is not zero")
			}
			items[i] = n
		}
		all = append(all, items)
	}
	for n, items := range all {
		for _, got := range items {
			if got != n {
				t.Fatalf("an item of %d became %d", n, got)
			}
		}
	}
}

// TestReuse: what was taken since the mark is zero again when it is given out the next time, and what was taken before stays.
func TestReuse(t *testing.T) {
	var s Slab[int]
	for turn := range 100 {
		kept := s.Take(1)
		kept[0] = turn
		s.Mark()
		for range turn % 7 {
			s.Take(3)[2] = -1
		}
		s.Reuse()
		next := s.Take(3)
		if next[0] != 0 || next[1] != 0 || next[2] != 0 {
			t.Fatal("what is given out again is not zero")
		}
		next[0] = -2
		if kept[0] != turn {
			t.Fatal("what was taken before the mark is gone")
		}
	}
}

// TestReuseIsTheSameMemory: many turns need little memory.
func TestReuseIsTheSameMemory(t *testing.T) {
	var s Slab[[64]int]
	s.Take(1)
	if n := testing.AllocsPerRun(1000, func() {
		s.Mark()
		s.Take(1)
		s.Reuse()
	}); n != 0 {
		t.Errorf("%v allocations a turn", n)
	}
}
