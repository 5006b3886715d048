package recon

// Verify proves the result from its groups alone, against the rows it was made of: every row is in exactly one group,
// counts, sums, differences and fingerprints are what the groups come to, and every outcome follows from its findings.
// It returns nil, or an *Error that matches ErrProof and names what does not hold.
func (r *Result[B, O]) Verify(bills []B, orders []O) error {
	p := proof[B, O]{result: r, bills: bills, orders: orders}
	return p.run()
}

// proof recomputes a result.
type proof[B, O any] struct {
	result *Result[B, O]
	bills  []B
	orders []O
	seen   [2][]bool
	sums   Summary
	units  unitSums
	book   book
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
	for g := range p.result.Groups() {
		if err := p.group(&g); err != nil {
			return err
		}
	}
	return p.totals()
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
	for _, net := range g.Nets {
		bill, order := netOf(ofUnit(bills, net.Unit)), netOf(ofUnit(orders, net.Unit))
		if !bill.decimal().Equal(net.Bill) || !order.decimal().Equal(net.Order) {
			return badProof("Group.Nets", "they are not what the rows moved")
		}
		p.units.add(net)
	}
	if len(unitsOf(bills, orders)) != len(g.Nets) {
		return badProof("Group.Nets", "they are not of the rows' units")
	}
	p.book.count(&judged{Group: *g, bills: bills, orders: orders})
	p.book.counts[g.Outcome]++
	p.book.digest = p.book.digest.Add(digestOf(g, bills, orders))
	p.sums.Bills = p.sums.Bills.add(RowSummary{int64(len(bills)), rowsDigest(bills)})
	p.sums.Orders = p.sums.Orders.add(RowSummary{int64(len(orders)), rowsDigest(orders)})
	return nil
}

// rows reads a group's rows of one side, each for the first time.
func (p *proof[B, O]) rows(side int, own, pool []int) ([]row, error) {
	rows := make([]row, 0, len(own)+len(pool))
	for _, at := range own {
		if at < 0 || at >= p.result.callers[side] || p.seen[side][at] {
			return nil, badProof("Group", "it names a row that does not exist, or is in another group")
		}
		p.seen[side][at] = true
		rows = append(rows, row{Record: p.record(side, at), at: at})
	}
	for _, at := range pool {
		place := p.result.callers[side] + at
		if at < 0 || place >= len(p.seen[side]) || p.seen[side][place] {
			return nil, badProof("Group", "it names a pool row that does not exist, or is in another group")
		}
		p.seen[side][place] = true
		rows = append(rows, row{Record: p.result.poolRows(side)[at].Record, at: at, pool: true})
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
	p.sums.Units, p.sums.Digest, p.sums.Outcomes = p.units.list(), p.book.digest, p.book.outcomes()
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
