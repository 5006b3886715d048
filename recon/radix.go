package recon

import "math/rand/v2"

// keyPass brings rows together by Key. Plain pairs, which are nearly all, are only noted; the rows of every other bucket are
// read again and judged.
type keyPass struct {
	rules         *Rules
	part          Part
	bills, orders *input
	workers       int

	index    *index
	places   []uint32 // per order: the place + 1 of a plain pair, 0 otherwise
	scanners [2][]*scanner
	tasks    []task
	found    []part // per task
	plain    plainSums
}

// plainSums is what plain pairs come to.
type plainSums struct {
	count int64
	fen   sum
}

// partitionRows is how many orders a partition is meant to have: with their index they fit in a core's own cache.
const partitionRows = 1 << 14

// blockShare is the share of the bills that is in memory at a time, as a divisor; minBlock is the least worth a block.
const (
	blockShare = 8
	minBlock   = 1 << 16
)

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
	p.buildIndex(orders, tails)
	block := max(minBlock, p.bills.rows/blockShare+1)
	bills := newStore(block, partitions, p.workers, seed)
	for from := 0; from == 0 || from < p.bills.rows; from += block {
		p.scan(p.bills, bills, tails, from, min(from+block, p.bills.rows))
		if err := p.refused(p.bills); err != nil {
			return leftovers{}, err
		}
		p.join(bills)
		bills.reset()
	}
	return p.finish(out), nil
}

// scan reads the rows of one side, from one to before another. The pool's come with the first.
func (p *keyPass) scan(in *input, to *store, tails tailBits, from, end int) {
	scanners := &p.scanners[sideOf(in.bills)]
	for len(*scanners) < p.workers {
		*scanners = append(*scanners, newScanner(in, p.rules, p.part, tails, to))
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

// buildIndex indexes the orders.
func (p *keyPass) buildIndex(orders *store, tails tailBits) {
	p.index = &index{orders: orders, tails: tails, bills: make([]uint32, orders.places())}
	for sh := range shape(shapes) {
		p.index.slots[sh] = make([][]uint32, orders.partitions)
		for partition := range orders.partitions {
			p.tasks = append(p.tasks, task{sh, partition})
		}
	}
	p.found = make([]part, len(p.tasks))
	parallel(p.workers, len(p.tasks), func(_, i int) {
		if t := p.tasks[i]; orders.parts[t.shape] != nil {
			p.index.build(t, &p.found[i])
		}
	})
}

// join looks up a block of bills.
func (p *keyPass) join(bills *store) {
	parallel(p.workers, len(p.tasks), func(_, i int) {
		if t := p.tasks[i]; bills.parts[t.shape] != nil {
			p.index.join(t, bills, &p.found[i])
		}
	})
}
