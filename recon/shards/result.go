package shards

import (
	"errors"
	"io"
	"iter"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/folder"
	"github.com/billrecon/billrecon/recon/internal/groups"
	"github.com/billrecon/billrecon/recon/internal/packed"
)

// Result is what Match found. It reads groups from the folder, which must stay until they are read.
// It is safe for concurrent reading.
type Result struct {
	// Pool is what is left in doubt, to be given to the next run in Rules.Pool.
	Pool       recon.Pool
	run        *run
	summary    recon.Summary
	statistics recon.Statistics
}

// Group is a group together with its rows. Its places are those of recon.Match.
type Group struct {
	recon.Group
	// BillRows are the rows of Bills and then those of PoolBills, in that order; OrderRows are those of Orders and PoolOrders.
	BillRows, OrderRows []recon.Record
}

// Cost is what a run took, for the choice of Shards and Memory.
type Cost struct {
	// BytesWritten and BytesRead are of the folder's files, in this process.
	BytesWritten, BytesRead int64
	// Rounds is how often a shard, or several small ones together, were read into memory.
	Rounds int
	// LargestLoad is the most rows that were in memory at a time.
	LargestLoad int
}

// Summary is what the result comes to.
func (s *Result) Summary() recon.Summary { return s.summary.Add(recon.Summary{}) }

// Statistics are the figures of the run in the console's form.
func (s *Result) Statistics() recon.Statistics { return s.statistics }

// Digest is the fingerprint of all groups: that of recon.Match.
func (s *Result) Digest() recon.Digest { return s.summary.Digest }

// Count is the number of groups of an outcome.
func (s *Result) Count(o recon.Outcome) int64 { return s.summary.Outcomes[o] }

// Cost is what the run took.
func (s *Result) Cost() Cost { return s.run.cost }

// Differences yields the groups that are not Matched, by step and shard. An error is the last that is yielded.
func (s *Result) Differences() iter.Seq2[Group, error] {
	return s.read(func(from *folder.Folder, give func(*recon.StepGroup) error) error {
		var memory []byte
		return payloads(from, s.run.groups, func(f *frame, file io.ReaderAt) error {
			payload, err := f.load(file, memory)
			if err != nil {
				return err
			}
			memory = payload[:0]
			ok := packed.EachText(string(payload), func(text string) bool {
				var g *recon.StepGroup
				if g, err = groups.Read([]byte(text)); err == nil {
					err = give(g)
				}
				return err == nil
			})
			if !ok && !errors.Is(err, errStop) {
				return refused(f.file, "a group cannot be read")
			}
			return err
		})
	})
}

// Groups yields every group once, by step and shard. The groups that are Matched are in no file: the rows are matched once more,
// shard by shard within the same memory bound.
func (s *Result) Groups() iter.Seq2[Group, error] {
	return s.read(func(from *folder.Folder, give func(*recon.StepGroup) error) error {
		again := *s.run
		for _, b := range again.batches {
			frames := again.framesOf(b)
			rounds := again.rounds(frames)
			for round := range rounds {
				blocks := again.load(from, frames, round, rounds)
				if _, err := again.steps.Run(blocks, recon.StepOutput{Group: give, Matched: true}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// read opens the folder for a loop over groups, and gives their places the meaning that they have in the whole.
func (s *Result) read(groups func(*folder.Folder, func(*recon.StepGroup) error) error) iter.Seq2[Group, error] {
	return func(yield func(Group, error) bool) {
		from, err := folder.Open(s.run.Path, kind())
		if err != nil {
			yield(Group{}, placed("Folder.Path", err))
			return
		}
		defer from.Close()
		err = groups(from, func(g *recon.StepGroup) error {
			if !yield(s.run.whole(g), nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(Group{}, err)
		}
	}
}

// whole is a group with the places that its rows have in the whole.
func (r *run) whole(g *recon.StepGroup) Group {
	out := Group{g.Group, g.BillRows, g.OrderRows}
	places := func(bills bool, own []int) []int {
		numbers, pool, callers := g.OrderNumbers, g.PoolOrders, r.counts.Orders
		if bills {
			numbers, pool, callers = g.BillNumbers, g.PoolBills, r.counts.Bills
		}
		var all []int
		for _, at := range own {
			if at < len(numbers) {
				all = append(all, numbers[at])
			} else {
				all = append(all, callers+pool[at-len(numbers)])
			}
		}
		slices.Sort(all)
		return all
	}
	out.Bills, out.Orders = places(true, g.Bills), places(false, g.Orders)
	out.MovedBills, out.MovedOrders = places(true, g.MovedBills), places(false, g.MovedOrders)
	out.Excess = places(g.Verdict&recon.FoundDuplicateBill != 0, g.Excess)
	for i, at := range g.Alternatives {
		out.Alternatives[i] = places(g.AlternativeBills[i], at)
	}
	return out
}

// Remove removes the run's files. The folder stays, empty for another run.
func (s *Result) Remove() error {
	f, err := folder.Lock(s.run.Path, kind(), time.Now())
	if err != nil {
		return placed("Folder.Path", err)
	}
	defer f.Close()
	return removeAll(f, "")
}
