package recon

import (
	"iter"

	"github.com/shopspring/decimal"
)

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
	j.addNets(g)
	j.addUnpaid(g)
	return g
}

// addNets notes what moved in each unit. Rows that moved nothing have no unit, unless there are no others.
func (j *judge) addNets(g *judged) {
	rows := g.that((*row).alive)
	var few [2]string
	units := unitsOf(few[:0], &rows)
	if len(units) == 0 {
		units = unitsOf(units, &g.sides)[:1]
	}
	if len(units) == 1 {
		rows = g.sides
	}
	g.Nets = j.netsOf(units, &rows, moved)
}

// addUnpaid notes the nominal amounts of the rows that moved nothing.
func (j *judge) addUnpaid(g *judged) {
	rows := g.that((*row).unpaid)
	var few [2]string
	if units := unitsOf(few[:0], &rows); len(units) > 0 {
		g.Unpaid = j.netsOf(units, &rows, nominal)
	}
}

// netsOf adds up the rows of each unit.
func (j *judge) netsOf(units []string, rows *sides, add func([]*row) decimal.Decimal) []Net {
	nets := j.nets.Take(1)[:0]
	for unit, of := range rows.inUnits(units) {
		nets = append(nets, Net{unit, add(of.bills), add(of.orders)})
	}
	return nets
}

// inUnits yields the rows of each of units; all of them as they are, where that is the only one.
func (s *sides) inUnits(units []string) iter.Seq2[string, sides] {
	return func(yield func(string, sides) bool) {
		if len(units) == 1 {
			yield(units[0], *s)
			return
		}
		bills, orders := byUnit(s.bills), byUnit(s.orders)
		for _, unit := range units {
			if !yield(unit, sides{bills[unit], orders[unit]}) {
				return
			}
		}
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
