package recon

// input is one side's rows for the Key pass.
func (run *stepRun) input(side int, pool []PoolRow) *input {
	rows := run.from[side][0]
	in := newInput(side == 0, rows, run.record, pool)
	in.scan = func(s *scanner, from, to int) { run.scan(s, rows[from:to], from) }
	return in
}

// scan is scanRows for packed rows, the first of which has this index. Nearly all amounts are whole fen, and no decimals are made of
// these: that would double the time of a run.
func (run *stepRun) scan(s *scanner, rows []packedRow, index int) {
	for i, p := range rows {
		var r Record
		if f, ok := run.fens(p, &r); ok && !s.noting {
			s.add(&r, &f, index+i)
			continue
		}
		s.batch[0] = run.record(p)
		s.work(s.batch[:1], index+i)
	}
}

// fens reads a row without its amounts, which it gives in fen. false: one of them is not to be read in fen.
func (run *stepRun) fens(p packedRow, r *Record) (fens, bool) {
	_, in := p.head()
	f, ok := readFens(&in, r)
	if ok && !in.Whole() {
		run.damaged.Store(true)
	}
	return f, ok
}
