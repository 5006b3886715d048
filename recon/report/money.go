package report

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/price"
)

// Money is what the rows of one side come to in one unit. Every figure is exact.
type Money struct {
	// Bills says that the rows are bill rows, the caller's and the pool's; otherwise they are orders.
	Bills bool
	Unit  string
	// Rows counts the rows that moved money, payments that came and went too.
	Rows int64
	// Gross is what was paid in and Refunds what was given back, zero or negative. A payment in State Refunded that counts zero is in
	// both. Net is Gross + Refunds: over all rows it is what recon.Summary has of the unit.
	Gross, Refunds, Net decimal.Decimal
	// Fee adds up the fees of the rows that moved and are not given back, and Income what reaches the merchant: the row's own Income, or
	// Amount − Fee. Each is absent when no such row gives it; WithoutFee and WithoutIncome count the rows that do not.
	Fee, Income               decimal.NullDecimal
	WithoutFee, WithoutIncome int64
	// Scheduled is what Rules.Fees asks of the same rows. It is absent where the schedule does not price rows of this side and unit;
	// one that prices whole groups (recon.PerGroup) prices no row.
	Scheduled decimal.NullDecimal
	// Unpaid counts the pending, closed and failed rows, and UnpaidAmount is their nominal amount: it is in no other figure.
	Unpaid       int64
	UnpaidAmount decimal.Decimal
}

// MoneyOf is the money of the rows that have something in common.
type MoneyOf struct {
	// Value is a channel, the value of a label, or a bill day as "2026-11-22"; empty for the rows that have none.
	Value string
	Money
}

// LabelMoney is the money by the caller's label of one name. Rows without it stand under the empty Value, so that it adds up to the whole.
type LabelMoney struct {
	Name   string
	Values []MoneyOf
}

// purse is a Money in the making.
type purse struct {
	rows, settled, unpaid, fees, incomes, scheduledRows int64
	gross, refunds, fee, income, scheduled, nominal     exact.Sum
}

// purseOf has one row; moved is that of a payment in State Refunded which counts.
func purseOf(b *recon.Record, moved bool, fees *price.List) (p purse) {
	if !moved && (b.State != recon.Refunded || b.Kind != recon.Payment) && !b.State.Moved(b.Kind) {
		p.unpaid++
		p.nominal.Add(b.Amount)
		return p
	}
	p.rows++
	into, back := &p.gross, &p.refunds
	if b.Amount.IsNegative() {
		into, back = back, into
	}
	into.Add(b.Amount)
	if !moved && !b.State.Moved(b.Kind) {
		back.Sub(b.Amount) // came and went
		return p
	}
	p.settled++
	p.charge(b, fees)
	return p
}

func (p *purse) charge(b *recon.Record, fees *price.List) {
	if fees != nil {
		p.scheduledRows++
		fees.AddFee(&p.scheduled, b.Amount)
	}
	if b.Fee.Valid {
		p.fees++
		p.fee.Add(b.Fee.Decimal)
	}
	switch {
	case b.Income.Valid:
		p.incomes++
		p.income.Add(b.Income.Decimal)
	case b.Fee.Valid:
		p.incomes++
		p.income.Add(b.Amount)
		p.income.Sub(b.Fee.Decimal)
	}
}

// join adds what another purse holds, or takes it away where the sign is −1.
func (p *purse) join(o *purse, sign int64) {
	counts, others := p.counts(), o.counts()
	for i := range counts {
		*counts[i] += sign * *others[i]
	}
	sums, amounts := p.sums(), o.sums()
	for i := range sums {
		if sign < 0 {
			sums[i].Unmerge(*amounts[i])
		} else {
			sums[i].Merge(*amounts[i])
		}
	}
}

func (p *purse) counts() [6]*int64 {
	return [...]*int64{&p.rows, &p.settled, &p.unpaid, &p.fees, &p.incomes, &p.scheduledRows}
}

func (p *purse) sums() [6]*exact.Sum {
	return [...]*exact.Sum{&p.gross, &p.refunds, &p.fee, &p.income, &p.scheduled, &p.nominal}
}

func (p *purse) money(side side, unit string) Money {
	known := func(rows int64, s *exact.Sum) decimal.NullDecimal {
		if rows == 0 {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(s.Decimal())
	}
	gross, refunds := p.gross.Decimal(), p.refunds.Decimal()
	return Money{
		Bills: side == billSide, Unit: unit, Rows: p.rows, Gross: gross, Refunds: refunds, Net: gross.Add(refunds),
		Fee: known(p.fees, &p.fee), Income: known(p.incomes, &p.income), Scheduled: known(p.scheduledRows, &p.scheduled),
		WithoutFee: p.settled - p.fees, WithoutIncome: p.settled - p.incomes, Unpaid: p.unpaid, UnpaidAmount: p.nominal.Decimal(),
	}
}

// table is the lines of one table of figures.
type table []MoneyOf

// add adds a line, if it is of any rows.
func (t *table) add(value string, side side, unit string, p *purse) {
	if p.rows+p.unpaid > 0 {
		*t = append(*t, MoneyOf{value, p.money(side, unit)})
	}
}

// sorted has the lines in the order of their values, the empty one last; CNY before other units, bills before orders.
func (t table) sorted() []MoneyOf {
	slices.SortFunc(t, func(a, b MoneyOf) int {
		if order := cmp.Or(compareLast(a.Value, b.Value), compareUnits(a.Unit, b.Unit)); order != 0 || a.Bills == b.Bills {
			return order
		}
		if a.Bills {
			return -1
		}
		return 1
	})
	return t
}

// compareLast puts the empty text behind all others.
func compareLast(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}
