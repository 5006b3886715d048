package recon

import (
	"encoding/json"

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

// addOrders counts order rows by the status of their groups.
func (s *Statistics) addOrders(status Status, orders Tally) {
	s.Orders.merge(orders)
	s.of(status).merge(orders)
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

// statisticsJSON is the console's own shape, its names first.
type statisticsJSON struct {
	OrderNum          int64     `json:"order_num"`
	CountPrice        priceJSON `json:"count_price"`
	SuccessBill       int64     `json:"success_bill"`
	SuccessPrice      priceJSON `json:"success_price"`
	FailBill          int64     `json:"fail_bill"`
	FailPrice         priceJSON `json:"fail_price"`
	UnreconciledBill  int64     `json:"unreconciled_bill"`
	UnreconciledPrice priceJSON `json:"unreconciled_price"`
	ReversedBill      int64     `json:"reversed_bill"`
	ReversedPrice     priceJSON `json:"reversed_price"`
	DoubtfulBill      int64     `json:"doubtful_bill"`
	DoubtfulPrice     priceJSON `json:"doubtful_price"`
	BillOnlyNum       int64     `json:"bill_only_num"`
	BillOnlyPrice     priceJSON `json:"bill_only_price"`
}

// priceJSON is a sum in fen. Sum is nil for null: the sum over no rows.
type priceJSON struct {
	Sum *json.Number `json:"total_fee__sum"`
}

// counts and prices list the members in the order of Statistics.tallies.
func (j *statisticsJSON) counts() [7]*int64 {
	return [...]*int64{&j.OrderNum, &j.SuccessBill, &j.FailBill, &j.UnreconciledBill, &j.ReversedBill, &j.DoubtfulBill, &j.BillOnlyNum}
}

func (j *statisticsJSON) prices() [7]*priceJSON {
	return [...]*priceJSON{&j.CountPrice, &j.SuccessPrice, &j.FailPrice, &j.UnreconciledPrice, &j.ReversedPrice, &j.DoubtfulPrice, &j.BillOnlyPrice}
}

// MarshalJSON writes the console's shape: counts, and sums in fen as exact JSON numbers of any size, a fraction of a fen
// as decimals. A sum over no rows is null.
func (s Statistics) MarshalJSON() ([]byte, error) {
	var j statisticsJSON
	counts, prices := j.counts(), j.prices()
	for i, t := range s.tallies() {
		*counts[i] = t.Count
		*prices[i] = t.price()
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON wrote, and the console's own six members; what is missing is zero or null.
func (s *Statistics) UnmarshalJSON(data []byte) error {
	var j statisticsJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return badRecord("Statistics", "it must be an object of the console's shape, with numbers or null")
	}
	var read Statistics
	counts, prices := j.counts(), j.prices()
	for i, t := range read.tallies() {
		t.Count = *counts[i]
		if !t.setPrice(*prices[i]) {
			return badRecord("Statistics", "a sum must be a number, neither too long nor with an exponent beyond ±100")
		}
	}
	*s = read
	return nil
}

func (t Tally) price() priceJSON {
	if !t.priced {
		return priceJSON{}
	}
	n := json.Number(exact.Text(t.total.Decimal().Shift(-exact.FenExponent)))
	return priceJSON{Sum: &n}
}

// setPrice takes the sum in fen, and reports whether it is one.
func (t *Tally) setPrice(p priceJSON) bool {
	if p.Sum == nil {
		return true
	}
	fen, ok := exact.ParseTotal(p.Sum.String())
	if ok {
		t.priced = true
		t.total.Add(fen.Shift(exact.FenExponent))
	}
	return ok
}

// Tally is a number of rows and the exact sum of their amounts. The zero Tally is of no rows.
type Tally struct {
	// Count is the number of rows, of every unit.
	Count int64
	// priced says that at least one of them was of CNY: a sum over nothing is absent, not 0.
	priced bool
	total  exact.Sum
}

// Sum is the sum of the amounts of the rows of CNY, in yuan. It is not valid when there was none.
func (t Tally) Sum() decimal.NullDecimal {
	if !t.priced {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(t.total.Decimal())
}

// Equal reports whether both count as many rows, and have the same sum or none.
func (t Tally) Equal(o Tally) bool {
	return t.Count == o.Count && t.priced == o.priced && t.total.Equal(o.total)
}

func (t *Tally) add(unit string, amount decimal.Decimal) {
	t.Count++
	if unitOrCNY(unit) != CNY {
		return
	}
	t.priced = true
	t.total.Add(amount)
}

func (t *Tally) addFen(fen int64) {
	t.Count++
	t.priced = true
	t.total.AddFen(fen)
}

func (t *Tally) merge(o Tally) {
	t.Count += o.Count
	t.priced = t.priced || o.priced
	t.total.Merge(o.total)
}
