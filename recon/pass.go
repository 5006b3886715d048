package recon

import (
	"slices"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/gather"
)

// countAlone decides how the payments in State Refunded count whose key only one side has, and which fresh rows are like held ones.
func (s *sides) countAlone() {
	for _, rows := range s.lists() {
		markLikeHeld(rows)
		if anyRow(rows, (*row).returned) {
			for _, like := range gather.ByKey(rows, (*row).key) {
				countReturned(like)
			}
		}
	}
}

// fallbackPasses runs the weaker passes, each over what the stronger ones left.
func (j *judge) fallbackPasses(l *sides) {
	for i := range maxAltKeys {
		j.keyedPass(l, PassAltKey+Pass(i), func(r *row) string { return r.AltKeys[i] })
	}
	if j.rules.AmountTime != nil {
		j.amountTimePass(l)
	}
}

// keyedPass judges the rows that share a key, and leaves the others.
func (j *judge) keyedPass(l *sides, pass Pass, keyOf func(*row) string) {
	buckets, bills, orders := gather.Shared(l.bills, l.orders, keyOf)
	*l = sides{bills, orders}
	for _, b := range buckets {
		l.add(j.bucket(bucket{pass, b.Key, sides{b.Left, b.Right}}))
	}
}

// amountTimePass pairs what is left by equal amount and unit and near time, where the pair is the only one either way.
// Where it is not, each row stays alone: a coincidence must neither hide a missing bill nor tie the ages of strangers.
func (j *judge) amountTimePass(l *sides) {
	prices, bills, orders := gather.Shared(l.bills, l.orders, func(r *row) string {
		if !r.timed() {
			return ""
		}
		return r.priceKey()
	})
	*l = sides{bills, orders}
	for _, p := range prices {
		slices.SortFunc(p.Left, older)
		slices.SortFunc(p.Right, older)
		for bills, orders := range gather.Parts(p.Left, p.Right, j.reach) {
			near := sides{bills, orders}
			if len(bills) == 1 && len(orders) == 1 {
				near = j.bucket(bucket{PassAmountTime, orders[0].Key, near})
			}
			l.add(near)
		}
	}
}

// timed reports whether the amount-and-time pass may use the row.
func (r *row) timed() bool { return r.moved() && !r.Time.IsZero() }

// priceKey is the same for rows of equal unit and amount.
func (r *Record) priceKey() string { return r.UnitOrCNY() + "\x00" + exact.Text(r.Amount) }

// reach is 0 where a bill's time lies in the window around the order's, below 0 before and above 0 after it.
func (j *judge) reach(bill, order *row) int {
	switch gap := bill.Time.Sub(order.Time); {
	case gap < -j.rules.AmountTime.Before:
		return -1
	case gap > j.rules.AmountTime.After:
		return 1
	}
	return 0
}
