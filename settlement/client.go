// Package settlement queries settlement items (对账单) of the Dbenefit (百福得) open platform: 4.3 查询对账单,
// /openApi/open/order/settlement/item/list.
//
// One page, every row, or a complete and audited bill:
//
//	c, err := settlement.New(settlement.Config{BaseURL: u, Token: settlement.StaticToken(token), Signer: settlement.SortedSecretParamMD5(secret)})
//	page, err := c.ItemPage(ctx, settlement.ItemQuery{PaymentStart: start, PaymentEnd: end})
//	for item, err := range c.Items(ctx, settlement.Day(2022, 11, 2)) { … }
//	items, audit, err := c.CollectItems(ctx, settlement.Day(2022, 11, 2)) // complete up to audit.Until, or an error
//
// The provider declares no total: only an empty page after a short one, or two after a full one, is the end. [Client.Items] and
// [Client.CollectItems] end without an error only there, and when nothing on the way contradicted it. A business failure is
// always an error ([Error]); errors.Is tells its kind.
//
// A long range is fetched faster in windows (ItemQuery.Window), Config.Prefetch of them at a time, each read to its own end.
//
// The rule of the signature is not public. A [Signer] makes it; the presets are named after their schemes, and the provider's
// own document must confirm the one that is used. [FindSigner] asks the provider. [Client.Call] makes calls without a method here.
//
// Times are wall clock times at UTC+8, whatever the zone of the process. Amounts are exact decimals. Points (福豆/次) are not
// money: [Item.Record] speaks of money, [Item.PointsRecord] of points, and both fit recon.Match.
//
// The package settlementtest is a fake gateway for tests.
package settlement

import (
	"slices"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
)

// ItemPath is the path of the settlement bill below Config.BaseURL: what a mock of the provider has to serve.
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
