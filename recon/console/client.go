package console

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

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
// with [New] and share it: the retry budget and the rate limit are kept per Client.
type Client struct {
	calls     *transport.Client
	authorize authorizer
	rows      rowOptions
	autoBody  BodyEncoding
	retryAuto bool
}

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is [ErrInvalidRequest] and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if cfg.Location == nil {
		cfg.Location = wire.ChinaZone
	}
	if cfg.AutoBody != JSONBody && cfg.AutoBody != FormBody {
		return nil, invalid("Config.AutoBody is %d: it must be JSONBody or FormBody", cfg.AutoBody)
	}
	calls, err := newTransport(cfg)
	if err != nil {
		return nil, err
	}
	return &Client{
		calls:     calls,
		authorize: authorizer{base: strings.TrimSuffix(cfg.BaseURL, "/"), hook: cfg.Authorize},
		rows:      rowOptions{zone: cfg.Location, keepRaw: cfg.KeepRaw},
		autoBody:  cfg.AutoBody,
		retryAuto: cfg.RetrySetAuto,
	}, nil
}

func newTransport(cfg Config) (*transport.Client, error) {
	calls, err := transport.New(transport.Config{
		Provider:         provider,
		BaseURL:          cfg.BaseURL,
		HTTPClient:       cfg.HTTPClient,
		Logger:           cfg.Logger,
		Timeout:          cfg.Timeout,
		Retry:            cfg.Retry,
		RateLimit:        cfg.RateLimit,
		MaxResponseBytes: cfg.MaxResponseBytes,
	})
	if err != nil {
		// The transport names its own fields, which have the same names here.
		return nil, invalid("Config.%s", strings.TrimPrefix(err.Error(), provider+": "))
	}
	return calls, nil
}

// String names the type and nothing else.
func (c Client) String() string { return "console.Client" }

// GoString is String, so that %#v shows no internals.
func (c Client) GoString() string { return c.String() }

// LogValue is String, so that slog shows no internals.
func (c Client) LogValue() slog.Value { return slog.StringValue(c.String()) }

// ready refuses a Client that New did not make.
func (c *Client) ready() error {
	if c == nil || c.calls == nil {
		return invalid("Client was not made by New")
	}
	return nil
}

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

// rowOptions is how rows are decoded.
type rowOptions struct {
	zone    *time.Location
	keepRaw bool
}
