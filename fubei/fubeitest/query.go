package fubeitest

import (
	"github.com/billrecon/billrecon/billtest"
)

// query is biz_content as the page describes it. A nil pointer is a parameter that was left out.
type query struct {
	Year      int    `json:"year"`
	Month     *int   `json:"month"`
	Day       *int   `json:"day"`
	StoreID   *int64 `json:"store_id"`
	CashierID *int64 `json:"cashier_id"`
	Page      *int   `json:"page"`
	Limit     *int   `json:"limit"`
	Type      string `json:"type"`
}

// parseQuery reads biz_content strictly: what the page does not know is refused, unless it is lenient.
func parseQuery(biz string, lenient bool) (query, string) {
	var q query
	decode := billtest.DecodeStrict
	if lenient {
		decode = billtest.DecodeLenient
	}
	if !decode([]byte(biz), &q) {
		return q, "biz_content is not the JSON object of the page, or has a field of another type"
	}
	return q, q.problem()
}

func (q query) problem() string {
	switch {
	case q.Year < 1000 || q.Year > 9999:
		return "year must have 4 digits"
	case q.Month != nil && (*q.Month < 1 || *q.Month > 12):
		return "month must be 1 to 12"
	case q.Day != nil && q.Month == nil:
		return "day needs a month"
	case q.Day != nil && (*q.Day < 1 || *q.Day > 31):
		return "day must be 1 to 31"
	case q.limit() < 1 || q.limit() > 100:
		return "limit must be 1 to 100"
	case q.page() < 1:
		return "page must be 1 or more"
	}
	return ""
}

func (q query) page() int { return billtest.Or(q.Page, 1) }

func (q query) limit() int { return billtest.Or(q.Limit, 10) }

// serves reports whether the provider would ever send the row for a query of this type: with a create time, and paid but for type 1.
func (q query) serves(r *row) bool { return r.year != 0 && (q.Type == "1" || !r.unpaid) }

// matches reports whether the query asks for the row.
func (q query) matches(r *row) bool {
	switch {
	case r.year != q.Year:
		return false
	case q.Month != nil && r.month != *q.Month:
		return false
	case q.Day != nil && r.day != *q.Day:
		return false
	case q.StoreID != nil && r.store != *q.StoreID:
		return false
	}
	return q.CashierID == nil || r.cashier == *q.CashierID
}

// pageOf reads the page number of a request for Page rules.
func (g *Gateway) pageOf(r *billtest.Request) int {
	fields, err := r.Members()
	if err != nil || fields["method"] != billMethod {
		return 0
	}
	q, problem := parseQuery(fields["biz_content"], g.lenient)
	if problem != "" {
		return 0
	}
	return q.page()
}
