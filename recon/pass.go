package recon

import (
	"slices"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// countAlone decides how the payments in State Refunded count whose key only one side has, and which fresh rows are like held ones.
func (s *sides) countAlone() {
	for _, rows := range s.lists() {
		markLikeHeld(rows)
		if anyRow(rows, (*row).returned) {
			for _, like := range likeKeys(rows) {
				countReturned(like)
			}
		}
	}
}

// fallbackPasses runs the weaker passes, each over what the stronger ones left.
func (j *judge) fallbackPasses(l *sides) {
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
func (j *judge) keyedPass(l *sides, pass Pass, keyOf func(*row) string) {
	buckets, rest := bucketsOf(l, keyOf)
	for _, b := range buckets {
		b.pass = pass
		rest.add(j.bucket(*b))
	}
	*l = rest
}

// bucketsOf gathers rows by key, in the order of the bills. Rows without a partner on the other side are the rest.
func bucketsOf(l *sides, keyOf func(*row) string) (buckets []*bucket, rest sides) {
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
func (j *judge) amountTimePass(l *sides) {
	candidates, rest := bucketsOf(l, func(r *row) string {
		if !r.timed() {
			return ""
		}
		return r.priceKey()
	})
	for _, c := range candidates {
		j.nearInTime(c, &rest)
	}
	*l = rest
}

// timed reports whether the amount-and-time pass may use the row.
func (r *row) timed() bool { return r.moved() && !r.Time.IsZero() }

// priceKey is the same for rows of equal unit and amount.
func (r *Record) priceKey() string { return r.UnitOrCNY() + "\x00" + exact.Text(r.Amount) }

// nearInTime cuts rows of one amount into the parts that hang together.
// Both sides are sorted by time and the window is the same everywhere, so a part is a run of neighbours.
func (j *judge) nearInTime(c *bucket, rest *sides) {
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
				rest.add(j.bucket(bucket{PassAmountTime, orders[0].Key, sides{bills[:1], orders[:1]}}))
			} else {
				rest.add(sides{bills[:b], orders[:o]})
			}
			bills, orders = bills[b:], orders[o:]
		}
	}
	rest.add(sides{bills, orders})
}

// component counts the first bills and orders that hang together; the first of each do. The last so far is the nearest to the next one.
func (j *judge) component(bills, orders []*row) (b, o int) {
	b, o = 1, 1
	for grown := true; grown; {
		grown = false
		for b < len(bills) && j.inReach(bills[b], orders[o-1]) {
			b, grown = b+1, true
		}
		for o < len(orders) && j.inReach(bills[b-1], orders[o]) {
			o, grown = o+1, true
		}
	}
	return b, o
}

// inReach reports whether the bill's time lies in the window around the order's.
func (j *judge) inReach(bill, order *row) bool {
	gap := bill.Time.Sub(order.Time)
	return gap >= -j.rules.AmountTime.Before && gap <= j.rules.AmountTime.After
}
