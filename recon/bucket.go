package recon

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"
)

// row is a record that has to be looked at: it is not part of a plain pair.
type row struct {
	Record
	at    int  // index in the caller's slice, or in the pool's
	pool  bool // it is one of the pool's
	since Day  // the day on which a pool row was first held
	print uint64
}

// bucket is the rows that a pass brought together.
type bucket struct {
	pass          Pass
	key           string
	bills, orders []*row
}

func (r *row) moved() bool { return r.State.Moved(r.Kind) }

// returned is a payment that came and went.
func (r *row) returned() bool { return r.State == Refunded && r.Kind == Payment }

func (r *row) alive() bool { return r.moved() || r.returned() }

// older orders rows by what they say, never by where they stand: open doubts first, then by time.
func older(a, b *row) int {
	if a.pool != b.pool {
		if a.pool {
			return -1
		}
		return 1
	}
	return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.since, b.since), cmp.Compare(a.print, b.print), cmp.Compare(a.place(), b.place()))
}

// anyRow reports whether one of the rows is so.
func anyRow(rows []*row, is func(*row) bool) bool {
	for i := range rows {
		if is(rows[i]) {
			return true
		}
	}
	return false
}

// movedRows keeps the rows whose money moved, oldest first.
func movedRows(rows []*row) []*row {
	var moved []*row
	for i := range rows {
		if rows[i].moved() {
			moved = append(moved, rows[i])
		}
	}
	slices.SortFunc(moved, older)
	return moved
}

// netOf is what the rows moved.
func netOf(rows []*row) (net sum) {
	for i := range rows {
		if rows[i].moved() {
			net.add(rows[i].Amount)
		}
	}
	return net
}

// moved is netOf in the unit's major denomination. A single row's own amount will do.
func moved(rows []*row) decimal.Decimal {
	if len(rows) == 1 {
		return rows[0].worth()
	}
	net := netOf(rows)
	return net.decimal()
}

// oneUnit is the unit of all rows, if they have only one.
func oneUnit(sides ...[]*row) (unit string, one bool) {
	for _, rows := range sides {
		for _, r := range rows {
			if unit != "" && unit != r.UnitOrCNY() {
				return "", false
			}
			unit = r.UnitOrCNY()
		}
	}
	return unit, true
}

// unitsOf lists the units of the rows, sorted.
func unitsOf(sides ...[]*row) []string {
	if unit, one := oneUnit(sides...); one {
		return []string{unit}
	}
	units := map[string]bool{}
	for _, rows := range sides {
		for _, r := range rows {
			units[r.UnitOrCNY()] = true
		}
	}
	return slices.Sorted(maps.Keys(units))
}

// byUnit gathers rows by unit, in the order in which they come: one walk, however many units there are.
func byUnit(rows []*row) map[string][]*row {
	if unit, one := oneUnit(rows); one {
		return map[string][]*row{unit: rows}
	}
	of := map[string][]*row{}
	for _, r := range rows {
		of[r.UnitOrCNY()] = append(of[r.UnitOrCNY()], r)
	}
	return of
}

// statesOf is the set of states of the rows.
func statesOf(rows []*row) (set StateSet) {
	for i := range rows {
		set |= 1 << rows[i].State
	}
	return set
}

// place is where a row stands among all rows of its side, with the pool's counted down from −1
// until the number of the caller's rows is known.
func (r *row) place() int {
	if r.pool {
		return ^r.at
	}
	return r.at
}

// byPlace orders rows by where they stand, the caller's before the pool's.
func byPlace(a, b *row) int {
	if a.pool != b.pool {
		return compareBool(a.pool, b.pool)
	}
	return cmp.Compare(a.at, b.at)
}

// placesOf lists where the rows stand.
func placesOf(rows []*row) []int {
	places := make([]int, len(rows))
	for i := range rows {
		places[i] = rows[i].place()
	}
	return places
}

// without drops the rows that are in gone.
func without(rows, gone []*row) []*row {
	places := map[int]bool{}
	for i := range gone {
		places[gone[i].place()] = true
	}
	var kept []*row
	for i := range rows {
		if !places[rows[i].place()] {
			kept = append(kept, rows[i])
		}
	}
	return kept
}

// splitPlaces lists where the rows stand in the caller's slice and in the pool's, each ascending.
func splitPlaces(rows []*row) (own, pool []int) {
	if len(rows) == 1 && !rows[0].pool {
		return []int{rows[0].at}, nil
	}
	for i := range rows {
		if rows[i].pool {
			pool = append(pool, rows[i].at)
		} else {
			own = append(own, rows[i].at)
		}
	}
	slices.Sort(own)
	slices.Sort(pool)
	return own, pool
}

// worth is what the row moved.
func (r *row) worth() decimal.Decimal {
	if !r.moved() {
		return decimal.Zero
	}
	return r.Amount
}
