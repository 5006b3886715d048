package settlementtest

import (
	"strings"
	"time"

	"github.com/billrecon/billrecon/billtest"
)

// query is the body as the page describes it. A nil pointer is a parameter that was left out.
type query struct {
	PaymentStart string  `json:"paymentStartTime"`
	PaymentEnd   string  `json:"paymentEndTime"`
	OrderStart   *string `json:"orderStartTime"`
	OrderEnd     *string `json:"orderEndTime"`
	BizOrderNum  *string `json:"bizOrderNum"`
	OrderNum     *string `json:"orderNum"`
	CurrentPage  *int    `json:"currentPage"`
	ItemsPerPage *int    `json:"itemsPerPage"`

	paid, ordered period
}

// period is a range, both ends included. A nil start is no range at all.
type period struct{ start, end *time.Time }

func (p period) contains(t time.Time) bool {
	if p.start == nil {
		return true
	}
	return !t.IsZero() && !t.Before(*p.start) && t.Before(p.end.Add(time.Second))
}

// parseQuery reads the body strictly: what the page does not know is refused, unless it is lenient, and so are times without their zeros.
func parseQuery(body []byte, lenient bool) (query, string) {
	var q query
	decode := billtest.DecodeStrict
	if lenient {
		decode = billtest.DecodeLenient
	}
	if !decode(body, &q) {
		return q, "the body is not the JSON object of the page, or has a field of another type"
	}
	problem := q.times()
	if problem == "" {
		problem = q.problem()
	}
	return q, problem
}

func (q *query) times() string {
	var problem string
	if q.paid, problem = parsePeriod("payment", &q.PaymentStart, &q.PaymentEnd); problem != "" {
		return problem
	}
	if (q.OrderStart == nil) != (q.OrderEnd == nil) {
		return "orderStartTime and orderEndTime belong together"
	}
	if q.OrderStart == nil {
		return ""
	}
	q.ordered, problem = parsePeriod("order", q.OrderStart, q.OrderEnd)
	return problem
}

func parsePeriod(name string, start, end *string) (period, string) {
	from, ok1 := parseTime(*start)
	to, ok2 := parseTime(*end)
	switch {
	case !ok1:
		return period{}, name + "StartTime must look like yyyy-MM-dd HH:mm:ss"
	case !ok2:
		return period{}, name + "EndTime must look like yyyy-MM-dd HH:mm:ss"
	case to.Before(from):
		return period{}, name + "EndTime is before " + name + "StartTime"
	}
	return period{&from, &to}, ""
}

func parseTime(text string) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateTime, text, billtest.China())
	return t, err == nil && t.Format(time.DateTime) == text
}

func (q *query) problem() string {
	switch {
	case q.limit() < 1 || q.limit() > 500:
		return "itemsPerPage must be 1 to 500"
	case q.page() < 1:
		return "currentPage must be 1 or more"
	}
	return ""
}

func (q *query) page() int { return billtest.Or(q.CurrentPage, 1) }

func (q *query) limit() int { return billtest.Or(q.ItemsPerPage, 100) }

// matches reports whether the query asks for the row.
func (q *query) matches(r *row) bool {
	switch {
	case q.BizOrderNum != nil && r.bizOrderNum != *q.BizOrderNum:
		return false
	case q.OrderNum != nil && r.orderNum != *q.OrderNum:
		return false
	}
	return q.paid.contains(r.paid) && q.ordered.contains(r.ordered)
}

// pageOf reads the page number of a request for Page rules.
func (g *Gateway) pageOf(r *billtest.Request) int {
	q, problem := parseQuery(r.Body, g.lenient)
	if problem != "" || !strings.HasSuffix(r.Path, itemPath) {
		return 0
	}
	return q.page()
}
