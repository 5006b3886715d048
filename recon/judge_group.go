package recon

// judged is a group in the making, with its rows.
type judged struct {
	*Group
	sides
}

// newGroup starts a group with everything that follows from its rows alone.
func (j *judge) newGroup(b bucket) *judged {
	g := &judged{&j.groups.Take(1)[0], b.sides}
	g.Pass, g.Key = b.pass, b.key
	if b.pass != PassKey {
		g.Verdict |= ByFallback
	}
	switch {
	case len(b.orders) == 0:
		g.Verdict |= NoOrder
	case len(b.bills) == 0:
		g.Verdict |= NoBill
	}
	g.BillStates, g.OrderStates = statesOf(b.bills), statesOf(b.orders)
	for _, rows := range b.lists() {
		for _, r := range rows {
			g.Verdict |= r.findings()
		}
	}
	moved := b.that((*row).countsMoved)
	g.MovedBills, g.MovedOrders = placesOf(moved.bills), placesOf(moved.orders)
	g.Nets = j.nets.Take(1)[:0]
	g.addNets()
	j.addUnpaid(g)
	return g
}

// addNets notes what moved in each unit. Rows that moved nothing have no unit, unless there are no others.
func (g *judged) addNets() {
	alive := g.that((*row).alive)
	var few [2]string
	units := unitsOf(few[:0], &alive)
	switch len(units) {
	case 0:
		units = unitsOf(units, &g.sides)[:1]
		fallthrough
	case 1:
		g.Nets = append(g.Nets, Net{units[0], moved(g.bills), moved(g.orders)})
		return
	}
	bills, orders := byUnit(alive.bills), byUnit(alive.orders)
	for _, unit := range units {
		g.Nets = append(g.Nets, Net{unit, moved(bills[unit]), moved(orders[unit])})
	}
}

// addUnpaid notes the nominal amounts of the rows that moved nothing.
func (j *judge) addUnpaid(g *judged) {
	idle := g.that((*row).unpaid)
	if len(idle.bills)+len(idle.orders) == 0 {
		return
	}
	var few [2]string
	units := unitsOf(few[:0], &idle)
	if len(units) == 1 {
		g.Unpaid = append(j.nets.Take(1)[:0], Net{units[0], nominal(idle.bills), nominal(idle.orders)})
		return
	}
	bills, orders := byUnit(idle.bills), byUnit(idle.orders)
	for _, unit := range units {
		g.Unpaid = append(g.Unpaid, Net{unit, nominal(bills[unit]), nominal(orders[unit])})
	}
}

// findings are what a single row is enough for.
func (r *row) findings() (v Verdict) {
	if r.Manual {
		v |= ManualRow
	}
	if r.State == Unknown {
		v |= StateUnknown
	}
	if r.like {
		v |= LikeHeld
	}
	if r.cut {
		v |= SearchExhausted
	}
	if r.contradicts() {
		v |= FoundSign
	}
	return v
}

// contradicts reports whether the sign of a moved amount is not that of its kind.
func (r *row) contradicts() bool {
	if !r.moved() {
		return false
	}
	if r.Kind == Payment {
		return r.Amount.IsNegative()
	}
	return r.Amount.IsPositive()
}

// finish decides whether the group waits, and files it. Open groups wait for their window, and so do groups that are apart
// (Manual, or of State Unknown) and what came and went on one side by State Refunded alone: the refund's row may come tomorrow.
func (j *judge) finish(g *judged, open bool) {
	const findings = FoundFee | FoundIncome | GrossDiffers | FoundSign
	byState := g.Verdict&Reverted != 0 && g.Verdict&findings == 0 && g.any((*row).returned)
	unknown := g.Verdict&StateUnknown != 0 && g.Verdict&FoundUnit == 0
	if open || byState || unknown || g.Verdict&ManualRow != 0 {
		j.date(g)
		if j.waits(&g.sides) {
			j.hold(g)
		}
	}
	j.file(g)
}

// date notes rows that cannot be of the day they give.
func (j *judge) date(g *judged) {
	if g.any(j.dateFar) {
		g.Verdict |= DateFar
	}
}

// hold says why the group waits.
func (j *judge) hold(g *judged) {
	if j.last.IsZero() {
		g.Verdict |= Incomplete
		return
	}
	g.Verdict |= Held
}

// file settles the outcome.
func (j *judge) file(g *judged) {
	g.Outcome = g.Verdict.Outcome()
	if g.Verdict&(Held|Incomplete) != 0 {
		j.keep(g)
	}
	j.out.add(g)
}

// keep puts a group's rows into the next pool, with the day they count from where their Time does not say.
func (j *judge) keep(g *judged) {
	for side, rows := range g.lists() {
		for _, r := range rows {
			r.since = j.sinceOf(r)
		}
		j.out.held[side] = append(j.out.held[side], rows...)
	}
}
