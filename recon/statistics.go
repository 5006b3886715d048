package recon

import (
	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

// Statistics are the figures of a run in the form of the reconciliation console (GET /pay/consume_order, "statistics"),
// with the rest that the console leaves out, so that they add up:
// Orders = Success + Fail + Unreconciled + Reversed + Doubtful, in rows and in money.
//
// Orders are counted row by row, the caller's and the pool's, each under the Status of its group. Every row counts;
// only amounts of CNY are summed, as listed, whatever the row's State. In JSON they are in fen.
type Statistics struct {
	Orders       Tally // all orders: order_num, count_price
	Success      Tally // 已对账: success_bill, success_price
	Fail         Tally // 异常 only: fail_bill, fail_price
	Unreconciled Tally // 未对账: unreconciled_bill, unreconciled_price
	Reversed     Tally // 已冲正: reversed_bill, reversed_price
	Doubtful     Tally // 存疑: doubtful_bill, doubtful_price
	// BillOnly counts the bill rows of groups without an order that are exceptions. They are no orders, and in none of the above.
	BillOnly Tally // bill_only_num, bill_only_price
}

// addOrder counts one order row by its group's status.
func (s *Statistics) addOrder(status Status, unit string, amount decimal.Decimal) {
	s.Orders.add(unit, amount)
	s.of(status).add(unit, amount)
}

// addOrderFen is addOrder for whole fen of CNY.
func (s *Statistics) addOrderFen(status Status, fen int64) {
	s.Orders.addFen(fen)
	s.of(status).addFen(fen)
}

// addOrders is addOrder for many rows of CNY at once.
func (s *Statistics) addOrders(status Status, count int64, total exact.Sum) {
	s.Orders.addMany(count, total)
	s.of(status).addMany(count, total)
}

// addBillOnly counts one bill row of a group that has no order and is an exception.
func (s *Statistics) addBillOnly(unit string, amount decimal.Decimal) {
	s.BillOnly.add(unit, amount)
}

// of is the tally of a status. A status the console does not know counts as not reconciled.
func (s *Statistics) of(status Status) *Tally {
	switch status {
	case StatusReconciled:
		return &s.Success
	case StatusException:
		return &s.Fail
	case StatusReversed:
		return &s.Reversed
	case StatusDoubtful:
		return &s.Doubtful
	}
	return &s.Unreconciled
}

// Add is the statistics of both runs together. The order does not matter, and the zero Statistics change nothing.
func (s Statistics) Add(o Statistics) Statistics {
	others := o.tallies()
	for i, t := range s.tallies() {
		t.merge(*others[i])
	}
	return s
}

// Equal reports whether all figures are the same numbers.
func (s Statistics) Equal(o Statistics) bool {
	others := o.tallies()
	for i, t := range s.tallies() {
		if !t.Equal(*others[i]) {
			return false
		}
	}
	return true
}

// tallies lists the figures, in the order of the JSON.
func (s *Statistics) tallies() [7]*Tally {
	return [...]*Tally{&s.Orders, &s.Success, &s.Fail, &s.Unreconciled, &s.Reversed, &s.Doubtful, &s.BillOnly}
}
