package recon

// open files the rows of a share that are left on both sides, and returns those that are left on one.
func (j *judge) open(s *share) (left leftovers) {
	if !s.twoSided() {
		return leftovers{s.bills, s.orders}
	}
	back := reverted(s.bills) && !anyRow(s.orders, (*row).alive)
	if over, young, both := j.takeApart(s); both && !back {
		return j.judgeApart(s, over, young)
	}
	g := j.newGroup(s.bucket)
	bills, orders := g.anyMoved()
	if back {
		g.Verdict |= Reverted
	} else {
		j.mismatch(g, s, bills && orders)
	}
	if bills && orders {
		j.fees(g, s.unit, &settlement{sum: &combination{bills: s.bills, orders: s.orders}})
	}
	j.finish(g, !back)
	return left
}

// judgeApart judges the rows that are over, and then the young ones, each as if they had been brought together alone.
func (j *judge) judgeApart(s, over, young *share) (left leftovers) {
	s.noteCut()
	part := false
	var unpaid [2]leftovers
	for i, of := range [...]*share{over, young} {
		unpaid[i] = leftovers{rowsThat(of.bills, (*row).unpaid), rowsThat(of.orders, (*row).unpaid)}
		of.bills, of.orders = rowsThat(of.bills, (*row).alive), rowsThat(of.orders, (*row).alive)
		part = j.settle(of, nil) || part
	}
	for i, of := range [...]*share{over, young} {
		of.join(&unpaid[i])
		of.markPart(part)
		left.add(j.open(of))
		left.add(j.unpaid(s.bucket, unpaid[i]))
	}
	return left
}

// noteCut remembers, of rows that are judged apart, that their search was cut short.
func (s *share) noteCut() {
	for _, rows := range [...][]*row{s.bills, s.orders} {
		for _, r := range rows {
			r.cut = s.search.found&SearchExhausted != 0
		}
	}
}

// mismatch notes in what the two sides of an open group differ.
func (j *judge) mismatch(g *judged, s *share, bothMoved bool) {
	s.search.note(g)
	if !bothMoved {
		g.Verdict |= FoundState
	}
	if anyRow(s.bills, func(r *row) bool { return r.part }) || anyRow(s.orders, func(r *row) bool { return r.part }) {
		g.Verdict |= PartSettled
	}
	j.amount(g)
}

// amount compares the nets. That of a row of State Unknown proves nothing.
func (j *judge) amount(g *judged) {
	net := g.Nets[0]
	g.Threshold = j.rules.AmountTolerance.threshold(net.Unit, net.Bill, net.Order)
	switch {
	case g.Verdict&StateUnknown != 0 || j.agree(net.Unit, net.Bill, net.Order):
	case net.Bill.GreaterThan(net.Order):
		g.Verdict |= FoundAmountOver
	default:
		g.Verdict |= FoundAmountShort
	}
}

// takeApart parts the rows whose window is over from the young ones, where one of the rows has waited longer than anything may while
// another is in its window. Unpaid rows, and payments that came and went, leave with the moved ones.
func (j *judge) takeApart(s *share) (over, young *share, both bool) {
	waiting := anyRow(s.bills, j.inWindow) || anyRow(s.orders, j.inWindow)
	if !waiting || j.waits(s.bills, s.orders) {
		return nil, nil, false
	}
	movedOver := func(r *row) bool { return r.moved() && j.over(r) }
	leaves := j.over
	if anyRow(s.bills, movedOver) || anyRow(s.orders, movedOver) {
		leaves = func(r *row) bool { return !r.moved() || j.over(r) }
	}
	stays := func(r *row) bool { return !leaves(r) }
	over, young = &share{unit: s.unit}, &share{unit: s.unit}
	over.bucket = bucket{s.pass, s.key, rowsThat(s.bills, leaves), rowsThat(s.orders, leaves)}
	young.bucket = bucket{s.pass, s.key, rowsThat(s.bills, stays), rowsThat(s.orders, stays)}
	return over, young, len(over.bills)+len(over.orders) > 0 && len(young.bills)+len(young.orders) > 0
}
