package recon

import (
	"cmp"
	"slices"
	"time"
)

// The facts, beside the amount, in which partners can agree.
const (
	sameFee = 1 << iota
	sameAltKey
	sameState
	allFacts = 1<<iota - 1
)

// pairUp pairs rows that may be paired, until one side of each relation has none left. Where there is a choice the best pair comes
// first: the one that agrees in more facts, then the one nearer in time, then the older one, then by content.
//
// Rows that agree in the same facts stand on a line, sorted by time, and the nearest of a bill and an order are always neighbours on
// it. So the choice takes n log n steps, whatever the rows have in common.
func (j *judge) pairUp(relations []relation, take func(b, o *row)) {
	if len(relations) == 1 && len(relations[0].bills) == 1 && len(relations[0].orders) == 1 {
		take(relations[0].bills[0], relations[0].orders[0])
		return
	}
	for facts := bitsIn(allFacts); facts >= 0; facts-- {
		m := meeting{judge: j, take: take, lines: map[lineKey]*line{}, of: map[*row][]*line{}}
		for mask := range allFacts + 1 {
			if bitsIn(mask) != facts {
				continue
			}
			for n, rel := range relations {
				m.gather(lineKey{relation: n, facts: mask}, rel)
			}
		}
		m.pairTimed()
		m.pairUntimed()
	}
}

func bitsIn(mask int) (n int) {
	for ; mask > 0; mask &= mask - 1 {
		n++
	}
	return n
}

// lineKey is what the rows of a line agree in.
type lineKey struct {
	relation, facts int
	fee             amountKey
	alt             string
	altAt           int
	state           State
}

// line is rows that agree in some facts: bills, orders.
type line [2][]*row

// meeting is one round of pairUp: all lines of as many facts.
type meeting struct {
	*judge
	take  func(b, o *row)
	lines map[lineKey]*line
	of    map[*row][]*line // the lines of a bill
}

// gather puts the rows of a relation on their lines.
func (m *meeting) gather(key lineKey, rel relation) {
	for side, rows := range [...][]*row{rel.bills, rel.orders} {
		for _, r := range rows {
			if !r.settled {
				m.put(key, r, side)
			}
		}
	}
}

// put puts a row on the lines of its facts; on none where it lacks one.
func (m *meeting) put(key lineKey, r *row, side int) {
	if key.facts&sameState != 0 {
		key.state = r.State
	}
	if key.facts&sameFee != 0 {
		fee := r.Fee
		if side == 1 {
			fee = m.scheduledFee(r)
		}
		if !fee.Valid {
			return
		}
		key.fee = amountKeyOf("", fee.Decimal)
	}
	if key.facts&sameAltKey == 0 {
		m.add(key, r, side)
		return
	}
	for i, alt := range r.AltKeys {
		if alt != "" {
			key.altAt, key.alt = i, alt
			m.add(key, r, side)
		}
	}
}

func (m *meeting) add(key lineKey, r *row, side int) {
	l := m.lines[key]
	if l == nil {
		l = &line{}
		m.lines[key] = l
	}
	l[side] = append(l[side], r)
	if side == 0 {
		m.of[r] = append(m.of[r], l)
	}
}

// moment is the rows of one side and instant, in a list that is sorted by time.
type moment struct {
	link[moment]
	at time.Time
}

// couple is a bill and an order that may be paired.
type couple struct {
	gap         time.Duration
	bill, order *row
	left, right *moment
}

func (c *couple) before(d *couple) bool {
	return cmp.Or(
		cmp.Compare(c.gap, d.gap),
		c.left.at.Compare(d.left.at),
		cmp.Compare(c.bill.print, d.bill.print),
		cmp.Compare(c.order.print, d.order.print),
		older(c.bill, d.bill),
		older(c.order, d.order),
	) < 0
}

// pairTimed pairs the rows of all lines that have a Time.
func (m *meeting) pairTimed() {
	couples := heapOf(func(a, b couple) bool { return a.before(&b) })
	meet := func(left, right *moment) {
		l, r := neighbours(left, right)
		if l == nil {
			return
		}
		c := couple{gap: r.at.Sub(l.at), bill: l.first(), order: r.first(), left: l, right: r}
		if !l.bills {
			c.bill, c.order = c.order, c.bill
		}
		couples.push(c)
	}
	for _, l := range m.lines {
		for _, at := range l.moments() {
			meet(at, at.next)
		}
	}
	for len(couples.items) > 0 {
		c := couples.pop()
		if !c.bill.settled && !c.order.settled {
			m.take(c.bill, c.order)
		}
		meet(c.left, c.right)
	}
}

// moments lists the rows that have a Time; nil unless both sides have some.
func (l *line) moments() (moments []*moment) {
	type timed struct {
		*row
		bill bool
	}
	var rows []timed
	for side := range l {
		slices.SortFunc(l[side], older)
		for _, r := range l[side] {
			if !r.untimed() {
				rows = append(rows, timed{r, side == 0})
			}
		}
	}
	if len(l[0]) == 0 || len(l[1]) == 0 {
		return nil
	}
	slices.SortStableFunc(rows, func(a, b timed) int { return cmp.Or(a.Time.Compare(b.Time), compareBool(a.bill, b.bill)) })
	for _, r := range rows {
		if n := len(moments); n == 0 || moments[n-1].bills != r.bill || !moments[n-1].at.Equal(r.Time) {
			moments = append(moments, &moment{at: r.Time})
			moments[n].bills = r.bill
		}
		last := moments[len(moments)-1]
		last.rows = append(last.rows, r.row)
	}
	return chain(moments)
}

// pairUntimed pairs the rest: of any two that meet on a line, one has no Time. The oldest bill has the first choice.
func (m *meeting) pairUntimed() {
	var bills []*row
	for b := range m.of {
		if !b.settled {
			bills = append(bills, b)
		}
	}
	slices.SortFunc(bills, older)
	for _, b := range bills {
		var oldest *row
		for _, l := range m.of[b] {
			if o := l.firstOrder(); o != nil && (oldest == nil || older(o, oldest) < 0) {
				oldest = o
			}
		}
		if oldest != nil {
			m.take(b, oldest)
		}
	}
}

// firstOrder is the oldest order that is not settled; the lists are sorted.
func (l *line) firstOrder() *row {
	for len(l[1]) > 0 && l[1][0].settled {
		l[1] = l[1][1:]
	}
	if len(l[1]) == 0 {
		return nil
	}
	return l[1][0]
}
