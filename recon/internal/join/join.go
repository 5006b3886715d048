// Package join brings the rows of two sides together by key. It knows of a row only its key and one number.
//
// A Table is one open-addressing table of the left rows: a slot is 32 bits of a key's hash and a left row's index. A miss of the
// processor's caches costs more than all else here, so that rows are looked up in batches: first the slots of all rows of a batch are read,
// then the left rows that these name, then both ends of their keys, and only then keys are compared, so that the waits overlap.
// Equal hashes decide nothing: keys are compared byte by byte.
//
// Workers share nothing and need no atomics: each takes the rows whose hash falls into its share, in tables of its own.
// Hashes are seeded per table, so that nobody can choose keys that collide.
package join

import (
	"hash/maphash"
	"math"
	"math/bits"
)

// Odd is the Value of a row that is part of no pair.
const Odd = math.MinInt64

// Row is what a join sees of a row. The zero Row, and any Row with an empty Key, meets nothing and is in no result.
type Row struct {
	Key   string
	Value int64 // equal Values make a pair of two rows that nobody else shares a key with
	hash  uint32
	mate  uint32 // of a left row: the right row's index + 1, with isNear or without; or unclaimed, or several
}

// What a left row notes of its right row, and what it notes when it has no single one of equal Value.
const (
	isNear    = 1 << 31 // they agree, and are not equal
	unclaimed = 0
	several   = math.MaxUint32 // the rows of its key are a bucket
)

// MaxRows is the largest number of rows of one side.
const MaxRows = math.MaxInt32 - 1

// Table joins right rows to left ones:
//
//  1. A left and a right row whose key no other row has, with equal Values that are not Odd, and that agree, are a pair.
//  2. All other rows of a key that both sides have are a bucket, and so are several left rows of one key.
//  3. Every other row is alone.
//
// Which row is in which does not depend on the order of the rows, nor on the number of shares.
type Table struct {
	seed   maphash.Seed
	left   []Row
	shares []share
	agree  Agree
}

// Agree reports whether two rows of equal Value, given by their indexes, may be a pair, and whether they are near then, and not equal in
// all that the caller compares: Pair gives that back. It is called by several workers at the same time.
type Agree func(left, right int, value int64) (near, ok bool)

// New returns a Table for so many left rows, which so many workers will fill and look up. A nil agree means that all rows of equal Value
// are equal.
func New(left, workers int, agree Agree) *Table {
	return &Table{seed: maphash.MakeSeed(), left: make([]Row, left), shares: make([]share, max(workers, 1)), agree: agree}
}

// Row returns the Row of a key.
func (t *Table) Row(key string, value int64) Row {
	return Row{Key: key, Value: value, hash: uint32(maphash.String(t.seed, key))}
}

// Left are the left rows, to be set before Build and not to be changed afterwards.
func (t *Table) Left() []Row { return t.left }

// Shares is the number of shares of the hash space. Different shares may be built, looked up and read at the same time.
func (t *Table) Shares() int { return len(t.shares) }

// share is the rows whose hash falls into one part of the hash space.
type share struct {
	slots   []uint64 // hash << 32 | index of the first left row of a key + 1; 0 is free
	members []Member
	alone   []uint32
	touched uint64 // what was read ahead; it means nothing
}

// shareOf returns the share of a hash: the shares are equal parts of the hash space, in order.
func (t *Table) shareOf(hash uint32) int {
	hi, _ := bits.Mul32(hash, uint32(len(t.shares)))
	return int(hi)
}

// Build files the left rows of one share.
func (t *Table) Build(number int) {
	rows := 0
	for i := range t.left {
		if t.left[i].Key != "" && t.shareOf(t.left[i].hash) == number {
			rows++
		}
	}
	size := 8
	for size < 2*rows { // at most half of the slots are taken: searches are short, and always end
		size *= 2
	}
	s := &t.shares[number]
	s.slots = make([]uint64, size)
	t.batches(t.left, number, func(b *batch) {
		s.fetch(t, b)
		for i, at := range b.rows[:b.n] {
			s.file(t, at, b.slots[i])
		}
	})
}

// file enters a left row.
func (s *share) file(t *Table, at uint32, slot uint32) {
	head, free := s.find(t, &t.left[at], slot)
	if head == 0 {
		s.slots[free] = uint64(t.left[at].hash)<<32 | uint64(at+1)
		return
	}
	t.left[head-1].mate, t.left[at].mate = several, several
	s.members = append(s.members, newMember(head-1, false, at))
}

// Find looks up the right rows of one share, once the share is built. The first of the rows has the index from.
func (t *Table) Find(number int, rows []Row, from int) {
	s := &t.shares[number]
	t.batches(rows, number, func(b *batch) {
		s.fetch(t, b)
		for i, at := range b.rows[:b.n] {
			s.claim(t, &rows[at], uint32(from)+at, b.slots[i])
		}
	})
}

// claim gives a left row to a right one, or makes both part of a bucket.
func (s *share) claim(t *Table, r *Row, at uint32, slot uint32) {
	head, _ := s.find(t, r, slot)
	if head == 0 {
		s.alone = append(s.alone, at)
		return
	}
	left := &t.left[head-1]
	if left.mate == unclaimed && left.Value == r.Value && r.Value != Odd {
		if mate, ok := t.mate(head-1, at, r.Value); ok {
			left.mate = mate
			return
		}
	}
	if mate, _, ok := t.Pair(int(head - 1)); ok {
		s.members = append(s.members, newMember(head-1, true, uint32(mate)))
	}
	left.mate = several
	s.members = append(s.members, newMember(head-1, true, at))
}

// mate is what a left row notes of a right one of equal Value; false when they do not agree.
func (t *Table) mate(left, right uint32, value int64) (mate uint32, ok bool) {
	if t.agree == nil {
		return right + 1, true
	}
	near, ok := t.agree(int(left), int(right), value)
	if near {
		return (right + 1) | isNear, ok
	}
	return right + 1, ok
}

// find returns the index + 1 of the first left row of a key, or 0 and the free slot where the search ended.
func (s *share) find(t *Table, r *Row, slot uint32) (head, free uint32) {
	for mask := uint32(len(s.slots) - 1); ; slot = (slot + 1) & mask {
		v := s.slots[slot]
		if v == 0 {
			return 0, slot
		}
		if uint32(v>>32) == r.hash && t.left[uint32(v)-1].Key == r.Key {
			return uint32(v), slot
		}
	}
}
