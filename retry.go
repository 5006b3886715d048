package billrecon

import "time"

// RetryPolicy says how often and after which wait a failed attempt is repeated. Repeated are network failures, time-outs of
// one attempt, HTTP 408, 429 and 5xx, bodies that are cut short or are no JSON, and the codes of Config.RetryCodes; nothing
// else is. Every attempt is signed anew.
//
// The n-th retry waits a random time from 0 to min(MaxDelay, BaseDelay·2ⁿ⁻¹), both included, or what the provider's
// Retry-After asks for if that is longer. A wait that would outlast the deadline of the context is not begun.
//
// The zero value is a good default.
type RetryPolicy struct {
	// MaxAttempts is the number of attempts in all, 1 to 10. 0 means 4, and 1 never retries.
	MaxAttempts int
	// BaseDelay is the longest wait before the first retry. 0 means 200 ms.
	BaseDelay time.Duration
	// MaxDelay is the longest wait before any retry, and the longest Retry-After that is waited for. It must not be below
	// BaseDelay. 0 means 10 s, or BaseDelay if that is longer.
	MaxDelay time.Duration
	// BudgetRatio is what each success adds to the retry budget of the client, above 0 and up to 1. 0 means 0.1: one retry
	// for ten successes.
	BudgetRatio float64
	// BudgetReserve is the budget at the start and its upper bound; each retry costs 1. 0 means 10.
	BudgetReserve int
}

// RateLimit is a token bucket over all requests of a client; retries count. The zero value is unlimited.
type RateLimit struct {
	// PerSecond is the steady rate in requests per second. 0 means no limit.
	PerSecond float64
	// Burst is how many requests may leave at once. 0 means 1. It must not be set without PerSecond.
	Burst int
}
