package acme

import (
	"cmp"
	"context"
	"errors"
	"math"
	"net/http"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
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
		Explain: explain,
	})
	page.Attempts, page.RequestID = stats.Attempts, stats.RequestID
	return page, err
}

// decode reads a reply into page, whatever an earlier attempt left there.
func (c *Client) decode(resp transport.Response, page *BillPage) error {
	r := c.readers.Get()
	defer c.readers.Put(r)
	in, e := row.Input{Reader: r, Options: c.rows}, envelope{}
	if err := e.read(&in, resp, page.Size); err != nil {
		return client.Malformed(err)
	}
	page.Bills, page.Total, page.HasTotal, page.Unknown = e.bills, e.total, e.hasTotal, in.Unknown
	switch e.code {
	case "":
		return transport.Malformed(errors.New("code: is missing"), false)
	case codeSuccess:
		return nil
	}
	return transport.Fail(nil, e.code, "", e.message, false)
}

// explain reads what a reply that is not 2xx says, as far as it is an envelope. One that claims success explains nothing.
func explain(resp transport.Response) (code, subCode, message string) {
	var e envelope
	_ = e.read(&row.Input{Reader: wire.NewReader(nil)}, resp, MaxSize)
	if e.code == codeSuccess {
		return "", "", ""
	}
	return e.code, "", e.message
}

// codeSuccess is the only code of a success.
const codeSuccess = "0"

// envelope is what every reply is wrapped in, and what its data holds.
type envelope struct {
	code, message string
	bills         []Bill
	total         int64
	hasTotal      bool
}

// read reads a reply of size rows at most.
func (e *envelope) read(in *row.Input, resp transport.Response, size int) error {
	in.ResetContext(resp.Context, resp.Body)
	in.Members(&in.Unknown, func() int {
		switch string(in.Name()) {
		case "code":
			e.code = in.Code()
			return 1
		case "message":
			e.message, _ = in.Text()
			return 2
		case "data":
			e.readData(in, size)
			return 4
		}
		return 0
	})
	in.End()
	return in.Err()
}

// readData reads data. null, as in a failure, and {} have no rows and no total; another object has both.
func (e *envelope) readData(in *row.Input, size int) {
	if in.Empty() {
		return
	}
	hasRows := false
	in.Members(&in.Unknown, func() int {
		switch string(in.Name()) {
		case "total":
			e.total, e.hasTotal = in.Int(0, math.MaxInt64)
			return 1
		case "rows":
			e.bills, hasRows = billRow.ReadList(in, size), true
			return 2
		}
		return 0
	})
	if !hasRows && !in.Failed() {
		in.Fail("has members, and no rows")
	}
}
