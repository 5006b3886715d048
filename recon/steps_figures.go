package recon

import (
	"encoding/json"
	"iter"
)

// stepFigures are what one Run comes to. They add up.
type stepFigures struct {
	Version    int
	Summary    Summary
	Statistics Statistics
	Filed      [2]RowSummary // the rows in groups: bills, orders
	Control    controlFound
}

const figuresVersion = 1

// plain notes the plain pairs of the Key pass: of the rows that were read, those that are neither in a group of book nor left.
func (f *stepFigures) plain(b *book, pairs plainSums, left leftovers) {
	sides := [...][]*row{left.bills, left.orders}
	var gone [2]Digest
	for side, read := range [...]RowSummary{f.Summary.Bills, f.Summary.Orders} {
		gone[side] = read.Digest.sub(rowsDigest(sides[side]))
		f.Filed[side] = RowSummary{pairs.count, gone[side].sub(b.rows[side])}
	}
	b.addPlain(pairs, gone[0], gone[1])
}

// take notes what was judged.
func (f *stepFigures) take(b *book) {
	for _, g := range b.groups {
		f.Filed[0].Count += int64(len(g.Bills) + len(g.PoolBills))
		f.Filed[1].Count += int64(len(g.Orders) + len(g.PoolOrders))
	}
	for side := range f.Filed {
		f.Filed[side].Count += int64(len(b.pairs))
		f.Filed[side].Digest = f.Filed[side].Digest.Add(b.rows[side])
	}
	f.Summary.Units, f.Summary.Digest, f.Summary.Outcomes = b.units.list(), b.digest, b.outcomes()
	f.Statistics = b.statistics
}

func (f *stepFigures) marshal() ([]byte, error) {
	f.Version = figuresVersion
	return json.Marshal(f)
}

func (f *stepFigures) add(data []byte) error {
	var o stepFigures
	if json.Unmarshal(data, &o) != nil || o.Version != figuresVersion {
		return badRecord("figures", "they are damaged, or of a version that this package does not read")
	}
	f.Summary, f.Statistics = f.Summary.Add(o.Summary), f.Statistics.Add(o.Statistics)
	for side := range f.Filed {
		f.Filed[side] = f.Filed[side].add(o.Filed[side])
	}
	f.Control.merge(&o.Control)
	return nil
}

// Finish makes the summary and the statistics of the figures of all runs. It compares Rules.Control with them. An error that matches
// ErrProof says that rows are missing or were counted twice.
func (s *Steps) Finish(figures iter.Seq[[]byte]) (Summary, Statistics, error) {
	var all stepFigures
	for data := range figures {
		if err := all.add(data); err != nil {
			return Summary{}, Statistics{}, err
		}
	}
	if err := s.rules.Control.compareTo(all.Control); err != nil {
		return Summary{}, Statistics{}, err
	}
	if all.Filed != [...]RowSummary{all.Summary.Bills, all.Summary.Orders} {
		return Summary{}, Statistics{}, badProof("rows", "not every row is in exactly one group: a shard is missing, or was counted twice")
	}
	return all.Summary, all.Statistics, nil
}
