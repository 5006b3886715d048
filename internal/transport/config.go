package transport

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/billrecon/billrecon"
)

// Config configures a Client. Zero values are good defaults, BaseURL aside.
type Config struct {
	// Provider is the first word of every error text, such as "fubei".
	Provider string
	// BaseURL is where the provider listens: https, or http to a loopback
	// address. Its path is kept; user info, query and fragment are refused.
	BaseURL string
	// HTTPClient lends its Transport, which is looked up at every request; nil
	// means http.DefaultTransport, looked up likewise. Its Jar and
	// CheckRedirect are not used: no cookie is kept, no redirect followed. A
	// transport that skips the verification of certificates or allows less
	// than TLS 1.2 is refused.
	HTTPClient *http.Client
	// Logger gets a debug record per attempt and a warning per retry: operation,
	// attempt, status, durations, sizes and the class of the outcome, nothing
	// else. Nil logs nothing.
	Logger *slog.Logger
	// Timeout limits one attempt, body included. Zero means HTTPClient.Timeout
	// if that is set, else 30 s.
	Timeout time.Duration
	// Retry says when and how often a failed attempt is repeated.
	Retry billrecon.RetryPolicy
	// RateLimit limits the requests of this client; retries count.
	RateLimit billrecon.RateLimit
	// MaxResponseBytes limits a decompressed body. Zero means 32 MiB.
	MaxResponseBytes int64
	// Secrets returns the values to scrub out of every text that comes from
	// elsewhere. It is asked each time, and may be called concurrently.
	Secrets func() []string
}
