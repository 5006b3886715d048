package recon

import "github.com/shopspring/decimal"

// combination is rows that are settled by their sums.
type combination struct {
	bills, orders []*row
	found         Verdict
	threshold     decimal.Decimal
}

// combine settles what is left on both sides by its sums: all of it where they are equal or within tolerance, or else a part of one
// side that equals all of the other, if there is only one. The rows settled leave the share.
func (j *judge) combine(s *share) *combination {
	if !s.twoSided() {
		return nil
	}
	c := combination{bills: s.bills, orders: s.orders}
	bill, order := moved(s.bills), moved(s.orders)
	switch {
	case bill.Equal(order):
		c.found = Netted
		if bill.IsZero() && !grossOf(s.bills).Equal(grossOf(s.orders)) {
			c.found |= GrossDiffers
		}
	case j.agree(s.unit, bill, order):
		c.found, c.threshold = WithinTolerance, j.rules.AmountTolerance.threshold(s.unit, bill, order)
	case !j.subset(s, &c):
		return nil
	}
	for _, rows := range [...][]*row{c.bills, c.orders} {
		for _, r := range rows {
			r.settled = true
		}
	}
	s.drop(1)
	return &c
}
