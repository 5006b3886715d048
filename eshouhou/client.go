package eshouhou

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// tokenMargin is how long before its end a token is renewed, so that it does not end on the way.
const tokenMargin = time.Minute

// Client fetches statements. It is safe for concurrent use, starts no goroutine at its making and holds no cookie. Make one
// with [New] and share it: the token, the retry budget and the rate limit are kept per Client.
type Client struct {
	about        string // what String shows
	calls        *transport.Client
	tokens       *billrecon.TokenCache
	rows         rowOptions
	concurrency  int
	retryCodes   []string // without those of expiredCodes
	expiredCodes []string
	readers      *sync.Pool // of *wire.Reader, which share repeated texts and amounts between statements
}

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is [ErrInvalidRequest] and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	cfg = cfg.withDefaults()
	calls, err := newTransport(cfg)
	if err != nil {
		return nil, err
	}
	return &Client{
		about:        cfg.about(),
		calls:        calls,
		tokens:       billrecon.NewTokenCache(cfg.source(calls), tokenMargin),
		rows:         rowOptions{zone: cfg.Location, keepRaw: cfg.KeepRaw},
		concurrency:  cfg.Concurrency,
		retryCodes:   without(cfg.RetryCodes, cfg.TokenExpiredCodes),
		expiredCodes: cfg.TokenExpiredCodes,
		readers:      &sync.Pool{New: func() any { return wire.NewReader(nil) }},
	}, nil
}

// withDefaults fills in what is not set, and copies what the caller could change.
func (c Config) withDefaults() Config {
	if c.BaseURL == "" {
		c.BaseURL = Production
	}
	if c.Location == nil {
		c.Location = wire.ChinaZone
	}
	if c.Concurrency == 0 {
		c.Concurrency = defaultConcurrency
	}
	c.RetryCodes = slices.Clone(c.RetryCodes)
	c.TokenExpiredCodes = slices.Clone(c.TokenExpiredCodes)
	return c
}

// without are the codes that are not among others.
func without(codes, others []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return slices.Contains(others, code) })
}

func newTransport(cfg Config) (*transport.Client, error) {
	secrets := []string{cfg.AppSecret}
	calls, err := transport.New(transport.Config{
		Provider:         provider,
		BaseURL:          cfg.BaseURL,
		HTTPClient:       cfg.HTTPClient,
		Logger:           cfg.Logger,
		Timeout:          cfg.Timeout,
		Retry:            cfg.Retry,
		RateLimit:        cfg.RateLimit,
		MaxResponseBytes: cfg.MaxResponseBytes,
		Secrets:          func() []string { return secrets },
	})
	if err != nil {
		// The transport names its own fields, which have the same names here.
		return nil, invalid("Config.%s", strings.TrimPrefix(err.Error(), provider+": "))
	}
	return calls, nil
}

func (c Config) about() string {
	if c.Token != nil {
		return "eshouhou.Client{Token: set}"
	}
	return fmt.Sprintf("eshouhou.Client{AppID: %q}", c.AppID)
}

// String shows the application identifier, if there is one, and nothing else.
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

// Production is the address that an empty Config.BaseURL means.
const Production = "https://api.eshouhou.cn"

// The paths of the two calls, below Config.BaseURL.
const (
	tokenPath     = "/api/TokenApi"
	statementPath = "/api/CustomerService/GetStatementPay"
)
