package recon_test

import "github.com/billrecon/billrecon/recon"

// This file is what "within tolerance" means, and what a fee schedule asks of an amount, in whole numbers.

const million = 1_000_000

// allowedBy says whether the difference of two amounts of a unit is agreement: none at all, or within the tolerance, its limit included.
// The limit is max(absolute, ppm of the base), at most the cap; everything is multiplied by a million, so that nothing is rounded.
func allowedBy(t recon.Tolerance, unit string, bill, order micro) bool {
	gap := (bill - order).abs()
	if gap == 0 {
		return true
	}
	if unitName(t.Unit) != unit {
		return false
	}
	base := order.abs()
	if t.Base == recon.BaseBill || t.Base == recon.BaseLarger && bill.abs() > base {
		base = bill.abs()
	}
	limit := max(microOf(t.Absolute)*million, base*micro(t.PPM))
	if t.Cap.Valid {
		limit = min(limit, microOf(t.Cap.Decimal)*million)
	}
	return gap*million <= limit
}

func unitName(unit string) string {
	if unit == "" {
		return "CNY"
	}
	return unit
}

// scheduledBy is the fee of an amount, rounded to fen on its size, with the amount's sign.
func scheduledBy(s recon.FeeSchedule, amount micro) micro {
	if amount == 0 || amount < 0 && s.RefundsFree {
		return 0
	}
	fee := roundedToFen(amount.abs()*micro(s.RatePPM)+microOf(s.Fixed)*million, s.Rounding)
	if s.Min.Valid {
		fee = max(fee, microOf(s.Min.Decimal))
	}
	if s.Max.Valid {
		fee = min(fee, microOf(s.Max.Decimal))
	}
	if amount < 0 {
		return -fee
	}
	return fee
}

// roundedToFen rounds a size, given in millionths of a micro: what is left over is compared with a half.
func roundedToFen(size micro, mode recon.Rounding) micro {
	const fen = oneYuan / 100
	whole, left := size/(fen*million), size%(fen*million)
	twice := 2 * left
	up := false
	switch mode {
	case recon.HalfUp:
		up = twice >= fen*million
	case recon.HalfEven:
		up = twice > fen*million || twice == fen*million && whole%2 == 1
	case recon.Up:
		up = left > 0
	}
	if up {
		whole++
	}
	return whole * fen
}
