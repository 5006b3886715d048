package recon

// rowFindings are what a single row is enough for.
func (g *judged) rowFindings() (v Verdict) {
	for _, rows := range [...][]*row{g.bills, g.orders} {
		for i := range rows {
			v |= rows[i].findings()
		}
	}
	return v
}

func (r *row) findings() (v Verdict) {
	if r.Manual {
		v |= ManualRow
	}
	if r.State == Unknown {
		v |= StateUnknown
	}
	if r.contradicts() {
		v |= FoundSign
	}
	return v
}

// contradicts reports whether the sign of a moved amount is not that of its kind.
func (r *row) contradicts() bool {
	if !r.moved() {
		return false
	}
	if r.Kind == Payment {
		return r.Amount.IsNegative()
	}
	return r.Amount.IsPositive()
}

// stateFindings compares who paid and who gave it back.
func stateFindings(bills, orders []*row) Verdict {
	billPaid, orderPaid := anyRow(bills, (*row).alive), anyRow(orders, (*row).alive)
	billBack, orderBack := reverted(bills), reverted(orders)
	switch {
	case !billPaid && !orderPaid:
		return NotPaid
	case billPaid && billBack && !orderPaid:
		return Reverted
	case billPaid != orderPaid, billBack != orderBack:
		return FoundState
	case billBack:
		return Reverted
	}
	return 0
}

// reverted reports whether a side's money came and went: nothing is left in any unit, and there were rows of both signs
// or a payment marked as given back.
func reverted(rows []*row) bool {
	var in, out, returned bool
	for i := range rows {
		sign := rows[i].worth().Sign()
		in, out, returned = in || sign > 0, out || sign < 0, returned || rows[i].returned()
	}
	return (in && out || returned) && zeroNets(rows)
}

// zeroNets reports whether nothing is left in any unit.
func zeroNets(rows []*row) bool {
	if _, one := oneUnit(rows); one {
		net := netOf(rows)
		return net.isZero()
	}
	for _, part := range byUnit(rows) {
		net := netOf(part)
		if !net.isZero() {
			return false
		}
	}
	return true
}
