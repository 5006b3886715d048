package recon

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
)

// Sharded is what MatchShards found. It reads groups from the folder, which must stay until they are read.
// It is safe for concurrent reading.
type Sharded struct {
	// Pool is what is left in doubt, to be given to the next run in Rules.Pool.
	Pool Pool

	run     *shardRun
	summary SpreadSummary
}

// ShardCost is what a run took, for the choice of Shards and Memory.
type ShardCost struct {
	// BytesWritten and BytesRead are of the folder's files, in this process.
	BytesWritten, BytesRead int64
	// Rounds is how often a file, or several small ones together, were read into memory.
	Rounds int
	// LargestLoad is the most rows that were in memory at a time.
	LargestLoad int
}

// finish adds everything up.
func (run *shardRun) finish() (*Sharded, error) {
	summary, err := run.spread.Finish(run.figures)
	if err != nil {
		return nil, err
	}
	pool := run.spread.Pool()
	for _, name := range run.found {
		if err := run.each(name, frameHeld, pool.Add); err != nil {
			return nil, err
		}
	}
	run.cost.BytesWritten = run.written
	s := &Sharded{Pool: pool.Done(), run: run, summary: summary}
	return s, writeSealed(run.Path, resultFile, summary)
}

// each gives the payloads of one kind in one file.
func (run *shardRun) each(name foundFile, kind byte, f func([]byte) error) error {
	list, err := run.framesOf(name.name(), -1)
	if err != nil {
		return err
	}
	return run.payloads(name.name(), list, kind, f)
}

// Summary is what the result comes to.
func (s *Sharded) Summary() Summary { return s.summary.Summary.Add(Summary{}) }

// Statistics are the figures of the run in the console's form.
func (s *Sharded) Statistics() Statistics { return s.summary.Statistics }

// Digest is the fingerprint of all groups: that of Match.
func (s *Sharded) Digest() Digest { return s.summary.Summary.Digest }

// Count is the number of groups of an outcome.
func (s *Sharded) Count(o Outcome) int64 { return s.summary.Summary.Outcomes[o] }

// Cost is what the run took.
func (s *Sharded) Cost() ShardCost { return s.run.cost }

// Differences yields the groups that are not Matched, by step and shard. An error is the last that is yielded.
func (s *Sharded) Differences() iter.Seq2[ShardGroup, error] {
	return func(yield func(ShardGroup, error) bool) {
		for _, name := range s.run.found {
			err := s.run.each(name, frameGroups, func(payload []byte) error { return s.run.groups(payload, yield) })
			if errors.Is(err, errStop) {
				return
			}
			if err != nil {
				yield(ShardGroup{}, err)
				return
			}
		}
	}
}

// Groups yields every group once, by step and shard. The groups that are Matched are in no file: the rows are matched once more,
// shard by shard within the same memory bound.
func (s *Sharded) Groups() iter.Seq2[ShardGroup, error] {
	return func(yield func(ShardGroup, error) bool) {
		again := *s.run
		spread := *s.run.spread
		spread.matched = true
		again.spread = &spread
		for _, name := range s.run.found {
			err := again.groupsOf(name, yield)
			if errors.Is(err, errStop) {
				return
			}
			if err != nil {
				yield(ShardGroup{}, err)
				return
			}
		}
	}
}

// errStop: the caller's loop was left.
var errStop = errors.New("recon: stopped")

// Remove removes the run's files, and leaves the folder.
func (s *Sharded) Remove() error {
	if err := removeFiles(s.run.Path); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(s.run.Path, manifestFile)); err != nil {
		return errorIn(manifestFile, err)
	}
	return nil
}
