package acme

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// provider is the first word of every error text.
const provider = "acme"

// Production is the host that an empty Config.BaseURL means.
const Production = "https://acme.example"

// Config configures a [Client]. Key and Secret are required; the zero values of the others are good defaults, which package
// fubei documents.
type Config struct {
	// Key identifies the merchant. Not a secret.
	Key string
	// Secret signs, 6 characters or more. It never leaves the process.
	Secret string

	BaseURL          string
	HTTPClient       *http.Client
	Logger           *slog.Logger
	Timeout          time.Duration
	Retry            billrecon.RetryPolicy
	RateLimit        billrecon.RateLimit
	MaxResponseBytes int64
	MaxPages         int
	MaxRows          int64
	Prefetch         int
	Location         *time.Location
	KeepRaw          bool
	Drift            billrecon.DriftPolicy
	ReadTwice        bool
}

// String returns the key and the names of the fields that are set.
func (c Config) String() string { return client.ConfigText("acme.Config", c, "Key") }

// GoString is String.
func (c Config) GoString() string { return c.String() }

// Format writes String for every verb, quoted for %q.
func (c Config) Format(f fmt.State, verb rune) { client.Format(f, verb, c.String()) }

// LogValue is String.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON is String as a JSON string: a logger that marshals a struct around a Config must not print the secret.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// common returns the fields that all clients have.
func (c Config) common() client.Config { return client.Common(c, Production) }

// check names the first field that breaks a rule. What the transport is given, the transport checks.
func (c Config) check() error {
	if err := client.CheckPair(provider, "Key", c.Key, "Secret", c.Secret, "it is required"); err != nil {
		return err
	}
	return c.common().Paging.Check(provider)
}

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error { return transport.Invalid(provider, format, args...) }
