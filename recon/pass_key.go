package recon

import "math/rand/v2"

// keyPass brings rows together by Key. Plain pairs, which are nearly all, are only noted; the rows of every other bucket are
// read again and judged.
type keyPass struct {
	rules         *Rules
	part          Part
	bills, orders *input
	workers       int

	index     *index
	prefixes  prefixes // of both sides' keys
	scanners  [2][]*scanner
	tasks     []task
	finishers []*finisher
	plain     plainSums
}

// plainSums is what plain pairs come to.
type plainSums struct {
	count int64
	fen   sum
}

// partitionRows is how many orders a partition is meant to have: with their index they fit in a core's own cache.
const partitionRows = 1 << 14

// run does the pass. What it judges goes into out; the rows it leaves are returned.
func (p *keyPass) run(out *book) (leftovers, error) {
	tails := newTailBits(max(p.bills.all(), p.orders.all()))
	seed := [2]uint64{rand.Uint64(), rand.Uint64()} // nobody can choose keys that collide
	partitions := 1
	for p.orders.all() > partitions*partitionRows {
		partitions *= 2
	}
	orders := newStore(p.orders.all(), partitions, p.workers, seed)
	p.scan(p.orders, orders, tails, 0, p.orders.rows)
	if err := p.refused(p.orders); err != nil {
		return leftovers{}, err
	}
	p.prepare(orders, tails)
	block := p.blockRows(orders)
	bills := newStore(block, partitions, p.workers, seed)
	for from := 0; from == 0 || from < p.bills.rows; from += block {
		p.scan(p.bills, bills, tails, from, min(from+block, p.bills.rows))
		if err := p.refused(p.bills); err != nil {
			return leftovers{}, err
		}
		p.block(bills, from+block >= p.bills.rows)
		bills.reset()
	}
	bills.release()
	return p.gather(out), nil
}

// bytesPerOrder is how much memory the pass is meant to take, per order: its entry, its claim, and the bills in work.
// minBlock is the least number of bills that is worth a block.
const (
	bytesPerOrder = 63
	minBlock      = 1 << 16
)

// blockRows is how many bills are in work at a time: all of them while the keys are short.
func (p *keyPass) blockRows(orders *store) int {
	const claim = 4
	rows, bills := max(p.orders.all(), 1), max(p.bills.rows, 1)
	entry := max((orders.bytes()+rows-1)/rows, 16)
	most := max(minBlock, (bytesPerOrder-claim-entry)*rows/entry)
	blocks := (bills + most - 1) / most
	return (bills + blocks - 1) / blocks
}

// scan reads the rows of one side, from one to before another. The pool's come with the first.
func (p *keyPass) scan(in *input, to *store, tails tailBits, from, end int) {
	scanners := &p.scanners[sideOf(in.bills)]
	for len(*scanners) < p.workers {
		*scanners = append(*scanners, newScanner(in, p.rules, p.part, tails, to, &p.prefixes))
	}
	if from == 0 {
		in.scanPool((*scanners)[0])
	}
	parallel(p.workers, (end-from+segment-1)/segment, func(worker, i int) {
		at := from + i*segment
		in.scan((*scanners)[worker], at, min(at+segment, end))
	})
	for _, s := range *scanners {
		s.to.flush()
	}
}

// refused is the error of the first row that was refused.
func (p *keyPass) refused(in *input) error {
	var first *scanner
	for _, s := range p.scanners[sideOf(in.bills)] {
		if s.err != nil && (first == nil || s.errAt < first.errAt) {
			first = s
		}
	}
	if first == nil {
		return nil
	}
	return first.err
}

// prepare makes the tasks.
func (p *keyPass) prepare(orders *store, tails tailBits) {
	p.index = &index{orders: orders, tails: tails, bills: make([]uint32, orders.places())}
	for sh := range shape(shapes) {
		for partition := range orders.partitions {
			p.tasks = append(p.tasks, task{shape: sh, partition: partition, words: wordsOf[sh]})
		}
	}
	for range p.workers {
		p.finishers = append(p.finishers, &finisher{pass: p, judge: newJudge(p.rules, &book{})})
	}
}

// block looks up a block of bills. Only one index per worker is there at a time, and while it is made its orders come near;
// where there are several blocks, each makes it anew.
func (p *keyPass) block(bills *store, last bool) {
	parallel(p.workers, len(p.tasks), func(worker, i int) {
		t, f := &p.tasks[i], p.finishers[worker]
		f.slots = p.index.build(t, f.slots)
		p.index.join(t, bills)
		t.slots = nil
		if last {
			f.settle(t)
		}
	})
}
