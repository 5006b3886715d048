package recon

import (
	"cmp"
	"slices"

	"github.com/billrecon/billrecon/recon/internal/gather"
)

// oneSided files what no pass has claimed: rows of equal key together, rows without a key alone.
func (j *judge) oneSided(l *sides) {
	for side, rows := range l.lists() {
		for _, alike := range gather.ByKey(rows, (*row).key) {
			j.alone(alike, side == 0)
		}
	}
}

// alone files rows of one side and key. They age one by one: a key that is used again on a later day keeps nobody waiting.
func (j *judge) alone(rows []*row, bills bool) {
	j.byAge(rowsThat(rows, (*row).unpaid), bills, NotPaid)
	alive := sides{bills: rowsThat(rows, (*row).alive)}
	var few [2]string
	for _, unit := range alive.inUnits(unitsOf(few[:0], &alive)) {
		j.aloneInUnit(unit.bills, bills)
	}
}

// aloneInUnit files rows that moved or came and went, each kind of them by itself: those that nobody may judge, bills that were given
// back, those of which the like was settled, and the others.
func (j *judge) aloneInUnit(rows []*row, bills bool) {
	duplicate := FoundDuplicateOrder
	if bills {
		duplicate = FoundDuplicateBill
	}
	rows = j.takeOut(rows, bills, 0, func(r *row) bool { return r.Manual })
	rows = j.takeOut(rows, bills, 0, (*row).apart)
	if bills {
		rows = j.givenBack(rows)
	}
	rows = j.takeOut(rows, bills, duplicate, func(r *row) bool { return r.twin })
	j.byAge(rows, bills, 0)
}

// takeOut files the rows that are so, and returns the others.
func (j *judge) takeOut(rows []*row, bills bool, found Verdict, is func(*row) bool) []*row {
	out := rowsThat(rows, is)
	if len(out) == 0 {
		return rows
	}
	j.byAge(out, bills, found)
	return rowsThat(rows, func(r *row) bool { return !is(r) })
}

// byAge files those rows that are in their window, and those that are not.
func (j *judge) byAge(rows []*row, bills bool, found Verdict) {
	j.loneGroup(rowsThat(rows, j.over), bills, found, false)
	j.loneGroup(rowsThat(rows, j.inWindow), bills, found, true)
}

// givenBack files payments that came and went, and payments and refunds of equal size, the oldest with the oldest, where the younger
// came before the wait of the older was over. It returns the others.
func (j *judge) givenBack(rows []*row) []*row {
	rows = j.takeOut(rows, true, Reverted, (*row).returned)
	for in, out := range gather.Pairs(j.bySize(rows, 1), j.bySize(rows, -1), j.takesBack) {
		in.settled, out.settled = true, true
		j.loneGroup([]*row{in, out}, true, Reverted, j.inWindow(in) || j.inWindow(out))
	}
	return rowsThat(rows, (*row).unsettled)
}

// bySize are the rows of a sign, sorted by the size of their amounts and then by age.
func (j *judge) bySize(rows []*row, sign int) []*row {
	rows = rowsThat(rows, func(r *row) bool { return r.Amount.Sign() == sign })
	slices.SortFunc(rows, func(a, b *row) int {
		return cmp.Or(sign*a.Amount.Cmp(b.Amount), cmp.Compare(j.dayOf(a), j.dayOf(b)), older(a, b))
	})
	return rows
}

// takesBack is 0 where a refund takes a payment back, below 0 where the payment is too small or too old for it, and above 0 where the
// refund is.
func (j *judge) takesBack(in, out *row) int {
	if larger := in.Amount.Cmp(out.Amount.Neg()); larger != 0 {
		return larger
	}
	switch days := j.daysApart(in, out); {
	case days > j.rules.Hold:
		return -1
	case -days > j.rules.Hold:
		return 1
	}
	return 0
}

// loneGroup files rows of one side, if there are any.
func (j *judge) loneGroup(rows []*row, bills bool, found Verdict, waits bool) {
	if len(rows) == 0 {
		return
	}
	b := bucket{key: rows[0].Key, sides: sides{orders: rows}}
	if bills {
		b.bills, b.orders = b.orders, nil
	}
	g := j.newGroup(b)
	g.Verdict |= found
	g.Threshold = j.rules.AmountTolerance.threshold(g.Nets[0].Unit, g.Nets[0].Bill, g.Nets[0].Order)
	if found&(FoundDuplicateBill|FoundDuplicateOrder) != 0 {
		g.Excess = placesOf(rows)
	}
	if found&NotPaid == 0 && anyRow(rows, func(r *row) bool { return r.part }) {
		g.Verdict |= PartSettled
	}
	j.date(g)
	if waits {
		j.hold(g)
	}
	j.file(g)
}
