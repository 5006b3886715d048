package fubei

import (
	"cmp"
	"slices"
	"time"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
)

// The gateways of the 1.0 interface that this method belongs to.
const (
	// Production is the gateway that an empty Config.BaseURL means.
	Production = "https://shq-api.51fubei.com/gateway"
	// TestGateway is Fubei's test host.
	TestGateway = "https://shq-api-test.51fubei.com/gateway"
)

// billMethod is the platform's name of the bill query (对账单查询接口).
const billMethod = "openapi.payment.order.reconciliation"

// Client queries bills. It is safe for concurrent use, starts no goroutine of its own and holds no cookie. Make one with
// [New] and share it: the retry budget and the rate limit are kept per Client. It prints and logs as the identifier of the
// account and nothing else.
type Client struct {
	printed
	account           account
	baseURL           string // part of what a cursor is bound to
	calls             *transport.Client
	readers           *client.Readers
	rows              row.Options
	paging            client.Paging
	retryCodes        []string
	closeAfter        time.Duration
	emptyWithoutTotal bool
}

type printed = client.Printed

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is [ErrInvalidRequest] and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	common, who := cfg.common(), cfg.account()
	calls, err := common.Transport(provider, who.secrets)
	if err != nil {
		return nil, err
	}
	return &Client{
		printed:           client.PrintedAs("fubei.Client{%s: %q}", who.field, who.id),
		account:           who,
		baseURL:           common.BaseURL,
		calls:             calls,
		readers:           &client.Readers{},
		rows:              common.Rows(),
		paging:            common.Paging,
		retryCodes:        slices.Clone(cfg.RetryCodes),
		closeAfter:        cmp.Or(cfg.CloseAfter, DefaultCloseAfter),
		emptyWithoutTotal: cfg.EmptyWithoutTotal,
	}, nil
}

// ready refuses a Client that New did not make.
func (c *Client) ready() error { return client.Ready(provider, c != nil && c.calls != nil) }
