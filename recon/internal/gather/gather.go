// Package gather brings items together that have a key in common, or lie near each other.
package gather

import "iter"

// ByKey gathers items of equal key, in the order in which they come. Those without a key are alone.
func ByKey[T any](items []T, keyOf func(T) string) [][]T {
	at := make(map[string]int, len(items))
	groups := make([][]T, 0, len(items))
	for i, item := range items {
		key := keyOf(item)
		n, seen := at[key]
		if !seen || key == "" {
			at[key] = len(groups)
			groups = append(groups, items[i:i+1:i+1])
			continue
		}
		groups[n] = append(groups[n], item)
	}
	return groups
}

// Bucket is the items of a key that both sides have.
type Bucket[T any] struct {
	Key         string
	Left, Right []T
}

// Shared gathers the items of the keys that both sides have, in the order of the left ones, and returns the others as rests: the very
// slices where no right item has a key.
func Shared[T any](left, right []T, keyOf func(T) string) (buckets []Bucket[T], restLeft, restRight []T) {
	var ids map[string]int32 // 1 for the first bucket
	for i, item := range right {
		if key := keyOf(item); key != "" {
			if ids == nil {
				ids = make(map[string]int32, len(right)-i)
			}
			ids[key] = 0
		}
	}
	if ids == nil {
		return nil, left, right
	}
	for _, item := range left {
		key := keyOf(item)
		id, ok := ids[key]
		if !ok {
			restLeft = append(restLeft, item)
			continue
		}
		if id == 0 {
			buckets = append(buckets, Bucket[T]{Key: key})
			id = int32(len(buckets))
			ids[key] = id
		}
		buckets[id-1].Left = append(buckets[id-1].Left, item)
	}
	for _, item := range right {
		if id := ids[keyOf(item)]; id == 0 {
			restRight = append(restRight, item)
		} else {
			buckets[id-1].Right = append(buckets[id-1].Right, item)
		}
	}
	return buckets, restLeft, restRight
}

// Parts cuts two sorted lists into the parts that hang together, by ones that reach each other; what reaches nothing is a part of one
// side. reach is 0 where a left item and a right one do, below 0 where the left one comes too early for that, and above 0 where it
// comes too late.
func Parts[T any](left, right []T, reach func(l, r T) int) iter.Seq2[[]T, []T] {
	return func(yield func(l, r []T) bool) {
		for len(left) > 0 && len(right) > 0 {
			l, r := 1, 1
			switch way := reach(left[0], right[0]); {
			case way < 0:
				r = 0
			case way > 0:
				l = 0
			default:
				l, r = together(left, right, reach)
			}
			if !yield(left[:l], right[:r]) {
				return
			}
			left, right = left[l:], right[r:]
		}
		if len(left)+len(right) > 0 {
			yield(left, right)
		}
	}
}

// Pairs pairs two sorted lists: the first of both sides where they reach each other, and otherwise one of them has no partner. reach is as
// for Parts.
func Pairs[T any](left, right []T, reach func(l, r T) int) iter.Seq2[T, T] {
	return func(yield func(l, r T) bool) {
		for len(left) > 0 && len(right) > 0 {
			switch way := reach(left[0], right[0]); {
			case way < 0:
				left = left[1:]
			case way > 0:
				right = right[1:]
			default:
				if !yield(left[0], right[0]) {
					return
				}
				left, right = left[1:], right[1:]
			}
		}
	}
}

// together counts the first items that hang together; the first of each side do. The last so far is the nearest to the next one.
func together[T any](left, right []T, reach func(l, r T) int) (l, r int) {
	l, r = 1, 1
	for grown := true; grown; {
		grown = false
		for l < len(left) && reach(left[l], right[r-1]) == 0 {
			l, grown = l+1, true
		}
		for r < len(right) && reach(left[l-1], right[r]) == 0 {
			r, grown = r+1, true
		}
	}
	return l, r
}
