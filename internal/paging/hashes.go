package paging

// hashes is a set of row hashes: a power of two of slots, one in four of them free at least, each hash in the first free slot from the one that
// its own bits name. They are keyed and cryptographic, so they spread by themselves, and nobody can choose rows that crowd. A free slot is zero;
// a row that hashes to zero, which none does in practice, would count as one seen before.
type hashes struct {
	slots []hash128
	n     int
}

// find is the slot that holds h, or else the free one for it.
func (s *hashes) find(h hash128) *hash128 {
	last := uint64(len(s.slots) - 1)
	for i := h.low & last; ; i = (i + 1) & last {
		if slot := &s.slots[i]; *slot == h || *slot == (hash128{}) {
			return slot
		}
	}
}

func (s *hashes) has(h hash128) bool { return s.n > 0 && *s.find(h) == h }

// add reports whether h is new.
func (s *hashes) add(h hash128) bool {
	s.room(s.n + 1)
	slot := s.find(h)
	if *slot == h {
		return false
	}
	*slot = h
	s.n++
	return true
}

// room makes room for n hashes in all.
func (s *hashes) room(n int) {
	size := max(8, len(s.slots))
	for n > size/4*3 {
		size *= 2
	}
	if size == len(s.slots) {
		return
	}
	old := s.slots
	s.slots = make([]hash128, size)
	for _, h := range old {
		if h != (hash128{}) {
			*s.find(h) = h
		}
	}
}
