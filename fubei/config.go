package fubei

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
const provider = "fubei"

// Config configures a [Client]. The zero values are good defaults; only one pair of credentials is required, and exactly
// one. A Config prints, logs and marshals as the identifier and the names of the fields that are set, never as a secret.
// Package fmt cannot ask a Config in an unexported field of another struct how to print it: keep the Client there, which
// holds its secret where nothing prints it.
type Config struct {
	// AppID is the application identifier (app_id) of a merchant (商户级). Not a secret. Given together with AppSecret, and
	// then without VendorSN and VendorSecret. Like every identifier and secret it must hold no white space around it and no
	// invisible character.
	AppID string
	// AppSecret signs at merchant level, 6 characters or more. It never leaves the process.
	AppSecret string
	// VendorSN is the identifier (vendor_sn) of an agent (服务商级), sent and signed instead of app_id. Not a secret.
	VendorSN string
	// VendorSecret signs at agent level, 6 characters or more. It never leaves the process.
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
	// MaxPages is the highest page number that Bills and CollectBills ask for; reaching it is [ErrIncomplete].
	// 0 means 100 000.
	MaxPages int
	// MaxRows is the most rows that Bills and CollectBills take; a bill that has more is [ErrIncomplete]. 0 means 10 000 000.
	MaxRows int64
	// Prefetch is how many pages Bills and CollectBills fetch ahead of the consumer, 0 to 64. 0 and 1 fetch serially.
	Prefetch int
	// Location is the zone that CreateTime and PayTime are given in; the instants do not change. Nil means UTC+8.
	// The bill day is a day at UTC+8 whatever Location is.
	Location *time.Location
	// KeepRaw keeps the JSON text of each row in Bill.Raw, which about doubles the memory of a long bill.
	KeepRaw bool
	// Drift says what happens when the result set moves while its pages are read. The zero value fails.
	Drift DriftPolicy
	// ReadTwice reads every bill a second time, with another page size, and compares the rows' identities; a difference is
	// [ErrPageDrift]. About twice the requests. A single reading cannot tell that it lacks rows which moved to a
	// page that was read already while the total stayed the same, nor that each page leaves some out.
	ReadTwice bool

	// CloseAfter is how long after its end at UTC+8 a day, month or year is taken as closed; before, Bills and CollectBills refuse it
	// with [ErrPeriodOpen], unless BillQuery.Open asks for it. 0 means [DefaultCloseAfter], two hours: the day of a bill is the
	// day on which the order was created, and an order of 23:59 can be paid after midnight. Fubei documents nowhere when a
	// day's bill is final.
	CloseAfter time.Duration
	// EmptyWithoutTotal accepts a reply without rows and without a total as an empty bill. Without it such a reply is
	// [ErrIncomplete] in Bills and CollectBills: Fubei declares a total (订单总数量) on every page, and nothing else says that
	// there are no bills.
	EmptyWithoutTotal bool
	// RetryCodes are result codes to be treated as passing failures and retried under Retry, whatever HTTP status they come
	// under. None by default, because Fubei documents no code for "busy" or "too many requests".
	RetryCodes []string
}

// String returns the identifier and the names of the fields that are set.
func (c Config) String() string { return client.ConfigText("fubei.Config", c, "AppID", "VendorSN") }

// GoString is String, so that %#v shows no secret.
func (c Config) GoString() string { return c.String() }

// Format writes String for every verb: without it %d would print the secrets.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue is String, so that slog shows no secret.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON is String as a JSON string: a Config is not meant to be stored, and a logger that marshals a struct around
// it must not print secrets. Decoding JSON into a Config works by field name.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// common returns the fields that all clients have.
func (c Config) common() client.Config { return client.Common(c, Production) }

// check names the first field that breaks a rule. What the transport is given, the transport checks.
func (c Config) check() error {
	if err := c.checkCredentials(); err != nil {
		return err
	}
	if err := c.common().Paging.Check(provider); err != nil {
		return err
	}
	if c.CloseAfter < 0 {
		return invalid("Config.CloseAfter is %v: it must not be negative", c.CloseAfter)
	}
	return client.CheckCodes(provider, "RetryCodes", c.RetryCodes, client.Meaning{Code: codeSuccess, Text: "success"})
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
		return client.CheckPair(provider, "VendorSN", c.VendorSN, "VendorSecret", c.VendorSecret, "it is required at agent level")
	}
	return client.CheckPair(provider, "AppID", c.AppID, "AppSecret", c.AppSecret, "it is required at merchant level")
}

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error { return transport.Invalid(provider, format, args...) }
