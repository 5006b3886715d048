package recon

import (
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// leftovers are the rows that no pass has claimed.
type leftovers struct{ bills, orders []*row }

// countAlone decides how the payments in State Refunded count whose key only one side has, and which fresh rows are like held ones.
func (l *leftovers) countAlone() {
	for _, rows := range [...][]*row{l.bills, l.orders} {
		markLikeHeld(rows)
		if anyRow(rows, (*row).returned) {
			for _, like := range likeKeys(rows) {
				countReturned(like)
			}
		}
	}
}

// fallbackPasses runs the weaker passes, each over what the stronger ones left.
func (j *judge) fallbackPasses(l *leftovers) {
	for i := range mostAltKeys(l.bills, l.orders) {
		j.keyedPass(l, PassAltKey+Pass(i), func(r *row) string { return r.AltKeys[i] })
	}
	if j.rules.AmountTime != nil {
		j.amountTimePass(l)
	}
}

// mostAltKeys is how many AltKeys passes can find anything: both sides must have them.
func mostAltKeys(bills, orders []*row) int {
	return min(longestAltKeys(bills), longestAltKeys(orders))
}

func longestAltKeys(rows []*row) (longest int) {
	for i := range rows {
		longest = max(longest, len(rows[i].AltKeys.given()))
	}
	return longest
}

// keyedPass judges the rows that share a key, and leaves the others.
func (j *judge) keyedPass(l *leftovers, pass Pass, keyOf func(*row) string) {
	buckets, rest := bucketsOf(l, keyOf)
	for _, b := range buckets {
		b.pass = pass
		rest.add(j.bucket(*b))
	}
	*l = rest
}

// bucketsOf gathers rows by key, in the order of the bills. Rows without a partner on the other side are the rest.
func bucketsOf(l *leftovers, keyOf func(*row) string) (buckets []*bucket, rest leftovers) {
	ids := make(map[string]int32, len(l.orders))
	for _, r := range l.orders {
		if key := keyOf(r); key != "" {
			ids[key] = 0
		}
	}
	for _, r := range l.bills {
		key := keyOf(r)
		id, ok := ids[key]
		if !ok {
			rest.bills = append(rest.bills, r)
			continue
		}
		if id == 0 {
			buckets = append(buckets, &bucket{key: key})
			id = int32(len(buckets))
			ids[key] = id
		}
		buckets[id-1].bills = append(buckets[id-1].bills, r)
	}
	for _, r := range l.orders {
		if id := ids[keyOf(r)]; id == 0 {
			rest.orders = append(rest.orders, r)
		} else {
			buckets[id-1].orders = append(buckets[id-1].orders, r)
		}
	}
	return buckets, rest
}

// amountTimePass pairs what is left by equal amount and unit and near time, where the pair is the only one either way.
// Where it is not, each row stays alone: a coincidence must neither hide a missing bill nor tie the ages of strangers.
func (j *judge) amountTimePass(l *leftovers) {
	candidates, rest := byAmount(l)
	for _, c := range candidates {
		j.nearInTime(c, &rest)
	}
	*l = rest
}

// byAmount gathers moved and timed rows of equal amount and unit; the others are the rest.
func byAmount(l *leftovers) (candidates []*bucket, rest leftovers) {
	type amountUnit struct{ amount, unit string }
	byKey := map[amountUnit]*bucket{}
	of := func(r *row) *bucket {
		k := amountUnit{exact.Text(r.Amount), r.UnitOrCNY()}
		if byKey[k] == nil {
			byKey[k] = &bucket{pass: PassAmountTime}
			candidates = append(candidates, byKey[k])
		}
		return byKey[k]
	}
	for i := range l.bills {
		if r := l.bills[i]; r.timed() {
			of(r).bills = append(of(r).bills, r)
		} else {
			rest.bills = append(rest.bills, r)
		}
	}
	for i := range l.orders {
		if r := l.orders[i]; r.timed() {
			of(r).orders = append(of(r).orders, r)
		} else {
			rest.orders = append(rest.orders, r)
		}
	}
	return candidates, rest
}

// timed reports whether the amount-and-time pass may use the row.
func (r *row) timed() bool { return r.moved() && !r.Time.IsZero() }

// nearInTime cuts rows of one amount into the parts that hang together.
// Both sides are sorted by time and the window is the same everywhere, so a part is a run of neighbours.
func (j *judge) nearInTime(c *bucket, rest *leftovers) {
	slices.SortFunc(c.bills, older)
	slices.SortFunc(c.orders, older)
	bills, orders := c.bills, c.orders
	for len(bills) > 0 && len(orders) > 0 {
		switch gap := bills[0].Time.Sub(orders[0].Time); {
		case gap < -j.rules.AmountTime.Before:
			rest.bills, bills = append(rest.bills, bills[0]), bills[1:]
		case gap > j.rules.AmountTime.After:
			rest.orders, orders = append(rest.orders, orders[0]), orders[1:]
		default:
			b, o := j.component(bills, orders)
			if b == 1 && o == 1 {
				rest.add(j.bucket(bucket{PassAmountTime, orders[0].Key, bills[:1], orders[:1]}))
			} else {
				rest.add(leftovers{bills[:b], orders[:o]})
			}
			bills, orders = bills[b:], orders[o:]
		}
	}
	rest.bills, rest.orders = append(rest.bills, bills...), append(rest.orders, orders...)
}

// component counts the first bills and orders that hang together; the first of each do.
func (j *judge) component(bills, orders []*row) (b, o int) {
	b, o = 1, 1
	for grown := true; grown; {
		grown = false
		for b < len(bills) && j.near(bills[b], orders[:o]) {
			b, grown = b+1, true
		}
		for o < len(orders) && j.nearAny(bills[:b], orders[o]) {
			o, grown = o+1, true
		}
	}
	return b, o
}

// near reports whether the next bill hangs together with the orders so far: the last of them is the nearest.
func (j *judge) near(bill *row, orders []*row) bool {
	return j.inReach(bill.Time, orders[len(orders)-1].Time)
}

// nearAny reports whether the next order hangs together with the bills so far.
func (j *judge) nearAny(bills []*row, order *row) bool {
	return j.inReach(bills[len(bills)-1].Time, order.Time)
}

// inReach reports whether the bill's time lies in the window around the order's.
func (j *judge) inReach(bill, order time.Time) bool {
	gap := bill.Sub(order)
	return gap >= -j.rules.AmountTime.Before && gap <= j.rules.AmountTime.After
}
