package recon

import "github.com/billrecon/billrecon/recon/internal/price"

// pair judges in integers what most buckets are that are no plain pair: one bill and one order of the caller's, each plain by itself, whose
// amounts or fees differ. It reports whether it did; all else is for bucket, which would find the same. fees are those of the pass.
func (j *judge) pair(fees *price.Lanes, b *bucket) bool {
	if len(b.bills) != 1 || len(b.orders) != 1 || !j.rules.AmountTolerance.of(CNY).IsZero() {
		return false
	}
	bill, order := b.bills[0], b.orders[0]
	billFen, billFee, ok := bill.lane(true)
	orderFen, orderFee, okToo := order.lane(false)
	if !ok || !okToo || orderFee.Income() {
		return false
	}
	priced := orderFen
	if fees.Asked && j.rules.Fees.Per == PerPayment {
		priced = billFen
	}
	p := plainPair{bill: bill.at, order: order.at, key: b.key, fen: [2]int64{billFen, orderFen}}
	if p.fees, ok = fees.Find(billFee, orderFee, priced); !ok {
		return false
	}
	switch {
	case billFen == orderFen:
	case !j.closed(bill) || !j.closed(order):
		return false
	case billFen > orderFen:
		p.verdict |= FoundAmountOver
	default:
		p.verdict |= FoundAmountShort
	}
	switch {
	case p.fees.Bill == p.fees.Order:
	case fees.Tolerance.Allows(p.fees.Bill, p.fees.Order):
		p.verdict |= WithinTolerance
	default:
		p.verdict |= FoundFee
	}
	if p.verdict&^WithinTolerance == 0 {
		return false
	}
	j.out.addPair(p, lanes(bill.hash), lanes(order.hash))
	return true
}

// lane is the fen and the fee of a row that is plain by itself and not held.
func (r *row) lane(bill bool) (fen int64, fee price.Fee, ok bool) {
	ok = !r.pool && r.since == 0 && r.plain(&r.fen, bill) && small(r.fen.amount)
	return r.fen.amount, r.fen.lane(), ok
}

// closed reports whether a row's window is over and its date can be right.
func (j *judge) closed(r *row) bool { return j.over(r) && !j.dateFar(r) }
