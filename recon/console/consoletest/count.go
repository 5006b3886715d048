package consoletest

import (
	"encoding/json"
	"math/big"

	"github.com/billrecon/billrecon/recon/console"
)

// statistics are the figures of the page, in its order.
type statistics struct {
	OrderNum     int64 `json:"order_num"`
	CountPrice   sum   `json:"count_price"`
	SuccessBill  int64 `json:"success_bill"`
	SuccessPrice sum   `json:"success_price"`
	FailBill     int64 `json:"fail_bill"`
	FailPrice    sum   `json:"fail_price"`
}

// sum is an exact sum, null over no rows.
type sum struct{ fen *big.Int }

func (s *sum) add(fen int64) {
	if s.fen == nil {
		s.fen = new(big.Int)
	}
	s.fen.Add(s.fen, big.NewInt(fen))
}

// MarshalJSON writes {"total_fee__sum":…}.
func (s sum) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]*big.Int{"total_fee__sum": s.fen})
}

func count(rows []console.Order) (s statistics) {
	for _, o := range rows {
		fen := int64(o.TotalFee)
		s.OrderNum++
		s.CountPrice.add(fen)
		switch o.ReconciliationStatus {
		case console.StatusReconciled:
			s.SuccessBill++
			s.SuccessPrice.add(fen)
		case console.StatusException:
			s.FailBill++
			s.FailPrice.add(fen)
		}
	}
	return s
}
