package recon

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/join"
)

// batchRows is how many rows are read before the first of them is looked into: their keys and amounts lie anywhere in memory,
// and the waits for them overlap.
const batchRows = 32

// scanner reads rows of one side for a join. It belongs to one goroutine.
type scanner struct {
	*input
	rules   *Rules
	table   *join.Table
	lanes   *feeLanes
	to      []join.Row // where they go
	from    int        // the index of the first of these
	control controlFound
	noting  bool // the provider declared totals of the bills
	touched byte

	batch *batch // the rows that are worked through together

	count   int64 // rows read
	lane0   uint64
	lane1   uint64
	keyless []uint32 // rows without a key
	err     error    // the first row that was refused
	errAt   int
}

// slot is what is kept of a row until its batch is worked through.
type slot struct {
	key    string
	amount decimal.Decimal
	rest   uint64
	fen    int64
	index  uint32
	whole  bool // the amount is whole fen
	plain  bool // as far as can be seen without the amounts
	refund bool
	fees   bool // there are fees or income: see batch.more
	alts   bool // there are AltKeys: see batch.more
}

// more is what most rows of one side do not have.
type more struct {
	fee, income decimal.NullDecimal
	alts        AltKeys
}

// batch is rows that are worked through together.
type batch struct {
	n     int
	slots [batchRows]slot
	more  [batchRows]more
}

func newScanner(in *input, rules *Rules, table *join.Table, lanes *feeLanes, memory *batch) *scanner {
	s := &scanner{input: in, rules: rules, table: table, lanes: lanes, batch: memory}
	if s.noting = in.bills && rules.Control != nil; s.noting {
		s.control.unit = unitOrCNY(rules.Control.Unit)
	}
	return s
}

// scanRows reads rows; the first has this index.
func scanRows[R any](s *scanner, rows []R, record func(R) Record, index int) {
	b := s.batch
	for i := range rows {
		r := record(rows[i])
		s.take(b, &r, index+i)
		if b.n == batchRows {
			s.work(b)
		}
	}
	s.work(b)
}

// take notes what is needed of a record.
func (s *scanner) take(b *batch, r *Record, index int) {
	to := &b.slots[b.n]
	to.key, to.amount, to.index = r.Key, r.Amount, uint32(index)
	to.fees, to.alts, to.refund, to.plain, to.rest = false, false, false, true, 0
	if uint(r.Kind)|uint(r.State)|uint(len(r.AltKeys[0])|len(r.AltKeys[1])|len(r.Unit)|len(r.Channel)) != 0 || r.Fee.Valid || r.Income.Valid || r.Manual {
		s.takeMore(to, &b.more[b.n], r)
	} else if !r.Time.IsZero() {
		to.rest = timePrint(0, r.Time)
	}
	if s.noting && index < s.input.rows {
		s.control.add(*r)
	}
	b.n++
}

// takeMore notes what most rows do not have.
func (s *scanner) takeMore(to *slot, more *more, r *Record) {
	to.rest = r.mainPrint() // AltKeys lie anywhere in memory: see file
	to.refund = r.Kind != Payment
	to.plain = r.plain()
	if to.fees = r.Fee.Valid || r.Income.Valid; to.fees {
		more.fee, more.income = r.Fee, r.Income
	}
	if to.alts = r.AltKeys != (AltKeys{}); to.alts {
		more.alts = r.AltKeys
	}
}

// refuse keeps the error of the first row.
func (s *scanner) refuse(index int, err error) {
	if s.err == nil || index < s.errAt {
		s.err, s.errAt = err, index
	}
}

// work files the rows of a batch, and empties it. What the rows point to is read for all of them first, so that the waits overlap.
func (s *scanner) work(b *batch) {
	slots := b.slots[:b.n]
	for i := range slots {
		s.touched += ends(slots[i].key)
	}
	for i := range slots {
		slots[i].fen = slots[i].amount.CoefficientInt64()
	}
	for i := range slots {
		if slots[i].fees || slots[i].alts {
			s.touched += b.more[i].touch()
		}
	}
	for i := range slots {
		s.file(&slots[i], &b.more[i])
	}
	b.n = 0
}

// touch reads what else a row points to.
func (m *more) touch() byte {
	sum := byte(m.fee.Decimal.CoefficientInt64()) + byte(m.income.Decimal.CoefficientInt64())
	for _, key := range m.alts {
		sum += ends(key)
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

// file counts one row of a batch, and makes it known to the join.
func (s *scanner) file(r *slot, more *more) {
	if r.alts {
		r.rest = altPrint(r.rest, more.alts.given())
	}
	r.fen, r.whole = exact.FenOf(r.amount, r.fen)
	value, ok := s.sum(r, more, textPrint(r.key))
	switch {
	case !ok:
	case r.key == "":
		s.keyless = append(s.keyless, r.index)
	default:
		s.to[int(r.index)-s.from] = s.table.Row(r.key, value)
	}
}

// sum counts a row whose key has this print, and returns its fen, join.Odd if it is not plain; false if it is refused.
func (s *scanner) sum(r *slot, more *more, print uint64) (value int64, ok bool) {
	plain := r.whole && r.plain && signed(r.fen, r.refund)
	if r.whole && !r.fees {
		print = amountPrint(print, uint64(r.fen), r.rest)
	} else {
		m := r.monies(more)
		if !m.inFen() {
			if err := checkAmounts(s.name(), int(r.index), &m); err != nil {
				s.refuse(int(r.index), err)
				return 0, false
			}
		}
		print = m.print(print, r.rest)
		if plain {
			var fee laneFee
			if fee, plain = m.laneFee(s.bills); fee.given() {
				s.lanes.sides[sideOf(s.bills)].put(int(r.index), s.all(), fee)
			}
		}
	}
	s.count++
	s.lane0, s.lane1 = s.lane0+print, s.lane1+secondLane(print)
	if plain {
		return r.fen, true
	}
	return join.Odd, true
}

// monies are all amounts of a row.
func (r *slot) monies(more *more) monies {
	m := monies{amount: money{r.amount, r.fen, true, r.whole}}
	if r.fees {
		m.fee, m.income = newMoney(more.fee.Decimal, more.fee.Valid), newMoney(more.income.Decimal, more.income.Valid)
	}
	return m
}

// signed reports whether the sign of an amount is that of its kind.
func signed(fen int64, refund bool) bool { return fen == 0 || (fen < 0) == refund }

// plain reports whether a record is one that moved CNY, as far as can be seen without its amounts.
func (r *Record) plain() bool {
	return r.State == Succeeded && !r.Manual && (r.Unit == "" || r.Unit == CNY) && r.Kind <= Reversal
}

// inFen reports whether all amounts given are whole fen.
func (m *monies) inFen() bool {
	return m.amount.whole && m.fee.whole == m.fee.given && m.income.whole == m.income.given
}

// plain reports whether a row that moved CNY can be part of a plain pair: its amounts are whole fen, its fee fits into a lane, and its
// income is amount − fee. An income without a fee is nothing to judge on the bills' side while the orders have none.
func (m *monies) plain(bills bool) bool {
	switch {
	case !m.inFen():
		return false
	case !m.fee.given:
		return bills || !m.income.given
	}
	return abs(m.fee.fen) <= maxLaneFee && m.ownIncome()
}

// ownIncome reports whether the income of a row with a fee is amount − fee, where it is given.
func (m *monies) ownIncome() bool {
	if !m.income.given {
		return true
	}
	return small(m.amount.fen) && small(m.fee.fen) && m.amount.fen-m.fee.fen == m.income.fen
}

// small reports whether fen can be added without overflow.
func small(fen int64) bool { return fen < 1<<62 && fen > -1<<62 }
