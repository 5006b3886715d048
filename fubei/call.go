package fubei

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Call calls a method of the platform that this package has no wrapper for, such as "openapi.payment.order.query", and returns the
// JSON of data as it came: an object, or a JSON string that holds one; nil when the reply has no data. The request is signed, and
// repeated under Config.Retry, as every other one. That is for methods that only read: use [Client.CallOnce] for one that changes
// something, such as a refund.
//
// method is the platform's name of the method, in letters, digits, dots, underscores and hyphens. bizContent becomes biz_content:
// whatever package json makes an object of, such as a map, a struct or a json.RawMessage; nil is the empty object. Both are checked
// before any network use.
//
// Errors are those of [Client.BillPage]: a result_code other than 200 is a business failure, with secrets and phone numbers masked.
// The data is what the provider sent, and nothing in it is masked. Which methods the gateway of Config.BaseURL serves is up to the
// platform: those of version 2.0 have a gateway of their own.
func (c *Client) Call(ctx context.Context, method string, bizContent any) (json.RawMessage, error) {
	return c.callMethod(ctx, "Call", method, bizContent, false)
}

// CallOnce is [Client.Call] for a method that changes something: once the request may have reached the platform, it is not sent
// again, and the error is not retryable. Whether it took effect is then unknown: query it before you call again.
func (c *Client) CallOnce(ctx context.Context, method string, bizContent any) (json.RawMessage, error) {
	return c.callMethod(ctx, "CallOnce", method, bizContent, true)
}

func (c *Client) callMethod(ctx context.Context, op, method string, bizContent any, once bool) (json.RawMessage, error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	if err := checkMethod(method); err != nil {
		return nil, err
	}
	biz, err := bizText(bizContent)
	if err != nil {
		return nil, err
	}
	var data json.RawMessage
	call := c.call(op, method, biz, func(resp transport.Response) (err error) {
		data, err = replies.DataOf(resp, c.readers, func(r client.Reply) error { return outcome(r, c.retryCodes) })
		return err
	})
	call.Once = once
	if _, err := c.calls.Do(ctx, call); err != nil {
		return nil, err
	}
	return data, nil
}

// call is one call of a method. Its body is signed anew for every attempt.
func (c *Client) call(op, method, biz string, decode func(transport.Response) error) transport.Call {
	return transport.Call{
		Op:      op,
		Method:  http.MethodPost,
		Build:   func(context.Context, int) (transport.Request, error) { return c.account.request(method, biz) },
		Decode:  decode,
		Explain: replies.Explain,
		Judge:   func(code string) (retry, ok bool, kind error) { return true, slices.Contains(c.retryCodes, code), nil },
	}
}

// maxMethod is this package's own bound.
const maxMethod = 128

func checkMethod(method string) error {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r)
	}
	switch {
	case method == "":
		return invalid("method is empty: it is required")
	case len(method) > maxMethod:
		return invalid("method has %d characters: it must have at most %d", len(method), maxMethod)
	case strings.ContainsFunc(method, func(r rune) bool { return !plain(r) }):
		return invalid("method holds another character than letters, digits, dots, underscores and hyphens: it must not")
	}
	return nil
}

// bizText is the biz_content text of any value.
func bizText(bizContent any) (string, error) {
	if bizContent == nil {
		return "{}", nil
	}
	text, err := json.Marshal(bizContent)
	if err != nil {
		// Its text can hold values of the caller's.
		return "", invalid("bizContent has no JSON: %w", client.Hide("its encoding", err))
	}
	if r := wire.NewReader(text); r.Kind() != wire.Object {
		return "", invalid("bizContent is not an object in JSON: it must be one")
	}
	return string(text), nil
}
