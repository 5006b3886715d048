package recon_test

import (
	"math"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// This file is step 1, cancel: rows are paired one to one, those of equal amount first, then those within tolerance.

// oracleDeal is rows of both sides that settle each other: a pair, a netted rest, or what a subset search singled out.
type oracleDeal struct {
	bills, orders oracleRows
	how           recon.Verdict // how they came together; zero for a pair of equal amounts
}

func (d oracleDeal) all() oracleRows { return d.bills.and(d.orders) }

// only keeps the rows that are so.
func (d oracleDeal) only(is func(oracleRow) bool) oracleDeal {
	return oracleDeal{d.bills.only(is), d.orders.only(is), d.how}
}

// isEqualPair says that the deal is one row on each side, of the same amount.
func (d oracleDeal) isEqualPair() bool { return d.how == 0 }

// cancel pairs rows of one unit, and returns what is left of each side.
func (o *oracle) cancel(b oracleBucket) (deals []oracleDeal, rest oracleBucket) {
	equal := func(p oraclePair) bool { return p.bill.counts == p.order.counts && p.bill.amount == p.order.amount }
	near := func(p oraclePair) bool {
		return p.bill.counts == p.order.counts && !p.opposed() && allowedBy(o.rules.AmountTolerance, p.bill.unit(), p.bill.amount, p.order.amount)
	}
	deals, b = o.pairUp(deals, b, 0, equal)
	return o.pairUp(deals, b, recon.WithinTolerance, near)
}

// pairUp takes the best pair again and again.
func (o *oracle) pairUp(deals []oracleDeal, b oracleBucket, how recon.Verdict, fits func(oraclePair) bool) ([]oracleDeal, oracleBucket) {
	for {
		best, found := oraclePair{}, false
		for _, bill := range b.bills {
			for _, order := range b.orders {
				if p := (oraclePair{bill, order, o.rules.Fees}); fits(p) && (!found || p.before(best)) {
					best, found = p, true
				}
			}
		}
		if !found {
			return deals, b
		}
		d := oracleDeal{oracleRows{best.bill}, oracleRows{best.order}, how}
		deals, b = append(deals, d), b.with(b.bills.without(d.bills), b.orders.without(d.orders))
	}
}

// oraclePair is a bill and an order that may be paired.
type oraclePair struct {
	bill, order oracleRow
	fees        *recon.FeeSchedule
}

// before says that p is paired before q: the nearer in amount, the one that agrees in more facts, the nearer in time, the
// older, and last by content.
func (p oraclePair) before(q oraclePair) bool {
	switch a, b := p.gap(), q.gap(); {
	case a != b:
		return a < b
	case p.facts() != q.facts():
		return p.facts() > q.facts()
	case p.timeApart() != q.timeApart():
		return p.timeApart() < q.timeApart()
	case p.timeApart() != farApart && !p.earlier().Equal(q.earlier()):
		return p.earlier().Before(q.earlier())
	case !p.bill.isSameRow(q.bill):
		return p.bill.older(q.bill)
	}
	return p.order.older(q.order)
}

// opposed says that one row is a payment and the other gives back: no tolerance makes them agree.
func (p oraclePair) opposed() bool {
	return p.bill.amount < 0 && p.order.amount > 0 || p.bill.amount > 0 && p.order.amount < 0
}

func (p oraclePair) gap() micro { return (p.bill.amount - p.order.amount).abs() }

// facts counts in how many of fee, an AltKey and state the two agree.
func (p oraclePair) facts() int {
	n := 0
	for _, agrees := range []bool{p.sameFee(), p.sameAltKey(), p.bill.rec.State == p.order.rec.State} {
		if agrees {
			n++
		}
	}
	return n
}

// sameFee says that both give the same fee; an order that gives none has the scheduled one.
func (p oraclePair) sameFee() bool {
	fee, known := orderFee(p.fees, p.order)
	return known && p.bill.rec.Fee.Valid && microOf(p.bill.rec.Fee.Decimal) == fee
}

// orderFee is what an order's fee should be by itself: its own, or the scheduled one.
func orderFee(s *recon.FeeSchedule, order oracleRow) (fee micro, known bool) {
	if order.rec.Fee.Valid {
		return microOf(order.rec.Fee.Decimal), true
	}
	if s == nil || s.Per == recon.PerGroup || unitName(s.Unit) != order.unit() {
		return 0, false
	}
	return scheduledBy(*s, order.amount), true
}

func (p oraclePair) sameAltKey() bool {
	for i, key := range p.bill.rec.AltKeys {
		if key != "" && key == p.order.rec.AltKeys[i] {
			return true
		}
	}
	return false
}

// farApart is how far apart rows are of which one has no time.
const farApart time.Duration = math.MaxInt64

func (p oraclePair) timeApart() time.Duration {
	if p.bill.rec.Time.IsZero() || p.order.rec.Time.IsZero() {
		return farApart
	}
	return p.bill.rec.Time.Sub(p.order.rec.Time).Abs()
}

func (p oraclePair) earlier() time.Time {
	if p.bill.rec.Time.Before(p.order.rec.Time) {
		return p.bill.rec.Time
	}
	return p.order.rec.Time
}
