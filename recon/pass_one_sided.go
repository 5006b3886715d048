package recon

// oneSided files what no pass has claimed: rows of equal key and unit together, rows without a key alone.
func (j *judge) oneSided(l *leftovers) {
	for _, rows := range likeKeys(l.bills) {
		j.loneGroup(bucket{key: rows[0].Key, bills: rows}, NoOrder)
	}
	for _, rows := range likeKeys(l.orders) {
		j.loneGroup(bucket{key: rows[0].Key, orders: rows}, NoBill)
	}
}

// likeKeys gathers rows of equal key and unit, in the order in which they come.
func likeKeys(rows []*row) [][]*row {
	type keyUnit struct{ key, unit string }
	at := make(map[keyUnit]int, len(rows))
	var groups [][]*row
	for i := range rows {
		r := rows[i : i+1 : i+1]
		k := keyUnit{r[0].Key, r[0].UnitOrCNY()}
		n, seen := at[k]
		if !seen || k.key == "" {
			at[k] = len(groups)
			groups = append(groups, r)
			continue
		}
		groups[n] = append(groups[n], r...)
	}
	return groups
}

// loneGroup judges a group that has rows of one side only.
func (j *judge) loneGroup(b bucket, bit Verdict) {
	g := newGroup(b)
	g.Verdict |= bit
	rows := b.bills
	if bit == NoBill {
		rows = b.orders
	}
	g.addNet(rows[0].UnitOrCNY(), b.bills, b.orders)
	g.Threshold = j.rules.AmountTolerance.threshold(g.Nets[0].Unit, g.Nets[0].Bill, g.Nets[0].Order)
	inWindow := j.inWindow(rows)
	switch {
	case !anyRow(rows, (*row).alive):
		g.Verdict |= NotPaid
	case bit == NoOrder && reverted(rows):
		g.Verdict |= Reverted
	case inWindow && g.Verdict&ManualRow == 0:
		g.Verdict |= Held
	}
	if inWindow && g.Verdict&(NotPaid|ManualRow) != 0 {
		j.out.keep(g) // a late row of the other side must still meet it
	}
	j.finish(g)
}

// inWindow reports whether the newest of the rows is younger than Rules.Hold, in bill days.
func (j *judge) inWindow(rows []*row) bool {
	last := j.out.lastDay
	if last.IsZero() {
		return true
	}
	newest := j.dayOf(rows[0])
	for i := range rows {
		newest = max(newest, j.dayOf(rows[i]))
	}
	return int(last-newest) < j.rules.Hold
}

// dayOf is the bill day a row counts from: its own, or that on which it was first held, which for a new row is this run's.
func (j *judge) dayOf(r *row) Day {
	switch {
	case !r.Time.IsZero():
		return j.rules.DayOf(r.Time)
	case r.pool && !r.since.IsZero():
		return r.since
	}
	return j.out.lastDay
}
