package recon

import (
	"cmp"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/recon/internal/packed"
	"github.com/billrecon/billrecon/recon/internal/price"
)

// Verify proves the result from its groups alone, against the rows it was made of: every row is in exactly one group, the keys, states,
// nets, unpaid amounts, surplus rows and outcomes of every group follow from its rows and findings, and Count, Digest, Summary, Statistics and the
// pool are what the groups come to. It returns nil, or an *Error that matches ErrProof and names what does not hold.
//
// It guards against mistakes and damage, not against someone who forges rows, result and digests together.
func (r *Result[B, O]) Verify() error {
	p := proof[B, O]{result: r, judge: newJudge(&r.rules, &book{}), lanes: newFeeLanes(&r.rules), in: r.inputs()}
	for side := range p.seen {
		p.seen[side] = make([]bool, r.callers[side]+len(r.poolRows(side)))
		p.ids[side] = map[string]bool{}
	}
	err := p.run()
	r.proven.Store(err == nil)
	return err
}

// Proven is Verify for a Result that nobody has proven yet, and nil at once for one that Verify has proven before.
func (r *Result[B, O]) Proven() error {
	if r.proven.Load() {
		return nil
	}
	return r.Verify()
}

// proof recomputes a result.
type proof[B, O any] struct {
	result *Result[B, O]
	*judge
	seen  [2][]bool
	sums  Summary
	plain plainSums
	lanes *price.Lanes
	held  [2][]string        // what the pool must hold
	ids   [2]map[string]bool // of held rows that wait on
	in    [2]*input

	batch       []pairRow // rows of plain pairs, read and not checked yet
	pairsDiffer bool      // rows of a plain pair are not what they were
	touched     byte
	memory      bucketMemory
}

func (p *proof[B, O]) run() error {
	if len(p.result.bills) != p.result.callers[0] || len(p.result.orders) != p.result.callers[1] {
		return badProof("Result", "it does not have the rows that were matched")
	}
	orders := p.in[1]
	orders.gone = p.rules.replacedBy(orders.rows, orders.record)
	if !slices.Equal(p.result.replaced, orders.replaced()) {
		return badProof("Replaced", "they are not the held orders that fresh ones replace")
	}
	for _, at := range p.result.replaced {
		p.see(1, p.result.callers[1]+at)
	}
	if err := p.pairs(); err != nil {
		return err
	}
	for g := range p.result.book.judged(p.rules) {
		if err := p.group(g); err != nil {
			return err
		}
	}
	return cmp.Or(p.totals(), p.pool())
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
	p.memory.mark()
	defer p.memory.reuse()
	p.groups.Mark()
	defer p.groups.Reuse()
	p.nets.Mark()
	defer p.nets.Reuse()
	bills, err := p.rows(0, g.Bills, g.PoolBills, g.MovedBills)
	if err != nil {
		return err
	}
	orders, err := p.rows(1, g.Orders, g.PoolOrders, g.MovedOrders)
	if err != nil {
		return err
	}
	want := p.newGroup(bucket{g.Pass, g.Key, sides{bills, orders}})
	switch {
	case !sameKeys(want):
		return badProof("Group.Key", "it is not that of the rows")
	case g.BillStates != want.BillStates || g.OrderStates != want.OrderStates:
		return badProof("Group.BillStates", "the states are not those of the rows")
	case !slices.EqualFunc(g.Nets, want.Nets, Net.equal):
		return badProof("Group.Nets", "they are not what the rows moved")
	case !slices.EqualFunc(g.Unpaid, want.Unpaid, Net.equal):
		return badProof("Group.Unpaid", "it is not the amounts of the rows that moved nothing")
	case g.Verdict&want.Verdict&^LikeHeld != want.Verdict&^LikeHeld:
		return badProof("Group.Verdict", "a finding that follows from the rows is missing")
	case !p.excessHolds(g, &want.sides):
		return badProof("Group.Excess", "it is not the surplus rows")
	case g.Outcome != g.Verdict.Outcome():
		return badProof("Group.Outcome", "it does not follow from the findings")
	}
	p.add(&judged{g, want.sides})
	return nil
}

func (n Net) equal(o Net) bool {
	return n.Unit == o.Unit && n.Bill.Equal(o.Bill) && n.Order.Equal(o.Order)
}

// sameKeys reports whether the key of a group is that of its rows.
func sameKeys(g *judged) bool {
	if g.Pass == PassAmountTime {
		return len(g.orders) == 1 && g.Key == g.orders[0].Key
	}
	keyOf := func(r *row) string { return r.Key }
	if g.Pass != PassKey {
		keyOf = func(r *row) string { return r.AltKeys[g.Pass-PassAltKey] }
	}
	other := func(r *row) bool { return keyOf(r) != g.Key }
	return !g.any(other)
}

// excessHolds reports whether the surplus rows are all rows of a group that says so, and none of any other.
func (p *proof[B, O]) excessHolds(g *Group, rows *sides) bool {
	if g.Verdict&(FoundDuplicateBill|FoundDuplicateOrder) == 0 {
		return len(g.Excess) == 0
	}
	side := sideOf(g.Verdict&FoundDuplicateBill != 0)
	want := placesOf(rows.lists()[side])
	p.result.settle(want, side)
	return slices.Equal(g.Excess, want)
}

// add adds a group up.
func (p *proof[B, O]) add(g *judged) {
	p.out.count(g)
	p.sums.Bills = p.sums.Bills.add(RowSummary{int64(len(g.bills)), rowsDigest(g.bills)})
	p.sums.Orders = p.sums.Orders.add(RowSummary{int64(len(g.orders)), rowsDigest(g.orders)})
	if g.Verdict&(Held|Incomplete) == 0 {
		return
	}
	for side, rows := range g.lists() {
		for _, r := range rows {
			p.held[side] = append(p.held[side], p.expected(side, r))
		}
	}
}

// rows reads a group's rows of one side, each for the first time. moved names those that count as moved against their state.
func (p *proof[B, O]) rows(side int, own, pool, moved []int) ([]*row, error) {
	rows := p.memory.take(len(own) + len(pool))
	for i, at := range own {
		if at >= p.result.callers[side] || !p.see(side, at) {
			return nil, badProof("Group", "it names a row that does not exist, or is in another group")
		}
		p.in[side].fetch(at, rows[i])
	}
	for i, at := range pool {
		if at < 0 || !p.see(side, p.result.callers[side]+at) {
			return nil, badProof("Group", "it names a pool row that does not exist, or is in another group")
		}
		p.in[side].fetch(p.result.callers[side]+at, rows[len(own)+i])
	}
	counted := 0
	for _, r := range rows {
		r.look()
		place := r.at
		if r.pool {
			place += p.result.callers[side]
		}
		named := inList(moved, place)
		if named && (r.State != Refunded || r.Kind != Payment) || r.asMoved && !named {
			return nil, badProof("Group.Moved", "it does not name the payments that count as moved")
		}
		if r.asMoved = named; named {
			counted++
		}
	}
	if counted != len(moved) {
		return nil, badProof("Group.Moved", "it names rows of other groups")
	}
	return rows, nil
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
		if slices.Contains(p.seen[side], false) {
			return badProof("Result", "a row is in no group")
		}
	}
	found, said := p.out, &p.result.book
	found.addPlain(p.plain, p.sums.Bills.Digest, p.sums.Orders.Digest)
	p.sums.Units, p.sums.Digest, p.sums.Outcomes = unitSummaries(found.units), found.digest, found.outcomes()
	switch {
	case p.sums.Bills != p.result.summary.Bills || p.sums.Orders != p.result.summary.Orders:
		return badProof("rows", "their content is not what was matched")
	case found.counts != said.counts:
		return badProof("Count", "it is not the number of the groups")
	case found.digest != said.digest:
		return badProof("Digest", "it is not that of the groups")
	case !p.sums.Equal(p.result.summary):
		return badProof("Summary", "it is not what the groups come to")
	case !found.statistics.Equal(said.statistics):
		return badProof("Statistics", "they are not what the groups come to")
	}
	return nil
}

// pool compares the rows that the groups leave in doubt with those of the pool.
func (p *proof[B, O]) pool() error {
	pool := &p.result.Pool
	if pool.check(0) != nil || pool.Version != PoolVersion || pool.BillDate != cmp.Or(p.last, p.rules.Pool.BillDate) {
		return badProof("Pool", "it is not one that this run leaves")
	}
	for side, rows := range [...][]PoolRow{pool.Bills, pool.Orders} {
		var found []string
		for i := range rows {
			found = append(found, p.heldAs(side, rows[i].ID, &rows[i]))
		}
		slices.Sort(found)
		slices.Sort(p.held[side])
		if !slices.Equal(found, p.held[side]) {
			return badProof([...]string{"Pool.Bills", "Pool.Orders"}[side], "they are not the rows that the groups leave in doubt, each once and unchanged")
		}
	}
	return nil
}

// expected is what the pool must say of a row that waits.
func (p *proof[B, O]) expected(side int, r *row) string {
	held, id := PoolRow{Record: r.Record, Since: p.sinceOf(r), Moved: r.asMoved}, ""
	if r.pool {
		id = p.result.poolRows(side)[r.at].ID
		p.ids[side][id] = true
	}
	return p.heldAs(side, id, &held)
}

// heldAs is a pool row as text. Rows that are new are known by their content: their IDs are numbered.
func (p *proof[B, O]) heldAs(side int, id string, held *PoolRow) string {
	content := contentID([...]string{billSide, orderSide}[side], held.Record)
	if number, ok := strings.CutPrefix(id, content+"-"); ok && !p.ids[side][id] && number != "" || id == "" {
		id = content
	}
	text := appendContent(packed.AppendText(nil, id), held.Record)
	return string(append(text, boolByte(held.Moved))) + held.Since.String()
}
