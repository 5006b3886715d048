package settlement

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// Call makes a call that this package has no method for: it posts body, as JSON, to a path of the platform, below Config.BaseURL,
// and returns the JSON of data as it stands in the reply, nil when the reply has none. The call is signed, has the token and the
// version, and is retried and scrubbed as any other; what it returns is up to the caller to read.
//
// path starts with "/" and has letters, digits and - . _ ~ between its slashes. body is anything that marshals to JSON; nil is {}.
// Both are checked before any network use: [ErrInvalidRequest]. The other errors are those of [Client.ItemPage].
//
// It is for calls that only read: a retry can have them carried out twice. For others there is [Client.CallOnce].
func (c *Client) Call(ctx context.Context, path string, body any) (json.RawMessage, error) {
	return c.call(ctx, "Call", path, body, false)
}

// CallOnce is [Client.Call] for a call that changes something: it is not retried once it may have reached the provider. A refused
// token is renewed all the same and the call made once more, because the provider has then refused the first.
func (c *Client) CallOnce(ctx context.Context, path string, body any) (json.RawMessage, error) {
	return c.call(ctx, "CallOnce", path, body, true)
}

func (c *Client) call(ctx context.Context, op, path string, body any, once bool) (json.RawMessage, error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	if rule := brokenPath(path); rule != "" {
		return nil, invalid("%s: the path %s", op, rule)
	}
	text, err := marshalBody(body)
	if err != nil {
		return nil, transport.Errorf(provider, ErrInvalidRequest, "%s: %w", op, err)
	}
	var data json.RawMessage
	_, err = c.send(ctx, post{op: op, path: path, body: text, once: once}, func(resp transport.Response) error {
		data, err = replies.DataOf(resp, c.readers, c.codes.outcome)
		return err
	})
	if err != nil {
		return nil, err
	}
	return data, nil
}

func marshalBody(body any) ([]byte, error) {
	if body == nil {
		return []byte("{}"), nil
	}
	text, err := json.Marshal(body)
	if err != nil {
		return nil, client.Hide("marshalling the body", err)
	}
	return text, nil
}

// brokenPath returns the rule that a path breaks, "" when it breaks none. A path that is no plain one could lead elsewhere, and
// what is signed would not be what is sent.
func brokenPath(path string) string {
	segments := strings.Split(path, "/")
	if len(segments) < 2 || segments[0] != "" {
		return "must start with / and stand below Config.BaseURL"
	}
	for _, segment := range segments[1:] {
		switch {
		case segment == "" || segment == "." || segment == "..":
			return "has a part that is empty or made of dots: it must not"
		case strings.ContainsFunc(segment, notPlain):
			return "has a character other than letters, digits and - . _ ~: it must not, and a query is not part of it"
		}
	}
	return ""
}

func notPlain(r rune) bool {
	letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	return !letter && !strings.ContainsRune("-._~", r)
}

// post is one call: what goes where. With once it is not retried after it may have arrived.
type post struct {
	op, path string
	body     []byte
	once     bool
}

// send makes one call, and once more with another token when the one it used was refused.
func (c *Client) send(ctx context.Context, p post, decode func(transport.Response) error) (transport.Stats, error) {
	stats, used, err := c.try(ctx, p, decode, Token{})
	if used.Value == "" || !c.tokenRefused(err) || ctx.Err() != nil {
		return stats, err
	}
	c.access.forget(ctx, used)
	again, _, errAgain := c.try(ctx, p, decode, used)
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

// try makes one call with any token but the refused one, and returns the token of its last attempt.
func (c *Client) try(ctx context.Context, p post, decode func(transport.Response) error, refused Token) (transport.Stats, Token, error) {
	var used Token
	stats, err := c.calls.Do(ctx, transport.Call{
		Op:     p.op,
		Method: http.MethodPost,
		Once:   p.once,
		Ready: func(ctx context.Context) error {
			_, err := c.access.token(ctx)
			return err
		},
		Build: func(ctx context.Context, _ int) (transport.Request, error) {
			req, t, err := c.request(ctx, p)
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

// tokenRefused reports whether another token may help. A refused signature is none of the token's business, whatever status it
// comes under.
func (c *Client) tokenRefused(err error) bool {
	var known *Error
	if !errors.As(err, &known) || known.Code == codeBadSign {
		return false
	}
	return known.HTTPStatus == http.StatusUnauthorized || slices.Contains(c.codes.tokenExpired, known.Code)
}

// request makes one attempt: a valid token, a fresh timestamp, and the sign over exactly what is sent.
func (c *Client) request(ctx context.Context, p post) (transport.Request, Token, error) {
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
	sign, err := c.access.sign(query, p.body)
	if err != nil {
		return transport.Request{}, Token{}, err
	}
	query.Set("sign", sign)
	return transport.Request{
		Path:  p.path,
		Query: query,
		Header: http.Header{
			"Content-Type":  {"application/json"},
			"Accept":        {"application/json"},
			"Cache-Control": {"no-cache"},
		},
		Body: p.body,
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
	signer, tokens := c.Signer, client.NewTokens(provider, c.Token, transport.Limit(c.Timeout, c.HTTPClient))
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
