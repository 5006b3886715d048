package recon

// Part says which share of the whole a shard is. The zero Part is the whole.
type Part struct {
	// Number and Of: this is shard Number of Of, 0 ≤ Number < Of. It is made of the rows whose Partition(Key, Of) is Number;
	// other rows in the slices, and in the pool, are left out. Of 0 or 1 is the whole.
	Number, Of int
	// Bills and Orders are the places that the rows have in the whole, one for each row of the slices.
	// Nil means that the slices are the whole.
	Bills, Orders []int
}

// Shard is the Key pass over one share of the rows, to be given to Merge with the others.
// What the share's own keys cannot decide is kept aside: its partner may be in another shard.
type Shard[B, O any] struct {
	bills       []B
	orders      []O
	billRecord  func(B) Record
	orderRecord func(O) Record
	rules       Rules
	part        Part
	book        book
	left        leftovers
	plain       plainPairs
	summary     Summary
	control     controlFound
	callers     [2]int // rows of the share, without the pool's
	replaced    []int
}

// MatchShard runs the Key pass over one share of the rows. All shards of a run need equal rules, with the whole pool in them.
// Errors name rows by their places in the slices given.
func MatchShard[B, O any](bills []B, billRecord func(B) Record, orders []O, orderRecord func(O) Record, rules Rules, part Part) (*Shard[B, O], error) {
	if err := rules.check(); err != nil {
		return nil, err
	}
	if err := part.check(len(bills), len(orders)); err != nil {
		return nil, err
	}
	if billRecord == nil {
		return nil, badRecord("billRecord", "it must not be nil")
	}
	if orderRecord == nil {
		return nil, badRecord("orderRecord", "it must not be nil")
	}
	rules = rules.clone()
	s := &Shard[B, O]{bills: bills, orders: orders, billRecord: billRecord, orderRecord: orderRecord, rules: rules, part: part}
	err := guard(func() error {
		b, o := newInput(true, bills, billRecord, part.Bills, rules.Pool.Bills), newInput(false, orders, orderRecord, part.Orders, rules.Pool.Orders)
		o.gone = s.rules.replacedBy(len(orders), o.record)
		o.without = o.replaced()
		s.replaced = o.without
		return s.run(b, o)
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// run does the Key pass and notes what Merge needs.
func (s *Shard[B, O]) run(bills, orders *input) error {
	for _, in := range [...]*input{bills, orders} {
		if in.all() > maxRows {
			return badRecord(in.name(), "there must be at most 2147483646 rows, the pool's included")
		}
	}
	p := keyPass{rules: &s.rules, part: s.part, bills: bills, orders: orders}
	p.workers = workersFor(s.rules.Workers, max(bills.rows, orders.rows))
	left, err := p.run(&s.book)
	if err != nil {
		return err
	}
	s.left = left
	s.plain = plainPairs{table: p.table, sums: p.plain}
	s.callers[0], s.summary.Bills = p.read(0)
	s.callers[1], s.summary.Orders = p.read(1)
	for _, bills := range p.scanners[0] {
		s.control.merge(&bills.control)
	}
	return nil
}

// read adds up what the scanners of a side have read.
func (p *keyPass) read(side int) (callers int, rows RowSummary) {
	for _, s := range p.scanners[side] {
		rows = rows.add(RowSummary{s.count, Digest{s.lane0, s.lane1}})
		callers -= s.ofPool
	}
	return callers + int(rows.Count), rows
}

// check refuses a part that cannot be.
func (p *Part) check(bills, orders int) error {
	switch {
	case p.Of < 0:
		return badRules("Part.Of", "it must be zero or positive")
	case p.Number < 0 || p.Number >= max(p.Of, 1):
		return badRules("Part.Number", "it must be at least 0 and below Of")
	case p.Bills != nil && len(p.Bills) != bills:
		return badRules("Part.Bills", "it must have one place for each bill")
	case p.Orders != nil && len(p.Orders) != orders:
		return badRules("Part.Orders", "it must have one place for each order")
	}
	return nil
}
