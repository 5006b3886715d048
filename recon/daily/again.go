package daily

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Change is an order that was settled, or reported, on an earlier day and says something else now.
type Change struct {
	// Now is the order as it is.
	Now Row
	// Was and Is are what it counted and counts, in the unit of the order: 0 for one that is not paid, or was given back.
	Was, Is decimal.Decimal
	// Matched is the row that was matched for it: Is − Was, a refund when that is negative. It has no Time, since nobody knows when the
	// order was changed. Nil when both are equal: something else was changed, such as a fee.
	Matched *Row
}

// LeftOut counts the orders that were not matched.
type LeftOut struct {
	// Known came again as they were. Earlier are of bill days before those that the Store remembers, Later of days to come.
	Known, Earlier, Later int
}

// books are the orders of a run, sorted out.
type books struct {
	rules   recon.Rules
	held    []recon.PoolRow
	rows    []Row // to be matched
	changed []Change
	out     LeftOut
	refunds map[hash]bool // orders of which there are rows of refunds
	done    done          // what the changes add to what is known
}

// payment is the identity of the money that a row belongs to, whichever its kind and day.
func payment(r recon.Record) hash {
	return identityOf(recon.Rules{}, recon.Record{Key: r.Key, Unit: r.Unit})
}

func (b *books) noteRefund(r recon.Record) {
	if r.Kind != recon.Payment && r.Key != "" && r.State.Moved(r.Kind) {
		b.refunds[payment(r)] = true
	}
}

// moved reports whether an order counts as money that moved. As in package recon, a payment in State Refunded does where rows of refunds
// say what went back.
func (b *books) moved(r recon.Record) bool {
	return r.State.Moved(r.Kind) || (r.State == recon.Refunded && b.refunds[payment(r)])
}

func (b *books) counted(r recon.Record) decimal.Decimal {
	if !b.moved(r) {
		return decimal.Zero
	}
	return r.Amount
}

func (b *books) doneOrder(r recon.Record, count int) doneOrder {
	return doneOrder{identity: identityOf(b.rules, r), content: contentOf(r), count: count, amount: r.Amount, moved: b.moved(r)}
}

// again sorts out rows that may have come before: known are the orders that earlier days were done with.
func (b *books) again(rows []Row, known done) {
	for _, row := range b.held {
		if row.Record.Key == "" { // nothing else tells it from a new one
			known.add(b.doneOrder(row.Record, 1))
		}
	}
	came := map[hash][]Row{}
	var order []hash
	for _, row := range rows {
		if o := known[contentOf(row.Record)]; o.count > 0 {
			o.count--
			known[o.content] = o
			b.out.Known++
			continue
		}
		id := identityOf(b.rules, row.Record)
		if came[id] == nil {
			order = append(order, id)
		}
		came[id] = append(came[id], row)
	}
	left := map[hash][]doneOrder{}
	for _, o := range known {
		for range max(0, o.count) {
			left[o.identity] = append(left[o.identity], o)
		}
	}
	held := map[hash][]decimal.Decimal{}
	for _, row := range b.held {
		id := identityOf(b.rules, row.Record)
		held[id] = append(held[id], row.Record.Amount)
	}
	for _, id := range order {
		b.replace(came[id], held[id], left[id])
	}
}

// replace finds out what each row of one identity takes the place of: of a held order, of one that was done, or of none. Equal amounts
// come first.
func (b *books) replace(rows []Row, held []decimal.Decimal, left []doneOrder) {
	if rows[0].Record.Key == "" {
		b.rows = append(b.rows, rows...)
		return
	}
	slices.SortFunc(left, func(a, b doneOrder) int { return slices.Compare(a.content[:], b.content[:]) })
	var rest []Row
	for _, row := range rows {
		if i := slices.IndexFunc(held, row.Record.Amount.Equal); i >= 0 {
			held = slices.Delete(held, i, i+1)
			b.rows = append(b.rows, row)
		} else if i := slices.IndexFunc(left, func(o doneOrder) bool { return o.amount.Equal(row.Record.Amount) }); i >= 0 {
			b.change(row, left[i])
			left = slices.Delete(left, i, i+1)
		} else {
			rest = append(rest, row)
		}
	}
	for _, row := range rest {
		switch {
		case len(held) > 0:
			held = held[1:]
			b.rows = append(b.rows, row)
		case len(left) > 0:
			b.change(row, left[0])
			left = left[1:]
		default:
			b.rows = append(b.rows, row)
		}
	}
}

// change notes that row is what old has become.
func (b *books) change(row Row, old doneOrder) {
	c := Change{Now: row, Was: old.was(), Is: b.counted(row.Record)}
	if moved := c.Is.Sub(c.Was); !moved.IsZero() {
		matched := row
		r := &matched.Record
		*r = recon.Record{Key: r.Key, AltKeys: r.AltKeys, Amount: moved, Unit: r.Unit, Channel: r.Channel}
		if moved.IsNegative() {
			r.Kind = recon.Refund
		}
		c.Matched = &matched
	}
	b.changed = append(b.changed, c)
	old.count = -1
	b.done.add(old)
	b.done.add(b.doneOrder(row.Record, 1))
}
