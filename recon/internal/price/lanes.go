package price

import "sync"

// Fee is the fee of a row in fen. The zero Fee is none; the lowest bit says that the income is given too: then it is amount − fee.
type Fee uint32

// MaxFee is the largest size of a Fee, in fen.
const MaxFee = 1<<30 - 1

// NewFee is a Fee of so many fen, of a size of at most MaxFee.
func NewFee(fen int64, income bool) Fee {
	f := Fee(fen+MaxFee+1) << 1
	if income {
		f |= 1
	}
	return f
}

// Given reports whether there is a fee.
func (f Fee) Given() bool { return f != 0 }

// Income reports whether the income is given too.
func (f Fee) Income() bool { return f&1 != 0 }

// Fen is the fee.
func (f Fee) Fen() int64 { return int64(f>>1) - MaxFee - 1 }

// Lanes are the fees of the rows of both sides, bills and orders, by their indexes, and what is agreed about them.
type Lanes struct {
	Asked     bool // a schedule says what the fee of an order without one should be
	Priced    bool // Schedule is that one; else it does not compute in whole fen
	Schedule  Schedule
	Tolerance Tolerance

	sides [2]lane
}

// lane is the fees of one side. It is made when the first fee is seen.
type lane struct {
	made sync.Once
	fees []Fee
}

// Put notes the fee of a row, one of so many of its side: 0 is the bills', 1 the orders'. Rows of one side may be noted at the same time.
func (l *Lanes) Put(side, row, rows int, fee Fee) {
	of := &l.sides[side]
	of.made.Do(func() { of.fees = make([]Fee, rows) })
	of.fees[row] = fee
}

// Of is the fee that was noted of a row of a side, the zero Fee for none.
func (l *Lanes) Of(side, row int) Fee {
	if fees := l.sides[side].fees; fees != nil {
		return fees[row]
	}
	return 0
}

// Pair is what is compared of two rows.
type Pair struct {
	Bill, Order int64 // fees in fen, the order's own or the scheduled one
	Compared    bool
	Incomes     bool // both give their income
}

// Pair is what is compared of a bill and an order that are noted, both of so many fen. false: their fees do not agree, or it cannot be
// said in fen.
func (l *Lanes) Pair(bill, order int, fen int64) (Pair, bool) {
	return l.Compare(l.Of(0, bill), l.Of(1, order), fen)
}

// Compare is Pair of two fees.
func (l *Lanes) Compare(bill, order Fee, fen int64) (p Pair, ok bool) {
	p, ok = l.Find(bill, order, fen)
	return p, ok && (p.Bill == p.Order || !p.Incomes && l.Tolerance.Allows(p.Bill, p.Order))
}

// Find is what there is to compare of two fees, whether they agree or not, where so many fen are priced. false: it cannot be said in fen.
func (l *Lanes) Find(bill, order Fee, fen int64) (p Pair, ok bool) {
	switch {
	case !bill.Given():
		return p, !order.Income() // the bill's income may be given without a fee
	case order.Given():
		p = Pair{bill.Fen(), order.Fen(), true, bill.Income() && order.Income()}
	case !l.Asked:
		return p, true
	case !l.Priced:
		return p, false
	default:
		p.Bill, p.Compared = bill.Fen(), true
		p.Order, ok = l.Schedule.Fee(fen)
		return p, ok
	}
	return p, true
}

// Agree reports whether the fees of an order and a bill that are noted agree, and whether they differ within tolerance then.
func (l *Lanes) Agree(order, bill int, fen int64) (within, ok bool) {
	p, ok := l.Pair(bill, order, fen)
	return p.Bill != p.Order, ok
}
