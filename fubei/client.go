package fubei

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Client queries bills. It is safe for concurrent use, starts no goroutine of its own and holds no cookie. Make one with
// [New] and share it: the retry budget and the rate limit are kept per Client.
type Client struct {
	about      string // what String shows
	account    account
	calls      *transport.Client
	rows       rowOptions
	paging     pagingOptions
	retryCodes []string
	readers    *sync.Pool // of *wire.Reader, which share repeated texts and amounts between pages
}

// pagingOptions is what Bills and CollectBills take from Config.
type pagingOptions struct {
	prefetch, maxPages int
	drift              DriftPolicy
	baseURL            string // part of what a cursor is bound to
}

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is [ErrInvalidRequest] and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if cfg.BaseURL == "" {
		cfg.BaseURL = Production
	}
	if cfg.Location == nil {
		cfg.Location = wire.ChinaZone
	}
	if err := cfg.check(); err != nil {
		return nil, err
	}
	who := cfg.account()
	calls, err := newTransport(cfg, who)
	if err != nil {
		return nil, err
	}
	return &Client{
		about:      about(who),
		account:    who,
		calls:      calls,
		rows:       rowOptions{zone: cfg.Location, keepRaw: cfg.KeepRaw},
		paging:     pagingOptions{cfg.Prefetch, cfg.MaxPages, cfg.Drift, cfg.BaseURL},
		retryCodes: slices.Clone(cfg.RetryCodes),
		readers:    &sync.Pool{New: func() any { return wire.NewReader(nil) }},
	}, nil
}

func newTransport(cfg Config, who account) (*transport.Client, error) {
	calls, err := transport.New(transport.Config{
		Provider:         provider,
		BaseURL:          cfg.BaseURL,
		HTTPClient:       cfg.HTTPClient,
		Logger:           cfg.Logger,
		Timeout:          cfg.Timeout,
		Retry:            cfg.Retry,
		RateLimit:        cfg.RateLimit,
		MaxResponseBytes: cfg.MaxResponseBytes,
		Secrets:          who.secrets,
	})
	if err != nil {
		// The transport names its own fields, which have the same names here.
		return nil, invalid("Config.%s", strings.TrimPrefix(err.Error(), provider+": "))
	}
	return calls, nil
}

func about(who account) string {
	return fmt.Sprintf("fubei.Client{%s: %q}", who.field, who.id)
}

// String shows the identifier of the account and nothing else.
func (c Client) String() string { return c.about }

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

// rowOptions is how rows are decoded.
type rowOptions struct {
	zone    *time.Location
	keepRaw bool
}

// The gateways of the 1.0 interface that this method belongs to.
const (
	// Production is the gateway that an empty Config.BaseURL means.
	Production = "https://shq-api.51fubei.com/gateway"
	// TestGateway is Fubei's test host.
	TestGateway = "https://shq-api-test.51fubei.com/gateway"
)

// billMethod is the platform's name of the only call of this package.
const billMethod = "openapi.payment.order.reconciliation"
