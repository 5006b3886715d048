package consoletest

import (
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
	var found []console.Order
	for _, o := range all {
		if f.matches(o) {
			found = append(found, o)
		}
	}
	counted := found
	if c.o.StatisticsOfAll {
		counted = all
	}
	var reply listReply
	reply.Code = "200"
	reply.Data.Statistics = count(counted)
	reply.Data.Order.Num = h.Total(int64(len(found)))
	reply.Data.Order.Data = encodeOrders(c.cut(billtest.Paginate(h, found, 1, max(1, len(found)))))
	return billtest.RawJSON(http.StatusOK, h.Spoil(billtest.JSON(http.StatusOK, reply).Body, "total_fee"))
}

// cut keeps Options.MaxRows rows.
func (c *Console) cut(rows []console.Order) []console.Order {
	if c.o.MaxRows > 0 && len(rows) > c.o.MaxRows {
		return rows[:c.o.MaxRows]
	}
	return rows
}

// filter is the query of the page. Pointers tell absent from zero.
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
