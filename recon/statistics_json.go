package recon

import (
	"encoding/json"

	"github.com/billrecon/billrecon/recon/internal/exact"
)

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

// price is the sum in fen.
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
