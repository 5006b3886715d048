package recon

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// Tally is a number of rows and the exact sum of their amounts. The zero Tally is of no rows.
type Tally struct {
	// Count is the number of rows, of every unit.
	Count int64
	// priced says that at least one of them was of CNY: a sum over nothing is absent, not 0.
	priced bool
	total  exact.Sum
}

// Sum is the sum of the amounts of the rows of CNY, in yuan. It is not valid when there was none.
func (t Tally) Sum() decimal.NullDecimal {
	if !t.priced {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(t.total.Decimal())
}

// Equal reports whether both count as many rows, and have the same sum or none.
func (t Tally) Equal(o Tally) bool {
	return t.Count == o.Count && t.priced == o.priced && t.total.Equal(o.total)
}

// add counts one row.
func (t *Tally) add(unit string, amount decimal.Decimal) {
	t.Count++
	if unitOrCNY(unit) != CNY {
		return
	}
	t.priced = true
	t.total.Add(amount)
}

// addFen counts one row of CNY.
func (t *Tally) addFen(fen int64) {
	t.Count++
	t.priced = true
	t.total.AddFen(fen)
}

// addMany counts rows that are all of CNY, whose sum is known.
func (t *Tally) addMany(count int64, total exact.Sum) {
	if count == 0 {
		return
	}
	t.Count += count
	t.priced = true
	t.total.Merge(total)
}

// merge adds the rows of another tally.
func (t *Tally) merge(o Tally) {
	t.Count += o.Count
	t.priced = t.priced || o.priced
	t.total.Merge(o.total)
}
