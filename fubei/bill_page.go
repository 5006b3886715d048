package fubei

import (
	"cmp"
	"context"
	"math"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// BillPage is one page of bills.
type BillPage struct {
	// Bills are the rows, in the provider's order, which is not documented. Empty when the page has none.
	Bills []Bill
	// Total is the number of orders (订单总数量) of the whole query, as far as known; valid only with HasTotal.
	Total int64
	// HasTotal says that the reply carried a total: an absent total is not a total of 0.
	HasTotal bool
	// Page is the number of this page, from 1.
	Page int
	// Limit is the number of rows that were asked for, 10 (the provider's default) when none was.
	Limit int
	// Unknown counts what the provider's page does not document: "field:foo" for a member of a row or around it, "pay_type:7"
	// for a value of an enum; what does not fit: "income:differs" for rows whose income is not total_fee − fee; and what is odd
	// about a value: "store_id:unreadable" for one that could not be read, whose field is as if absent and whose JSON text is in
	// Bill.Extra under its own name, and "income:rounded" for an amount that came with the noise of a float64
	// (175.45000000000002 is 175.45). "create_time:absent" counts rows that do not say whether they are of the period asked for,
	// "store_id:absent" and "cashier_id:absent" those that do not say it of the store or cashier asked for. Nil when there was
	// nothing.
	Unknown map[string]int64
	// Attempts is how many requests this page took.
	Attempts int
	// RequestID is the X-Request-Id of the reply, empty when it sent none.
	RequestID string
}

// BillPage fetches one page of the bill (对账单查询接口, openapi.payment.order.reconciliation). A page past the end has no rows
// and is no error. A period that is not over is not refused, nor is a row of another one. A page of more rows than were asked for is [ErrPageDrift].
//
// A bill whose order_sn or an amount can not be read is [ErrMalformedResponse]. Any other value that can not be read costs that
// value alone: see BillPage.Unknown.
//
// Errors are [*Error]: [ErrInvalidRequest] for a query that breaks a rule, before any network use; a business failure with
// Code, SubCode and Message and no sentinel; otherwise one of the sentinels, or the context's error.
func (c *Client) BillPage(ctx context.Context, q BillQuery) (*BillPage, error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	if err := q.forPage(); err != nil {
		return nil, err
	}
	page, err := c.fetch(ctx, "BillPage", q)
	if err != nil {
		return nil, err
	}
	return page, nil
}

// fetch gets one page for op. On an error the page still tells the attempts.
func (c *Client) fetch(ctx context.Context, op string, q BillQuery) (*BillPage, error) {
	page := &BillPage{Page: max(q.Page, 1), Limit: q.Limit}
	if page.Limit == 0 {
		page.Limit = DefaultLimit
	}
	biz := q.bizContent()
	stats, err := c.calls.Do(ctx, c.call(op, billMethod, biz, func(resp transport.Response) error { return c.decode(resp, page) }))
	page.Attempts, page.RequestID = stats.Attempts, stats.RequestID
	q.countUnplaced(page.Bills, (*wire.Unknown)(&page.Unknown))
	return page, err
}

// decode reads a reply into page, whatever an earlier attempt left there.
func (c *Client) decode(resp transport.Response, page *BillPage) error {
	r := c.readers.Get()
	defer c.readers.Put(r)
	data, err := decodePage(resp.Context, r, resp.Body, c.rows, page.Limit, c.retryCodes)
	page.Bills, page.Total, page.HasTotal, page.Unknown = data.bills, data.total, data.hasTotal, data.unknown
	return err
}

// pageData is what data holds.
type pageData struct {
	bills    []Bill
	total    int64
	hasTotal bool
	unknown  wire.Unknown
}

// decodePage reads a whole reply of limit rows at most.
func decodePage(ctx context.Context, r *wire.Reader, body []byte, o row.Options, limit int, retryCodes []string) (pageData, error) {
	var page pageData
	reply, err := replies.Read(ctx, r, body, func() { page.readData(r, o, limit) })
	if err == nil {
		err = cmp.Or(outcome(reply, retryCodes), reply.DataErr())
	}
	if err != nil {
		return pageData{}, err
	}
	page.unknown.Merge(reply.Unknown)
	return page, nil
}

// Members of data, as bits of the ones seen.
const (
	sawTotal = 1 << iota
	sawList
)

// readData reads data: an object, or a string that holds one. null, "", [] and {} have neither rows nor a total.
func (p *pageData) readData(r *wire.Reader, o row.Options, limit int) {
	in := row.Input{Reader: r.Embedded(), Options: o}
	if !in.Empty() {
		p.read(&in, limit)
	}
	p.unknown = in.Unknown
}

// read reads an object with members. One that has neither a total nor a list is not the documented one, whose names may have
// changed: taking it for no rows would make it an empty bill.
func (p *pageData) read(in *row.Input, limit int) {
	known := 0
	in.Members(&in.Unknown, func() int {
		switch string(in.Name()) {
		case "total":
			p.total, p.hasTotal = in.Int(0, math.MaxInt64)
			known |= sawTotal
			return sawTotal
		case "list":
			p.bills = billRow.ReadList(in, limit)
			known |= sawList
			return sawList
		}
		return 0
	})
	if known == 0 {
		in.Fail("has neither a total nor a list")
	}
}
