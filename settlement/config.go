package settlement

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/billrecon/billrecon/internal/paging"
)

// Config configures a [Client]. The zero values are good defaults; Token, Signer and BaseURL are required. A Config prints,
// logs and marshals as the names of the fields that are set, never as a secret.
type Config struct {
	// Token gives the access tokens (access_token): [StaticToken], or a source of your own. Its tokens are kept until 60 s
	// before they expire (half of their life when that is shorter than 2 minutes) and until the provider refuses one; it is
	// asked once however many calls wait for it. A token without Expires is kept until it is refused.
	Token TokenSource
	// Signer makes the sign of each attempt. The provider's rule is not public: see [SortedSecretParamMD5].
	Signer Signer
	// Version is the version of the interface (业务接口版本号, version), such as "1.0.0". Empty sends none.
	Version string
	// TokenExpiredCodes are the codes (code) that mean a refused token: they cause one new token and one repeat of the call, as
	// HTTP 401 does, and are [ErrAuth] when that does not help. None by default, because the provider documents no such code.
	// 10016 is refused here: it is the sign that is wrong.
	TokenExpiredCodes []string

	// BaseURL is the provider's address ({开放平台域名地址}), which each customer is given: required. The path of the
	// interface is appended, and a path that BaseURL has is kept before it. It must be https, or http to a loopback address;
	// user info, query and fragment are refused.
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
	// RateLimit limits the requests of this client, retries included. Zero is unlimited. What the provider allows is not
	// documented.
	RateLimit RateLimit
	// MaxResponseBytes limits a decompressed body. 0 means 32 MiB.
	MaxResponseBytes int64
	// Prefetch is how many pages Items and CollectItems fetch ahead of the consumer, 0 to 64. 0 and 1 fetch serially. With
	// ItemQuery.Window it is how many windows are fetched at a time, each of them serially.
	Prefetch int
	// Location is the zone that OrderTime and PaymentTime are given in; the instants do not change. Nil means UTC+8.
	// What is sent is UTC+8 whatever Location is.
	Location *time.Location
	// KeepRaw keeps the JSON text of each row in Item.Raw, which about doubles the memory of a long bill.
	KeepRaw bool
	// MaxPages is the highest page number that Items and CollectItems ask for, in each window; reaching it is
	// [ErrIncomplete]. 0 means 100 000.
	MaxPages int
	// Drift says what happens when the result set moves while its pages are read. The zero value fails.
	Drift DriftPolicy
	// ProveEnd asks for one page more after the last one, and takes any row there as drift. It costs one request per query
	// or window, and is the only defence against a page that came short by mistake and a provider that caps the limit
	// silently: it declares no total.
	ProveEnd bool

	// RetryCodes are codes to be treated as passing failures and retried under Retry, whatever HTTP status they come under.
	// None by default, because the provider documents no code for "busy" or "too many requests". 10016 is refused here: a bad
	// sign stays bad, and is never retried, under HTTP 429 and 5xx neither.
	RetryCodes []string
}

// String shows the names of the fields that are set.
func (c Config) String() string {
	return "settlement.Config{" + strings.Join(c.fieldsSet(), ", ") + "}"
}

// GoString is String, so that %#v shows no secret.
func (c Config) GoString() string { return c.String() }

// Format writes String for every verb: without it %d would print what the fields hold.
func (c Config) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(c.String())) }

// LogValue is String, so that slog shows no secret.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON is String as a JSON string: a Config is not meant to be stored, and a logger that marshals a struct around
// it must not print secrets.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// fieldsSet names the fields that are set.
func (c Config) fieldsSet() []string {
	var names []string
	for _, field := range []struct {
		name string
		set  bool
	}{
		{"Token", c.Token != nil},
		{"Signer", c.Signer != nil},
		{"Version", c.Version != ""},
		{"TokenExpiredCodes", len(c.TokenExpiredCodes) > 0},
		{"BaseURL", c.BaseURL != ""},
		{"HTTPClient", c.HTTPClient != nil},
		{"Logger", c.Logger != nil},
		{"Timeout", c.Timeout != 0},
		{"Retry", c.Retry != RetryPolicy{}},
		{"RateLimit", c.RateLimit != RateLimit{}},
		{"MaxResponseBytes", c.MaxResponseBytes != 0},
		{"Prefetch", c.Prefetch != 0},
		{"Location", c.Location != nil},
		{"KeepRaw", c.KeepRaw},
		{"MaxPages", c.MaxPages != 0},
		{"Drift", c.Drift != FailOnDrift},
		{"ProveEnd", c.ProveEnd},
		{"RetryCodes", len(c.RetryCodes) > 0},
	} {
		if field.set {
			names = append(names, field.name+": set")
		}
	}
	return names
}

// maxPrefetch is this package's own bound: more pages in flight than this help nobody.
const maxPrefetch = 64

// check names the first field that breaks a rule. What the transport is given, the transport checks.
func (c Config) check() error {
	if rule := brokenSource(c.Token); rule != "" {
		return invalid("Config.Token %s", rule)
	}
	if rule := brokenSigner(c.Signer); rule != "" {
		return invalid("Config.Signer %s", rule)
	}
	if rule := brokenText(c.Version); rule != "" {
		return invalid("Config.Version %s", rule)
	}
	switch {
	case strings.HasSuffix(strings.TrimSuffix(c.BaseURL, "/"), ItemPath):
		return invalid("Config.BaseURL ends with the path of the interface: give only what stands before /openApi")
	case c.Prefetch < 0 || c.Prefetch > maxPrefetch:
		return invalid("Config.Prefetch is %d: it must be 0 to %d", c.Prefetch, maxPrefetch)
	case c.MaxPages < 0 || c.MaxPages > paging.MaxPagesLimit:
		return invalid("Config.MaxPages is %d: it must be 0 to %d", c.MaxPages, paging.MaxPagesLimit)
	case c.Drift != FailOnDrift && c.Drift != ReportDrift:
		return invalid("Config.Drift is %d: it must be FailOnDrift or ReportDrift", c.Drift)
	}
	return c.checkCodes()
}

func (c Config) checkCodes() error {
	if err := checkCodes("RetryCodes", c.RetryCodes); err != nil {
		return err
	}
	if err := checkCodes("TokenExpiredCodes", c.TokenExpiredCodes); err != nil {
		return err
	}
	for i, code := range c.TokenExpiredCodes {
		if slices.Contains(c.RetryCodes, code) {
			return invalid("Config.TokenExpiredCodes[%d] is in RetryCodes too: a code is one or the other", i)
		}
	}
	return nil
}

func checkCodes(field string, codes []string) error {
	for i, code := range codes {
		switch {
		case code == "" || strings.TrimSpace(code) != code:
			return invalid("Config.%s[%d] is empty or has white space around it: it must be a code", field, i)
		case code == codeSuccess:
			return invalid("Config.%s[%d] is %s: that is success", field, i, codeSuccess)
		case code == codeBadSign:
			return invalid("Config.%s[%d] is %s: that is a refused signature, which neither a retry nor a token can mend", field, i, codeBadSign)
		}
	}
	return nil
}

// brokenText is the rule that s breaks. Signers of such platforms disagree on white space around a value, and JSON cannot
// carry bytes that are not UTF-8: both would sign something else than is sent.
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
