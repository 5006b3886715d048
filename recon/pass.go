package recon

// leftovers are the rows that no pass has claimed.
type leftovers struct{ bills, orders []row }

// fallbackPasses runs the weaker passes, each over what the stronger ones left.
func (j *judge) fallbackPasses(l *leftovers) {
	for i := range mostAltKeys(l.bills, l.orders) {
		j.keyedPass(l, PassAltKey+Pass(i), func(r *row) string { return r.altKey(i) })
	}
	if j.rules.AmountTime != nil {
		j.amountTimePass(l)
	}
}

// altKey is AltKeys[i], empty when there is none.
func (r *row) altKey(i int) string {
	if i >= len(r.AltKeys) {
		return ""
	}
	return r.AltKeys[i]
}

// mostAltKeys is how many AltKeys passes can find anything: both sides must have them.
func mostAltKeys(bills, orders []row) int {
	return min(longestAltKeys(bills), longestAltKeys(orders))
}

func longestAltKeys(rows []row) (longest int) {
	for i := range rows {
		longest = max(longest, len(rows[i].AltKeys))
	}
	return longest
}

// keyedPass judges the rows that share a key, and leaves the others.
func (j *judge) keyedPass(l *leftovers, pass Pass, keyOf func(*row) string) {
	buckets, rest := bucketsOf(l, keyOf)
	for _, b := range buckets {
		b.pass = pass
		bills, orders := j.bucket(*b)
		rest.bills, rest.orders = append(rest.bills, bills...), append(rest.orders, orders...)
	}
	*l = rest
}

// bucketsOf gathers rows by key, in the order of the orders. Rows without a partner on the other side are the rest.
func bucketsOf(l *leftovers, keyOf func(*row) string) (buckets []*bucket, rest leftovers) {
	byKey := make(map[string]*bucket, len(l.orders))
	for i := range l.orders {
		if key := keyOf(&l.orders[i]); key != "" && byKey[key] == nil {
			byKey[key] = &bucket{key: key}
		}
	}
	for i := range l.bills {
		if b := byKey[keyOf(&l.bills[i])]; b != nil {
			b.bills = append(b.bills, l.bills[i])
		} else {
			rest.bills = append(rest.bills, l.bills[i])
		}
	}
	for i := range l.orders {
		b := byKey[keyOf(&l.orders[i])]
		if b == nil || len(b.bills) == 0 {
			rest.orders = append(rest.orders, l.orders[i])
			continue
		}
		if len(b.orders) == 0 {
			buckets = append(buckets, b)
		}
		b.orders = append(b.orders, l.orders[i])
	}
	return buckets, rest
}
