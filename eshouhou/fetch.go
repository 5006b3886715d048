package eshouhou

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// Statement returns the statement of one work order (CustomerService/GetStatementPay, workOrderId). A nil error means a
// statement.
//
// Errors are [*Error]: [ErrNoStatement] when the work order has none; [ErrInvalidRequest] for an id that is empty, has white
// space around it or holds control characters, before any network use; a business failure with Code and Message and no
// sentinel; otherwise one of the sentinels, or the context's error. The provider calls the id optional and does not say what
// comes without one, so this call requires it.
//
// A refused token (HTTP 401, or one of Config.TokenExpiredCodes) is renewed once and the call made once more.
func (c *Client) Statement(ctx context.Context, workOrderID string) (*Statement, error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	r := c.fetch(ctx, "Statement", workOrderID)
	return r.st, r.err
}

// result is what became of one id, or the end of a run.
type result struct {
	st       *Statement
	none     bool // err says that the work order has no statement
	err      error
	attempts int
}

// fetch gets one statement for op.
func (c *Client) fetch(ctx context.Context, op, id string) result {
	if err := checkID(id); err != nil {
		return result{err: err}
	}
	f := fetching{c: c, op: op, id: id}
	stats, err := f.do(ctx)
	attempts := stats.Attempts
	if err != nil && c.tokenRefused(err, f.used) {
		c.tokens.Invalidate(ctx, f.used)
		f.refused = f.used.Value
		var again error
		stats, again = f.do(ctx)
		attempts += stats.Attempts
		if !f.same { // else the source has no other token, and the first error says it best
			err = again
		}
	}
	if err != nil {
		return result{err: err, attempts: attempts}
	}
	if f.st == nil {
		none := transport.Errorf(provider+": "+op, ErrNoStatement, "the work order has none")
		none.Attempts, none.RequestID = stats.Attempts, stats.RequestID
		return result{none: true, err: none, attempts: attempts}
	}
	return result{st: f.st, attempts: attempts}
}

func checkID(id string) error {
	if id == "" {
		return invalid("workOrderID is empty: it is required")
	}
	if rule := client.BrokenText(id); rule != "" {
		return invalid("workOrderID %s", rule)
	}
	return nil
}

// tokenRefused reports whether the provider refused the token that was sent. An empty one was not sent: then the error is of
// getting a token.
func (c *Client) tokenRefused(err error, used Token) bool {
	e, ok := err.(*Error)
	if !ok || used.Value == "" {
		return false
	}
	return e.HTTPStatus == http.StatusUnauthorized || e.Code != "" && slices.Contains(c.expiredCodes, e.Code)
}

// fetching is one call, perhaps made again with another token.
type fetching struct {
	c       *Client
	op, id  string
	used    Token  // of the last attempt; empty when it got none
	refused string // the token that the provider refused
	same    bool   // the source gave the refused token again
	st      *Statement
}

func (f *fetching) do(ctx context.Context) (transport.Stats, error) {
	return f.c.calls.Do(ctx, transport.Call{
		Op:      f.op,
		Method:  http.MethodGet,
		Ready:   f.ready,
		Build:   f.build,
		Decode:  f.decode,
		Explain: replies.Explain,
		Judge:   f.c.judge,
	})
}

// judge says what a listed ResultCode means, whatever HTTP status it comes under: a refused token is refused again.
func (c *Client) judge(code string) (retry, ok bool, kind error) {
	if slices.Contains(c.expiredCodes, code) {
		return false, true, nil
	}
	return true, slices.Contains(c.retryCodes, code), nil
}

// ready waits for a token outside of the rate limit. What an earlier attempt sent is no longer what was refused if that fails.
func (f *fetching) ready(ctx context.Context) error {
	f.used = Token{}
	_, err := f.c.tokens.Token(ctx)
	return err
}

func (f *fetching) build(ctx context.Context, _ int) (transport.Request, error) {
	f.used = Token{}
	t, err := f.c.tokens.Token(ctx)
	if err != nil {
		return transport.Request{}, err
	}
	if t.Value == f.refused {
		f.same = true
		return transport.Request{}, invalid("the TokenSource has no other token")
	}
	f.used = t
	return transport.Request{
		Path:   statementPath,
		Query:  url.Values{"access_token": {t.Value}, "workOrderId": {f.id}},
		Header: acceptJSON(),
		Hide:   []string{t.Value},
	}, nil
}

// decode reads a reply into f.st, whatever an earlier attempt left there.
func (f *fetching) decode(resp transport.Response) (err error) {
	r := f.c.readers.Get()
	defer f.c.readers.Put(r)
	f.st, err = decodeStatement(resp.Context, r, resp.Body, f.c.rows, f.c.retryCodes)
	if f.st != nil {
		f.st.markAsked(f.id)
	}
	return err
}
