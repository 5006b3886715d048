package settlement

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/paging"
)

// Items yields every item of the query in page order. The first error is yielded with a zero Item and ends the loop; the
// items before it are sound, but not the whole bill. Only a loop that ends by itself and without an error has seen the whole.
//
// The end is an empty page after a short one, since the provider declares no total and a short page alone proves nothing: a
// bill costs one request more than it has pages, and one more still when the last page is exactly full. So does each window of
// ItemQuery.Window. Config.TrustShortPage ends on the short page; Config.ReadTwice makes about twice the requests.
//
// The sequence can be ranged over again and then starts anew. Leaving the loop ends the requests in flight and waits for
// them. Beside the errors of [Client.ItemPage] there are [ErrPageDrift], [ErrPageLoop] and [ErrIncomplete]. Two rows of the
// same OrderNum, SettlementType and BizOrderNum are taken for one row that came twice, which is ErrPageDrift.
//
// Rows can shift between pages while new ones come in, and then the loop ends with ErrPageDrift. A range whose end is not over at
// UTC+8 is therefore refused with [ErrPeriodOpen], before any network use, unless ItemQuery.Open is set. A row that was not asked
// for, by its numbers or its times, is ErrPageDrift as well.
func (c *Client) Items(ctx context.Context, q ItemQuery) iter.Seq2[Item, error] {
	return paging.Each(ctx, func() (paging.Source[Item], error) { return c.bill(ctx, "Items", q) })
}

// CollectItems returns every item of the query, and an Audit of what was proven. On an error the items got so far come with
// it: whole pages that passed every check. They are a partial bill, which must not be reconciled; Audit.Next is where to
// go on. With a Cursor only the rest comes, see Audit.Earlier.
//
// Audit.Until is one second after PaymentEnd, which is the exclusive end. It is zero unless the bill is Complete, and when a
// number or a range of the order time was asked for.
//
// The errors are those of [Client.Items]. Under [ReportDrift] a nil error is not enough: look at Audit.Complete.
func (c *Client) CollectItems(ctx context.Context, q ItemQuery) ([]Item, Audit, error) {
	items, audit, err := paging.All(ctx, func() (paging.Source[Item], error) { return c.bill(ctx, "CollectItems", q) })
	return items, withFindings(audit), err
}

// bill is how the pages of q become one sequence, in windows or not.
func (c *Client) bill(ctx context.Context, op string, q ItemQuery) (paging.Source[Item], error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	if ctx == nil {
		return nil, invalid("the context is nil")
	}
	q, err := q.forAll()
	if err != nil {
		return nil, err
	}
	if q.Window == 0 {
		return c.plan(op, q, q.payment()), nil
	}
	paid := q.payment()
	window := func(i int) span { return paid.window(q.Window, int64(i)) }
	return paging.Windows[Item]{
		Op:        provider + ": " + op,
		Count:     int(paid.windows(q.Window)),
		Parallel:  c.paging.Prefetch,
		MaxRows:   c.paging.MaxRows,
		Drift:     c.paging.Drift,
		Open:      q.Open,
		Until:     q.until(),
		Identity:  identity,
		Name:      func(i int) string { return window(i).String() },
		Plan:      func(i int) paging.Plan[Item] { return c.plan(op, q, window(i)) },
		QueryHash: q.hash(c.baseURL, c.access.version),
		Cursor:    q.Cursor,
	}, nil
}

// plan is how the pages of q, as far as they were paid in this span, become one sequence.
func (c *Client) plan(op string, q ItemQuery, paid span) paging.Plan[Item] {
	q.PaymentStart, q.PaymentEnd = paid.start, paid.end
	p := client.Plan[Item](c.paging.Paging, provider+": "+op)
	p.Size, p.TrustShortPage = q.Limit, c.paging.trustShortPage
	p.Open, p.Until = q.Open, q.until()
	p.Fetch, p.Identity, p.Outside = c.fetcher(op, q), identity, q.filter().reason
	p.QueryHash, p.Cursor = q.hash(c.baseURL, c.access.version), q.Cursor
	return p
}

// identity is what makes a row one row: a refund can repeat the numbers of its payment.
func identity(dst []byte, i *Item) []byte {
	dst = paging.Part(dst, i.OrderNum)
	dst = paging.Part(dst, strconv.Itoa(int(i.SettlementType)))
	return paging.Part(dst, i.BizOrderNum)
}

// reason says why the query did not ask for the row, "" when it did.
func (f filter) reason(i *Item) string {
	field := f.outside(i)
	switch field {
	case "":
		return ""
	case "paymentTime", "orderTime":
		return field + " is not in the range asked for"
	}
	return field + " is not the one asked for"
}

// fetcher gets page after page of q.
func (c *Client) fetcher(op string, q ItemQuery) func(ctx context.Context, page, size int) (paging.Page[Item], error) {
	return func(ctx context.Context, page, size int) (paging.Page[Item], error) {
		q := q
		q.Page, q.Limit = page, size
		got, err := c.fetch(ctx, op, q)
		return paging.Page[Item]{
			Rows:    got.Items,
			Retries: max(got.Attempts-1, 0),
			Unknown: got.Unknown,
		}, err
	}
}

// withFindings says in words what was odd about the rows.
func withFindings(a Audit) Audit {
	if n := a.Unknown[oddContradiction]; n > 0 {
		a.Findings = append(a.Findings, fmt.Sprintf("%d rows have amounts whose sign contradicts their settlementType", n))
	}
	return a
}
