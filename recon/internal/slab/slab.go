// Package slab is memory for many small things, of which those that nobody keeps make room for others.
package slab

// Slab is memory that is allocated in pieces of up to pieceItems, and given out in parts.
type Slab[T any] struct {
	free   []T
	marked []T // free, when it was marked, or when the piece was new
	size   int // of the last piece
}

const pieceItems = 64

// Take returns so many zero items, with no room behind them.
func (s *Slab[T]) Take(n int) []T {
	if n > len(s.free) {
		s.size = min(max(2*s.size, 4), pieceItems)
		s.free = make([]T, max(n, s.size))
		s.marked = s.free
	}
	items := s.free[:n:n]
	s.free = s.free[n:]
	return items
}

// Mark notes what is free.
func (s *Slab[T]) Mark() { s.marked = s.free }

// Reuse takes back what was taken since the mark, out of the last piece.
func (s *Slab[T]) Reuse() {
	clear(s.marked[:len(s.marked)-len(s.free)])
	s.free = s.marked
}
