package console

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
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
