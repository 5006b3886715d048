package recon

import (
	"iter"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// ControlTotals (控制总数) are what the provider declares about the whole bill, of one unit.
// Match checks them before it matches anything. What is absent is not checked; a Count of 0 is checked.
type ControlTotals struct {
	// Unit is the unit counted; empty means CNY. Rows of other units are left out.
	Unit string
	// Count is the number of bill rows, of any state; nil means none was declared. new(int64(63)) makes one.
	Count *int64
	// Amount is the sum of Amount over the rows whose money moved (State.Moved), refunds negative, in yuan for CNY.
	Amount decimal.NullDecimal
	// Fee is the sum of Fee over the same rows. When it is declared, each of them must have a Fee.
	Fee decimal.NullDecimal
}

// checkRules refuses totals that no bill can have. A nil ControlTotals is none.
func (c *ControlTotals) checkRules() error {
	const bounds = "it must have " + exact.Bounds
	switch {
	case c == nil:
		return nil
	case c.Count != nil && *c.Count < 0:
		return badRules("Control.Count", "it must be zero or positive")
	case c.Amount.Valid && !exact.InBounds(c.Amount.Decimal):
		return badRules("Control.Amount", bounds)
	case c.Fee.Valid && !exact.InBounds(c.Fee.Decimal):
		return badRules("Control.Fee", bounds)
	}
	return nil
}

// check compares the totals with the caller's bill rows, not the pool's. A nil ControlTotals agrees with everything.
// The error names the first total that differs, with the declared and the found one.
func (c *ControlTotals) check(bills iter.Seq[Record]) error {
	if c == nil {
		return nil
	}
	found := controlFound{unit: unitOrCNY(c.Unit)}
	for r := range bills {
		found.add(r)
	}
	return c.compare(found)
}

// compare checks the declared totals one by one.
func (c *ControlTotals) compare(found controlFound) error {
	switch {
	case c.Count != nil && *c.Count != found.Count:
		return differs("Control.Count", strconv.FormatInt(*c.Count, 10), strconv.FormatInt(found.Count, 10))
	case c.Amount.Valid && !c.Amount.Decimal.Equal(found.Amount.Decimal()):
		return differs("Control.Amount", moneyText(c.Unit, c.Amount.Decimal), moneyText(c.Unit, found.Amount.Decimal()))
	case c.Fee.Valid && found.Feeless > 0:
		return badControl("Control.Fee", "a sum is declared, and "+strconv.FormatInt(found.Feeless, 10)+" bill rows have no fee")
	case c.Fee.Valid && !c.Fee.Decimal.Equal(found.Fee.Decimal()):
		return differs("Control.Fee", moneyText(c.Unit, c.Fee.Decimal), moneyText(c.Unit, found.Fee.Decimal()))
	}
	return nil
}

func differs(field, declared, found string) error {
	return badControl(field, "the provider declares "+declared+", the bills given have "+found)
}

// controlFound is what the bill rows of one unit add up to.
type controlFound struct {
	unit           string
	Count, Feeless int64
	Amount, Fee    exact.Sum
}

func (f *controlFound) add(r Record) {
	if r.UnitOrCNY() != f.unit {
		return
	}
	f.Count++
	if !r.State.Moved(r.Kind) {
		return
	}
	f.Amount.Add(r.Amount)
	if !r.Fee.Valid {
		f.Feeless++
		return
	}
	f.Fee.Add(r.Fee.Decimal)
}

// compareTo checks the declared totals against what the shards found; nil declares none.
func (c *ControlTotals) compareTo(found controlFound) error {
	if c == nil {
		return nil
	}
	return inRules(c.compare(found))
}

// merge adds what another part of the bills adds up to.
func (f *controlFound) merge(o *controlFound) {
	f.Count, f.Feeless = f.Count+o.Count, f.Feeless+o.Feeless
	f.Amount.Merge(o.Amount)
	f.Fee.Merge(o.Fee)
}
