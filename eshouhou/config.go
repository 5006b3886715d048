package eshouhou

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Config configures a [Client]. The zero values are good defaults; only AppID and AppSecret are required, or Token instead
// of them. A Config prints, logs and marshals as the identifier and the names of the fields that are set, never as a secret.
type Config struct {
	// AppID is the application identifier (appid). Not a secret. Given together with AppSecret, and then without Token. It
	// must not be surrounded by white space.
	AppID string
	// AppSecret signs the token requests. It never leaves the process.
	AppSecret string
	// Token gives the access tokens instead of AppID and AppSecret. Its tokens are kept until 60 s before they expire (half
	// of their life when that is shorter than 2 minutes) and until the provider refuses one; it is asked once however many
	// calls wait for it.
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
	// Timeout limits one attempt, body included. 0 means HTTPClient.Timeout if that is set, else 30 s.
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

// String shows the identifier and the names of the fields that are set.
func (c Config) String() string {
	var parts []string
	if c.AppID != "" {
		parts = append(parts, fmt.Sprintf("AppID: %q", c.AppID))
	}
	return "eshouhou.Config{" + strings.Join(append(parts, c.fieldsSet()...), ", ") + "}"
}

// GoString is String, so that %#v shows no secret.
func (c Config) GoString() string { return c.String() }

// Format writes String for every verb: without it %d would print the secrets.
func (c Config) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(c.String())) }

// LogValue is String, so that slog shows no secret.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON is String as a JSON string: a Config is not meant to be stored, and a logger that marshals a struct around
// it must not print secrets.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// fieldsSet names the fields that are set, the identifier aside.
func (c Config) fieldsSet() []string {
	var names []string
	for _, field := range []struct {
		name string
		set  bool
	}{
		{"AppSecret", c.AppSecret != ""},
		{"Token", c.Token != nil},
		{"TokenExpireHours", c.TokenExpireHours != 0},
		{"TokenExpiredCodes", len(c.TokenExpiredCodes) > 0},
		{"BaseURL", c.BaseURL != ""},
		{"HTTPClient", c.HTTPClient != nil},
		{"Logger", c.Logger != nil},
		{"Timeout", c.Timeout != 0},
		{"Retry", c.Retry != RetryPolicy{}},
		{"RateLimit", c.RateLimit != RateLimit{}},
		{"MaxResponseBytes", c.MaxResponseBytes != 0},
		{"Concurrency", c.Concurrency != 0},
		{"Location", c.Location != nil},
		{"KeepRaw", c.KeepRaw},
		{"RetryCodes", len(c.RetryCodes) > 0},
	} {
		if field.set {
			names = append(names, field.name+": set")
		}
	}
	return names
}

const (
	// defaultConcurrency is a guess that asks little of the provider, who documents no limit.
	defaultConcurrency = 8
	// maxConcurrency is this package's own bound: more calls in flight than this help nobody.
	maxConcurrency = 64
	// maxTokenHours is the longest life of a token that the provider documents.
	maxTokenHours = 24
)

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
	if err := checkCodes("TokenExpiredCodes", c.TokenExpiredCodes); err != nil {
		return err
	}
	return checkCodes("RetryCodes", c.RetryCodes)
}

func (c Config) checkCredentials() error {
	if c.Token == nil {
		return c.checkApp()
	}
	if c.AppID != "" || c.AppSecret != "" {
		return invalid("Config.AppID and Config.Token: only one way to get tokens may be set")
	}
	if f, ok := c.Token.(TokenSourceFunc); ok && f == nil {
		return invalid("Config.Token is a nil TokenSourceFunc: it must be a function")
	}
	return nil
}

func (c Config) checkApp() error {
	if c.AppID == "" && c.AppSecret == "" {
		return invalid("Config.AppID is empty: AppID and AppSecret are required, or a Token instead")
	}
	for _, v := range []struct{ field, value string }{{"AppID", c.AppID}, {"AppSecret", c.AppSecret}} {
		if v.value == "" {
			return invalid("Config.%s is empty: AppID and AppSecret are required together", v.field)
		}
		if rule := brokenText(v.value); rule != "" {
			return invalid("Config.%s %s", v.field, rule)
		}
	}
	return nil
}

// brokenText is the rule that s breaks. White space around a value comes from a file or a copy, and would be signed.
func brokenText(s string) string {
	switch {
	case !utf8.ValidString(s):
		return "is not UTF-8 text"
	case strings.TrimSpace(s) != s:
		return "starts or ends with white space: it must not"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "holds a control character: it must not"
	}
	return ""
}

func checkCodes(field string, codes []string) error {
	for i, code := range codes {
		switch {
		case code == "" || strings.TrimSpace(code) != code:
			return invalid("Config.%s[%d] is empty or has white space around it: it must be a result code", field, i)
		case code == codeSuccess:
			return invalid("Config.%s[%d] is %s: that is success", field, i, codeSuccess)
		}
	}
	return nil
}
