package recon

import "slices"

// input is one side's rows: the caller's, then the pool's. Its funcs are safe for concurrent use.
type input struct {
	bills   bool
	rows    int // the caller's
	pool    []PoolRow
	gone    map[int]*PoolRow // by the caller's row, the held one that it replaces
	without []int            // the pool's rows that the caller's replace, ascending
	scan    func(s *scanner, from, to int)
	record  func(i int) Record
}

// newInput hides the caller's type, so that the rest need not be generic.
func newInput[R any](bills bool, rows []R, record func(R) Record, pool []PoolRow) *input {
	return &input{
		bills:  bills,
		rows:   len(rows),
		pool:   pool,
		scan:   func(s *scanner, from, to int) { scanRows(s, rows[from:to], record, from) },
		record: func(i int) Record { return record(rows[i]) },
	}
}

// all is the number of rows, the pool's included.
func (in *input) all() int { return in.rows + len(in.pool) }

// name is the side's name in errors.
func (in *input) name() string {
	if in.bills {
		return "bills"
	}
	return "orders"
}

// row reads a row again, for a closer look.
func (in *input) row(i int, r *row) {
	in.fetch(i, r)
	r.print = r.Record.print()
}

// fetch is row without the print.
func (in *input) fetch(i int, r *row) {
	r.at = i
	switch {
	case i >= in.rows:
		r.at, r.pool = i-in.rows, true
		r.Record = in.pool[r.at].Record
		r.remember(&in.pool[r.at])
	default:
		r.Record = in.record(i)
	}
	if held := in.gone[i]; held != nil {
		r.remember(held)
	}
}

// remember takes over what is known of a held row.
func (r *row) remember(held *PoolRow) {
	r.since, r.twin = held.Since, held.Twin
	r.asMoved = held.Moved && r.returned()
}

// replaced lists the pool's rows that the caller's replace, ascending.
func (in *input) replaced() (places []int) {
	ids := make(map[string]bool, len(in.gone))
	for _, held := range in.gone {
		ids[held.ID] = true
	}
	for i := range in.pool {
		if ids[in.pool[i].ID] {
			places = append(places, i)
		}
	}
	return places
}

// read reads rows again, in the order of their indexes.
func (in *input) read(indexes []uint32, workers int) []*row {
	slices.Sort(indexes)
	rows, memory := make([]*row, len(indexes)), make([]row, len(indexes))
	parallel(workers, (len(rows)+segment-1)/segment, func(_, n int) {
		for i := n * segment; i < min((n+1)*segment, len(rows)); i++ {
			rows[i] = &memory[i]
			in.row(int(indexes[i]), rows[i])
		}
	})
	return rows
}

// pick is read for the few rows of a bucket, without their prints.
func (in *input) pick(memory *bucketMemory, indexes []uint32) []*row {
	rows := memory.take(len(indexes))
	for i, index := range indexes {
		in.fetch(int(index), rows[i])
	}
	return rows
}

// scanPool reads the pool's rows, from one to before another. They are always looked at closely.
func (in *input) scanPool(s *scanner, from, end int) {
	b := s.batch
	for i := from; i < end; i++ {
		if _, gone := slices.BinarySearch(in.without, i); gone {
			continue
		}
		s.take(b, &in.pool[i].Record, in.rows+i)
		if b.n > 0 {
			b.slots[0].plain = false
			s.work(b)
		}
	}
}
