package console

import (
	"context"
	"fmt"
	"iter"

	"github.com/billrecon/billrecon/internal/transport"
)

// Orders lists every order of a query: one request, the rows, and [ErrIncomplete] after the last of them when they are not
// proven to be all, or [ErrPageDrift] when they contradict order.num or a code comes twice. It can be ranged over again,
// which asks again.
func (c *Client) Orders(ctx context.Context, q OrderQuery) iter.Seq2[Order, error] {
	return func(yield func(Order, error) bool) {
		orders, _, err := c.collect(ctx, "Orders", q)
		for _, o := range orders {
			if !yield(o, nil) {
				return
			}
		}
		if err != nil {
			yield(Order{}, err)
		}
	}
}

// CollectOrders lists every order of a query in one request: all of them, or an error. It is [ErrIncomplete] when order.num
// is larger than the rows or did not come, and [ErrPageDrift] when more rows came or a code came twice. With either the
// rows are returned as well, and the Audit says what they are. A console that pages is asked page by page with
// [Client.OrderPage] and OrderQuery.Extra.
func (c *Client) CollectOrders(ctx context.Context, q OrderQuery) ([]Order, Audit, error) {
	return c.collect(ctx, "CollectOrders", q)
}

func (c *Client) collect(ctx context.Context, op string, q OrderQuery) ([]Order, Audit, error) {
	page, err := c.orderPage(ctx, op, q)
	if err != nil {
		return nil, Audit{Retries: max(0, page.Attempts-1)}, err
	}
	audit := page.audit()
	if n := q.strangers(page.Orders); n > 0 {
		audit.Findings = append(audit.Findings, fmt.Sprintf("%d rows are not what the filters ask for", n))
	}
	return page.Orders, audit, page.verdict(op, audit.Duplicates)
}

// audit says what the page proves.
func (p *OrderPage) audit() Audit {
	a := Audit{
		Pages: 1, Rows: int64(len(p.Orders)), DeclaredTotal: p.Num, HasTotal: p.HasNum,
		Duplicates: p.duplicates(), Retries: p.Attempts - 1, Unknown: p.Unknown,
	}
	if !p.HasNum {
		a.Findings = append(a.Findings, "order.num did not come: nothing proves that the rows are all")
	} else if p.Num != a.Rows {
		a.Findings = append(a.Findings, fmt.Sprintf("order.num is %d, and %d rows came", p.Num, a.Rows))
	}
	if a.Duplicates > 0 {
		a.Findings = append(a.Findings, fmt.Sprintf("%d rows have a code that came before", a.Duplicates))
	}
	if p.HasStatistics && p.HasNum && p.Statistics.OrderNum != p.Num {
		a.Findings = append(a.Findings, fmt.Sprintf("statistics.order_num is %d, and order.num is %d", p.Statistics.OrderNum, p.Num))
	}
	a.Complete = !p.Incomplete && p.Num == a.Rows && a.Duplicates == 0
	return a
}

// duplicates counts the rows whose code came before.
func (p *OrderPage) duplicates() (n int64) {
	seen := make(map[string]struct{}, len(p.Orders))
	for _, o := range p.Orders {
		if _, again := seen[o.Code]; again {
			n++
		}
		seen[o.Code] = struct{}{}
	}
	return n
}

// verdict is nil for rows that are proven to be all.
func (p *OrderPage) verdict(op string, duplicates int64) error {
	rows := int64(len(p.Orders))
	switch {
	case duplicates > 0:
		return p.failure(op, ErrPageDrift, "%d rows have a code that came before", duplicates)
	case !p.HasNum:
		return p.failure(op, ErrIncomplete, "order.num did not come: nothing proves that the %d rows are all", rows)
	case p.Num > rows:
		return p.failure(op, ErrIncomplete, "order.num is %d, and %d rows came", p.Num, rows)
	case p.Num < rows:
		return p.failure(op, ErrPageDrift, "order.num is %d, and %d rows came", p.Num, rows)
	}
	return nil
}

func (p *OrderPage) failure(op string, kind error, format string, args ...any) error {
	e := transport.Errorf(provider+": "+op, kind, format, args...)
	e.Attempts, e.RequestID = p.Attempts, p.RequestID
	return e
}
