package recon

import (
	"cmp"
	"slices"
	"strings"
)

// ShardRows are the rows of one shard of one step, gathered from the blocks that a Packer made. They belong to one goroutine.
type ShardRows struct {
	spread *Spread
	step   int
	bytes  int
	own    [2][]packedRow // the callers': bills, orders
	pool   [2][]packedRow
	subset func(*Record) bool // nil for all rows
}

// Rows starts the rows of a shard of a step.
func (s *Spread) Rows(step int) *ShardRows { return &ShardRows{spread: s, step: step} }

// Add adds the rows of a block. Blocks may come in any order.
func (w *ShardRows) Add(block []byte) error { return eachRow(string(block), w.add) }

func (w *ShardRows) add(row packedRow) {
	h, in := row.head()
	if w.subset != nil {
		if r := in.record(); !w.subset(&r) {
			return
		}
		row = packedRow(strings.Clone(string(row))) // the rest of the block is not to stay in memory
	}
	to := &w.own
	if h.pool {
		to = &w.pool
	}
	side := sideOf(h.bill)
	to[side] = append(to[side], row)
	w.bytes += len(row)
}

// sort puts numbered rows in the order of the whole, in which ties between rows of equal content fall as in Match. Rows that can
// meet in step 0 come out of one file, and are in order.
func (w *ShardRows) sort() {
	byPlace := func(a, b packedRow) int {
		x, _ := a.head()
		y, _ := b.head()
		return cmp.Compare(x.at, y.at)
	}
	for side := range w.own {
		if w.spread.numbered && w.step > 0 {
			slices.SortFunc(w.own[side], byPlace)
		}
		slices.SortFunc(w.pool[side], byPlace)
	}
}

// ShardSink takes what Spread.Run finds. What is nil drops it.
type ShardSink struct {
	// Group takes a group. Without the matched of NewSpread, groups that are Matched are left out.
	Group func(*ShardGroup) error
	// Left packs the rows that go on to a later step. Run does not flush it.
	Left *Packer
	// Held takes blocks of rows for the next pool, for ShardPool.Add. The bytes are its own to keep.
	Held func(block []byte) error
}

// Run matches the rows of one shard. The rows can be run once.
func (s *Spread) Run(rows *ShardRows, to ShardSink) (ShardFigures, error) {
	rows.sort()
	found := shardFound{to: to, rows: rows}
	if rows.step == 0 {
		return found.keyPass()
	}
	return found.weakerPass()
}

// shardFound passes on what a shard's step has found.
type shardFound struct {
	to      ShardSink
	rows    *ShardRows
	figures ShardFigures
}

// keyPass is step 0: MatchShard over the rows, which are a whole to it.
func (f *shardFound) keyPass() (ShardFigures, error) {
	w := f.rows
	rules := w.spread.rules
	for side, rows := range [...]*[]PoolRow{&rules.Pool.Bills, &rules.Pool.Orders} {
		for _, row := range w.pool[side] {
			*rows = append(*rows, row.poolRow())
		}
	}
	if len(rules.Pool.Bills)+len(rules.Pool.Orders) > 0 {
		rules.Pool.Version = PoolVersion
	}
	shard, err := MatchShard(w.own[0], packedRow.record, w.own[1], packedRow.record, rules, Part{})
	if err != nil {
		return ShardFigures{}, err
	}
	f.figures.book = shard.book
	f.figures.read = [2]RowSummary{shard.summary.Bills, shard.summary.Orders}
	f.figures.plain, f.figures.control = shard.plain.sums, shard.control
	f.figures.alts = [2]int{longestAltKeys(shard.left.bills), longestAltKeys(shard.left.orders)}
	if w.spread.matched {
		if err := f.plainPairs(shard); err != nil {
			return ShardFigures{}, err
		}
	}
	return f.pass(&shard.left)
}

// plainPairs gives the groups that the engine only notes.
func (f *shardFound) plainPairs(shard *Shard[packedRow, packedRow]) error {
	if f.to.Group == nil {
		return nil
	}
	for pair := range shard.plainPairs() {
		if err := f.group(pair.group(&shard.rules)); err != nil {
			return err
		}
	}
	return nil
}

// weakerPass is any other step: the engine's own pass over rows that it has judged before.
func (f *shardFound) weakerPass() (ShardFigures, error) {
	s := f.rows.spread
	left := leftovers{f.rows.unpack(0), f.rows.unpack(1)}
	j := newJudge(&s.rules, &f.figures.book)
	switch step := f.rows.step; step {
	case s.oneSidedStep():
		j.oneSided(&left)
		left = leftovers{}
	case s.amountTimeStep():
		j.amountTimePass(&left)
	default:
		j.keyedPass(&left, PassAltKey+Pass(step-1), func(r *row) string { return r.AltKeys[step-1] })
	}
	return f.pass(&left)
}

// unpack makes one side's rows what the passes work on.
func (w *ShardRows) unpack(side int) []*row {
	rows := make([]*row, 0, len(w.own[side])+len(w.pool[side]))
	for at, packed := range w.own[side] {
		h, in := packed.head()
		rows = append(rows, &row{Record: in.record(), at: at})
		rows[len(rows)-1].mark(h.marks)
	}
	for at, packed := range w.pool[side] {
		h, in := packed.head()
		rows = append(rows, &row{Record: in.record(), at: at, pool: true, since: h.since})
		rows[len(rows)-1].mark(h.marks)
	}
	for i := range rows {
		rows[i].print = rows[i].Record.print()
	}
	return rows
}

// pass gives groups, held rows and leftovers to the sink, and keeps the figures.
func (f *shardFound) pass(left *leftovers) (ShardFigures, error) {
	b := &f.figures.book
	for _, g := range b.groups {
		f.figures.filed[0] += int64(len(g.Bills) + len(g.PoolBills))
		f.figures.filed[1] += int64(len(g.Orders) + len(g.PoolOrders))
		if f.to.Group == nil || g.Outcome == Matched && !f.rows.spread.matched {
			continue
		}
		if err := f.group(*g); err != nil {
			return ShardFigures{}, err
		}
	}
	if err := f.held(&b.held); err != nil {
		return ShardFigures{}, err
	}
	b.groups, b.held = nil, [2][]*row{}
	for side, rows := range [...][]*row{left.bills, left.orders} {
		if err := f.left(side, rows); err != nil {
			return ShardFigures{}, err
		}
	}
	return f.figures, nil
}

// group gives one group to the sink.
func (f *shardFound) group(g Group) error {
	out := f.rows.shardGroup(g)
	if !f.rows.spread.numbered {
		out.settle([2]int{len(out.Bills), len(out.Orders)})
	}
	return f.to.Group(&out)
}

// held gives the rows for the pool to the sink.
func (f *shardFound) held(sides *[2][]*row) error {
	if f.to.Held == nil {
		return nil
	}
	var block []byte
	for side, rows := range sides {
		for i := range rows {
			block = appendToBlock(block, []byte(f.rows.packedOf(side, rows[i])))
			if len(block) < packerBlock {
				continue
			}
			if err := f.to.Held(block); err != nil {
				return err
			}
			block = nil
		}
	}
	if len(block) == 0 {
		return nil
	}
	return f.to.Held(block)
}

func (f *shardFound) left(side int, rows []*row) error {
	if f.to.Left == nil {
		return nil
	}
	for i := range rows {
		if err := f.to.Left.left(f.rows.step, rows[i], f.rows.packedOf(side, rows[i])); err != nil {
			return err
		}
	}
	return nil
}

// packedOf is the row as it came, with what is known of it now.
func (w *ShardRows) packedOf(side int, r *row) packedRow {
	packed := w.own[side]
	if r.pool {
		packed = w.pool[side]
	}
	h, in := packed[r.at].head()
	h.since, h.marks = r.since, r.marks()
	var head []byte
	return packedRow(appendHead(head, h)) + packedRow(in.rest)
}
