package recon

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"
	"strconv"

	"github.com/billrecon/billrecon/recon/internal/hash"
)

// Steps is one match cut into steps, for rows that do not fit in memory or are on many machines: recon/shards and recon/beam are made of
// it. Taken together, the steps find what Match finds in all rows, with the same digest, whatever the number of shards.
//
//   - A block is packed rows that one shard of one step looks at. A Packer makes the blocks of step 0, of the caller's rows and of the
//     pool's.
//   - A step brings rows together by a key of its own: step 0 by Key, the next ones by AltKeys[0] and AltKeys[1], then, where
//     Rules.AmountTime asks for it, one by unit and amount, and last, by Key once more, the one-sided rows. Rows of equal key are in one shard.
//   - Run takes all blocks of a shard, or of several of one step, once. It gives the groups that it has judged, blocks of the rows that it
//     leaves for later steps, blocks of the rows held in doubt, and figures. Rows in doubt are blocks of step Count, which is none: Pool
//     makes the next pool of them.
//   - Figures are bytes: counts, sums and digests. Finish adds up those of all runs, in any order, and proves that every row that was
//     read is in exactly one group.
//
// Nothing but blocks passes from step to step. A row in a block is its side, its number, its Record, labels too, and what the pool and
// earlier steps know of it: the day that it counts from, and whether it counts as moved, has a settled twin, is the rest of a key that
// was settled in part, is like a held one, or had the search for its partners cut short.
//
// Steps are read only, and safe for concurrent use.
type Steps struct {
	rules   Rules // without the pool's rows
	pool    Pool
	options StepOptions
}

// StepOptions say how rows are spread.
type StepOptions struct {
	// Shards is the number of shards of each step, 1 to 1 048 576.
	Shards int
	// BlockBytes is the size at which a block is given out. 0 means 256 KiB.
	BlockBytes int
	// Memory is what the blocks that are not full yet may hold together, in bytes, before all are given out. 0 means 32 MiB.
	Memory int
	// Numbered gives the rows of each side numbers, from 0, as one Packer packs them: groups give them back. Without it rows have no numbers,
	// and any number of Packers may pack them.
	Numbered bool
}

// Block is packed rows of one shard of one step.
type Block struct {
	Step, Shard int
	// Rows is how many there are.
	Rows int
	// Data is the rows. What a func is given is its own until it returns.
	Data []byte
}

// The bounds and defaults of StepOptions.
const (
	maxShards         = 1 << 20
	defaultBlockBytes = 256 << 10
	defaultMemory     = 32 << 20
)

// NewSteps checks the rules and their pool.
func NewSteps(rules Rules, o StepOptions) (*Steps, error) {
	if err := rules.check(); err != nil {
		return nil, err
	}
	if o.Shards < 1 || o.Shards > maxShards {
		return nil, badRules("StepOptions.Shards", "there must be 1 to "+strconv.Itoa(maxShards))
	}
	o.BlockBytes, o.Memory = cmp.Or(o.BlockBytes, defaultBlockBytes), cmp.Or(o.Memory, defaultMemory)
	rules = rules.clone()
	s := &Steps{rules: rules, pool: rules.Pool, options: o}
	s.rules.Pool.Bills, s.rules.Pool.Orders = nil, nil
	return s, nil
}

// Count is the number of steps. The last leaves no rows.
func (s *Steps) Count() int { return s.oneSidedStep() + 1 }

func (s *Steps) oneSidedStep() int {
	if s.rules.AmountTime != nil {
		return amountTimeStep + 1
	}
	return amountTimeStep
}

// amountTimeStep is that of the pass, or the one-sided rows' where the rules do not ask for it.
const amountTimeStep = maxAltKeys + 1

// next is the first step after one in which the row takes part.
func (s *Steps) next(r *row, after int) int {
	for step := after + 1; step < s.oneSidedStep(); step++ {
		if step == amountTimeStep && r.timed() || step < amountTimeStep && r.AltKeys[step-1] != "" {
			return step
		}
	}
	return s.oneSidedStep()
}

// shardOf is the shard of a row in a step, among n. Rows without a key are alone wherever they are: they go everywhere.
func (s *Steps) shardOf(step int, r *Record, n int) int {
	switch {
	case step == s.Count():
		return 0
	case step > 0 && step < amountTimeStep:
		return Partition(r.AltKeys[step-1], n)
	case step > 0 && step < s.oneSidedStep():
		return Partition(r.priceKey(), n)
	case r.Key == "":
		return int(hash.Mix(r.hash()^hash.Pi1, hash.Pi3) % uint64(n))
	}
	return Partition(r.Key, n)
}

// StepGroup is a Group together with its rows, as Steps give it. Rows that were packed one by one have no common index, so that its
// places are its own: Bills and Orders count its rows from 0; Excess, MovedBills, MovedOrders and Alternatives are indexes into BillRows and
// OrderRows. PoolBills and PoolOrders are indexes into the pool that NewSteps was given.
type StepGroup struct {
	Group
	// BillRows are the rows of Bills and then those of PoolBills; OrderRows are those of Orders and then of PoolOrders.
	BillRows, OrderRows []Record
	// BillNumbers and OrderNumbers are the numbers of the rows of Bills and Orders, ascending: see StepOptions.Numbered.
	BillNumbers, OrderNumbers []int
}

// group adds the rows to a group that was judged.
func (run *stepRun) group(g *Group) *StepGroup {
	out := &StepGroup{Group: *g}
	sides := [...][2][]int{{g.Bills, g.PoolBills}, {g.Orders, g.PoolOrders}}
	out.BillRows, out.BillNumbers, out.PoolBills = run.rowsOf(0, sides[0])
	out.OrderRows, out.OrderNumbers, out.PoolOrders = run.rowsOf(1, sides[1])
	out.Bills, out.Orders = within(sides[0], g.Bills), within(sides[1], g.Orders)
	out.MovedBills, out.MovedOrders = within(sides[0], g.MovedBills), within(sides[1], g.MovedOrders)
	out.Excess = within(sides[sideOf(g.Verdict&FoundDuplicateBill != 0)], g.Excess)
	for i, places := range g.Alternatives {
		out.Alternatives[i] = within(sides[sideOf(g.AlternativeBills[i])], places)
	}
	return out
}

// rowsOf are the rows of one side of a group, with the numbers of the caller's and of the pool's.
func (run *stepRun) rowsOf(side int, of [2][]int) (rows []Record, own, pool []int) {
	var numbers [2][]int
	for i, places := range of {
		for _, at := range places {
			p := run.from[side][i][at]
			rows, numbers[i] = append(rows, run.record(p)), append(numbers[i], p.number())
		}
	}
	return rows, numbers[0], numbers[1]
}

// within turns places, of which the pool's are counted down from −1, into indexes into all rows of a side of a group.
func within(of [2][]int, places []int) []int {
	var at []int
	for _, place := range places {
		i, _ := slices.BinarySearch(of[0], place)
		if place < 0 {
			i, _ = slices.BinarySearch(of[1], ^place)
			i += len(of[0])
		}
		at = append(at, i)
	}
	slices.Sort(at)
	return at
}

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
func (f *stepFigures) plain(b *book, pairs plainSums, left sides) {
	rows := left.lists()
	var gone [2]Digest
	for side, read := range [...]RowSummary{f.Summary.Bills, f.Summary.Orders} {
		gone[side] = read.Digest.sub(rowsDigest(rows[side]))
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
	f.Summary.Units, f.Summary.Digest, f.Summary.Outcomes = unitSummaries(b.units), b.digest, b.outcomes()
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
	if err := inRules(s.rules.Control.check(all.Control)); err != nil {
		return Summary{}, Statistics{}, err
	}
	if all.Filed != [...]RowSummary{all.Summary.Bills, all.Summary.Orders} {
		return Summary{}, Statistics{}, badProof("rows", "not every row is in exactly one group: a shard is missing, or was counted twice")
	}
	return all.Summary, all.Statistics, nil
}
