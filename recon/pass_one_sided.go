package recon

import (
	"cmp"
	"slices"

	"github.com/billrecon/billrecon/recon/internal/gather"
)

// oneSided files what no pass has claimed: rows of equal key together, rows without a key alone.
func (j *judge) oneSided(l *sides) {
	for _, rows := range gather.ByKey(l.bills, (*row).key) {
		j.alone(rows, true)
	}
	for _, rows := range gather.ByKey(l.orders, (*row).key) {
		j.alone(rows, false)
	}
}

// alone files rows of one side and key. They age one by one: a key that is used again on a later day keeps nobody waiting.
func (j *judge) alone(rows []*row, bills bool) {
	j.byAge(rowsThat(rows, (*row).unpaid), bills, NotPaid)
	alive := sides{bills: rowsThat(rows, (*row).alive)}
	var few [2]string
	units := unitsOf(few[:0], &alive)
	if len(units) == 1 {
		j.aloneInUnit(alive.bills, bills)
		return
	}
	of := byUnit(alive.bills)
	for _, unit := range units {
		j.aloneInUnit(of[unit], bills)
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
	if rows = j.takeOut(rows, true, Reverted, (*row).returned); len(rows) < 2 {
		return rows
	}
	type likeSize struct{ in, out []*row }
	sizes, list := map[amountKey]*likeSize{}, []*likeSize(nil)
	rows = slices.SortedFunc(slices.Values(rows), func(a, b *row) int { return cmp.Or(cmp.Compare(j.dayOf(a), j.dayOf(b)), older(a, b)) })
	for _, r := range rows {
		key := amountKeyOf(r.Amount.Abs())
		if sizes[key] == nil {
			sizes[key] = &likeSize{}
			list = append(list, sizes[key])
		}
		if s := sizes[key]; r.Amount.IsPositive() {
			s.in = append(s.in, r)
		} else if r.Amount.IsNegative() {
			s.out = append(s.out, r)
		}
	}
	for _, s := range list {
		for len(s.in) > 0 && len(s.out) > 0 {
			switch in, out := s.in[0], s.out[0]; {
			case j.daysApart(in, out) > j.rules.Hold:
				s.in = s.in[1:]
			case j.daysApart(out, in) > j.rules.Hold:
				s.out = s.out[1:]
			default:
				in.settled, out.settled = true, true
				j.loneGroup([]*row{in, out}, true, Reverted, j.inWindow(in) || j.inWindow(out))
				s.in, s.out = s.in[1:], s.out[1:]
			}
		}
	}
	return rowsThat(rows, (*row).unsettled)
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
