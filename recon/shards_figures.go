package recon

// ShardFigures are what a shard of a step comes to: counts, sums, fingerprints. They add up, in any order; the zero ShardFigures
// are of nothing. Spread.Finish makes a Summary of those of all shards of all steps.
type ShardFigures struct {
	book    book // without groups and held rows
	read    [2]RowSummary
	filed   [2]int64 // rows in the groups of book
	plain   plainSums
	control controlFound
	alts    [2]int // the most AltKeys of a row that the Key pass left
}

// Add is the figures of both.
func (f ShardFigures) Add(o ShardFigures) ShardFigures {
	var total ShardFigures
	total.merge(&f)
	total.merge(&o)
	return total
}

// merge adds another part of the run.
func (f *ShardFigures) merge(o *ShardFigures) {
	f.book.merge(&o.book)
	f.plain.merge(o.plain)
	f.control.merge(&o.control)
	for side := range f.read {
		f.read[side] = f.read[side].add(o.read[side])
		f.filed[side] += o.filed[side]
		f.alts[side] = max(f.alts[side], o.alts[side])
	}
}

// Rows is the number of bill rows and of orders that were read, of the pool too.
func (f ShardFigures) Rows() (bills, orders int64) { return f.read[0].Count, f.read[1].Count }

// SpreadSummary is what a whole run comes to.
type SpreadSummary struct {
	Summary    Summary    `json:"summary"`
	Statistics Statistics `json:"statistics"`
}

// CheckControl compares Rules.Control with the figures of all shards of step 0.
func (s *Spread) CheckControl(step0 ShardFigures) error {
	return s.rules.Control.compareTo(step0.control)
}

// Finish makes the summary, given the figures of all shards of all steps. An error that matches ErrProof says that rows are
// missing or were counted twice, and one that matches ErrInvalidRules that both sides have more AltKeys than are compared.
func (s *Spread) Finish(all ShardFigures) (SpreadSummary, error) {
	if err := s.CheckControl(all); err != nil {
		return SpreadSummary{}, err
	}
	if min(all.alts[0], all.alts[1]) > s.altKeys {
		return SpreadSummary{}, badRules("altKeys", "rows of both sides have more AltKeys than are compared")
	}
	for side, read := range all.read {
		if all.filed[side]+all.plain.count != read.Count {
			return SpreadSummary{}, badProof("rows", "not every row is in exactly one group: a shard is missing, or was counted twice")
		}
	}
	r := Result[Record, Record]{rules: s.rules}
	r.book.merge(&all.book)
	r.summary.Bills, r.summary.Orders = all.read[0], all.read[1]
	r.book.addPlain(all.plain, all.read[0].Digest, all.read[1].Digest)
	b := &r.book
	r.summary.Units, r.summary.Digest, r.summary.Outcomes = b.units.list(), b.digest, b.outcomes()
	return SpreadSummary{r.summary, b.statistics}, nil
}
