package console

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// provider is the first word of every error text.
const provider = "console"

// Config configures a [Client]. The zero values are good defaults, BaseURL aside. A Config prints, logs and marshals as the
// names of the fields that are set.
type Config struct {
	// Authorize adds what the console wants to see: a token in a header, a cookie (with AddCookie), a query parameter. It runs
	// for every attempt, on a request that is complete otherwise and whose body it may read, and may be called concurrently.
	// It must change nothing but headers and query parameters. The context of the request is for requests that it makes itself, such
	// as for a token: it ends with the call, and after Timeout. What it adds is masked in errors; its own error text must
	// hold no secret. If it panics, the call fails with [ErrInvalidRequest]. Nil adds nothing. How the console authorises is not
	// documented.
	Authorize func(*http.Request) error

	// BaseURL is where the console lives: /pay/consume_order and /pay/order_details are appended to its path. Required,
	// because it is not documented. It must be https, or http to a loopback address; user info, query and fragment are refused.
	BaseURL string
	// HTTPClient lends its Transport, looked up at every request; nil means http.DefaultTransport. Its Jar and CheckRedirect
	// are not used: no cookie is kept, no redirect followed. A transport that skips certificate checks is refused.
	HTTPClient *http.Client
	// Logger gets a debug record per attempt and a warning per retry: operation, attempt, status, durations and sizes.
	// Nil logs nothing.
	Logger *slog.Logger
	// Timeout limits one attempt, body included. 0 means HTTPClient.Timeout if that is set, else 30 s.
	Timeout time.Duration
	// Retry says when and how often a failed attempt is repeated. The zero policy makes 4 attempts at most.
	Retry RetryPolicy
	// RateLimit limits the requests of this client, retries included. Zero is unlimited. What the console allows is not
	// documented.
	RateLimit RateLimit
	// MaxResponseBytes limits a decompressed body. 0 means 32 MiB.
	MaxResponseBytes int64
	// Location is the zone that CreateTime and TradeTime are given in; the instants do not change. Nil means UTC+8.
	Location *time.Location
	// KeepRaw keeps the JSON text of each row in its field Raw, which about doubles the memory of a long list.
	KeepRaw bool

	// AutoBody is how SetAuto encodes its parameters, which is not documented. The zero value is JSON.
	AutoBody BodyEncoding
	// RetrySetAuto lets SetAuto be repeated like a query, also when an earlier attempt may have reached the console. Setting
	// the same value twice does no harm by itself, but it can undo a change that someone else made in between.
	RetrySetAuto bool
}

// String returns the names of the fields that are set.
func (c Config) String() string { return client.ConfigText("console.Config", c) }

// GoString returns String, so that %#v shows no more.
func (c Config) GoString() string { return c.String() }

// Format writes String for every verb.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue returns String, so that slog shows no more.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON returns String as a JSON string: a Config is not meant to be stored.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// common returns the fields that all clients have. There are no pages here.
func (c Config) common() client.Config { return client.Common(c, "") }

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error { return transport.Invalid(provider, format, args...) }

// BodyEncoding is how a body is encoded.
type BodyEncoding uint8

const (
	// JSONBody sends {"code":"…","auto":true} as application/json. It is the zero value.
	JSONBody BodyEncoding = iota
	// FormBody sends code=…&auto=true as application/x-www-form-urlencoded.
	FormBody
)

// String returns the English name, "BodyEncoding(7)" for a value without one.
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
