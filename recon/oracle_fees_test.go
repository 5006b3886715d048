package recon_test

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// threshold is the largest size of a difference that a tolerance allows: max(absolute, ppm of the base), at most the cap.
func threshold(t recon.Tolerance, bill, order *big.Rat, unit string) *big.Rat {
	if t.Unit == "" && unit != "CNY" || t.Unit != "" && t.Unit != unit {
		return new(big.Rat)
	}
	base := new(big.Rat).Abs(order)
	billSize := new(big.Rat).Abs(bill)
	if t.Base == recon.BaseBill || t.Base == recon.BaseLarger && billSize.Cmp(base) > 0 {
		base = billSize
	}
	limit := new(big.Rat).Mul(base, big.NewRat(t.PPM, 1_000_000))
	if t.Absolute.Rat().Cmp(limit) > 0 {
		limit = t.Absolute.Rat()
	}
	if t.Cap.Valid && t.Cap.Decimal.Rat().Cmp(limit) < 0 {
		limit = t.Cap.Decimal.Rat()
	}
	return limit
}

// allowed says whether the difference d is agreement: none at all, or within the tolerance, its limit included.
func allowed(d *big.Rat, t recon.Tolerance, bill, order *big.Rat, unit string) bool {
	return new(big.Rat).Abs(d).Cmp(threshold(t, bill, order, unit)) <= 0
}

// feeFindings compares fee and income. What is absent is not compared.
func feeFindings(g *group, rules recon.Rules) {
	bills, orders := only(g.bills, row.moved), only(g.orders, row.moved)
	if len(bills) == 0 || len(orders) == 0 {
		// The description does not say what fees mean beside a side where nothing moved.
		g.open |= recon.FoundFee | recon.FoundIncome
		return
	}
	compareFees(g, bills, orders, rules)
	compareIncome(g, bills, orders, rules)
}

func compareFees(g *group, bills, orders []row, rules recon.Rules) {
	unit := unitOf(*g)
	bill, ok := total(bills, func(r row) decimal.NullDecimal { return r.rec.Fee })
	if !ok {
		return
	}
	order := new(big.Rat)
	for _, r := range orders {
		fee, ok := expectedFee(r, rules.Fees)
		if !ok {
			return
		}
		order.Add(order, fee)
	}
	g.fee = &net{bill, order}
	d := new(big.Rat).Sub(bill, order)
	if !allowed(d, rules.FeeTolerance, bill, order, unit) {
		g.verdict |= recon.FoundFee
		return
	}
	if d.Sign() != 0 {
		g.verdict |= recon.WithinTolerance
	}
}

// expectedFee is the order's own fee, or the schedule's.
func expectedFee(r row, s *recon.FeeSchedule) (*big.Rat, bool) {
	if r.rec.Fee.Valid {
		return r.rec.Fee.Decimal.Rat(), true
	}
	if s == nil || r.unit() != "CNY" {
		return nil, false
	}
	return scheduledFee(r.rec.Amount.Rat(), *s), true
}

// scheduledFee is the fee of one row, rounded to fen on its size.
func scheduledFee(amount *big.Rat, s recon.FeeSchedule) *big.Rat {
	if amount.Sign() == 0 || amount.Sign() < 0 && s.RefundsFree {
		return new(big.Rat)
	}
	fee := new(big.Rat).Abs(amount)
	fee.Mul(fee, big.NewRat(s.RatePPM, 1_000_000)).Add(fee, s.Fixed.Rat())
	fee = roundedToFen(fee, s.Rounding)
	if s.Min.Valid && fee.Cmp(s.Min.Decimal.Rat()) < 0 {
		fee = s.Min.Decimal.Rat()
	}
	if s.Max.Valid && fee.Cmp(s.Max.Decimal.Rat()) > 0 {
		fee = s.Max.Decimal.Rat()
	}
	if amount.Sign() < 0 {
		fee.Neg(fee)
	}
	return fee
}

// roundedToFen rounds a size: what is left over is compared with a half.
func roundedToFen(size *big.Rat, mode recon.Rounding) *big.Rat {
	fen := new(big.Rat).Mul(size, big.NewRat(100, 1))
	whole := new(big.Int).Quo(fen.Num(), fen.Denom())
	left := new(big.Rat).Sub(fen, new(big.Rat).SetInt(whole))
	half := left.Cmp(big.NewRat(1, 2))
	up := false
	switch mode {
	case recon.HalfUp:
		up = half >= 0
	case recon.HalfEven:
		up = half > 0 || half == 0 && whole.Bit(0) == 1
	case recon.Up:
		up = left.Sign() > 0
	}
	if up {
		whole.Add(whole, big.NewInt(1))
	}
	return new(big.Rat).SetFrac(whole, big.NewInt(100))
}

// compareIncome checks the bills' own income = amount − fee, and both sides' income where all rows have one.
func compareIncome(g *group, bills, orders []row, rules recon.Rules) {
	own := only(bills, func(r row) bool { return r.rec.Fee.Valid && r.rec.Income.Valid })
	given, expected := new(big.Rat), new(big.Rat)
	for _, r := range own {
		given.Add(given, r.rec.Income.Decimal.Rat())
		expected.Add(expected, r.worth())
		expected.Sub(expected, r.rec.Fee.Decimal.Rat())
	}
	judgeIncome(g, given, expected, rules)
	income := func(r row) decimal.NullDecimal { return r.rec.Income }
	bill, billOK := total(bills, income)
	order, orderOK := total(orders, income)
	if billOK && orderOK {
		judgeIncome(g, bill, order, rules)
	}
}

func judgeIncome(g *group, bill, order *big.Rat, rules recon.Rules) {
	d := new(big.Rat).Sub(bill, order)
	if !allowed(d, rules.IncomeTolerance, bill, order, unitOf(*g)) {
		g.verdict |= recon.FoundIncome
		return
	}
	if d.Sign() != 0 {
		g.verdict |= recon.WithinTolerance
	}
}

// total adds a field that every row has; false when one lacks it.
func total(rows []row, field func(row) decimal.NullDecimal) (*big.Rat, bool) {
	s := new(big.Rat)
	for _, r := range rows {
		d := field(r)
		if !d.Valid {
			return nil, false
		}
		s.Add(s, d.Decimal.Rat())
	}
	return s, true
}
