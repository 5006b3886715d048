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

// amountTimePass pairs moved rows of equal amount, unit and near time, where each is the only one for the other.
func (o *oracle) amountTimePass() {
	bills, orders := o.free.split(oracleRow.isBill)
	for _, b := range bills {
		for _, x := range orders {
			if o.near(b, x) && o.partners(b, orders) == 1 && o.partners(x, bills) == 1 {
				o.take(func(r oracleRow) bool { return r.isSameRow(b) || r.isSameRow(x) })
				o.judgeBucket(oracleBucket{recon.PassAmountTime, x.rec.Key, oracleRows{b}, oracleRows{x}})
			}
		}
	}
}

// partners is how many rows of the other side are near enough.
func (o *oracle) partners(r oracleRow, others oracleRows) int {
	return len(others.only(func(x oracleRow) bool { return r.isBill() && o.near(r, x) || x.isBill() && o.near(x, r) }))
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
