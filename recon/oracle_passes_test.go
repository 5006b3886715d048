package recon_test

import "github.com/billrecon/billrecon/recon"

// This file is the paragraph about passes, and ReplaceHeld.

// keyPass judges every bucket that has rows of both sides.
func (o *oracle) keyPass(pass recon.Pass, keyOf func(oracleRow) string) {
	for _, key := range o.keysOfBothSides(keyOf) {
		rows := o.take(func(r oracleRow) bool { return keyOf(r) == key }).counted(keyOf)
		bills, orders := rows.split(oracleRow.isBill)
		o.judgeBucket(oracleBucket{pass: pass, key: key, bills: bills, orders: orders})
	}
}

func (o *oracle) keysOfBothSides(keyOf func(oracleRow) string) []string {
	var keys []string
	seen := [2]map[string]bool{{}, {}}
	for _, r := range o.free {
		key := keyOf(r)
		if key == "" || seen[r.side][key] {
			continue
		}
		seen[r.side][key] = true
		if seen[1-r.side][key] {
			keys = append(keys, key)
		}
	}
	return keys
}

// altKeys is how many fallback keys a row has at most.
func (o *oracle) altKeys() int {
	most := 0
	for _, r := range o.free {
		most = max(most, len(r.rec.AltKeys))
	}
	return most
}

// amountTimePass pairs moved rows of equal amount, unit and near time, where each is the only one for the other. Where several
// fit, none is taken: all rows that hang together are one ambiguous group.
func (o *oracle) amountTimePass() {
	for _, first := range o.free.only(oracleRow.isBill) {
		bills, orders := o.tied(first).split(oracleRow.isBill)
		if len(orders) == 0 || !o.free.any(first.isSameRow) {
			continue
		}
		o.take(func(r oracleRow) bool { return bills.and(orders).any(r.isSameRow) })
		b := oracleBucket{pass: recon.PassAmountTime, key: firstOf(orders).rec.Key, bills: bills, orders: orders}
		if len(bills) == 1 && len(orders) == 1 {
			o.judgeBucket(b)
		} else {
			b.tie = true
			o.openByAge(b)
		}
	}
}

// tied is all rows that hang together with a bill by equal amount, unit and near time.
func (o *oracle) tied(first oracleRow) oracleRows {
	in := oracleRows{first}
	for grown := true; grown; {
		more := o.free.without(in).only(func(x oracleRow) bool {
			return in.any(func(r oracleRow) bool {
				return r.isBill() && !x.isBill() && o.near(r, x) || !r.isBill() && x.isBill() && o.near(x, r)
			})
		})
		in, grown = in.and(more), len(more) > 0
	}
	return in
}

// firstOf is the row that stands first, the caller's before the pool's.
func firstOf(rows oracleRows) oracleRow {
	first := rows[0]
	for _, r := range rows {
		if r.at < first.at {
			first = r
		}
	}
	return first
}

// near says that a bill and an order may be the same by amount and time.
func (o *oracle) near(b, order oracleRow) bool {
	if !b.isMoved() || !order.isMoved() || b.rec.Time.IsZero() || order.rec.Time.IsZero() {
		return false
	}
	gap := b.rec.Time.Sub(order.rec.Time)
	return b.unit() == order.unit() && b.amount == order.amount && gap >= -o.rules.AmountTime.Before && gap <= o.rules.AmountTime.After
}

// replaceHeld drops the held orders that a fresh one replaces: of the same Key, Kind, Unit and bill day, equal amounts first.
func (o *oracle) replaceHeld(orders oracleRows) oracleRows {
	if !o.rules.ReplaceHeld {
		return orders
	}
	held, fresh := orders.oldestFirst().split(func(r oracleRow) bool { return r.held })
	var used oracleRows
	for _, equalAmount := range []bool{true, false} {
		for i, f := range fresh {
			if used.any(f.isSameRow) {
				continue
			}
			like := held.only(func(h oracleRow) bool { return o.sameOrder(f, h) && (f.amount == h.amount || !equalAmount) })
			if len(like) == 0 {
				continue
			}
			used, held = append(used, f), held.without(like[:1])
			o.replaced = append(o.replaced, like[0])
			fresh[i].since, fresh[i].twin, fresh[i].counts = like[0].since, like[0].twin, like[0].counts
		}
	}
	return fresh.and(held)
}

// sameOrder says that a fresh order may be a held one as it is today.
func (o *oracle) sameOrder(f, h oracleRow) bool {
	if f.rec.Key == "" || f.rec.Key != h.rec.Key || f.rec.Kind != h.rec.Kind || f.unit() != h.unit() || f.rec.Time.IsZero() != h.rec.Time.IsZero() {
		return false
	}
	return f.rec.Time.IsZero() || billDay(f.rec.Time, o.rules) == billDay(h.rec.Time, o.rules)
}
