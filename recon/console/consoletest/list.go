package consoletest

import (
	"encoding/json"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/recon/console"
)

// list answers GET /pay/consume_order.
func (c *Console) list(r *billtest.Request, h billtest.Hints) billtest.Reply {
	f, problem := parseFilter(r.Query)
	if problem != "" {
		return c.refuse(problem)
	}
	c.mu.Lock()
	all := slices.Clone(c.rows)
	c.mu.Unlock()
	found := billtest.Select(h, all, f.matches)
	counted := found
	if c.o.StatisticsOfAll {
		counted = all
	}
	page := billtest.Paginate(h, found, 1, max(1, len(found)))
	var reply listReply
	reply.Code = "200"
	reply.Data.Statistics = count(counted)
	if total, ok := page.Total(); ok {
		reply.Data.Order.Num = &total
	}
	reply.Data.Order.Data = billtest.Array(c.cut(page.Rows), encodeOrder)
	return billtest.RawJSON(http.StatusOK, h.Spoil(billtest.JSON(http.StatusOK, reply).Body, "total_fee"))
}

// cut keeps Options.MaxRows rows.
func (c *Console) cut(rows []console.Order) []console.Order {
	if c.o.MaxRows > 0 && len(rows) > c.o.MaxRows {
		return rows[:c.o.MaxRows]
	}
	return rows
}

// filter is the query of the page. A nil pointer is a parameter that was left out.
type filter struct {
	code, merchant string
	gte, lte       *int64
	status, method *int64
}

// parseFilter reads the documented parameters; an empty one is as good as none, and others are ignored.
func parseFilter(q url.Values) (filter, string) {
	f := filter{code: q.Get("code"), merchant: q.Get("merchant__name")}
	for _, number := range []struct {
		name string
		into **int64
	}{{"total_fee__gte", &f.gte}, {"total_fee__lte", &f.lte}, {"reconciliation_status", &f.status}, {"pay_method", &f.method}} {
		text := q.Get(number.name)
		if text == "" {
			continue
		}
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return f, number.name + " is not a whole number"
		}
		*number.into = &v
	}
	return f, ""
}

func (f filter) matches(o console.Order) bool {
	switch {
	case f.code != "" && o.Code != f.code:
		return false
	case f.merchant != "" && o.MerchantName != f.merchant:
		return false
	case f.gte != nil && int64(o.TotalFee) < *f.gte:
		return false
	case f.lte != nil && int64(o.TotalFee) > *f.lte:
		return false
	case f.status != nil && int64(o.ReconciliationStatus) != *f.status:
		return false
	}
	return f.method == nil || int64(o.PayMethod) == *f.method
}

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
