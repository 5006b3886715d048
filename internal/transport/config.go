package transport

import (
	"log/slog"
	"net/http"
	"time"
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
	Retry RetryPolicy
	// RateLimit limits the requests of this client; retries count.
	RateLimit RateLimit
	// MaxResponseBytes limits a decompressed body. Zero means 32 MiB.
	MaxResponseBytes int64
	// Secrets returns the values to scrub out of every text that comes from
	// elsewhere. It is asked each time, and may be called concurrently.
	Secrets func() []string
}

// RetryPolicy says when a failed attempt is repeated. The n-th retry waits a
// random time between 0 and min(MaxDelay, BaseDelay·2ⁿ⁻¹), or what the
// provider's Retry-After asks for if that is longer.
type RetryPolicy struct {
	// MaxAttempts is the number of attempts in all, 1 to 10. Zero means 4, and
	// 1 never retries.
	MaxAttempts int
	// BaseDelay is the longest wait before the first retry. Zero means 200 ms.
	BaseDelay time.Duration
	// MaxDelay is the longest wait before any retry, and the longest
	// Retry-After that is waited for. Zero means 10 s, or BaseDelay if that is
	// longer.
	MaxDelay time.Duration
	// BudgetRatio is what each success adds to the retry budget of the client,
	// above 0 and up to 1. Zero means 0.1: one retry for ten successes.
	BudgetRatio float64
	// BudgetReserve is the budget at the start and its upper bound; each retry
	// costs 1. Zero means 10.
	BudgetReserve int
}

// RateLimit is a token bucket over all requests of a client. Zero is unlimited.
type RateLimit struct {
	// PerSecond is the steady rate. Zero means no limit.
	PerSecond float64
	// Burst is how many requests may leave at once. Zero means 1.
	Burst int
}
