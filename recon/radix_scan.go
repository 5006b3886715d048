package recon

import "time"

// batchRows is how many rows are read before the first of them is looked into: their keys and amounts lie anywhere in memory,
// and the waits for them overlap.
const batchRows = 32

// scanner reads rows of one side into a store. It belongs to one goroutine.
type scanner struct {
	*input
	rules   *Rules
	part    Part
	tails   tailBits
	to      writer
	control controlFound
	wantDay bool // nothing else names the last bill day
	batch   [batchRows]slot
	touched byte

	read    RowSummary
	ofPool  int // rows read that are the pool's
	latest  time.Time
	lastDay Day
	aside   []uint32 // rows whose key is not packed
	err     error    // the first row that was refused
	errAt   int
}

// slot is what is kept of a row until its batch is worked through.
type slot struct {
	key string
	monies
	rest   uint64
	index  int
	plain  bool
	refund bool
}

func newScanner(in *input, rules *Rules, part Part, tails tailBits, to *store) *scanner {
	s := &scanner{input: in, rules: rules, part: part, tails: tails, to: writer{store: to}}
	s.wantDay = rules.BillDate.IsZero()
	if rules.Control != nil {
		s.control.unit = unitOrCNY(rules.Control.Unit)
	}
	return s
}

// scanRows reads rows; the first has this index.
func scanRows[R any](s *scanner, rows []R, record func(R) Record, index int) {
	n := 0
	for i := range rows {
		r := record(rows[i])
		if !s.take(&s.batch[n], &r, index+i) {
			continue
		}
		if n++; n == batchRows {
			s.work(s.batch[:n])
			n = 0
		}
	}
	s.work(s.batch[:n])
}

// take notes what is needed of a record. It reports false for a row that is not of this part, or refused.
func (s *scanner) take(to *slot, r *Record, index int) bool {
	if s.part.Of > 1 && Partition(r.Key, s.part.Of) != s.part.Number {
		return false
	}
	to.key, to.index = r.Key, index
	to.monies.set(r)
	to.rest = r.restPrint()
	to.refund = r.Kind != Payment
	to.plain = r.State == Succeeded && !r.Manual && (r.Unit == "" || r.Unit == CNY) && r.Kind <= Reversal
	s.refuse(index, checkAltKeys(s.name(), index, r.AltKeys))
	if s.bills {
		s.noteBill(r, index)
	}
	return true
}

// foldHours is more than clocks are ever put back: an earlier instant may be of a later bill day only within it.
const foldHours = 3 * time.Hour

// noteBill keeps the last bill day, and what Rules.Control wants to know.
func (s *scanner) noteBill(r *Record, index int) {
	if s.wantDay && !r.Time.IsZero() {
		later := r.Time.After(s.latest)
		if later {
			s.latest = r.Time
		}
		if later || s.rules.Location != nil && s.latest.Sub(r.Time) < foldHours {
			s.lastDay = max(s.lastDay, s.rules.DayOf(r.Time))
		}
	}
	if s.rules.Control != nil && index < s.input.rows {
		s.control.add(*r)
	}
}

// refuse keeps the error of the first row.
func (s *scanner) refuse(index int, err error) {
	if err != nil && (s.err == nil || index < s.errAt) {
		s.err, s.errAt = err, index
	}
}

// work stores a batch. The first two loops only touch what the third needs.
func (s *scanner) work(batch []slot) {
	for i := range batch {
		if key := batch[i].key; len(key) > 0 {
			s.touched += key[0] + key[len(key)-1]
		}
		s.touched += byte(batch[i].amount.Sign()) + byte(batch[i].fee.Sign()) + byte(batch[i].income.Sign())
	}
	for i := range batch {
		s.touched += byte(batch[i].amount.CoefficientInt64()) + byte(batch[i].fee.CoefficientInt64()) + byte(batch[i].income.CoefficientInt64())
	}
	for i := range batch {
		s.store(&batch[i])
	}
}

// store files one row.
func (s *scanner) store(r *slot) {
	r.read()
	if !r.inFen() {
		s.refuse(r.index, checkAmounts(s.name(), r.index, &r.monies))
	}
	var key packed
	sh := pack(r.key, &key)
	s.read.Count++
	s.read.Digest = s.read.Digest.Add(lanes(r.monies.print(packedPrint(r.key, sh, &key), r.rest)))
	switch {
	case sh == aside:
		s.aside = append(s.aside, uint32(r.index))
	case r.plain && s.plain(r):
		s.to.add(sh, &key, s.tails.tail(r.index, r.amount.fen))
	default:
		s.to.add(sh, &key, s.tails.odd(r.index))
	}
}

// inFen reports whether all amounts given are whole fen.
func (m *monies) inFen() bool {
	return m.amount.whole && m.fee.whole == m.fee.given && m.income.whole == m.income.given
}

// plain reports whether a row that moved CNY says no more than its amount: together with another plain row of equal fen
// there is nothing to judge. A fee is nothing to judge while the other side has none.
func (s *scanner) plain(r *slot) bool {
	if !r.inFen() || (r.amount.fen < 0) != r.refund && r.amount.fen != 0 {
		return false
	}
	if !r.fee.given && !r.income.given {
		return true
	}
	return s.bills && !(r.fee.given && s.rules.Fees.applies(CNY)) && r.ownIncome()
}

// ownIncome reports whether income is amount − fee, where a row says both.
func (m *monies) ownIncome() bool {
	if !m.fee.given || !m.income.given {
		return true
	}
	return small(m.amount.fen) && small(m.fee.fen) && m.amount.fen-m.fee.fen == m.income.fen
}

// small reports whether fen can be added without overflow.
func small(fen int64) bool { return fen < 1<<62 && fen > -1<<62 }
