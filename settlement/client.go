package settlement

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

// Client queries settlement items. It is safe for concurrent use, starts no goroutine of its own and holds no cookie. Make
// one with [New] and share it: the retry budget and the rate limit are kept per Client.
type Client struct {
	about   string // what String shows
	access  access
	clock   *clock
	calls   *transport.Client
	rows    rowOptions
	paging  pagingOptions
	codes   codeLists
	readers *sync.Pool // of *wire.Reader, which share repeated texts and amounts between pages
}

// pagingOptions is what Items and CollectItems take from Config.
type pagingOptions struct {
	prefetch, maxPages int
	drift              DriftPolicy
	trustShortPage     bool
	baseURL            string // part of what a cursor is bound to
}

// codeLists are the caller's codes, since the provider documents none.
type codeLists struct{ retry, tokenExpired []string }

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is [ErrInvalidRequest] and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if cfg.Location == nil {
		cfg.Location = wire.ChinaZone
	}
	if err := cfg.check(); err != nil {
		return nil, err
	}
	with := cfg.access()
	calls, err := newTransport(cfg, with)
	if err != nil {
		return nil, err
	}
	return &Client{
		about:   fmt.Sprintf("settlement.Client{BaseURL: %q}", cfg.BaseURL),
		access:  with,
		clock:   &clock{},
		calls:   calls,
		rows:    rowOptions{zone: cfg.Location, keepRaw: cfg.KeepRaw},
		paging:  pagingOptions{cfg.Prefetch, cfg.MaxPages, cfg.Drift, cfg.TrustShortPage, cfg.BaseURL},
		codes:   codeLists{slices.Clone(cfg.RetryCodes), slices.Clone(cfg.TokenExpiredCodes)},
		readers: &sync.Pool{New: func() any { return wire.NewReader(nil) }},
	}, nil
}

func newTransport(cfg Config, with access) (*transport.Client, error) {
	calls, err := transport.New(transport.Config{
		Provider:         provider,
		BaseURL:          cfg.BaseURL,
		HTTPClient:       cfg.HTTPClient,
		Logger:           cfg.Logger,
		Timeout:          cfg.Timeout,
		Retry:            cfg.Retry,
		RateLimit:        cfg.RateLimit,
		MaxResponseBytes: cfg.MaxResponseBytes,
		Secrets:          with.secrets,
	})
	if err != nil {
		// The transport names its own fields, which have the same names here.
		return nil, invalid("Config.%s", strings.TrimPrefix(err.Error(), provider+": "))
	}
	return calls, nil
}

// String shows the base URL and nothing else.
func (c Client) String() string { return c.about }

// GoString is String, so that %#v shows no internals.
func (c Client) GoString() string { return c.String() }

// Format writes String for every verb, quoted for %q.
func (c Client) Format(f fmt.State, verb rune) { printText(f, verb, c.String()) }

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
	zone    *time.Location // of the times that come out
	keepRaw bool
}
