package settlement

import (
	"context"
	"fmt"
	"iter"
	"strconv"

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
	return func(yield func(Item, error) bool) {
		q, err := c.forAll(ctx, q)
		if err != nil {
			yield(Item{}, err)
			return
		}
		if q.Window == 0 {
			paging.Rows(ctx, c.plan("Items", q, q.payment()))(yield)
			return
		}
		w, err := c.windows("Items", q)
		if err != nil {
			yield(Item{}, err)
			return
		}
		w.rows(ctx, yield)
	}
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
	q, err := c.forAll(ctx, q)
	if err != nil {
		return nil, Audit{}, err
	}
	if q.Window == 0 {
		items, audit, err := paging.Collect(ctx, c.plan("CollectItems", q, q.payment()))
		return items, withFindings(audit), err
	}
	w, err := c.windows("CollectItems", q)
	if err != nil {
		return nil, Audit{}, err
	}
	items, audit, err := w.collect(ctx)
	return items, withFindings(audit), err
}

func (c *Client) forAll(ctx context.Context, q ItemQuery) (ItemQuery, error) {
	if err := c.ready(); err != nil {
		return q, err
	}
	if ctx == nil {
		return q, invalid("the context is nil")
	}
	return q.forAll()
}

// plan is how the pages of q, as far as they were paid in this span, become one sequence.
func (c *Client) plan(op string, q ItemQuery, paid span) paging.Plan[Item] {
	q.PaymentStart, q.PaymentEnd = paid.start, paid.end
	return paging.Plan[Item]{
		Op:             provider + ": " + op,
		Size:           q.Limit,
		MaxPages:       c.paging.MaxPages,
		MaxRows:        c.paging.MaxRows,
		Prefetch:       c.paging.Prefetch,
		TrustShortPage: c.paging.trustShortPage,
		ReadTwice:      c.paging.ReadTwice,
		Open:           q.Open,
		Until:          q.until(),
		Drift:          c.paging.Drift,
		Fetch:          c.fetcher(op, q),
		Identity:       identity,
		Outside:        q.filter().reason,
		QueryHash:      q.hash(c.baseURL, c.access.version),
		Cursor:         q.Cursor,
	}
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

// fetchFunc gets one page of so many rows at most.
type fetchFunc = func(ctx context.Context, page, size int) (paging.Page[Item], error)

// fetcher gets page after page of q.
func (c *Client) fetcher(op string, q ItemQuery) fetchFunc {
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
