package recon

import "sync"

// feeLanes are the fees of both sides' plain rows, and what is agreed about them: a pair whose fees agree stays plain.
type feeLanes struct {
	sides     [2]feeLane // bills, orders
	asked     bool       // a schedule says what the fee of an order without one should be
	schedule  fenSchedule
	priced    bool // the schedule computes in whole fen
	tolerance fenTolerance
}

// feeLane is the fees of one side by row. It is made when the first fee is seen.
type feeLane struct {
	made sync.Once
	fees []laneFee
}

// laneFee is the fee of a plain row in fen. The zero laneFee is none; the lowest bit says that the income is given too: then it is
// amount − fee.
type laneFee uint32

// maxLaneFee is the largest size of a fee that a lane holds, in fen.
const maxLaneFee = 1<<30 - 1

func newLaneFee(fen int64, income bool) laneFee {
	return laneFee(fen+maxLaneFee+1)<<1 | laneFee(boolByte(income))
}

// given reports whether there is a fee.
func (f laneFee) given() bool { return f != 0 }

// income reports whether the income is given too.
func (f laneFee) income() bool { return f&1 != 0 }

func (f laneFee) fen() int64 { return int64(f>>1) - maxLaneFee - 1 }

func newFeeLanes(rules *Rules) *feeLanes {
	l := &feeLanes{tolerance: rules.FeeTolerance.fen()}
	if l.asked = rules.Fees.applies(CNY); l.asked {
		l.schedule, l.priced = rules.Fees.fen()
	}
	return l
}

// put notes the fee of a row, one of so many of its side.
func (l *feeLane) put(row, rows int, fee laneFee) {
	l.made.Do(func() { l.fees = make([]laneFee, rows) })
	l.fees[row] = fee
}

// of is the fee of a row.
func (l *feeLane) of(row int) laneFee {
	if l.fees == nil {
		return 0
	}
	return l.fees[row]
}

// feePair is what is compared of a pair of plain rows.
type feePair struct {
	bill, order int64 // fees in fen, the order's own or the scheduled one
	compared    bool
	incomes     bool // both give their income
}

// pair is what is compared of two plain rows of so many fen. false: they are not to stay plain.
func (l *feeLanes) pair(bill, order int, fen int64) (feePair, bool) {
	return l.compare(l.sides[0].of(bill), l.sides[1].of(order), fen)
}

// compare compares the fees of two plain rows of so many fen. false: the pair is not to stay plain.
func (l *feeLanes) compare(b, o laneFee, fen int64) (p feePair, ok bool) {
	p, ok = l.find(b, o, fen)
	return p, ok && (p.bill == p.order || !p.incomes && l.tolerance.allows(p.bill, p.order))
}

// find is what there is to compare of two plain rows, where so many fen are priced. false: it cannot be said in fen.
func (l *feeLanes) find(b, o laneFee, fen int64) (p feePair, ok bool) {
	switch {
	case !b.given():
		return p, !o.income() // the bill's income may be given without a fee
	case o.given():
		p = feePair{b.fen(), o.fen(), true, b.income() && o.income()}
	case !l.asked:
		return p, true
	case !l.priced:
		return p, false
	default:
		p.bill, p.compared = b.fen(), true
		p.order, ok = l.schedule.fee(fen)
		return p, ok
	}
	return p, true
}

// agree reports whether a pair stays plain.
func (l *feeLanes) agree(order, bill int, fen int64) bool {
	_, ok := l.pair(bill, order, fen)
	return ok
}

// differ reports whether the fees of a pair that stays plain differ within tolerance.
func (l *feeLanes) differ(bill, order int, fen int64) bool {
	p, _ := l.pair(bill, order, fen)
	return p.bill != p.order
}
