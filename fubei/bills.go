package fubei

import (
	"context"
	"iter"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/paging"
)

// Bills yields every bill of the query in page order. The first error is yielded with a zero Bill and ends the loop; the
// bills before it are sound, but not the whole bill. Only a loop that ends by itself and without an error has seen the whole.
//
// The sequence can be ranged over again and then starts anew. Leaving the loop ends the requests in flight and waits for
// them. Beside the errors of [Client.BillPage] there are [ErrPageDrift], [ErrPageLoop] and [ErrIncomplete].
//
// A period that is not over is refused with [ErrPeriodOpen] before any network use, unless BillQuery.Open asks for it: its rows
// can shift between pages while new orders come in. Rows that were not asked for, of another day, store or cashier, are
// ErrPageDrift; a row that does not say is not, and counts as "create_time:absent" in Audit.Unknown.
func (c *Client) Bills(ctx context.Context, q BillQuery) iter.Seq2[Bill, error] {
	return paging.Each(ctx, func() (paging.Source[Bill], error) { return c.bill("Bills", q) })
}

// CollectBills returns every bill of the query, and an Audit of what was proven. On an error the bills got so far come with
// it: whole pages that passed every check. They are a partial bill, which must not be reconciled; Audit.Next is where to
// go on. With a Cursor only the rest comes, see Audit.Earlier.
//
// Audit.Until is the exclusive end of the day, month or year at UTC+8, proven by the create time of the orders and, with a
// StoreID, for that store's orders only. Without BillQuery.All these are the paid orders.
//
// A bill of n pages that have rows takes n requests when its last page is short, n + 1 when that is full, and 1 without rows.
// Config.ReadTwice adds those of the same bill in pages of one row less: about twice as many. Prefetch adds none, since
// Fubei declares a total; for the same reason a short page needs no trust, and there is no option to trust one.
//
// The errors are those of [Client.Bills]. Under [ReportDrift] a nil error is not enough: look at Audit.Complete.
func (c *Client) CollectBills(ctx context.Context, q BillQuery) ([]Bill, Audit, error) {
	return paging.All(ctx, func() (paging.Source[Bill], error) { return c.bill("CollectBills", q) })
}

// bill is how the pages of q become one sequence.
func (c *Client) bill(op string, q BillQuery) (paging.Source[Bill], error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	q, err := q.forAll()
	if err != nil {
		return nil, err
	}
	if err := q.checkOver(c.closeAfter); err != nil {
		return nil, err
	}
	p := client.Plan[Bill](c.paging, provider+": "+op)
	p.Size, p.DeclaresTotal, p.EmptyWithoutTotal = q.Limit, true, c.emptyWithoutTotal
	p.Open, p.Until = q.Open, q.until()
	p.Fetch, p.Outside = c.fetcher(op, q), q.outside()
	p.Identity = func(dst []byte, b *Bill) []byte { return paging.Part(dst, b.OrderSN) }
	p.QueryHash, p.Cursor = q.hash(c.account, c.baseURL), q.Cursor
	return p, nil
}

// fetcher gets page after page of q.
func (c *Client) fetcher(op string, q BillQuery) func(context.Context, int, int) (paging.Page[Bill], error) {
	return func(ctx context.Context, page, size int) (paging.Page[Bill], error) {
		q := q
		q.Page, q.Limit = page, size
		got, err := c.fetch(ctx, op, q)
		return paging.Page[Bill]{
			Rows:     got.Bills,
			Total:    got.Total,
			HasTotal: got.HasTotal,
			Retries:  max(got.Attempts-1, 0),
			Unknown:  got.Unknown,
		}, err
	}
}
