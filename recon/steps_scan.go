package recon

import "github.com/billrecon/billrecon/recon/internal/join"

// input is one side's rows for the Key pass.
func (run *stepRun) input(side int, pool []PoolRow) *input {
	rows := run.own[side]
	in := newInput(side == 0, rows, run.record, pool)
	in.scan = func(s *scanner, from, to int) { run.scan(s, rows[from:to], from) }
	return in
}

// scan is scanRows for packed rows, the first of which has this index. Nearly all amounts are whole fen, and no decimals are made of
// these: that would double the time of a run.
func (run *stepRun) scan(s *scanner, rows []packedRow, index int) {
	for i, p := range rows {
		if !s.noting && run.scanFen(s, p, index+i) {
			continue
		}
		r := run.record(p)
		s.take(s.batch, &r, index+i)
		s.work(s.batch)
	}
}

// scanFen counts one row and makes it known to the join, as the scanner's file does. false: an amount is not to be read in fen.
func (run *stepRun) scanFen(s *scanner, p packedRow, index int) bool {
	var r Record
	_, in := p.head()
	m, ok := readFen(&in, &r)
	if !ok {
		return false
	}
	if !in.Whole() {
		run.damaged.Store(true)
	}
	print := m.print(textPrint(r.Key), r.restPrint())
	s.count++
	s.lane0, s.lane1 = s.lane0+print, s.lane1+secondLane(print)
	value := int64(join.Odd)
	if r.plain() && signed(m.amount.fen, r.Kind != Payment) {
		fee, plain := m.laneFee(s.bills)
		if plain {
			value = m.amount.fen
		}
		if fee.given() {
			s.lanes.sides[sideOf(s.bills)].put(index, s.all(), fee)
		}
	}
	if r.Key == "" {
		s.keyless = append(s.keyless, uint32(index))
	} else {
		s.to[index-s.from] = s.table.Row(r.Key, value)
	}
	return true
}
