package console

// differing names the filters that an order contradicts. MerchantName is not among them: whether a part of a name matches is not
// documented.
func (q OrderQuery) differing(o Order) (names []string) {
	for _, filter := range []struct {
		name    string
		differs bool
	}{
		{"code", q.Code != "" && o.Code != q.Code},
		{"total_fee", q.TotalFeeGTE.Valid && o.TotalFee < q.TotalFeeGTE.Fen || q.TotalFeeLTE.Valid && o.TotalFee > q.TotalFeeLTE.Fen},
		{"reconciliation_status", q.ReconciliationStatus != 0 && o.ReconciliationStatus != q.ReconciliationStatus},
		{"pay_method", q.PayMethod != 0 && o.PayMethod != q.PayMethod},
	} {
		if filter.differs {
			names = append(names, filter.name)
		}
	}
	return names
}

// strangers counts the orders that the filters should have left out.
func (q OrderQuery) strangers(orders []Order) (n int) {
	for _, o := range orders {
		if len(q.differing(o)) > 0 {
			n++
		}
	}
	return n
}
