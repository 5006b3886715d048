package settlement

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// ItemPage is one page of settlement items. Printing and logging it shows its sizes; its rows print by themselves.
type ItemPage struct {
	// Items are the rows, in the provider's order, which is not documented. Empty when the page has none.
	Items []Item
	// Page is the number of this page, from 1.
	Page int
	// Limit is the number of rows that were asked for, 100 (the provider's default) when none was.
	Limit int
	// Last says that the page is shorter than Limit: no page follows, unless the provider caps its pages. It declares no
	// total, so a full page may be the last one, too; only the page after it shows either.
	Last bool
	// Unknown counts what the provider's page does not document: "field:foo" for a member of a row or around it,
	// "settlementType:7" for a value of the enum; and what is odd: "settlementType:contradiction" for rows whose amounts contradict
	// their type, "paymentTime:outside", "orderTime:outside", "orderNum:outside" and "bizOrderNum:outside" for rows that were not
	// asked for, which [Client.Items] takes for drift, "paymentTime:absent" for rows that do not say whether they were,
	// "orderTime:unreadable" for a value that could not be read, whose field is
	// as if absent and whose JSON text is in Item.Extra under its own name,
	// "totalAmount:rounded" for an amount that came with the noise of a float64 (175.45000000000002 is 175.45). Nil when there was
	// nothing.
	Unknown map[string]int64
	// Attempts is how many requests this page took.
	Attempts int
	// RequestID is the X-Request-Id of the reply, empty when it sent none.
	RequestID string
}

// String shows the sizes, and no row.
func (p ItemPage) String() string {
	return fmt.Sprintf("settlement.ItemPage{page %d, %d items, limit %d}", p.Page, len(p.Items), p.Limit)
}

// GoString is String.
func (p ItemPage) GoString() string { return p.String() }

// Format writes String for every verb, quoted for %q.
func (p ItemPage) Format(f fmt.State, verb rune) { client.Format(f, verb, p.String()) }

// LogValue is String, so that slog shows no personal data of the rows.
func (p ItemPage) LogValue() slog.Value { return slog.StringValue(p.String()) }

// ItemPage fetches one page of the settlement bill (4.3 查询对账单, settlement/item/list). A page past the end has no rows and is
// no error. A page of more rows than were asked for is [ErrPageDrift].
//
// An item is [ErrMalformedResponse] when orderNum, bizOrderNum, settlementType or an amount can not be read. Any other value that
// can not be read costs that value alone: see ItemPage.Unknown.
//
// Errors are [*Error]: [ErrInvalidRequest] for a query that breaks a rule, before any network use; [ErrAuth] for a refused sign
// (code 10016), which is never retried; any other business failure with Code and Message and no sentinel; otherwise one of the
// sentinels, or the context's error.
//
// A refused token (HTTP 401, or one of Config.TokenExpiredCodes) is renewed once and the call made once more.
func (c *Client) ItemPage(ctx context.Context, q ItemQuery) (*ItemPage, error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	q, err := q.forPage()
	if err != nil {
		return nil, err
	}
	page, err := c.fetch(ctx, "ItemPage", q)
	if err != nil {
		return nil, err
	}
	return page, nil
}

// fetch gets one page for op. On an error the page still tells the attempts.
func (c *Client) fetch(ctx context.Context, op string, q ItemQuery) (*ItemPage, error) {
	page := &ItemPage{Page: q.Page, Limit: q.Limit}
	stats, err := c.send(ctx, post{op: op, path: ItemPath, body: q.body()}, func(resp transport.Response) error { return c.decode(resp, q, page) })
	page.Attempts, page.RequestID = stats.Attempts, stats.RequestID
	return page, err
}

// decode reads a reply into page, whatever an earlier attempt left there.
func (c *Client) decode(resp transport.Response, q ItemQuery, page *ItemPage) error {
	r := c.readers.Get()
	defer c.readers.Put(r)
	data, err := decodePage(resp.Context, r, resp.Body, c.rows, page.Limit, c.codes)
	data.countOutside(q.filter())
	page.Items, page.Unknown = data.items, data.unknown
	page.Last = err == nil && len(data.items) < page.Limit
	return err
}

// pageData is what a reply holds.
type pageData struct {
	items   []Item
	unknown wire.Unknown
}

// decodePage reads a whole reply of limit rows at most.
func decodePage(ctx context.Context, r *wire.Reader, body []byte, o row.Options, limit int, codes codeLists) (pageData, error) {
	var page pageData
	reply, err := replies.Read(ctx, r, body, func() { page.read(r, o, limit) })
	if err == nil {
		err = codes.outcome(reply)
	}
	switch {
	case err != nil:
	case !reply.HasData():
		err = errNoData() // taking it for no rows would make a broken reply an empty bill
	default:
		err = reply.DataErr()
	}
	if err != nil {
		return pageData{}, err
	}
	page.unknown.Merge(reply.Unknown)
	return page, nil
}

func errNoData() error { return transport.Malformed(errors.New("data: is missing"), false) }

// read reads data: an array of rows. null, "", {} and [] mean that there are none.
func (p *pageData) read(r *wire.Reader, o row.Options, limit int) {
	in := row.Input{Reader: r, Options: o}
	p.items = itemRow.ReadList(&in, limit)
	p.unknown = in.Unknown
}

// countOutside counts the rows that were not asked for, and those that do not say when they were paid.
func (p *pageData) countOutside(asked filter) {
	for i := range p.items {
		if field := asked.outside(&p.items[i]); field != "" {
			p.unknown.Add(field + ":outside")
		}
		if p.items[i].PaymentTime.IsZero() {
			p.unknown.Add("paymentTime:absent")
		}
	}
}
