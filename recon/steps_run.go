package recon

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/billrecon/billrecon/recon/internal/packed"
)

// StepOutput takes what Steps.Run finds. A func that is nil drops it.
type StepOutput struct {
	// Group takes a group, which is its own to keep.
	Group func(*StepGroup) error
	// Matched asks for the groups that are Matched too, which are nearly all.
	Matched bool
	// Block takes rows for later steps, and for Pool.
	Block func(Block) error
}

// Run matches the rows of one shard, or of several of one step: every block that is for them, in any order. Its figures are for Finish.
// An error of blocks, or of a func of to, ends it and comes back.
func (s *Steps) Run(blocks iter.Seq2[Block, error], to StepOutput) (figures []byte, err error) {
	run := stepRun{steps: s, step: -1}
	if err := run.gather(blocks); err != nil {
		return nil, err
	}
	left, err := run.match(to)
	if err != nil {
		return nil, err
	}
	if err := run.groups(to); err != nil {
		return nil, err
	}
	if to.Block != nil {
		if err := run.pack(s.Packer(to.Block), left); err != nil {
			return nil, err
		}
	}
	run.figures.take(&run.book)
	return run.figures.marshal()
}

// stepRun is one Run. Until a group is given out, places of rows are indexes into a list of from.
type stepRun struct {
	steps   *Steps
	step    int
	from    [2][2][]packedRow // bills and orders: of each the caller's, and the pool's
	last    [4]int            // the last number that came, by kind
	mixed   bool              // rows of a shard do not come in the order of their numbers
	damaged atomic.Bool
	book    book
	figures stepFigures
}

// shardRows are a block's rows.
type shardRows struct {
	shard int
	rows  string
}

// gather takes the rows out of their blocks, shard by shard, whatever the order in which the shards come.
func (run *stepRun) gather(blocks iter.Seq2[Block, error]) error {
	var all []shardRows
	var counts [4]int // by kind
	for b, err := range blocks {
		switch {
		case err != nil:
			return err
		case b.Step < 0 || b.Step >= run.steps.Count() || run.step >= 0 && b.Step != run.step:
			return badRecord("Block.Step", "it must be one step, the same of all blocks")
		}
		run.step = b.Step
		of := shardRows{b.Shard, string(b.Data)}
		err := eachRow(of.rows, func(row packedRow) bool {
			counts[row.kind()]++
			return true
		})
		if err != nil {
			return err
		}
		all = append(all, of)
	}
	for kind, n := range counts {
		*run.rowsOfKind(byte(kind)) = make([]packedRow, 0, n)
	}
	slices.SortStableFunc(all, func(a, b shardRows) int { return cmp.Compare(a.shard, b.shard) })
	run.takeOut(all)
	return nil
}

// takeOut takes the rows out of blocks that were counted, and brings those of each side into the order of their numbers.
func (run *stepRun) takeOut(all []shardRows) {
	for i, of := range all {
		if i == 0 || of.shard != all[i-1].shard {
			run.last = [4]int{-1, -1, -1, -1}
		}
		eachRow(of.rows, func(row packedRow) bool {
			run.add(row)
			return true
		})
	}
	if run.mixed {
		for _, lists := range run.from {
			slices.SortFunc(lists[0], byNumber)
			slices.SortFunc(lists[1], byNumber)
		}
	}
}

// rowsOfKind are the rows of one side, the caller's or the pool's.
func (run *stepRun) rowsOfKind(kind byte) *[]packedRow {
	return &run.from[sideOf(kind&rowOfBills != 0)][boolByte(kind&rowOfPool != 0)]
}

// add takes a row out of a block. Rows of one shard must be in the order of their numbers, in which ties fall as in Match.
func (run *stepRun) add(row packedRow) {
	to := run.rowsOfKind(row.kind())
	*to = append(*to, row)
	number := row.number()
	run.mixed = run.mixed || number < run.last[row.kind()]
	run.last[row.kind()] = number
}

// record reads a row.
func (run *stepRun) record(p packedRow) (r Record) {
	if !p.record(&r) {
		run.damaged.Store(true)
	}
	return r
}

// match runs the step's pass, and gives the rows that it leaves.
func (run *stepRun) match(to StepOutput) (left sides, err error) {
	s := run.steps
	if run.step <= 0 {
		left, err = run.keyPass(to)
	} else {
		left = sides{run.rows(0), run.rows(1)}
		switch j := newJudge(&s.rules, &run.book); {
		case run.damaged.Load():
		case run.step == s.oneSidedStep():
			j.oneSided(&left)
			left = sides{}
		case run.step == amountTimeStep:
			j.amountTimePass(&left)
		default:
			j.keyedPass(&left, PassAltKey+Pass(run.step-1), func(r *row) string { return r.AltKeys[run.step-1] })
		}
	}
	if run.damaged.Load() {
		return left, errDamagedBlock
	}
	return left, err
}

// keyPass is step 0, over the rows as if they were all. Plain pairs, which nobody looks at again, are given out here.
func (run *stepRun) keyPass(to StepOutput) (sides, error) {
	rules := run.steps.rules
	for side, rows := range [...]*[]PoolRow{&rules.Pool.Bills, &rules.Pool.Orders} {
		for _, p := range run.from[side][1] {
			held, ok := p.held()
			if !ok {
				run.damaged.Store(true)
			}
			*rows = append(*rows, held)
		}
	}
	bills, orders := run.input(0, rules.Pool.Bills), run.input(1, rules.Pool.Orders)
	p, left, err := rules.keyPass(bills, orders, &run.book)
	if err != nil {
		return left, err
	}
	run.figures.Control = p.control()
	run.figures.Summary.Bills, run.figures.Summary.Orders = p.read(0), p.read(1)
	run.figures.plain(&run.book, p.plain, left)
	if !to.Matched || to.Group == nil {
		return left, nil
	}
	pairs := plainPairs{p.table, p.lanes, p.plain}
	for pair := range pairs.all() {
		g := pair.group(&rules)
		if err := to.Group(run.group(&g)); err != nil {
			return left, err
		}
	}
	return left, nil
}

// rows are one side's rows as the passes want them.
func (run *stepRun) rows(side int) []*row {
	lists := run.from[side]
	rows := make([]*row, 0, len(lists[0])+len(lists[1]))
	for i, list := range lists {
		for at, p := range list {
			h, _ := p.head()
			r := &row{Record: run.record(p), at: at, pool: i == 1, since: h.since}
			r.mark(h.flags)
			r.look()
			rows = append(rows, r)
		}
	}
	return rows
}

// groups gives out what was judged.
func (run *stepRun) groups(to StepOutput) error {
	if to.Group == nil {
		return nil
	}
	for g := range run.book.judged(&run.steps.rules) {
		if g.Outcome == Matched && !to.Matched {
			continue
		}
		if err := to.Group(run.group(g)); err != nil {
			return err
		}
	}
	return nil
}

// pack gives out the rows for later steps and for the pool.
func (run *stepRun) pack(p *Packer, left sides) error {
	for side, rows := range left.lists() {
		for _, r := range rows {
			if err := run.packRow(p, run.steps.next(r, run.step), side, r); err != nil {
				return err
			}
		}
	}
	for side, rows := range run.book.held {
		for _, r := range rows {
			if err := run.packRow(p, run.steps.Count(), side, r); err != nil {
				return err
			}
		}
	}
	return p.Flush()
}

func (run *stepRun) packRow(p *Packer, step, side int, r *row) error {
	h, _ := run.from[side][boolByte(r.pool)][r.at].head()
	h.flags, h.since = flagsOf(side, r), r.since
	return p.add(step, h, &r.Record)
}

// Share is the rows of a block that are of share i of n of its shard: those that would be in one shard if there were n times as many. A shard
// that is too large for memory is run share by share.
func (s *Steps) Share(b Block, i, n int) (Block, error) {
	out := Block{Step: b.Step, Shard: b.Shard, Data: packed.NewBlock()}
	err := eachRow(string(b.Data), func(p packedRow) bool {
		var r Record
		ok := p.record(&r)
		if ok && s.shardOf(b.Step, &r, s.options.Shards*n)/s.options.Shards == i {
			out.Data, out.Rows = packed.AppendText(out.Data, string(p)), out.Rows+1
		}
		return ok
	})
	return out, err
}

// Pool makes the pool for the next run of all blocks of step Count: the same as Match leaves.
func (s *Steps) Pool(blocks iter.Seq2[Block, error]) (Pool, error) {
	rows := [2][]PoolRow{{}, {}}
	for b, err := range blocks {
		if err != nil {
			return Pool{}, err
		}
		err := eachRow(string(b.Data), func(p packedRow) bool {
			held, ok := packedRow(strings.Clone(string(p))).held() // the block is not to stay in memory
			side := sideOf(p.kind()&rowOfBills != 0)
			rows[side] = append(rows[side], held)
			return ok
		})
		if err != nil {
			return Pool{}, err
		}
	}
	return s.rules.nextPool(poolSide(billSide, rows[0]), poolSide(orderSide, rows[1])), nil
}
