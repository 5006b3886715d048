package recon_test

import (
	"slices"

	"github.com/billrecon/billrecon/recon"
)

// This file is "Judging a bucket": steps 0 to 4, for the rows of both sides that share one key.

// oracleBucket is rows that a pass brought together.
type oracleBucket struct {
	pass          recon.Pass
	key           string
	bills, orders oracleRows
}

func (b oracleBucket) all() oracleRows { return b.bills.and(b.orders) }

func (b oracleBucket) isTwoSided() bool { return len(b.bills) > 0 && len(b.orders) > 0 }

// with is a bucket of the same key with other rows.
func (b oracleBucket) with(bills, orders oracleRows) oracleBucket {
	b.bills, b.orders = bills, orders
	return b
}

// and is the bucket with more rows.
func (b oracleBucket) and(x oracleBucket) oracleBucket {
	return b.with(b.bills.and(x.bills), b.orders.and(x.orders))
}

// only keeps the rows that are so.
func (b oracleBucket) only(is func(oracleRow) bool) oracleBucket {
	return b.with(b.bills.only(is), b.orders.only(is))
}

// ofUnit is the alive rows of one unit. Unpaid rows have no unit.
func (b oracleBucket) ofUnit(unit string) oracleBucket {
	return b.only(func(r oracleRow) bool { return r.isAlive() && r.unit() == unit })
}

// units lists the units of alive rows, sorted.
func (b oracleBucket) units() []string {
	var units []string
	for _, r := range b.all().only(oracleRow.isAlive) {
		units = append(units, r.unit())
	}
	slices.Sort(units)
	return slices.Compact(units)
}

// judgeBucket judges rows of both sides, and sets one-sided rests free again for the weaker passes.
func (o *oracle) judgeBucket(b oracleBucket) {
	unpaid := b.only(oracleRow.isUnpaid)
	alone := b.only(func(r oracleRow) bool { return r.isAlive() && !b.ofUnit(r.unit()).isTwoSided() })
	units := b.units()
	if alone.isTwoSided() { // units of one side beside other units of the other
		o.claim(o.unitMismatch(alone))
		units = slices.DeleteFunc(units, func(unit string) bool { return !b.ofUnit(unit).isTwoSided() })
	}
	var rests []oracleBucket
	before := len(o.groups)
	for _, unit := range units {
		rests = append(rests, o.settleUnit(b.ofUnit(unit)))
	}
	partSettled := len(o.groups) > before
	for _, rest := range rests {
		rest, unpaid = rest.withUnpaid(unpaid)
		o.open(rest.marked(partSettled))
	}
	o.open(unpaid)
}

// marked says of the rows what was settled beside them.
func (b oracleBucket) marked(partSettled bool) oracleBucket {
	mark := func(rows oracleRows) oracleRows {
		rows = slices.Clone(rows)
		for i := range rows {
			rows[i].part = rows[i].part || partSettled
		}
		return rows
	}
	return b.with(mark(b.bills), mark(b.orders))
}

// settleUnit is steps 1 and 2 for alive rows of one unit: it claims what is settled, and returns what is open.
func (o *oracle) settleUnit(b oracleBucket) (rest oracleBucket) {
	deals, rest := o.cancel(b)
	d, rest := o.combine(rest)
	deals = append(deals, d...)
	o.settle(b, deals)
	return o.withTwins(rest, deals)
}

// withTwins says of the rows of a rest which of them have a settled twin.
func (o *oracle) withTwins(rest oracleBucket, deals []oracleDeal) oracleBucket {
	var settled oracleRows
	for _, d := range deals {
		settled = settled.and(d.all())
	}
	mark := func(rows oracleRows) oracleRows {
		rows = slices.Clone(rows)
		for i, r := range rows {
			rows[i].twin = r.twin || settled.any(r.isTwinOf)
		}
		return rows
	}
	return rest.with(mark(rest.bills), mark(rest.orders))
}

// combine is step 2: what of two rests settles each other, and what is left of them.
func (o *oracle) combine(rest oracleBucket) ([]oracleDeal, oracleBucket) {
	if !rest.isTwoSided() {
		return nil, rest
	}
	d := oracleDeal{bills: rest.bills, orders: rest.orders}
	switch bill, order := rest.bills.net(), rest.orders.net(); {
	case bill == order:
		d.how = recon.Netted
		if bill == 0 && rest.bills.gross() != rest.orders.gross() {
			d.how |= recon.GrossDiffers
		}
	case allowedBy(o.rules.AmountTolerance, rest.bills[0].unit(), bill, order):
		d.how = recon.WithinTolerance
	default:
		fits := o.fits(rest)
		if len(fits) != 1 {
			return nil, rest
		}
		d.how = recon.BySubset
		if fits[0].side == billSide {
			d.bills = fits[0].rows
		} else {
			d.orders = fits[0].rows
		}
	}
	return []oracleDeal{d}, rest.with(rest.bills.without(d.bills), rest.orders.without(d.orders))
}

// fits are the answers of the subset search, unless it is switched off.
func (o *oracle) fits(b oracleBucket) []oracleFit {
	if o.rules.SubsetSteps < 0 {
		return nil
	}
	return b.fits()
}

// withUnpaid is step 4: unpaid rows go with an open group that has an alive row of the other side. It returns what is left of them.
func (b oracleBucket) withUnpaid(unpaid oracleBucket) (open, left oracleBucket) {
	var joining oracleBucket
	if b.bills.any(oracleRow.isAlive) {
		joining.orders, unpaid.orders = unpaid.orders, nil
	}
	if b.orders.any(oracleRow.isAlive) {
		joining.bills, unpaid.bills = unpaid.bills, nil
	}
	return b.and(joining), unpaid
}

// isTwinOf says that the row is surplus beside a settled one of its key and unit: of its side, amount and kind, on the same bill day
// or the one before.
func (r oracleRow) isTwinOf(x oracleRow) bool {
	return x.side == r.side && x.amount == r.amount && x.rec.Kind == r.rec.Kind && (r.day == x.day || r.day == x.day+1)
}
