package recon

// Verify proves the result from its groups alone, against the rows it was made of: every row is in exactly one group,
// counts, sums, differences and fingerprints are what the groups come to, and every outcome follows from its findings.
// It returns nil, or an *Error that matches ErrProof and names what does not hold.
func (r *Result[B, O]) Verify() error {
	p := proof[B, O]{result: r, bills: r.bills, orders: r.orders}
	return p.run()
}

// proof recomputes a result.
type proof[B, O any] struct {
	result *Result[B, O]
	bills  []B
	orders []O
	seen   [2][]bool
	sums   Summary
	book   book
	plain  plainSums
}

func (p *proof[B, O]) run() error {
	if len(p.bills) != p.result.callers[0] {
		return badProof("bills", "their number is not that of the rows that were matched")
	}
	if len(p.orders) != p.result.callers[1] {
		return badProof("orders", "their number is not that of the rows that were matched")
	}
	p.seen[0] = make([]bool, len(p.bills)+len(p.result.rules.Pool.Bills))
	p.seen[1] = make([]bool, len(p.orders)+len(p.result.rules.Pool.Orders))
	for pair := range p.result.pairs() {
		if err := p.pair(&pair); err != nil {
			return err
		}
	}
	for _, g := range p.result.book.groups {
		if err := p.group(g); err != nil {
			return err
		}
	}
	return p.totals()
}

// pair checks a plain pair, and adds it up.
func (p *proof[B, O]) pair(pair *plainPair) error {
	if !p.see(0, pair.bill) || !p.see(1, pair.order) {
		return badProof("Group", "it names a row that does not exist, or is in another group")
	}
	bill, order := p.result.billRecord(p.bills[pair.bill]), p.result.orderRecord(p.orders[pair.order])
	if bill.Key != order.Key || !bill.moves(pair.fen) || !order.moves(pair.fen) {
		return badProof("Group", "the rows of a matched pair are not what they were")
	}
	p.plain.count++
	p.plain.fen.addFen(pair.fen)
	p.sums.Bills = p.sums.Bills.add(RowSummary{1, lanes(bill.print())})
	p.sums.Orders = p.sums.Orders.add(RowSummary{1, lanes(order.print())})
	return nil
}

// moves reports whether a record is a success of so many fen.
func (r *Record) moves(fen int64) bool {
	got, ok := toFen(r.Amount)
	return ok && got == fen && r.State == Succeeded && r.UnitOrCNY() == CNY && !r.Manual
}

// see notes that a row was seen; false when it does not exist or was seen before.
func (p *proof[B, O]) see(side, place int) bool {
	if place < 0 || place >= len(p.seen[side]) || p.seen[side][place] {
		return false
	}
	p.seen[side][place] = true
	return true
}

// group checks one group, and adds it up.
func (p *proof[B, O]) group(g *Group) error {
	bills, err := p.rows(0, g.Bills, g.PoolBills)
	if err != nil {
		return err
	}
	orders, err := p.rows(1, g.Orders, g.PoolOrders)
	if err != nil {
		return err
	}
	if g.Outcome != g.Verdict.Outcome() {
		return badProof("Group.Outcome", "it does not follow from the findings")
	}
	billsOf, ordersOf := byUnit(bills), byUnit(orders)
	for _, net := range g.Nets {
		bill, order := netOf(billsOf[net.Unit]), netOf(ordersOf[net.Unit])
		if !bill.decimal().Equal(net.Bill) || !order.decimal().Equal(net.Order) {
			return badProof("Group.Nets", "they are not what the rows moved")
		}
		p.book.units.add(net)
	}
	if len(unitsOf(bills, orders)) != len(g.Nets) {
		return badProof("Group.Nets", "they are not of the rows' units")
	}
	p.book.count(&judged{Group: g, bills: bills, orders: orders})
	p.book.counts[g.Outcome]++
	p.book.digest = p.book.digest.Add(digestOf(g, bills, orders))
	p.book.rows[0], p.book.rows[1] = p.book.rows[0].Add(rowsDigest(bills)), p.book.rows[1].Add(rowsDigest(orders))
	p.sums.Bills = p.sums.Bills.add(RowSummary{int64(len(bills)), rowsDigest(bills)})
	p.sums.Orders = p.sums.Orders.add(RowSummary{int64(len(orders)), rowsDigest(orders)})
	return nil
}

// rows reads a group's rows of one side, each for the first time.
func (p *proof[B, O]) rows(side int, own, pool []int) ([]*row, error) {
	rows := make([]*row, 0, len(own)+len(pool))
	for _, at := range own {
		if at >= p.result.callers[side] || !p.see(side, at) {
			return nil, badProof("Group", "it names a row that does not exist, or is in another group")
		}
		rows = append(rows, &row{Record: p.record(side, at), at: at})
	}
	for _, at := range pool {
		if at < 0 || !p.see(side, p.result.callers[side]+at) {
			return nil, badProof("Group", "it names a pool row that does not exist, or is in another group")
		}
		rows = append(rows, &row{Record: p.result.poolRows(side)[at].Record, at: at, pool: true})
	}
	for i := range rows {
		rows[i].print = rows[i].Record.print()
	}
	return rows, nil
}

func (p *proof[B, O]) record(side, at int) Record {
	if side == 0 {
		return p.result.billRecord(p.bills[at])
	}
	return p.result.orderRecord(p.orders[at])
}

// poolRows is one side of the pool that was matched.
func (r *Result[B, O]) poolRows(side int) []PoolRow {
	if side == 0 {
		return r.rules.Pool.Bills
	}
	return r.rules.Pool.Orders
}

// totals compares what the groups come to with what the result says.
func (p *proof[B, O]) totals() error {
	for side := range p.seen {
		for _, seen := range p.seen[side] {
			if !seen {
				return badProof("Result", "a row is in no group")
			}
		}
	}
	p.book.addPlain(p.plain, p.sums.Bills.Digest, p.sums.Orders.Digest)
	p.sums.Units, p.sums.Digest, p.sums.Outcomes = p.book.units.list(), p.book.digest, p.book.outcomes()
	want := p.result.summary
	switch {
	case p.sums.Bills != want.Bills || p.sums.Orders != want.Orders:
		return badProof("rows", "their content is not what was matched")
	case !p.sums.Equal(want):
		return badProof("Summary", "it is not what the groups come to")
	case !p.book.statistics.Equal(p.result.book.statistics):
		return badProof("Statistics", "they are not what the groups come to")
	}
	return nil
}
