package eshouhou

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// provider is the first word of every error text.
const provider = "eshouhou"

const (
	// defaultConcurrency is a guess that asks little of the provider, who documents no limit.
	defaultConcurrency = 8
	// maxConcurrency is this package's own bound: more calls in flight than this help nobody.
	maxConcurrency = 64
	// maxTokenHours is the longest life of a token that the provider documents.
	maxTokenHours = 24
)

// Config configures a [Client]. The zero values are good defaults; only AppID and AppSecret are required, or Token instead
// of them. A Config prints, logs and marshals as the identifier and the names of the fields that are set, never as a secret.
type Config struct {
	// AppID is the application identifier (appid). Not a secret. Given together with AppSecret, and then without Token.
	// Like every identifier and secret it must hold no white space around it and no invisible character.
	AppID string
	// AppSecret signs the token requests, 6 characters or more. It never leaves the process.
	AppSecret string
	// Token returns the access tokens instead of AppID and AppSecret. Its tokens are kept until 60 s before they expire (half
	// of their life when that is shorter than 2 minutes) and until the provider refuses one; it is asked once however many
	// calls wait for it. A source over a store that others share should be a [TokenInvalidator]: it is told of the refused token
	// before it is asked again.
	Token TokenSource
	// TokenExpireHours is the life to ask for (expire) with AppID and AppSecret, in hours, 1 to 24. 0 sends none: the provider's
	// default is 2 hours.
	TokenExpireHours int
	// TokenExpiredCodes are the result codes (ResultCode) that mean a refused token: they cause one new token and one repeat
	// of the call, as HTTP 401 does, whatever HTTP status they come under. None by default, because the provider documents no
	// such code. One that is among RetryCodes too is no retry: the same token would be refused again.
	TokenExpiredCodes []string

	// BaseURL is where the provider listens; the paths of the calls are appended. Empty means [Production]. It must be https,
	// or http to a loopback address; user info, query and fragment are refused.
	BaseURL string
	// HTTPClient lends its Transport, looked up at every request; nil means http.DefaultTransport. Its Jar and CheckRedirect
	// are not used: no cookie is kept, no redirect followed. A transport that skips certificate checks is refused.
	HTTPClient *http.Client
	// Logger gets a debug record per attempt and a warning per retry: operation, attempt, status, durations and sizes.
	// Nil logs nothing.
	Logger *slog.Logger
	// Timeout limits one attempt, body included, and each wait for Token. 0 means HTTPClient.Timeout if that is set, else 30 s.
	Timeout time.Duration
	// Retry says when and how often a failed attempt is repeated. The zero policy makes 4 attempts at most.
	Retry RetryPolicy
	// RateLimit limits the requests of this client, retries and token requests included. Zero is unlimited. What the provider
	// allows is not documented.
	RateLimit RateLimit
	// MaxResponseBytes limits a decompressed body. 0 means 32 MiB.
	MaxResponseBytes int64
	// Concurrency is how many work orders Statements and CollectStatements ask for at the same time, 1 to 64. 0 means 8, and 1
	// asks one after the other.
	Concurrency int
	// Location is the zone that StatementTime is given in; the instant does not change. Nil means UTC+8.
	Location *time.Location
	// KeepRaw keeps the JSON text of each statement in Statement.Raw, which about doubles the memory.
	KeepRaw bool

	// RetryCodes are result codes to be treated as passing failures and retried under Retry, whatever HTTP status they come
	// under. None by default, because the provider documents no code for "busy" or "too many requests".
	RetryCodes []string
}

// String returns the identifier and the names of the fields that are set.
func (c Config) String() string { return client.ConfigText("eshouhou.Config", c, "AppID") }

// GoString returns String, so that %#v shows no secret.
func (c Config) GoString() string { return c.String() }

// Format writes String for every verb: without it %d would print the secrets.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue returns String, so that slog shows no secret.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON returns String as a JSON string: a Config is not meant to be stored, and a logger that marshals a struct around
// it must not print secrets.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// common returns the fields that all clients have. There are no pages here.
func (c Config) common() client.Config { return client.Common(c, Production) }

// check names the first field that breaks a rule. What the transport is given, the transport checks.
func (c Config) check() error {
	if err := c.checkCredentials(); err != nil {
		return err
	}
	switch {
	case c.TokenExpireHours < 0 || c.TokenExpireHours > maxTokenHours:
		return invalid("Config.TokenExpireHours is %d: it must be 1 to %d, or 0 for the provider's default", c.TokenExpireHours, maxTokenHours)
	case c.TokenExpireHours != 0 && c.Token != nil:
		return invalid("Config.TokenExpireHours is set beside Token: it is for AppID and AppSecret")
	case c.Concurrency < 0 || c.Concurrency > maxConcurrency:
		return invalid("Config.Concurrency is %d: it must be 1 to %d, or 0 for %d", c.Concurrency, maxConcurrency, defaultConcurrency)
	}
	success := client.Meaning{Code: codeSuccess, Text: "success"}
	if err := client.CheckCodes(provider, "TokenExpiredCodes", c.TokenExpiredCodes, success); err != nil {
		return err
	}
	return client.CheckCodes(provider, "RetryCodes", c.RetryCodes, success)
}

func (c Config) checkCredentials() error {
	switch {
	case c.Token == nil && c.AppID == "" && c.AppSecret == "":
		return invalid("Config.AppID is empty: AppID and AppSecret are required, or a Token instead")
	case c.Token == nil:
		return client.CheckPair(provider, "AppID", c.AppID, "AppSecret", c.AppSecret, "AppID and AppSecret are required together")
	case c.AppID != "" || c.AppSecret != "":
		return invalid("Config.AppID and Config.Token: only one way to get tokens may be set")
	}
	if f, ok := c.Token.(TokenSourceFunc); ok && f == nil {
		return invalid("Config.Token is a nil TokenSourceFunc: it must be a function")
	}
	if rule := client.BrokenSource(c.Token); rule != "" {
		return invalid("Config.Token %s", rule)
	}
	return nil
}

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error { return transport.Invalid(provider, format, args...) }
