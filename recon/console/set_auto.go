package console

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// SetAuto switches the automatic reconciliation of one order on or off (是否自动对账, POST /pay/consume_order). code is the
// serial number (流水号) of Order.Code. It is the only call of this library that changes anything.
//
// It is never repeated once a request may have reached the console, unless Config.RetrySetAuto allows it: after such an
// error look at the order's Auto before you try again. The reply to this call is not documented; it must be a JSON object
// with the code 200, as the replies to the others are, else this is an error: a business failure with its Code, or
// [ErrMalformedResponse].
func (c *Client) SetAuto(ctx context.Context, code string, auto bool) error {
	if err := c.ready(); err != nil {
		return err
	}
	if err := checkCode("SetAuto", code); err != nil {
		return err
	}
	contentType, body := c.autoBody.auto(code, auto)
	_, err := c.calls.Do(ctx, transport.Call{
		Op:     "SetAuto",
		Method: http.MethodPost,
		Build: func(ctx context.Context, _ int) (transport.Request, error) {
			return c.authorize.request(ctx, http.MethodPost, ordersPath, nil, contentType, body)
		},
		Decode: func(resp transport.Response) error {
			return decodeReply(resp.Body, func(r *wire.Reader, _ *wire.Unknown) { r.Skip() })
		},
		Explain: explain,
		Once:    !c.retryAuto,
	})
	return err
}

// checkCode refuses a serial number that cannot be one.
func checkCode(op, code string) error {
	if code == "" {
		return invalid("%s: code is empty: it is required", op)
	}
	if rule := client.BrokenText(code); rule != "" {
		return invalid("%s: code %s", op, rule)
	}
	return nil
}

// BodyEncoding is how a body is encoded.
type BodyEncoding uint8

const (
	// JSONBody sends {"code":"…","auto":true} as application/json. It is the zero value.
	JSONBody BodyEncoding = iota
	// FormBody sends code=…&auto=true as application/x-www-form-urlencoded.
	FormBody
)

// String is the English name, "BodyEncoding(7)" for a value without one.
func (e BodyEncoding) String() string {
	switch e {
	case JSONBody:
		return "JSON"
	case FormBody:
		return "form"
	}
	return "BodyEncoding(" + strconv.Itoa(int(e)) + ")"
}

// auto encodes the parameters of SetAuto.
func (e BodyEncoding) auto(code string, auto bool) (contentType string, body []byte) {
	if e == FormBody {
		form := url.Values{"code": {code}, "auto": {strconv.FormatBool(auto)}}
		return "application/x-www-form-urlencoded", []byte(form.Encode())
	}
	quoted, _ := json.Marshal(code) // a string always has one
	return "application/json; charset=utf-8", []byte(`{"code":` + string(quoted) + `,"auto":` + strconv.FormatBool(auto) + `}`)
}
