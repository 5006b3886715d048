package recon

import (
	"github.com/billrecon/billrecon/recon/internal/join"
	"github.com/billrecon/billrecon/recon/internal/price"
)

// keyPass brings rows together by Key. Plain pairs, which are nearly all, are only noted; the rows of every other bucket are
// read again and judged.
type keyPass struct {
	rules         *Rules
	bills, orders *input
	workers       int

	table     *join.Table // orders are its left rows, bills its right ones
	lanes     *price.Lanes
	scanners  [2][]*scanner
	batches   [][batchRows]Record // of each worker, for its scanners of both sides
	finishers []*finisher
	plain     plainSums
}

// blockSegments is how many segments of bills each of several workers reads before they are looked up: few enough to be near still.
const blockSegments = 4

// block is how many bills are read before they are looked up. One worker waits for nobody: its blocks stay in the nearest cache.
func (p *keyPass) block() int {
	if p.workers == 1 {
		return segment / 16
	}
	return blockSegments * segment * p.workers
}

// keyPass runs the pass over both sides. What it judges goes into out; the rows it leaves are returned.
func (r *Rules) keyPass(bills, orders *input, out *book) (*keyPass, sides, error) {
	for _, in := range [...]*input{bills, orders} {
		if in.all() > maxRows {
			return nil, sides{}, badRecord(in.name(), "there must be at most 2147483646 rows, the pool's included")
		}
	}
	orders.gone = r.replacedBy(orders.rows, orders.record)
	orders.without = orders.replaced()
	p := &keyPass{rules: r, bills: bills, orders: orders, workers: workersFor(r.Workers, max(bills.rows, orders.rows))}
	left, err := p.run(out)
	return p, left, err
}

// read adds up what the scanners of a side have read.
func (p *keyPass) read(side int) (rows RowSummary) {
	for _, s := range p.scanners[side] {
		rows = rows.add(RowSummary{s.count, s.digest})
	}
	return rows
}

// control adds up what the bills say that declared totals are of.
func (p *keyPass) control() (found controlFound) {
	for _, s := range p.scanners[0] {
		found.merge(&s.control)
	}
	return found
}

// run does the pass. What it judges goes into out; the rows it leaves are returned.
func (p *keyPass) run(out *book) (sides, error) {
	p.lanes, p.batches = newFeeLanes(p.rules), make([][batchRows]Record, p.workers)
	p.table = join.New(p.orders.all(), p.workers, p.lanes.Agree)
	if err := p.scan(p.orders, p.table.Left(), 0); err != nil {
		return sides{}, err
	}
	p.shares(p.table.Build)
	size := min(p.bills.all(), p.block())
	for from, block := 0, make([]join.Row, size); from < p.bills.all(); from += size {
		block = block[:min(size, p.bills.all()-from)]
		clear(block)
		if err := p.scan(p.bills, block, from); err != nil {
			return sides{}, err
		}
		p.shares(func(share int) { p.table.Find(share, block, from) })
	}
	for range p.workers {
		p.finishers = append(p.finishers, &finisher{pass: p, judge: newJudge(p.rules, &book{})})
	}
	return p.finish(out), nil
}

// shares calls f for every share of the table.
func (p *keyPass) shares(f func(share int)) {
	parallel(p.workers, p.table.Shares(), func(_, share int) { f(share) })
}

// scan reads rows of one side, the pool's too, from one on. A row that is refused ends the pass.
func (p *keyPass) scan(in *input, to []join.Row, from int) error {
	scanners := &p.scanners[sideOf(in.bills)]
	for len(*scanners) < p.workers {
		*scanners = append(*scanners, newScanner(in, p.rules, p.table, p.lanes, &p.batches[len(*scanners)]))
	}
	end := min(from+len(to), in.rows)
	parallel(p.workers, (end-from+segment-1)/segment, func(worker, i int) {
		at := from + i*segment
		s := (*scanners)[worker]
		s.to, s.from = to, from
		in.scan(s, at, min(at+segment, end))
	})
	first := (*scanners)[0]
	first.to, first.from = to, from
	in.scanPool(first, max(from-in.rows, 0), from+len(to)-in.rows)
	return refused(*scanners)
}

// refused is the error of the first row that was refused.
func refused(scanners []*scanner) error {
	var first *scanner
	for _, s := range scanners {
		if s.err != nil && (first == nil || s.errAt < first.errAt) {
			first = s
		}
	}
	if first == nil {
		return nil
	}
	return first.err
}

// finish settles what the table has found, and puts together what is left.
func (p *keyPass) finish(out *book) sides {
	parallel(p.workers, (p.orders.all()+segment-1)/segment, func(worker, i int) {
		p.finishers[worker].settle(i*segment, min((i+1)*segment, p.orders.all()))
	})
	parallel(p.workers, p.table.Shares(), func(worker, share int) {
		f := p.finishers[worker]
		f.alone[0] = append(f.alone[0], p.table.Alone(share)...)
		for members := range p.table.Buckets(share) {
			f.bucket(members)
		}
		f.work()
	})
	p.table.Release()
	return p.gather(out)
}

// gather puts together what the workers have found, and what is left.
func (p *keyPass) gather(out *book) sides {
	var left sides
	var alone [2][]uint32
	for side, scanners := range p.scanners {
		for _, s := range scanners {
			alone[side] = append(alone[side], s.keyless...)
		}
	}
	for _, f := range p.finishers {
		out.merge(f.judge.out)
		p.plain.merge(f.plain)
		left.add(f.left)
		for side := range alone {
			alone[side] = append(alone[side], f.alone[side]...)
		}
	}
	rows := sides{p.bills.read(alone[0], p.workers), p.orders.read(alone[1], p.workers)}
	rows.countAlone()
	left.add(rows)
	left.sort()
	return left
}
