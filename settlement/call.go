package settlement

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// post makes one call, and once more with another token when the one it used was refused.
func (c *Client) post(ctx context.Context, op string, body []byte, decode func(transport.Response) error) (transport.Stats, error) {
	stats, used, err := c.try(ctx, op, body, decode, Token{})
	if used.Value == "" || !c.tokenRefused(err) || ctx.Err() != nil {
		return stats, err
	}
	c.access.forget(ctx, used)
	again, _, errAgain := c.try(ctx, op, body, decode, used)
	if errors.Is(errAgain, errSameToken) {
		return stats, err
	}
	var known *Error
	if errors.As(errAgain, &known) {
		known.Attempts += stats.Attempts
	}
	return transport.Stats{
		Attempts:  stats.Attempts + again.Attempts,
		Bytes:     stats.Bytes + again.Bytes,
		RequestID: again.RequestID,
	}, errAgain
}

// try makes one call with any token but the refused one, and answers the token of its last attempt.
func (c *Client) try(ctx context.Context, op string, body []byte, decode func(transport.Response) error, refused Token) (transport.Stats, Token, error) {
	var used Token
	stats, err := c.calls.Do(ctx, transport.Call{
		Op:     op,
		Method: http.MethodPost,
		Ready: func(ctx context.Context) error {
			_, err := c.access.token(ctx)
			return err
		},
		Build: func(ctx context.Context, _ int) (transport.Request, error) {
			req, t, err := c.request(ctx, body)
			if err == nil && t.Value == refused.Value {
				err = errSameToken
			}
			used = t
			return req, err
		},
		Decode:  decode,
		Explain: explain,
		Judge:   c.codes.judge,
	})
	return stats, used, err
}

// tokenRefused tells whether another token may help. A refused signature is none of the token's business, whatever status it
// comes under.
func (c *Client) tokenRefused(err error) bool {
	var known *Error
	if !errors.As(err, &known) || known.Code == codeBadSign {
		return false
	}
	return known.HTTPStatus == http.StatusUnauthorized || slices.Contains(c.codes.tokenExpired, known.Code)
}

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

// maxAhead is how far the clock may run ahead of the time of day, in milliseconds.
const maxAhead = 1000

// clock gives each attempt a timestamp of its own. The provider takes the timestamp as its guard against replays, and under
// most schemes two pages that leave in the same millisecond would otherwise carry the same sign.
type clock struct{ last atomic.Int64 }

// next is the time in milliseconds since 1970, at least one more than the last time.
func (c *clock) next() int64 {
	for {
		last, now := c.last.Load(), time.Now().UnixMilli()
		// A time of day that was set back must not hold the clock in the future.
		if last >= now && last-now < maxAhead {
			now = last + 1
		}
		if c.last.CompareAndSwap(last, now) {
			return now
		}
	}
}

// errSameToken says that a refresh brought the token that was refused.
var errSameToken = errors.New("the TokenSource has no other token")

// access is what lets a request in. Token, signer and secrets live in the closures alone, so that printing any struct around
// them shows none.
type access struct {
	version string
	token   func(ctx context.Context) (Token, error)
	forget  func(ctx context.Context, used Token)
	sign    func(query url.Values, body []byte) (string, error)
	secrets func() []string
}

func (c Config) access() access {
	signer, tokens := c.Signer, client.NewTokens(provider, c.Token)
	a := access{
		version: c.Version,
		token:   tokens.Token,
		forget:  tokens.Invalidate,
		sign:    func(query url.Values, body []byte) (string, error) { return askSigner(signer, query, body) },
		secrets: func() []string { return nil },
	}
	if s, ok := signer.(scheme); ok {
		a.secrets = s.secrets
	}
	return a
}

// askSigner gives the signer copies, so that what it was shown is what is sent.
func askSigner(signer Signer, query url.Values, body []byte) (sign string, err error) {
	defer func() {
		if v := recover(); v != nil {
			sign, err = "", client.Panicked(provider, "Config.Signer", v)
		}
	}()
	sign, err = signer.Sign(cloneValues(query), bytes.Clone(body))
	if err != nil {
		return "", client.Hide("Config.Signer", err)
	}
	return sign, checkSign(sign)
}

func checkSign(sign string) error {
	if sign == "" {
		return invalid("Config.Signer returned an empty sign")
	}
	if rule := client.BrokenText(sign); rule != "" {
		return invalid("Config.Signer returned a sign that %s", rule)
	}
	return nil
}

func cloneValues(query url.Values) url.Values {
	clone := maps.Clone(query)
	for name, values := range clone {
		clone[name] = slices.Clone(values)
	}
	return clone
}
