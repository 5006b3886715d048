// Package heap is a priority queue.
package heap

// Heap gives its least item first.
type Heap[T any] struct {
	items []T
	less  func(a, b T) bool
}

// Of makes a heap without items.
func Of[T any](less func(a, b T) bool) *Heap[T] { return &Heap[T]{less: less} }

// Len is the number of items.
func (h *Heap[T]) Len() int { return len(h.items) }

// Least is the item that Pop would give. There must be one.
func (h *Heap[T]) Least() T { return h.items[0] }

// Push adds an item.
func (h *Heap[T]) Push(item T) {
	h.items = append(h.items, item)
	for i := len(h.items) - 1; i > 0; {
		up := (i - 1) / 2
		if !h.less(h.items[i], h.items[up]) {
			return
		}
		h.items[i], h.items[up] = h.items[up], h.items[i]
		i = up
	}
}

// Pop takes the least item out. There must be one.
func (h *Heap[T]) Pop() T {
	top, n := h.items[0], len(h.items)-1
	h.items[0] = h.items[n]
	clear(h.items[n:])
	h.items = h.items[:n]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < n; child++ {
			if h.less(h.items[child], h.items[least]) {
				least = child
			}
		}
		if least == i {
			return top
		}
		h.items[i], h.items[least] = h.items[least], h.items[i]
		i = least
	}
}
