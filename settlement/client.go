package settlement

import (
	"slices"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
)

// ItemPath is the provider's only address of this package, below Config.BaseURL: what a mock of the provider has to serve.
const ItemPath = "/openApi/open/order/settlement/item/list"

// Client queries settlement items. It is safe for concurrent use, starts no goroutine of its own and holds no cookie. Make
// one with [New] and share it: the retry budget and the rate limit are kept per Client. It prints and logs as its base URL
// and nothing else.
type Client struct {
	printed
	access  access
	clock   *clock
	baseURL string // part of what a cursor is bound to
	calls   *transport.Client
	readers *client.Readers
	rows    row.Options
	paging  pagingOptions
	codes   codeLists
}

type printed = client.Printed

// pagingOptions is what Items and CollectItems take from Config.
type pagingOptions struct {
	client.Paging
	trustShortPage bool
}

// codeLists are the caller's codes, since the provider documents none.
type codeLists struct{ retry, tokenExpired []string }

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is [ErrInvalidRequest] and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	common, with := cfg.common(), cfg.access()
	calls, err := common.Transport(provider, with.secrets)
	if err != nil {
		return nil, err
	}
	return &Client{
		printed: client.PrintedAs("settlement.Client{BaseURL: %q}", cfg.BaseURL),
		access:  with,
		clock:   &clock{},
		baseURL: cfg.BaseURL,
		calls:   calls,
		readers: &client.Readers{},
		rows:    common.Rows(),
		paging:  pagingOptions{common.Paging, cfg.TrustShortPage},
		codes:   codeLists{slices.Clone(cfg.RetryCodes), slices.Clone(cfg.TokenExpiredCodes)},
	}, nil
}

// ready refuses a Client that New did not make.
func (c *Client) ready() error { return client.Ready(provider, c != nil && c.calls != nil) }
