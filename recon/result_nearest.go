package recon

import "iter"

// Nearest suggests up to n rows (at most 100) of the other side that a one-sided group may belong to, best first.
// bills and orders are those given to Match. It looks at every row of the other side, only when called, and changes nothing.
// A group with rows of both sides has no suggestions.
func (r *Result[B, O]) Nearest(bills []B, orders []O, g Group, n int) []Suggestion {
	own := append(recordsAt(orders, r.orderRecord, g.Orders), poolAt(r.rules.Pool.Orders, g.PoolOrders)...)
	if g.Verdict&NoBill != 0 {
		return nearest(own, true, candidates(bills, r.billRecord, r.rules.Pool.Bills), n)
	}
	if g.Verdict&NoOrder == 0 {
		return nil
	}
	own = append(recordsAt(bills, r.billRecord, g.Bills), poolAt(r.rules.Pool.Bills, g.PoolBills)...)
	return nearest(own, false, candidates(orders, r.orderRecord, r.rules.Pool.Orders), n)
}

func recordsAt[R any](rows []R, record func(R) Record, at []int) []Record {
	var records []Record
	for _, i := range at {
		records = append(records, record(rows[i]))
	}
	return records
}

func poolAt(pool []PoolRow, at []int) []Record {
	var records []Record
	for _, i := range at {
		records = append(records, pool[i].Record)
	}
	return records
}

// candidates walks over all rows of a side.
func candidates[R any](rows []R, record func(R) Record, pool []PoolRow) iter.Seq[candidate] {
	return func(yield func(candidate) bool) {
		for i := range rows {
			if !yield(candidate{index: i, record: record(rows[i])}) {
				return
			}
		}
		for i := range pool {
			if !yield(candidate{index: i, pool: true, record: pool[i].Record}) {
				return
			}
		}
	}
}
