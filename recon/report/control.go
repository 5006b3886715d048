package report

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/exact"
)

// control counts again what the provider declared: Match refuses bills that differ from it.
func (r *Report) control() []Control {
	declared := r.rules.Control
	if declared == nil {
		return nil
	}
	unit := recon.Record{Unit: declared.Unit}.UnitOrCNY()
	count, amount, fee := r.controlFound(unit)
	var list []Control
	if declared.Count != nil {
		list = append(list, Control{"count", unit, decimal.NewFromInt(*declared.Count), decimal.NewFromInt(count)})
	}
	if declared.Amount.Valid {
		list = append(list, Control{"amount", unit, declared.Amount.Decimal, amount.Decimal()})
	}
	if declared.Fee.Valid {
		list = append(list, Control{"fee", unit, declared.Fee.Decimal, fee.Decimal()})
	}
	return list
}

// controlFound adds up the caller's bill rows of one unit. Money counts where it moved.
func (r *Report) controlFound(unit string) (count int64, amount, fee exact.Sum) {
	for place := range r.rows.callers(billSide) {
		b := r.rows.record(billSide, place)
		if b.UnitOrCNY() != unit {
			continue
		}
		count++
		if !b.State.Moved(b.Kind) {
			continue
		}
		amount.Add(b.Amount)
		fee.Add(b.Fee.Decimal)
	}
	return count, amount, fee
}

// text is one of its two numbers: a count is no money.
func (c Control) text(d decimal.Decimal) string {
	if c.Figure == "count" {
		return d.StringFixed(0)
	}
	return amountText(c.Unit, d)
}
