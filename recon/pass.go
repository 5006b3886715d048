package recon

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
