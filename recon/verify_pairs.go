package recon

// pairRow is a row of a plain pair.
type pairRow struct {
	order int // of the pair
	Record
}

// proofBatch is how many rows are read before the first of them is looked into: what they point to lies anywhere in memory.
const proofBatch = 32

// pairs checks the plain pairs: all their orders first, and then their bills. Each side is read in its own order, which is faster than
// to read a bill anywhere in memory for every order.
func (p *proof[B, O]) pairs() error {
	table := p.result.plain.table
	orders := make([]uint32, len(p.seen[0])) // by bill, the order of its pair + 1
	for order := range table.Left() {
		bill, _, ok := table.Pair(order)
		if !ok {
			continue
		}
		if !p.see(0, bill) || !p.see(1, order) {
			return badProof("Group", "it names a row that does not exist, or is in another group")
		}
		orders[bill] = uint32(order) + 1
		p.readPair(1, order, order)
	}
	p.checkBatch(1)
	for bill, order := range orders {
		if order > 0 {
			p.readPair(0, bill, int(order)-1)
		}
	}
	p.checkBatch(0)
	if p.pairsDiffer {
		return badProof("Group", "the rows of a matched pair are not what they were")
	}
	return nil
}

// readPair reads a row of a plain pair, to be checked with others of its side.
func (p *proof[B, O]) readPair(side, place, order int) {
	p.batch = append(p.batch, pairRow{order, p.result.recordOf(side, place)})
	if len(p.batch) == proofBatch {
		p.checkBatch(side)
	}
}

// checkBatch checks the rows of plain pairs that were read, and adds them up.
func (p *proof[B, O]) checkBatch(side int) {
	noted := p.result.plain.table.Left()
	for i := range p.batch {
		p.touched += p.batch[i].touch() + ends(noted[p.batch[i].order].Key)
	}
	rows := &p.sums.Bills
	if side == 1 {
		rows = &p.sums.Orders
	}
	for i := range p.batch {
		r := &p.batch[i]
		f := r.fens()
		if side == 0 && !p.billHolds(r, &f) || side == 1 && !p.orderHolds(r, &f) {
			p.pairsDiffer = true
		}
		*rows = rows.add(RowSummary{1, lanes(r.hashOf(&f))})
	}
	p.batch = p.batch[:0]
}

// orderHolds reports whether an order of a plain pair is what was noted of it.
func (p *proof[B, O]) orderHolds(r *pairRow, f *fens) bool {
	plain := &p.result.plain
	noted := &plain.table.Left()[r.order]
	return r.Key == noted.Key && f.amount == noted.Value && r.plain(f, false) && f.lane() == plain.lanes.Of(1, r.order)
}

// billHolds reports whether a bill of a plain pair, of which the order holds, is what was noted of it. It counts the pair.
func (p *proof[B, O]) billHolds(r *pairRow, f *fens) bool {
	pair, _ := p.result.plain.at(r.order)
	fees, ok := p.lanes.Compare(f.lane(), p.result.plain.lanes.Of(1, r.order), f.amount)
	within := fees.Bill != fees.Order
	p.plain.add(f.amount, within)
	return ok && r.Key == pair.key && f.amount == pair.fen[0] && r.plain(f, true) && fees == pair.fees && within == (pair.verdict != 0)
}
