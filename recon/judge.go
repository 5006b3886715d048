package recon

import "slices"

// judge turns buckets into groups, under one set of rules. It belongs to one goroutine.
type judge struct {
	rules *Rules
	out   *book
}

// judged is a group in the making, with its rows.
type judged struct {
	*Group
	bills, orders []*row
}

// newGroup starts a group.
func newGroup(b bucket) *judged {
	g := &judged{Group: new(Group), bills: b.bills, orders: b.orders}
	g.Pass, g.Key = b.pass, b.key
	if b.pass != PassKey {
		g.Verdict |= ByFallback
	}
	g.BillStates, g.OrderStates = statesOf(b.bills), statesOf(b.orders)
	g.Verdict |= g.rowFindings()
	return g
}

// bucket judges rows of both sides that a pass brought together. It returns the rows that a subset search released.
func (j *judge) bucket(b bucket) (bills, orders []*row) {
	if unit, one := oneUnit(b.bills, b.orders); one {
		return j.unit(b, unit)
	}
	units := unitsOf(b.bills)
	if !slices.Equal(units, unitsOf(b.orders)) {
		j.unitMismatch(b, unitsOf(b.bills, b.orders))
		return nil, nil
	}
	billsOf, ordersOf := byUnit(b.bills), byUnit(b.orders)
	for _, unit := range units {
		part := bucket{b.pass, b.key, billsOf[unit], ordersOf[unit]}
		restBills, restOrders := j.unit(part, unit)
		bills, orders = append(bills, restBills...), append(orders, restOrders...)
	}
	return bills, orders
}

// unitMismatch keeps together what counts in different units: nothing else can be compared.
func (j *judge) unitMismatch(b bucket, units []string) {
	g := newGroup(b)
	g.Verdict |= FoundUnit
	billsOf, ordersOf := byUnit(b.bills), byUnit(b.orders)
	for _, unit := range units {
		g.addNet(unit, billsOf[unit], ordersOf[unit])
	}
	j.finish(g)
}

// unit judges rows of one unit.
func (j *judge) unit(b bucket, unit string) (bills, orders []*row) {
	g := newGroup(b)
	g.Verdict |= stateFindings(b.bills, b.orders)
	g.addNet(unit, b.bills, b.orders)
	j.amount(g)
	if g.bothPaid() && g.Verdict&(FoundAmountOver|FoundAmountShort) != 0 {
		j.duplicates(g)
		if part, ok := j.subset(g); ok {
			return j.split(g, part, unit)
		}
	}
	j.fees(g)
	j.finish(g)
	return nil, nil
}

// amount compares the nets.
func (j *judge) amount(g *judged) {
	net := g.Nets[0]
	g.Threshold = j.rules.AmountTolerance.threshold(net.Unit, net.Bill, net.Order)
	if net.Bill.Equal(net.Order) {
		return
	}
	switch d := net.Difference(); {
	case d.Abs().LessThanOrEqual(g.Threshold):
		g.Verdict |= WithinTolerance
	case d.IsPositive():
		g.Verdict |= FoundAmountOver
	default:
		g.Verdict |= FoundAmountShort
	}
}

// split makes a group of the rows that a subset search singled out, and releases the others.
func (j *judge) split(g *judged, part subset, unit string) (bills, orders []*row) {
	b := bucket{pass: g.Pass, key: g.Key, bills: g.bills, orders: g.orders}
	if part.ofBills {
		b.bills, bills = part.rows, without(g.bills, part.rows)
	} else {
		b.orders, orders = part.rows, without(g.orders, part.rows)
	}
	m := newGroup(b)
	m.Verdict |= BySubset | stateFindings(b.bills, b.orders)
	m.addNet(unit, b.bills, b.orders)
	j.amount(m)
	j.fees(m)
	j.finish(m)
	return bills, orders
}

// finish settles the outcome, and holds back what incomplete bills cannot prove.
func (j *judge) finish(g *judged) {
	g.Outcome = g.Verdict.Outcome()
	if j.rules.BillsUntil.IsZero() && len(g.orders) > 0 && g.Outcome.Status() == StatusException {
		g.Verdict |= Incomplete
		g.Outcome = g.Verdict.Outcome()
	}
	j.out.add(g)
}

// addNet notes what moved in one unit.
func (g *judged) addNet(unit string, bills, orders []*row) {
	g.Nets = append(g.Nets, Net{unit, moved(bills), moved(orders)})
}

// bothPaid reports whether money moved, or came and went, on both sides.
func (g *judged) bothPaid() bool {
	return anyRow(g.bills, (*row).alive) && anyRow(g.orders, (*row).alive)
}
