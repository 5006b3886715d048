package console

import (
	"context"
	"fmt"
	"iter"

	"github.com/billrecon/billrecon/internal/transport"
)

// Orders yields every order of a query: the rows of one reply, then [ErrIncomplete] when they are not proven to be all, or
// [ErrPageDrift] when they contradict order.num or a code comes twice. Rows that the filters should have left out are yielded too;
// [Client.CollectOrders] counts them. It can be ranged over again, which asks again. There is no second page and so no bound on
// pages or rows beside the 100 000 rows of one reply.
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

// CollectOrders returns every order of a query, from one reply: all of them, or an error. It is [ErrIncomplete] when order.num
// is larger than the rows or did not come, and [ErrPageDrift] when more rows came or a code came twice. With either the
// rows are returned as well, and the Audit says what they are. Rows that the filters should have left out are a finding and no
// error, since the page does not say how they match; the Audit is not Complete then. A console that pages is asked page by page
// with [Client.OrderPage] and OrderQuery.Extra.
//
// Audit.Until is always zero: a query has no period. Whoever reconciles these orders states how far they are known.
func (c *Client) CollectOrders(ctx context.Context, q OrderQuery) ([]Order, Audit, error) {
	return c.collect(ctx, "CollectOrders", q)
}

func (c *Client) collect(ctx context.Context, op string, q OrderQuery) ([]Order, Audit, error) {
	page, others, err := c.orderPage(ctx, op, q)
	if err != nil {
		return nil, Audit{Retries: max(0, page.Attempts-1)}, err
	}
	audit, kind := page.audit(others)
	if kind == nil {
		return page.Orders, audit, nil
	}
	e := transport.Errorf(provider+": "+op, kind, "%s", audit.Findings[0])
	e.Attempts, e.RequestID = page.Attempts, page.RequestID
	return page.Orders, audit, e
}

// audit returns what the page proves, and the kind of its first finding if that is an error.
func (p *OrderPage) audit(others int) (a Audit, kind error) {
	a = Audit{
		Pages: 1, Rows: int64(len(p.Orders)), DeclaredTotal: p.Num, HasTotal: p.HasNum,
		Duplicates: p.duplicates(), Retries: p.Attempts - 1, Unknown: p.Unknown,
	}
	find := func(found bool, is error, format string, args ...any) {
		if found {
			a.Findings = append(a.Findings, fmt.Sprintf(format, args...))
			if kind == nil {
				kind = is
			}
		}
	}
	find(a.Duplicates > 0, ErrPageDrift, "%d rows have a code that came before", a.Duplicates)
	find(!p.HasNum, ErrIncomplete, "order.num did not come: nothing proves that the %d rows are all", a.Rows)
	find(p.HasNum && p.Num > a.Rows, ErrIncomplete, "order.num is %d, and %d rows came", p.Num, a.Rows)
	find(p.HasNum && p.Num < a.Rows, ErrPageDrift, "order.num is %d, and %d rows came", p.Num, a.Rows)
	a.Complete = kind == nil && others == 0
	find(p.HasStatistics && p.HasNum && p.Statistics.OrderNum != p.Num, nil,
		"statistics.order_num is %d, and order.num is %d", p.Statistics.OrderNum, p.Num)
	find(others > 0, nil, "%d rows are not what the filters ask for", others)
	return a, kind
}

// duplicates counts the rows whose code came before.
func (p *OrderPage) duplicates() int64 {
	seen := make(map[string]struct{}, len(p.Orders))
	for _, o := range p.Orders {
		seen[o.Code] = struct{}{}
	}
	return int64(len(p.Orders) - len(seen))
}
