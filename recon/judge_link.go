package recon

// link makes rows of one side an element of a sorted list, out of which elements are taken as their rows are settled.
type link[T any] struct {
	bills      bool
	rows       []*row // settled ones are passed over
	prev, next *T
	met        [2]*row // the first rows with which it was returned by neighbours
}

// linked is an element of such a list.
type linked[T any] interface {
	*T
	links() *link[T]
}

func (l *link[T]) links() *link[T] { return l }

// chain links the elements of a sorted list.
func chain[T any, P linked[T]](list []*T) []*T {
	for n := 1; n < len(list); n++ {
		P(list[n-1]).links().next, P(list[n]).links().prev = list[n], list[n-1]
	}
	return list
}

// first is the first row that is not settled, nil for none.
func (l *link[T]) first() *row {
	for len(l.rows) > 0 && l.rows[0].settled {
		l.rows = l.rows[1:]
	}
	if len(l.rows) == 0 {
		return nil
	}
	return l.rows[0]
}

func (l *link[T]) unsettled() []*row { return rowsThat(l.rows, (*row).unsettled) }

// neighbours takes elements without rows out of the list, from two that were neighbours once to the next that have some. It returns
// these if they are of different sides, and were not returned with the same first rows before; nil otherwise.
func neighbours[T any, P linked[T]](left, right *T) (*T, *T) {
	left = toward[T, P](left, func(l *link[T]) **T { return &l.prev })
	right = toward[T, P](right, func(l *link[T]) **T { return &l.next })
	if left == nil || right == nil {
		return nil, nil
	}
	l, r := P(left).links(), P(right).links()
	l.next, r.prev = right, left
	met := [2]*row{l.first(), r.first()}
	if l.bills == r.bills || l.met == met {
		return nil, nil
	}
	l.met = met
	return left, right
}

// toward is the first element that has rows, from e on. The elements that are passed are not visited one by one again.
func toward[T any, P linked[T]](e *T, step func(*link[T]) **T) *T {
	found := e
	for found != nil && P(found).links().first() == nil {
		found = *step(P(found).links())
	}
	for e != found {
		next := step(P(e).links())
		e, *next = *next, found
	}
	return found
}

// heap is a priority queue: pop gives the least item.
type heap[T any] struct {
	items []T
	less  func(a, b T) bool
}

func heapOf[T any](less func(a, b T) bool) *heap[T] { return &heap[T]{less: less} }

func (h *heap[T]) push(item T) {
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

func (h *heap[T]) pop() T {
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
