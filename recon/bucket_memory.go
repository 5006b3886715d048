package recon

// bucketMemory is memory for the rows of one bucket after the other. Nothing but the pool and the weaker passes keeps rows: where neither
// does, the memory serves again.
type bucketMemory struct {
	rows slab[row]
	refs slab[*row]
}

// take returns so many zero rows.
func (m *bucketMemory) take(n int) []*row {
	rows, refs := m.rows.take(n), m.refs.take(n)
	for i := range rows {
		refs[i] = &rows[i]
	}
	return refs
}

// mark begins a bucket.
func (m *bucketMemory) mark() {
	m.rows.mark()
	m.refs.mark()
}

// reuse takes back what was taken since the mark.
func (m *bucketMemory) reuse() {
	m.rows.reuse()
	m.refs.reuse()
}

// slab is memory that is allocated in pieces of up to slabItems, and given out in parts.
type slab[T any] struct {
	free   []T
	marked []T // free, when it was marked, or when the piece was new
	size   int // of the last piece
}

const slabItems = 64

// take returns so many zero items, with no room behind them.
func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		s.size = min(max(2*s.size, 4), slabItems)
		s.free = make([]T, max(n, s.size))
		s.marked = s.free
	}
	items := s.free[:n:n]
	s.free = s.free[n:]
	return items
}

// mark notes what is free.
func (s *slab[T]) mark() { s.marked = s.free }

// reuse takes back what was taken since the mark, out of the last piece.
func (s *slab[T]) reuse() {
	clear(s.marked[:len(s.marked)-len(s.free)])
	s.free = s.marked
}
