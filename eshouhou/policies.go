package eshouhou

import "github.com/billrecon/billrecon/internal/transport"

// RetryPolicy says when and how often a failed attempt is repeated. Network failures, time-outs, HTTP 408, 429 and 5xx,
// bodies that are cut short or no JSON, and Config.RetryCodes are; nothing else is. Every attempt of a token request has a
// fresh timestamp and sign. The one repeat after a refused token is not a retry and is not counted here.
//
//   - MaxAttempts int: attempts in all, 1 to 10. 0 means 4, and 1 never retries.
//   - BaseDelay time.Duration: the longest wait before the first retry. 0 means 200 ms.
//   - MaxDelay time.Duration: the longest wait before any retry, and the longest Retry-After that is waited for. 0 means
//     10 s, or BaseDelay if that is longer.
//   - BudgetRatio float64: what each success adds to the retry budget of the client, above 0 and up to 1. 0 means 0.1.
//   - BudgetReserve int: the budget at the start and its upper bound; each retry costs 1. 0 means 10.
//
// The n-th retry waits a random time between 0 and min(MaxDelay, BaseDelay·2ⁿ⁻¹), never past the deadline of the context.
type RetryPolicy = transport.RetryPolicy

// RateLimit is a token bucket over all requests of a client. The zero value is unlimited.
//
//   - PerSecond float64: the steady rate. 0 means no limit.
//   - Burst int: how many requests may leave at once. 0 means 1.
type RateLimit = transport.RateLimit
