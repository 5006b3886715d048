package join

import (
	"iter"
	"slices"
)

// Member is a row of a bucket: the bucket's first left row, the row's side, and its index. Sorted, the rows of a bucket stand together.
type Member uint64

func newMember(head uint32, right bool, at uint32) Member {
	m := Member(head)<<32 | Member(at)
	if right {
		m |= 1 << 31
	}
	return m
}

func (m Member) head() uint32 { return uint32(m >> 32) }

// Head is the index of the bucket's first left row. It is itself no Member.
func (m Member) Head() int { return int(m.head()) }

// Right reports whether the row is a right one.
func (m Member) Right() bool { return m&(1<<31) != 0 }

// Index is the row's index on its side.
func (m Member) Index() int { return int(m & (1<<31 - 1)) }

// Buckets yields the members of each bucket of one share: the left rows but for the first, then the right ones, each ascending.
// The slice is valid until the next one.
func (t *Table) Buckets(number int) iter.Seq[[]Member] {
	return func(yield func([]Member) bool) {
		rest := t.shares[number].members
		slices.Sort(rest)
		for len(rest) > 0 {
			end := 1
			for end < len(rest) && rest[end].head() == rest[0].head() {
				end++
			}
			if !yield(rest[:end]) {
				return
			}
			rest = rest[end:]
		}
	}
}

// Alone lists the right rows of one share whose key no left row has.
func (t *Table) Alone(number int) []uint32 { return t.shares[number].alone }

// Release drops what Build, Find and Buckets needed. Pair, IsAlone and Left can still be used.
func (t *Table) Release() { t.shares = nil }

// Pair returns the index of the right row that a left row is a pair with, and whether they are near: see Agree. ok is false when there is
// none.
func (t *Table) Pair(left int) (right int, near, ok bool) {
	mate := t.left[left].mate
	return int(mate&^isNear) - 1, mate&isNear != 0, mate != unclaimed && mate != several
}

// IsAlone reports whether a left row has a key that no other row has.
func (t *Table) IsAlone(left int) bool {
	return t.left[left].Key != "" && t.left[left].mate == unclaimed
}
