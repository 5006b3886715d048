package recon_test

import (
	"math/big"

	"github.com/billrecon/billrecon/recon"
)

// oracle is a match done slowly.
type oracle struct {
	rules   recon.Rules
	rows    [2][]row // per side, the caller's and then the pool's
	claimed map[side]map[int]bool
	groups  []group
	lastDay int
	anyDay  bool // false while no last bill day is known
}

// judge is what Match should find.
func judge(bills, orders []recon.Record, rules recon.Rules) *oracle {
	o := &oracle{rules: rules, claimed: map[side]map[int]bool{billSide: {}, orderSide: {}}}
	o.rows[billSide] = rowsOf(billSide, bills, rules.Pool.Bills)
	o.rows[orderSide] = rowsOf(orderSide, orders, rules.Pool.Orders)
	o.findLastDay()
	o.keyPass(recon.PassKey, func(r row) string { return r.rec.Key })
	for i := range o.altKeys() {
		o.keyPass(recon.PassAltKey+recon.Pass(i), func(r row) string { return altKey(r, i) })
	}
	if rules.AmountTime != nil {
		o.amountTimePass()
	}
	o.oneSided(billSide)
	o.oneSided(orderSide)
	return o
}

func rowsOf(s side, recs []recon.Record, pool []recon.PoolRow) []row {
	var rows []row
	for i, rec := range recs {
		rows = append(rows, row{side: s, at: i, rec: rec})
	}
	for i, p := range pool {
		rows = append(rows, row{side: s, at: len(recs) + i, rec: p.Record, pool: true, since: p.Since})
	}
	return rows
}

func (o *oracle) findLastDay() {
	if !o.rules.BillDate.IsZero() {
		o.lastDay, o.anyDay = billDay(o.rules.BillDate, o.rules), true
		return
	}
	if o.rules.Pool.BillDate != 0 {
		o.lastDay, o.anyDay = int(o.rules.Pool.BillDate), true
	}
	for _, r := range o.rows[billSide] {
		if r.rec.Time.IsZero() {
			continue
		}
		if d := billDay(r.rec.Time, o.rules); !o.anyDay || d > o.lastDay {
			o.lastDay, o.anyDay = d, true
		}
	}
}

func (o *oracle) altKeys() int {
	most := 0
	for _, r := range append(append([]row(nil), o.rows[billSide]...), o.rows[orderSide]...) {
		most = max(most, len(r.rec.AltKeys))
	}
	return most
}

func altKey(r row, i int) string {
	if i >= len(r.rec.AltKeys) {
		return ""
	}
	return r.rec.AltKeys[i]
}

func (o *oracle) free(s side) []row {
	return only(o.rows[s], func(r row) bool { return !o.claimed[s][r.at] })
}

func (o *oracle) claim(g group) {
	for _, r := range g.all() {
		o.claimed[r.side][r.at] = true
	}
	o.groups = append(o.groups, g)
}

// keyPass judges every bucket that has rows of both sides. Rows that a subset search releases are left to later passes.
func (o *oracle) keyPass(pass recon.Pass, keyOf func(row) string) {
	done := map[string]bool{"": true}
	for _, b := range o.free(billSide) {
		key := keyOf(b)
		if done[key] {
			continue
		}
		done[key] = true
		same := func(r row) bool { return keyOf(r) == key }
		bills, orders := only(o.free(billSide), same), only(o.free(orderSide), same)
		if len(orders) == 0 {
			continue
		}
		groups, _ := judgeBucket(bills, orders, o.rules, pass, key)
		for _, g := range groups {
			o.claim(g)
		}
	}
}

// amountTimePass pairs rows of equal amount and near time, and keeps whole what is not unique in both directions.
func (o *oracle) amountTimePass() {
	usable := func(r row) bool { return r.moved() && !r.rec.Time.IsZero() }
	bills, orders := only(o.free(billSide), usable), only(o.free(orderSide), usable)
	for _, b := range bills {
		if o.claimed[billSide][b.at] {
			continue
		}
		bs, os := o.component(b, bills, orders)
		if len(os) == 0 {
			continue
		}
		if len(bs) == 1 && len(os) == 1 {
			g, _ := judgeUnit(bs, os, o.rules, recon.PassAmountTime, os[0].rec.Key)
			o.claim(g)
			continue
		}
		o.claim(o.tie(bs, os))
	}
}

// component is all rows that hang together with b by equal amount, unit and near time.
func (o *oracle) component(b row, bills, orders []row) (bs, os []row) {
	inBills, inOrders := map[int]bool{b.at: true}, map[int]bool{}
	for grown := true; grown; {
		grown = false
		for _, x := range bills {
			for _, y := range orders {
				if inBills[x.at] != inOrders[y.at] && o.near(x, y) {
					inBills[x.at], inOrders[y.at], grown = true, true, true
				}
			}
		}
	}
	return only(bills, func(r row) bool { return inBills[r.at] }), only(orders, func(r row) bool { return inOrders[r.at] })
}

func (o *oracle) near(b, order row) bool {
	gap := b.rec.Time.Sub(order.rec.Time)
	return b.unit() == order.unit() && b.worth().Cmp(order.worth()) == 0 &&
		gap >= -o.rules.AmountTime.Before && gap <= o.rules.AmountTime.After
}

// tie is a component nobody may guess about. Which further findings it keeps is left open.
func (o *oracle) tie(bills, orders []row) group {
	g := newGroup(bills, orders, recon.PassAmountTime, orders[0].rec.Key)
	g.verdict |= recon.AmbiguousMatch | rowFindings(g.all()) | signFindings(g.all())
	g.open = recon.FoundAmountOver | recon.FoundAmountShort | recon.WithinTolerance | recon.FoundFee | recon.FoundIncome
	return g
}

// oneSided gathers what is left: rows of equal key and unit together, rows without a key alone.
func (o *oracle) oneSided(s side) {
	for _, r := range o.free(s) {
		if o.claimed[s][r.at] {
			continue
		}
		rows := []row{r}
		if r.rec.Key != "" {
			rows = only(o.free(s), func(x row) bool { return x.rec.Key == r.rec.Key && x.unit() == r.unit() })
		}
		o.claim(o.judgeOneSided(s, rows))
	}
}

func (o *oracle) judgeOneSided(s side, rows []row) group {
	g := group{bills: rows, verdict: recon.NoOrder, key: rows[0].rec.Key, open: recon.FoundSign | recon.StateUnknown}
	if s == orderSide {
		g.bills, g.orders, g.verdict = nil, rows, recon.NoBill
		g.open |= recon.Reverted
	}
	g.nets = map[string]net{rows[0].unit(): {sumOf(g.bills), sumOf(g.orders)}}
	g.verdict |= rowFindings(rows)
	if !anyRow(rows, row.alive) {
		g.verdict |= recon.NotPaid
	}
	if s == billSide && revertedSide(rows) {
		g.verdict |= recon.Reverted
	}
	g.inWindow = !o.anyDay || o.lastDay-o.newestDay(rows) < o.rules.Hold
	if g.is(recon.ManualRow|recon.NotPaid) || s == billSide && g.is(recon.Reverted) {
		g.open |= recon.Held | recon.Incomplete
		return g
	}
	if g.inWindow {
		g.verdict |= recon.Held
		return g
	}
	return finish(g, o.rules)
}

// newestDay is the bill day of the newest row. A row without a time counts from the day it was first held, which for a new row is this run's.
func (o *oracle) newestDay(rows []row) int {
	newest := 0
	for i, r := range rows {
		day := o.lastDay
		if !r.rec.Time.IsZero() {
			day = billDay(r.rec.Time, o.rules)
		} else if r.pool && r.since != 0 {
			day = int(r.since)
		}
		if i == 0 || day > newest {
			newest = day
		}
	}
	return newest
}

// pooled says which groups' rows are handed to the next run.
func (g group) pooled() bool {
	if g.outcome() == recon.Doubtful {
		return true
	}
	return !g.twoSided() && g.is(recon.NotPaid|recon.ManualRow) && g.inWindow
}

// differences adds up the groups' differences per unit: as they are in bill, and without their signs in order.
func (o *oracle) differences() map[string]net {
	sums := map[string]net{}
	for _, g := range o.groups {
		for unit, n := range g.nets {
			d := new(big.Rat).Sub(n.bill, n.order)
			s, ok := sums[unit]
			if !ok {
				s = net{new(big.Rat), new(big.Rat)}
				sums[unit] = s
			}
			s.bill.Add(s.bill, d)
			s.order.Add(s.order, d.Abs(d))
		}
	}
	return sums
}
