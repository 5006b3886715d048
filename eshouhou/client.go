package eshouhou

import (
	"cmp"
	"slices"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
)

// Production is the address that an empty Config.BaseURL means.
const Production = "https://api.eshouhou.cn"

// The paths of the two calls, below Config.BaseURL.
const (
	tokenPath     = "/api/TokenApi"
	statementPath = "/api/CustomerService/GetStatementPay"
)

// Client fetches statements. It is safe for concurrent use, starts no goroutine at its making and holds no cookie. Make one
// with [New] and share it: the token, the retry budget and the rate limit are kept per Client. It prints and logs as the
// application identifier, if there is one, and nothing else.
type Client struct {
	printed
	calls        *transport.Client
	tokens       tokens
	readers      *client.Readers
	rows         row.Options
	concurrency  int
	retryCodes   []string // without those of expiredCodes
	expiredCodes []string
}

type printed = client.Printed

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is [ErrInvalidRequest] and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	common, secret := cfg.common(), cfg.AppSecret
	calls, err := common.Transport(provider, func() []string { return []string{secret} })
	if err != nil {
		return nil, err
	}
	return &Client{
		printed:      cfg.printed(),
		calls:        calls,
		tokens:       cfg.tokens(calls),
		readers:      &client.Readers{},
		rows:         common.Rows(),
		concurrency:  cmp.Or(cfg.Concurrency, defaultConcurrency),
		retryCodes:   without(cfg.RetryCodes, cfg.TokenExpiredCodes),
		expiredCodes: slices.Clone(cfg.TokenExpiredCodes),
	}, nil
}

// without returns the codes that are not among others.
func without(codes, others []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return slices.Contains(others, code) })
}

// printed returns what the Client prints as.
func (c Config) printed() printed {
	if c.Token != nil {
		return client.PrintedAs("eshouhou.Client{Token: set}")
	}
	return client.PrintedAs("eshouhou.Client{AppID: %q}", c.AppID)
}

// ready refuses a Client that New did not make.
func (c *Client) ready() error { return client.Ready(provider, c != nil && c.calls != nil) }
