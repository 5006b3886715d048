package acme

import (
	"cmp"
	"context"
	"iter"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/paging"
)

// Bills yields every bill of the query in page order. The first error is yielded with a zero Bill and ends the loop; only a loop
// that ends by itself and without an error has seen the whole.
func (c *Client) Bills(ctx context.Context, q BillQuery) iter.Seq2[Bill, error] {
	return paging.Each(ctx, func() (paging.Source[Bill], error) { return c.bill("Bills", q) })
}

// CollectBills returns every bill of the query, and an Audit of what was proven. The bills that come with an error are a partial
// bill; Audit.Next is where to go on.
func (c *Client) CollectBills(ctx context.Context, q BillQuery) ([]Bill, Audit, error) {
	return paging.All(ctx, func() (paging.Source[Bill], error) { return c.bill("CollectBills", q) })
}

// bill is how the pages of q become one sequence.
func (c *Client) bill(op string, q BillQuery) (paging.Source[Bill], error) {
	if err := cmp.Or(c.ready(), q.checkAll()); err != nil {
		return nil, err
	}
	p := client.Plan[Bill](c.paging, provider+": "+op)
	p.Size, p.DeclaresTotal = cmp.Or(q.Size, MaxSize), true
	p.Open, p.Until, p.Outside = q.Open, q.end(), q.outside
	p.Identity = func(dst []byte, b *Bill) []byte { return paging.Part(dst, b.TradeNo) }
	p.QueryHash, p.Cursor = q.hash(c.key, c.baseURL), q.Cursor
	p.Fetch = func(ctx context.Context, page, size int) (paging.Page[Bill], error) {
		q := q
		q.Page, q.Size = page, size
		got, err := c.fetch(ctx, op, q)
		return paging.Page[Bill]{Rows: got.Bills, Total: got.Total, HasTotal: got.HasTotal, Retries: max(got.Attempts-1, 0), Unknown: got.Unknown}, err
	}
	return p, nil
}
