package console

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// The console's two endpoints, below Config.BaseURL.
const (
	ordersPath  = "/pay/consume_order"
	detailsPath = "/pay/order_details"
)

// Client talks to one console. It is safe for concurrent use, starts no goroutine of its own and holds no cookie. Make one
// with [New] and share it: the retry budget and the rate limit are kept per Client. It prints and logs as the name of its type
// and nothing else.
type Client struct {
	printed
	calls     *transport.Client
	authorize authorizer
	rows      row.Options
	autoBody  BodyEncoding
	retryAuto bool
}

type printed = client.Printed

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is [ErrInvalidRequest] and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if cfg.AutoBody != JSONBody && cfg.AutoBody != FormBody {
		return nil, invalid("Config.AutoBody is %d: it must be JSONBody or FormBody", cfg.AutoBody)
	}
	common := cfg.common()
	calls, err := common.Transport(provider, nil)
	if err != nil {
		return nil, err
	}
	return &Client{
		printed:   client.PrintedAs("console.Client"),
		calls:     calls,
		authorize: authorizer{base: strings.TrimSuffix(cfg.BaseURL, "/"), hook: cfg.Authorize},
		rows:      common.Rows(),
		autoBody:  cfg.AutoBody,
		retryAuto: cfg.RetrySetAuto,
	}, nil
}

// ready refuses a Client that New did not make.
func (c *Client) ready() error { return client.Ready(provider, c != nil && c.calls != nil) }

// get makes a query. decode gets the data of a success.
func (c *Client) get(ctx context.Context, op, path string, query url.Values, decode func(*row.Input)) (transport.Stats, error) {
	return c.calls.Do(ctx, transport.Call{
		Op:     op,
		Method: http.MethodGet,
		Build: func(ctx context.Context, _ int) (transport.Request, error) {
			return c.authorize.request(ctx, http.MethodGet, path, query, "", nil)
		},
		Decode:  func(resp transport.Response) error { return decodeReply(resp.Context, resp.Body, c.rows, decode) },
		Explain: explain,
	})
}

// codeSuccess is the only code of a success: "200" on one endpoint, 200 on the other.
const codeSuccess = "200"

// errNoCode is what is wrong with a reply without a code: nothing says that the call succeeded.
var errNoCode = errors.New("code: is missing")

// envelope is what every reply is wrapped in.
type envelope struct {
	code, message string
	data          []byte // the JSON of data as it stands in the body, nil when there is none
	dataAt        int    // where it starts
	unknown       wire.Unknown
}

// Members of the envelope, as bits of the ones seen.
const (
	sawCode = 1 << iota
	sawMessage
	sawMsg
	sawData
)

// readEnvelope reads body up to data, which it checks the grammar of and leaves for later: data may come before the code,
// and means nothing on a failure.
func readEnvelope(ctx context.Context, r *wire.Reader, body []byte) (envelope, error) {
	var e envelope
	r.ResetContext(ctx, body)
	r.Members(&e.unknown, func() int { return e.member(r, body) })
	r.End()
	return e, r.Err()
}

// member reads the value of one member and returns its bit, 0 for an unknown one.
func (e *envelope) member(r *wire.Reader, body []byte) int {
	switch string(r.Name()) {
	case "code":
		e.code = r.Code()
		return sawCode
	case "message":
		e.say(r)
		return sawMessage
	case "msg":
		e.say(r)
		return sawMsg
	case "data":
		e.dataAt = r.Pos()
		r.Skip()
		e.data = body[e.dataAt:r.Pos()]
		return sawData
	}
	return 0
}

// say takes the text of message or msg, which are not documented: the first of them that has one, whatever else is there.
func (e *envelope) say(r *wire.Reader) {
	if k := r.Kind(); e.message == "" && (k == wire.String || k == wire.Number) {
		e.message, _ = r.Text()
	}
}

// outcome is nil for a success, and otherwise what the console says went wrong.
func (e envelope) outcome() error {
	switch e.code {
	case codeSuccess:
		return nil
	case "":
		return transport.Malformed(errNoCode, false)
	}
	return transport.Fail(nil, e.code, "", e.message, false)
}

// decodeReply reads a whole reply; decode reads the data of a success, and gets a null where there is none. It adds what
// is not known to the counts it is given.
func decodeReply(ctx context.Context, body []byte, o row.Options, decode func(*row.Input)) error {
	in := row.Input{Reader: wire.NewReader(nil), Options: o}
	e, err := readEnvelope(ctx, in.Reader, body)
	if err != nil {
		return client.Malformed(err)
	}
	if err := e.outcome(); err != nil {
		return err
	}
	if e.data == nil {
		e.data = []byte("null")
	}
	in.Unknown = e.unknown
	in.Part(e.data)
	decode(&in)
	in.End()
	if err := in.Err(); err != nil {
		return client.Malformed(wire.Within(err, "data", e.dataAt))
	}
	return nil
}

// members reads an object unless it holds nothing: null, "", [] or {}. One that has members, and none of the names, is a reply in
// another shape, which must not pass for one without rows.
func members(in *row.Input, names string, member func() (bit int)) {
	if in.Empty() {
		return
	}
	seen := 0
	in.Members(&in.Unknown, func() int {
		bit := member()
		seen |= bit
		return bit
	})
	if seen == 0 {
		in.Fail("has members, and neither " + names)
	}
}

// unmarshalReply reads a whole reply into what, which is replaced.
func unmarshalReply[T any](data []byte, name string, what *T, read func(*T, *row.Input)) error {
	if string(data) == "null" {
		return nil // the convention of package json
	}
	var got T
	if err := decodeReply(nil, data, row.Options{}, func(in *row.Input) { read(&got, in) }); err != nil {
		return transport.Errorf(provider, nil, "%s: %w", name, err)
	}
	*what = got
	return nil
}

// explain reads what a reply that is not 2xx says, as far as it is an envelope.
func explain(resp transport.Response) (code, subCode, message string) {
	e, _ := readEnvelope(resp.Context, wire.NewReader(nil), resp.Body)
	if e.code == codeSuccess {
		return "", "", "" // a good body under a bad status explains nothing
	}
	return e.code, "", e.message
}

// SetAuto switches the automatic reconciliation of one order on or off (是否自动对账, POST /pay/consume_order). code is the
// serial number (流水号) of Order.Code. It is the only call of this library that changes anything.
//
// It is never repeated once a request may have reached the console, unless Config.RetrySetAuto allows it: after such an
// error look at the order's Auto before you try again. The reply to this call is not documented; it must be a JSON object
// with the code 200, as the replies to the others are, else this is an error: a business failure with its Code, or
// [ErrMalformedResponse].
func (c *Client) SetAuto(ctx context.Context, code string, auto bool) error {
	if err := c.ready(); err != nil {
		return err
	}
	if err := checkCode("SetAuto", code); err != nil {
		return err
	}
	contentType, body := c.autoBody.auto(code, auto)
	_, err := c.calls.Do(ctx, transport.Call{
		Op:     "SetAuto",
		Method: http.MethodPost,
		Build: func(ctx context.Context, _ int) (transport.Request, error) {
			return c.authorize.request(ctx, http.MethodPost, ordersPath, nil, contentType, body)
		},
		Decode: func(resp transport.Response) error {
			return decodeReply(resp.Context, resp.Body, c.rows, func(in *row.Input) { in.Skip() })
		},
		Explain: explain,
		Once:    !c.retryAuto,
	})
	return err
}

// checkCode refuses a serial number that cannot be one.
func checkCode(op, code string) error {
	if code == "" {
		return invalid("%s: code is empty: it is required", op)
	}
	if rule := client.BrokenText(code); rule != "" {
		return invalid("%s: code %s", op, rule)
	}
	return nil
}
