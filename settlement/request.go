package settlement

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/billrecon/billrecon/internal/transport"
)

// request makes one attempt: a valid token, a fresh timestamp, and the sign over exactly what is sent.
func (c *Client) request(ctx context.Context, body []byte) (transport.Request, Token, error) {
	t, err := c.access.token(ctx)
	if err != nil {
		return transport.Request{}, Token{}, err
	}
	query := url.Values{
		"access_token": {t.Value},
		"timestamp":    {strconv.FormatInt(c.clock.next(), 10)},
	}
	if c.access.version != "" {
		query.Set("version", c.access.version)
	}
	sign, err := c.access.sign(query, body)
	if err != nil {
		return transport.Request{}, Token{}, err
	}
	query.Set("sign", sign)
	return transport.Request{
		Path:  ItemPath,
		Query: query,
		Header: http.Header{
			"Content-Type":  {"application/json"},
			"Accept":        {"application/json"},
			"Cache-Control": {"no-cache"},
		},
		Body: body,
		Hide: []string{t.Value, sign},
	}, t, nil
}
