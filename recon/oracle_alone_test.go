package recon_test

import (
	"sort"

	"github.com/billrecon/billrecon/recon"
)

// This file is the table of open rows for one side alone: they age one by one, twins and what came and went apart.

// judgeAlone judges the rows of a side that no pass brought together: those of a key and unit, a row without a key by itself.
func (o *oracle) judgeAlone(s side) {
	for {
		rows := o.free.only(func(r oracleRow) bool { return r.side == s })
		if len(rows) == 0 {
			return
		}
		o.classify(o.take(rows[0].belongsWith))
	}
}

// belongsWith says that two rows that are left alone are judged together. Unpaid rows have no unit.
func (r oracleRow) belongsWith(x oracleRow) bool {
	if r.rec.Key == "" {
		return r.isSameRow(x)
	}
	return r.side == x.side && r.rec.Key == x.rec.Key && r.isUnpaid() == x.isUnpaid() && (r.isUnpaid() || r.unit() == x.unit())
}

// classify tells the kinds of open rows of one side apart, and judges each kind by itself.
func (o *oracle) classify(rows oracleRows) {
	unpaid, rows := rows.split(oracleRow.isUnpaid)
	o.eachAge(unpaid, recon.NotPaid)
	manual, rows := rows.split(oracleRow.isManual)
	o.eachAge(manual, 0)
	unknown, rows := rows.split(oracleRow.isUnknown)
	o.eachAge(unknown, 0)
	returned, rows := rows.split(func(r oracleRow) bool { return r.isBill() && r.isReturned() })
	o.eachAge(returned, recon.Reverted)
	for _, pair := range rows.reversals(o.rules.Hold) {
		rows = rows.without(pair)
		o.aloneGroup(pair, recon.Reverted, pair.any(oracleRow.inWindow))
	}
	twins, rows := rows.split(func(r oracleRow) bool { return r.twin })
	o.eachAge(twins, duplicateOf(twins))
	o.eachAge(rows, 0)
}

func duplicateOf(rows oracleRows) recon.Verdict {
	if rows.any(oracleRow.isBill) {
		return recon.FoundDuplicateBill
	}
	return recon.FoundDuplicateOrder
}

// eachAge judges the rows that wait, and those that are over, each as a group.
func (o *oracle) eachAge(rows oracleRows, kind recon.Verdict) {
	waiting, over := rows.split(oracleRow.inWindow)
	o.aloneGroup(waiting, kind, true)
	o.aloneGroup(over, kind, false)
}

// aloneGroup is rows of one side, of one kind.
func (o *oracle) aloneGroup(rows oracleRows, kind recon.Verdict, waits bool) {
	if len(rows) == 0 {
		return
	}
	bills, orders := rows.split(oracleRow.isBill)
	g := o.newGroup(oracleBucket{key: rows[0].rec.Key, bills: bills, orders: orders})
	g.verdict |= kind | rows.beside()
	during := recon.Doubtful
	if g.is(recon.ManualRow | recon.NotPaid) {
		during = recon.NotDue
	}
	if g.is(recon.FoundDuplicateBill | recon.FoundDuplicateOrder) {
		g.excess = rows
	}
	o.claim(o.whileIn(g, waits, during, g.aloneOutcome()))
}

// aloneOutcome is what rows of one side are called when their window is over.
func (g oracleGroup) aloneOutcome() recon.Outcome {
	for _, c := range []struct {
		bits    recon.Verdict
		outcome recon.Outcome
	}{
		{recon.ManualRow | recon.NotPaid, recon.NotDue},
		{recon.Reverted, recon.Reversed},
		{recon.FoundDuplicateBill, recon.DuplicateBill},
		{recon.FoundDuplicateOrder, recon.DuplicateOrder},
		{recon.NoOrder, recon.BillOnly},
	} {
		if g.is(c.bits) {
			return c.outcome
		}
	}
	return recon.OrderOnly
}

// knownDay is the day that the row's age counts from, before all others where none is known.
func (r oracleRow) knownDay() int {
	if !r.dated {
		return 0
	}
	return r.day
}

// reversals are the bills that came and went alone: a payment and a refund of equal size, older days first, no further apart
// than one waits for the other. Orders have none: a refund that only the books know is suspicious.
func (rows oracleRows) reversals(hold int) []oracleRows {
	var pairs []oracleRows
	bills := rows.only(oracleRow.isBill).oldestFirst()
	sort.SliceStable(bills, func(i, j int) bool { return bills[i].knownDay() < bills[j].knownDay() })
	refunds := bills.only(func(r oracleRow) bool { return r.worth() < 0 })
	for _, p := range bills {
		back := refunds.only(func(r oracleRow) bool {
			return r.worth() == -p.worth() && p.worth() > 0 && r.daysFrom(p) <= hold
		})
		if len(back) > 0 {
			pairs = append(pairs, oracleRows{p, back[0]})
			refunds = refunds.without(back[:1])
		}
	}
	return pairs
}
