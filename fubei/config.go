package fubei

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/billrecon/billrecon/internal/paging"
)

// Config configures a [Client]. The zero values are good defaults; only one pair of credentials is required, and exactly
// one. A Config prints, logs and marshals as the identifier and the names of the fields that are set, never as a secret.
// Package fmt cannot ask a Config in an unexported field of another struct how to print it: keep the Client there, which
// holds its secret where nothing prints it.
type Config struct {
	// AppID is the application identifier (app_id) of a merchant (商户级). Not a secret. Given together with AppSecret, and
	// then without VendorSN and VendorSecret. It must not be surrounded by white space.
	AppID string
	// AppSecret signs at merchant level. It never leaves the process.
	AppSecret string
	// VendorSN is the identifier (vendor_sn) of an agent (服务商级), sent and signed instead of app_id. Not a secret.
	VendorSN string
	// VendorSecret signs at agent level. It never leaves the process.
	VendorSecret string

	// BaseURL is where requests are posted to, exactly: no path is added. Empty means [Production]. It must be https, or http
	// to a loopback address; user info, query and fragment are refused.
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
	// RateLimit limits the requests of this client, retries included. Zero is unlimited. What Fubei allows is not documented.
	RateLimit RateLimit
	// MaxResponseBytes limits a decompressed body. 0 means 32 MiB.
	MaxResponseBytes int64
	// Prefetch is how many pages Bills and CollectBills fetch ahead of the consumer, 0 to 64. 0 and 1 fetch serially.
	Prefetch int
	// Location is the zone that CreateTime and PayTime are given in; the instants do not change. Nil means UTC+8.
	// The bill day is a day at UTC+8 whatever Location is.
	Location *time.Location
	// KeepRaw keeps the JSON text of each row in Bill.Raw, which about doubles the memory of a long bill.
	KeepRaw bool
	// MaxPages is the highest page number that Bills and CollectBills ask for; reaching it is [ErrIncomplete].
	// 0 means 100 000.
	MaxPages int
	// Drift says what happens when the result set moves while its pages are read. The zero value fails.
	Drift DriftPolicy

	// RetryCodes are result codes to be treated as passing failures and retried under Retry, whatever HTTP status they come
	// under. None by default, because Fubei documents no code for "busy" or "too many requests".
	RetryCodes []string
}

// String shows the identifier and the names of the fields that are set.
func (c Config) String() string {
	var parts []string
	if c.AppID != "" {
		parts = append(parts, fmt.Sprintf("AppID: %q", c.AppID))
	}
	if c.VendorSN != "" {
		parts = append(parts, fmt.Sprintf("VendorSN: %q", c.VendorSN))
	}
	return "fubei.Config{" + strings.Join(append(parts, c.fieldsSet()...), ", ") + "}"
}

// GoString is String, so that %#v shows no secret.
func (c Config) GoString() string { return c.String() }

// Format writes String for every verb: without it %d would print the secrets.
func (c Config) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(c.String())) }

// LogValue is String, so that slog shows no secret.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON is String as a JSON string: a Config is not meant to be stored, and a logger that marshals a struct around
// it must not print secrets. Decoding JSON into a Config works by field name.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// fieldsSet names the fields that are set, the identifiers aside.
func (c Config) fieldsSet() []string {
	var names []string
	for _, field := range []struct {
		name string
		set  bool
	}{
		{"AppSecret", c.AppSecret != ""},
		{"VendorSecret", c.VendorSecret != ""},
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
	if err := c.checkCredentials(); err != nil {
		return err
	}
	switch {
	case c.Prefetch < 0 || c.Prefetch > maxPrefetch:
		return invalid("Config.Prefetch is %d: it must be 0 to %d", c.Prefetch, maxPrefetch)
	case c.MaxPages < 0 || c.MaxPages > paging.MaxPagesLimit:
		return invalid("Config.MaxPages is %d: it must be 0 to %d", c.MaxPages, paging.MaxPagesLimit)
	case c.Drift != FailOnDrift && c.Drift != ReportDrift:
		return invalid("Config.Drift is %d: it must be FailOnDrift or ReportDrift", c.Drift)
	}
	return c.checkRetryCodes()
}

func (c Config) checkCredentials() error {
	merchant := c.AppID != "" || c.AppSecret != ""
	agent := c.VendorSN != "" || c.VendorSecret != ""
	switch {
	case merchant && agent:
		return invalid("Config.AppID and Config.VendorSN: only one level may be set, merchant or agent")
	case !merchant && !agent:
		return invalid("Config.AppID is empty: AppID and AppSecret are required at merchant level, VendorSN and VendorSecret at agent level")
	case agent:
		return checkPair("VendorSN", c.VendorSN, "VendorSecret", c.VendorSecret, "agent")
	}
	return checkPair("AppID", c.AppID, "AppSecret", c.AppSecret, "merchant")
}

func checkPair(idField, id, secretField, secret, level string) error {
	for _, v := range []struct{ field, value string }{{idField, id}, {secretField, secret}} {
		if v.value == "" {
			return invalid("Config.%s is empty: it is required at %s level", v.field, level)
		}
		if rule := brokenText(v.value); rule != "" {
			return invalid("Config.%s %s", v.field, rule)
		}
	}
	return nil
}

// brokenText is the rule that s breaks. Signers of the platform disagree on white space around a value, and JSON cannot
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

func (c Config) checkRetryCodes() error {
	for i, code := range c.RetryCodes {
		switch {
		case code == "" || strings.TrimSpace(code) != code:
			return invalid("Config.RetryCodes[%d] is empty or has white space around it: it must be a result code", i)
		case code == codeSuccess:
			return invalid("Config.RetryCodes[%d] is %s: that is success", i, codeSuccess)
		}
	}
	return nil
}
