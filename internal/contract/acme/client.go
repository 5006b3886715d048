package acme

import (
	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
)

// Client queries bills. It is safe for concurrent use. Make one with [New] and share it. It prints as its key and nothing else.
type Client struct {
	printed
	key, baseURL string // what a cursor is bound to
	sign         signer
	calls        *transport.Client
	readers      *client.Readers
	rows         row.Options
	paging       client.Paging
}

type printed = client.Printed

// New checks cfg, copies it and makes a [Client]. It uses no network. An error is billrecon.ErrInvalidRequest and names the field
// and the rule.
func New(cfg Config) (*Client, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	common, secret := cfg.common(), cfg.Secret
	calls, err := common.Transport(provider, func() []string { return []string{secret} })
	if err != nil {
		return nil, err
	}
	return &Client{
		printed: client.PrintedAs("acme.Client{Key: %q}", cfg.Key), key: cfg.Key, baseURL: common.BaseURL,
		sign: newSigner(cfg.Key, secret), calls: calls, readers: &client.Readers{}, rows: common.Rows(), paging: common.Paging,
	}, nil
}

// ready refuses a Client that New did not make.
func (c *Client) ready() error { return client.Ready(provider, c != nil && c.calls != nil) }
