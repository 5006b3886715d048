package recon

import (
	"github.com/billrecon/billrecon/recon/internal/join"
	"github.com/billrecon/billrecon/recon/internal/price"
)

// batchRows is how many rows are read before the first of them is looked into: their keys and amounts lie anywhere in memory,
// and the waits for them overlap.
const batchRows = 32

// scanner reads rows of one side for a join. It belongs to one goroutine.
type scanner struct {
	*input
	rules   *Rules
	table   *join.Table
	lanes   *price.Lanes
	to      []join.Row // where they go
	from    int        // the index of the first of these
	control controlFound
	noting  bool // the provider declared totals of the bills
	touched byte
	batch   *[batchRows]Record // rows that are worked through together; on a stack they would make it grow

	count   int64 // rows read
	digest  Digest
	keyless []uint32 // rows without a key
	err     error    // the first row that was refused
	errAt   int
}

func newScanner(in *input, rules *Rules, table *join.Table, lanes *price.Lanes, memory *[batchRows]Record) *scanner {
	s := &scanner{input: in, rules: rules, table: table, lanes: lanes, batch: memory}
	if s.noting = in.bills && rules.Control != nil; s.noting {
		s.control.unit = unitOrCNY(rules.Control.Unit)
	}
	return s
}

// scanRows reads rows; the first has this index.
func scanRows[R any](s *scanner, rows []R, record func(R) Record, index int) {
	for len(rows) > 0 {
		b := s.batch[:min(len(rows), batchRows)]
		for i := range b {
			b[i] = record(rows[i])
		}
		s.work(b, index)
		rows, index = rows[len(b):], index+len(b)
	}
}

// work files the rows of a batch. What they point to is read for all of them first, so that the waits overlap.
func (s *scanner) work(rows []Record, index int) {
	for i := range rows {
		s.touched += ends(rows[i].Key)
	}
	for i := range rows {
		s.touched += byte(rows[i].Amount.CoefficientInt64())
	}
	for i := range rows {
		s.touched += rows[i].touchRest()
	}
	for i := range rows {
		r := &rows[i]
		if s.noting && index+i < s.input.rows {
			s.control.add(*r)
		}
		s.file(r, index+i)
	}
}

// touch reads a little of everything that a record points to.
func (r *Record) touch() byte {
	return ends(r.Key) + byte(r.Amount.CoefficientInt64()) + r.touchRest()
}

// touchRest is touch of what most orders do not have.
func (r *Record) touchRest() byte {
	sum := ends(r.AltKeys[0]) + ends(r.AltKeys[1])
	if r.Fee.Valid {
		sum += byte(r.Fee.Decimal.CoefficientInt64())
	}
	if r.Income.Valid {
		sum += byte(r.Income.Decimal.CoefficientInt64())
	}
	return sum
}

// ends reads both ends of a key: it can lie in two cache lines.
func ends(key string) byte {
	if key == "" {
		return 0
	}
	return key[0] + key[len(key)-1]
}

// file counts a row that is not refused.
func (s *scanner) file(r *Record, at int) {
	f := r.fens()
	if f.odd() {
		if field := outOfBounds(*r); field != "" {
			s.refuse(at, badRecord(rowAt(s.name(), at)+"."+field, inBounds))
			return
		}
	}
	s.add(r, &f, at)
}

// add counts a row, and makes it known to the join. Rows of the pool are always looked at closely. Amounts that are whole fen are looked
// at in fen alone.
func (s *scanner) add(r *Record, f *fens, at int) {
	s.count++
	s.digest = s.digest.Add(lanes(r.hashOf(f)))
	value := int64(join.Odd)
	if at < s.input.rows && r.plain(f, s.bills) {
		value = f.amount
		if fee := f.lane(); fee.Given() {
			s.lanes.Put(sideOf(s.bills), at, s.all(), fee)
		}
	}
	if r.Key == "" {
		s.keyless = append(s.keyless, uint32(at))
		return
	}
	s.to[at-s.from] = s.table.Row(r.Key, value)
}

// refuse keeps the error of the first row.
func (s *scanner) refuse(index int, err error) {
	if s.err == nil || index < s.errAt {
		s.err, s.errAt = err, index
	}
}
