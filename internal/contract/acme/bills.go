package acme

import (
	"cmp"
	"context"
	"iter"

	"github.com/billrecon/billrecon/internal/paging"
)

// Bills yields every bill of the query in page order. The first error is yielded with a zero Bill and ends the loop; only a loop
// that ends by itself and without an error has seen the whole.
func (c *Client) Bills(ctx context.Context, q BillQuery) iter.Seq2[Bill, error] {
	return func(yield func(Bill, error) bool) {
		plan, err := c.plan("Bills", q)
		if err != nil {
			yield(Bill{}, err)
			return
		}
		paging.Rows(ctx, plan)(yield)
	}
}

// CollectBills returns every bill of the query, and an Audit of what was proven. The bills that come with an error are a partial
// bill; Audit.Next is where to go on.
func (c *Client) CollectBills(ctx context.Context, q BillQuery) ([]Bill, Audit, error) {
	plan, err := c.plan("CollectBills", q)
	if err != nil {
		return nil, Audit{}, err
	}
	return paging.Collect(ctx, plan)
}

// plan is how the pages of q become one sequence.
func (c *Client) plan(op string, q BillQuery) (paging.Plan[Bill], error) {
	var plan paging.Plan[Bill]
	if err := cmp.Or(c.ready(), q.checkAll()); err != nil {
		return plan, err
	}
	return paging.Plan[Bill]{
		Op: provider + ": " + op, Size: cmp.Or(q.Size, MaxSize), DeclaresTotal: true,
		MaxPages: c.paging.MaxPages, MaxRows: c.paging.MaxRows, Prefetch: c.paging.Prefetch, ReadTwice: c.paging.ReadTwice, Drift: c.paging.Drift,
		Open: q.Open, Until: q.end(), Outside: q.outside,
		Identity:  func(dst []byte, b *Bill) []byte { return paging.Part(dst, b.TradeNo) },
		QueryHash: q.hash(c.key, c.baseURL), Cursor: q.Cursor,
		Fetch: func(ctx context.Context, page, size int) (paging.Page[Bill], error) {
			q := q
			q.Page, q.Size = page, size
			got, err := c.fetch(ctx, op, q)
			return paging.Page[Bill]{Rows: got.Bills, Total: got.Total, HasTotal: got.HasTotal, Retries: max(got.Attempts-1, 0), Unknown: got.Unknown}, err
		},
	}, nil
}
