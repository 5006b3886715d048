package acme

import (
	"cmp"
	"context"
	"math"
	"net/http"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
)

// BillPage is one page of bills.
type BillPage struct {
	Bills     []Bill           // in the provider's order
	Total     int64            // how many bills the whole query has; valid only with HasTotal
	HasTotal  bool             // an absent total is not a total of 0
	Page      int              // from 1
	Size      int              // rows that were asked for
	Unknown   map[string]int64 // what the provider's page does not document, by name; nil for nothing
	Attempts  int              // requests that the page took
	RequestID string           // the X-Request-Id of the reply, empty when it sent none
}

// BillPage fetches one page of the bill. A page past the end has no rows and is no error; a day that is not over is not refused.
func (c *Client) BillPage(ctx context.Context, q BillQuery) (*BillPage, error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	if err := q.check(); err != nil {
		return nil, err
	}
	if q.Cursor != "" {
		return nil, invalid("BillQuery.Cursor is set: BillPage takes Page")
	}
	page, err := c.fetch(ctx, "BillPage", q)
	if err != nil {
		return nil, err
	}
	return page, nil
}

// fetch gets one page for op. On an error the page still tells the attempts.
func (c *Client) fetch(ctx context.Context, op string, q BillQuery) (*BillPage, error) {
	q.Page, q.Size = max(q.Page, 1), cmp.Or(q.Size, MaxSize)
	page := &BillPage{Page: q.Page, Size: q.Size}
	stats, err := c.calls.Do(ctx, transport.Call{
		Op:     op,
		Method: http.MethodPost,
		Build: func(context.Context, int) (transport.Request, error) {
			body, err := q.body()
			return c.sign(body), err
		},
		Decode:  func(resp transport.Response) error { return c.decode(resp, page) },
		Explain: replies.Explain,
	})
	page.Attempts, page.RequestID = stats.Attempts, stats.RequestID
	return page, err
}

// replies is what every reply is wrapped in.
var replies = client.Envelope{Code: "code", Success: "0", Messages: []string{"message"}, Data: "data"}

// decode reads a reply into page, whatever an earlier attempt left there.
func (c *Client) decode(resp transport.Response, page *BillPage) error {
	r := c.readers.Get()
	defer c.readers.Put(r)
	in := row.Input{Reader: r, Options: c.rows}
	reply, err := replies.Read(resp.Context, r, resp.Body, func() { page.read(&in) })
	if err == nil {
		err = cmp.Or(reply.Outcome(nil, false), reply.DataErr())
	}
	in.Unknown.Merge(reply.Unknown)
	page.Unknown = in.Unknown
	return err
}

// read reads data. null and {} have no rows and no total; another object has both.
func (p *BillPage) read(in *row.Input) {
	if p.Bills, p.Total, p.HasTotal = nil, 0, false; in.Empty() {
		return
	}
	hasRows := false
	in.Members(&in.Unknown, func() int {
		switch string(in.Name()) {
		case "total":
			p.Total, p.HasTotal = in.Int(0, math.MaxInt64)
			return 1
		case "rows":
			p.Bills, hasRows = billRow.ReadList(in, p.Size), true
			return 2
		}
		return 0
	})
	if !hasRows && !in.Failed() {
		in.Fail("has members, and no rows")
	}
}
