package exact

import "github.com/shopspring/decimal"

// Total is a Sum that counts what it adds up. Most totals are of one amount, which comes back as it is: nothing is computed for it.
type Total struct {
	// Count is how many amounts were added.
	Count int
	first decimal.Decimal
	sum   Sum // of all, from the second one on
}

// Add adds d, in the unit's major denomination (CNY: yuan).
func (t *Total) Add(d decimal.Decimal) {
	t.Count++
	switch t.Count {
	case 1:
		t.first = d
		return
	case 2:
		t.sum.Add(t.first)
	}
	t.sum.Add(d)
}

// Decimal is the exact total, zero of none.
func (t *Total) Decimal() decimal.Decimal {
	if t.Count == 1 {
		return t.first
	}
	return t.sum.Decimal()
}
