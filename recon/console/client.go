package console

import (
	"cmp"
	"context"
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
	authorize client.Authorizer
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
		printed: client.PrintedAs("console.Client"),
		calls:   calls,
		authorize: client.Authorizer{
			Provider: provider,
			BaseURL:  strings.TrimSuffix(cfg.BaseURL, "/"),
			Hook:     cfg.Authorize,
			Timeout:  transport.Limit(cfg.Timeout, cfg.HTTPClient),
		},
		rows:      common.Rows(),
		autoBody:  cfg.AutoBody,
		retryAuto: cfg.RetrySetAuto,
	}, nil
}

// ready refuses a Client that New did not make.
func (c *Client) ready() error { return client.Ready(provider, c != nil && c.calls != nil) }

// get makes a query. decode reads the data, see decodeReply.
func (c *Client) get(ctx context.Context, op, path string, query url.Values, decode reading) (transport.Stats, error) {
	return c.calls.Do(ctx, transport.Call{
		Op:     op,
		Method: http.MethodGet,
		Build: func(ctx context.Context, _ int) (transport.Request, error) {
			return c.authorize.Request(ctx, http.MethodGet, path, query, "", nil)
		},
		Decode:  func(resp transport.Response) error { return decodeReply(resp.Context, resp.Body, c.rows, decode) },
		Explain: replies.Explain,
	})
}

// replies is what every reply is wrapped in: the code of a success is "200" on one endpoint, 200 on the other. Neither name of a
// message is documented.
var replies = client.Envelope{Code: "code", Success: "200", Messages: []string{"message", "msg"}, LooseMessages: true, Data: "data"}

// reading reads the data of a reply, null where there is none, and returns where the counts of what is not known go, nil for nowhere.
// What it reads means nothing when the call failed, which may show only after the data.
type reading func(*row.Input) (unknown *map[string]int64)

// decodeReply reads a whole reply.
func decodeReply(ctx context.Context, body []byte, o row.Options, decode reading) error {
	in := row.Input{Reader: wire.NewReader(nil), Options: o}
	var unknown *map[string]int64
	reply, err := replies.Read(ctx, in.Reader, body, func() { unknown = decode(&in) })
	if err == nil {
		err = cmp.Or(reply.Outcome(nil, false), reply.DataErr())
	}
	if err == nil && unknown != nil {
		in.Unknown.Merge(reply.Unknown)
		*unknown = in.Unknown
	}
	return err
}

// members reads an object unless it holds nothing: null, "", [] or {}. One that has members, and none of the names, is a reply in
// another shape, which must not pass for one without rows.
func members(in *row.Input, names string, member func() (bit int)) {
	if !in.Empty() && in.Members(&in.Unknown, member) == 0 {
		in.Fail("has members, and neither " + names)
	}
}

// unmarshalReply reads a whole reply into what, which is replaced.
func unmarshalReply[T any](data []byte, name string, what *T, read func(*T, *row.Input) *map[string]int64) error {
	if string(data) == "null" {
		return nil // the convention of package json
	}
	var got T
	if err := decodeReply(context.Background(), data, row.Options{}, func(in *row.Input) *map[string]int64 { return read(&got, in) }); err != nil {
		return transport.Errorf(provider, nil, "%s: %w", name, err)
	}
	*what = got
	return nil
}

// SetAuto switches the automatic reconciliation of one order on or off (是否自动对账, POST /pay/consume_order). code is the
// serial number (流水号) of Order.Code. It is the only call of this library that changes anything.
//
// It is never repeated once a request may have reached the console, unless Config.RetrySetAuto allows it: after such an
// error look at the order's Auto before you try again. The reply to this call is not documented; it must be a JSON object
// with the code 200, as the replies to the others are, else this is an error: a business failure with its Code, or
// [ErrMalformedResponse].
func (c *Client) SetAuto(ctx context.Context, code string, auto bool) error {
	if err := cmp.Or(c.ready(), checkCode("SetAuto", code)); err != nil {
		return err
	}
	contentType, body := c.autoBody.auto(code, auto)
	_, err := c.calls.Do(ctx, transport.Call{
		Op:     "SetAuto",
		Method: http.MethodPost,
		Build: func(ctx context.Context, _ int) (transport.Request, error) {
			return c.authorize.Request(ctx, http.MethodPost, ordersPath, nil, contentType, body)
		},
		Decode: func(resp transport.Response) error {
			return decodeReply(resp.Context, resp.Body, c.rows, func(in *row.Input) *map[string]int64 { in.Skip(); return nil })
		},
		Explain: replies.Explain,
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
