package console

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// OrderPage is what the console replies to one query: the figures and the orders.
type OrderPage struct {
	// Statistics are the figures (statistics); valid only with HasStatistics.
	Statistics Statistics
	// HasStatistics reports whether the reply carried figures.
	HasStatistics bool
	// Orders are the rows (order.data), in the console's order, which is not documented. Empty when there are none.
	Orders []Order
	// Num is the number of orders of the whole query (order.num); valid only with HasNum.
	Num int64
	// HasNum reports whether the reply carried a number: an absent number is not 0.
	HasNum bool
	// Incomplete reports whether Orders are not proven to be all: Num is larger, or did not come.
	Incomplete bool
	// Unknown counts what the console's page does not document: "field:foo" for a member of a row or around it,
	// "pay_method:7" for a value of an enum, and "code:differs" and the like for a row that the query's filter should have left
	// out (of MerchantName it is not documented what matches), "create_time:unreadable" for a value that could not be read, whose
	// field is as if absent and whose JSON text is in Order.Extra under its own name. Nil when there was nothing.
	Unknown map[string]int64
	// Attempts is how many requests this page took.
	Attempts int
	// RequestID is the X-Request-Id of the reply, empty when it sent none.
	RequestID string
}

// OrderPage returns orders (对账列表, GET /pay/consume_order). The console's paging is not documented: see OrderPage.Incomplete,
// and [Client.CollectOrders] for all or an error. A reply of more than 100 000 rows is [ErrPageDrift].
//
// Errors are [*Error]: [ErrInvalidRequest] for a query that breaks a rule, before any network use; a business failure with
// Code and Message and no sentinel; otherwise one of the sentinels, or the context's error.
func (c *Client) OrderPage(ctx context.Context, q OrderQuery) (*OrderPage, error) {
	page, _, err := c.orderPage(ctx, "OrderPage", q)
	if err != nil {
		return nil, err
	}
	return page, nil
}

// orderPage lists orders for op, and counts those that the query should have left out. On an error the page still has the attempts.
func (c *Client) orderPage(ctx context.Context, op string, q OrderQuery) (page *OrderPage, others int, err error) {
	page = &OrderPage{}
	if err := cmp.Or(c.ready(), q.check()); err != nil {
		return page, 0, err
	}
	stats, err := c.get(ctx, op, ordersPath, q.values(), func(in *row.Input) *map[string]int64 {
		*page = OrderPage{}
		return page.read(in)
	})
	page.Attempts, page.RequestID = stats.Attempts, stats.RequestID
	return page, q.others(page.Orders, (*wire.Unknown)(&page.Unknown)), err
}

// MarshalJSON returns the whole reply in the console's shape: {"code":"200","data":{"statistics":…,"order":…}}. Figures and a
// number that are absent are left out; Unknown, Attempts and RequestID are no part of it.
func (p OrderPage) MarshalJSON() ([]byte, error) {
	rows, err := marshalRows(p.Orders)
	if err != nil {
		return nil, err
	}
	text := []byte(`{"code":"200","data":{`)
	if p.HasStatistics {
		figures, _ := p.Statistics.MarshalJSON() // never fails
		text = fmt.Appendf(text, `"statistics":%s,`, figures)
	}
	text = append(text, `"order":{`...)
	if p.HasNum {
		text = fmt.Appendf(text, `"num":%d,`, p.Num)
	}
	return fmt.Appendf(text, `"data":%s}}}`, rows), nil
}

func marshalRows[T any](rows []T) ([]byte, error) {
	if len(rows) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal(rows)
}

// UnmarshalJSON reads a whole reply, times in UTC+8. The whole OrderPage is replaced. A business failure is an error, and a
// reply that breaks a rule is [ErrMalformedResponse].
func (p *OrderPage) UnmarshalJSON(data []byte) error {
	return unmarshalReply(data, "OrderPage", p, (*OrderPage).read)
}

// read reads data. Missing, null, "", [] and {} mean that there is nothing.
func (p *OrderPage) read(in *row.Input) (unknown *map[string]int64) {
	members(in, "statistics nor order", func() int {
		switch string(in.Name()) {
		case "statistics":
			if !in.Empty() {
				p.Statistics.read(in)
				p.HasStatistics = true
			}
			return 1
		case "order":
			members(in, "num nor data", func() int { return p.orderMember(in) })
			return 2
		}
		return 0
	})
	p.Incomplete = !p.HasNum || p.Num > int64(len(p.Orders))
	return &p.Unknown
}

func (p *OrderPage) orderMember(in *row.Input) (bit int) {
	switch string(in.Name()) {
	case "num":
		p.Num, p.HasNum = readCount(in.Reader)
		return 1
	case "data":
		in.Likely = int(min(max(p.Num, 1), maxOrders))
		p.Orders = orderRow.ReadList(in, maxOrders)
		return 2
	}
	return 0
}

// The most rows of one reply. The console's paging is not documented, so nothing was asked for that could bound them.
const (
	maxOrders  = 100_000
	maxDetails = 10_000
)

// String returns the sizes and no rows.
func (p OrderPage) String() string {
	num := "an unknown number"
	if p.HasNum {
		num = fmt.Sprint(p.Num)
	}
	return fmt.Sprintf("console.OrderPage{%d orders of %s}", len(p.Orders), num)
}

// GoString returns String.
func (p OrderPage) GoString() string { return p.String() }

// Format writes String for every verb.
func (p OrderPage) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(p.String())) }

// LogValue returns String: a log that marshals a page would hold every row.
func (p OrderPage) LogValue() slog.Value { return slog.StringValue(p.String()) }
