package recon

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon/internal/chain"
	"github.com/billrecon/billrecon/recon/internal/heap"
)

// The facts, beside the amount, in which partners can agree.
const (
	sameFee = 1 << iota
	sameAltKey
	sameState
	allFacts = 1<<iota - 1
)

// pairUp pairs rows that may be paired, any bill of a relation with any of its orders, until one side of each relation has none left. Where
// there is a choice the best pair comes first: the one that agrees in more facts, then the one nearer in time, then the older one, then by
// content.
//
// Rows that agree in the same facts stand on a line, sorted by time, and the nearest of a bill and an order are always neighbours on
// it. So the choice takes n log n steps, whatever the rows have in common.
func (j *judge) pairUp(relations []sides, take func(b, o *row)) {
	if len(relations) == 1 && len(relations[0].bills) == 1 && len(relations[0].orders) == 1 {
		take(relations[0].bills[0], relations[0].orders[0])
		return
	}
	if len(relations) == 1 && j.pairOne(&relations[0], take) {
		return
	}
	for facts := bits.OnesCount(allFacts); facts >= 0; facts-- {
		m := meeting{judge: j, take: take, lines: map[lineKey]*line{}, of: map[*row][]*line{}}
		for mask := range allFacts + 1 {
			if bits.OnesCount(uint(mask)) != facts {
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

// pairOne is pairUp for the relations that are nearly all: one side has a single row. It reports whether it did.
func (j *judge) pairOne(rel *sides, take func(b, o *row)) bool {
	if len(rel.bills) != 1 && len(rel.orders) != 1 {
		return false
	}
	var best couple
	agreed := -1
	for _, b := range rel.bills {
		for _, o := range rel.orders {
			if b.settled || o.settled {
				return false
			}
			c, facts := coupleOf(b, o), j.agreeIn(b, o)
			if facts > agreed || facts == agreed && c.nearer(&best) {
				best, agreed = c, facts
			}
		}
	}
	if agreed >= 0 {
		take(best.bill, best.order)
	}
	return true
}

// couple is a bill and an order that may be paired.
type couple struct {
	bill, order *row
	gap         time.Duration
	untimed     bool // one of them has no time
}

// coupleOf brings two rows together. Without both times there is no gap.
func coupleOf(b, o *row) couple {
	c := couple{bill: b, order: o, untimed: b.untimed() || o.untimed()}
	if !c.untimed {
		c.gap = o.Time.Sub(b.Time).Abs()
	}
	return c
}

// agreeIn counts the facts in which two rows agree.
func (j *judge) agreeIn(b, o *row) int {
	fee := j.scheduledFee(o)
	return int(boolByte(b.Fee.Valid && fee.Valid && b.Fee.Decimal.Equal(fee.Decimal)) +
		boolByte(b.AltKeys[0] != "" && b.AltKeys[0] == o.AltKeys[0] || b.AltKeys[1] != "" && b.AltKeys[1] == o.AltKeys[1]) +
		boolByte(b.State == o.State))
}

// nearer reports whether c comes before d, which has a row of it: the nearer in time, those that have both times first.
func (c *couple) nearer(d *couple) bool {
	if c.untimed || d.untimed {
		return cmp.Or(compareBool(c.untimed, d.untimed), older(c.bill, d.bill), older(c.order, d.order)) < 0
	}
	return cmp.Or(
		cmp.Compare(c.gap, d.gap),
		earlier(c.bill, c.order).Compare(earlier(d.bill, d.order)),
		older(c.bill, d.bill),
		older(c.order, d.order),
	) < 0
}

func earlier(a, b *row) time.Time {
	if a.Time.Before(b.Time) {
		return a.Time
	}
	return b.Time
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
func (m *meeting) gather(key lineKey, rel sides) {
	for side, rows := range rel.lists() {
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
		key.fee = amountKeyOf(fee.Decimal)
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

// moment is the rows of one side and instant.
type moment = chain.Node[time.Time, *row]

// pairTimed pairs the rows of all lines that have a Time.
func (m *meeting) pairTimed() {
	type met struct {
		couple
		left, right *moment
	}
	couples := heap.Of(func(a, b met) bool { return a.nearer(&b.couple) })
	meet := func(left, right *moment) {
		l, r := chain.Meet(left, right)
		switch {
		case l == nil:
		case l.Left:
			couples.Push(met{coupleOf(l.First(), r.First()), l, r})
		default:
			couples.Push(met{coupleOf(r.First(), l.First()), l, r})
		}
	}
	for _, l := range m.lines {
		for _, at := range l.moments() {
			meet(at, at.Next())
		}
	}
	for couples.Len() > 0 {
		c := couples.Pop()
		if !c.bill.settled && !c.order.settled {
			m.take(c.bill, c.order)
		}
		meet(c.left, c.right)
	}
}

// moments sorts the rows, and lists those that have a Time.
func (l *line) moments() []*moment {
	var timed [2][]*row
	for side, rows := range l {
		slices.SortFunc(rows, older)
		timed[side] = rowsThat(rows, func(r *row) bool { return !r.untimed() })
	}
	if len(timed[0]) == 0 || len(timed[1]) == 0 {
		return nil
	}
	return chain.Of(timed[0], timed[1], func(r *row) time.Time { return r.Time }, time.Time.Compare)
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
