package settlement

import (
	"github.com/billrecon/billrecon/internal/paging"
	"github.com/billrecon/billrecon/internal/transport"
)

// RetryPolicy says when and how often a failed attempt is repeated. Network failures, time-outs, HTTP 408, 429 and 5xx,
// bodies that are cut short or no JSON, and Config.RetryCodes are; nothing else is. Every attempt has a fresh timestamp and
// sign.
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

// Audit says what [Client.CollectItems] did and what it proved.
//
//   - Pages int: pages taken and checked.
//   - Rows int64: rows handed out; after an error those of whole pages that passed every check.
//   - Earlier int64: rows that the runs before the Cursor handed out. The whole bill is Earlier + Rows.
//   - DeclaredTotal int64, HasTotal bool: always 0 and false, the provider declares no total.
//   - Duplicates int64: rows seen before. Above 0 only under ReportDrift, and for what ended a run.
//   - Retries int: attempts that failed before the pages came.
//   - Unknown map[string]int64: what was not known, as in [ItemPage]; nil when there was nothing.
//   - Complete bool: the end was reached and nothing contradicted it. False after every error.
//   - Findings []string: sentences about what was noticed, without row contents.
//   - Next Cursor: where another run can go on after a failure; empty when complete.
type Audit = paging.Audit

// Cursor is where a stopped run can go on: set ItemQuery.Cursor to Audit.Next. It is opaque, versioned text that can be
// stored, bound to the base URL and the query, and holds no secret. Another query's cursor is refused with
// [ErrInvalidRequest].
type Cursor = paging.Cursor

// DriftPolicy says what happens when the result set moves while its pages are read: [FailOnDrift] or [ReportDrift].
type DriftPolicy = paging.DriftPolicy

const (
	// FailOnDrift ends the run with [ErrPageDrift] at the first sign. It is the zero value.
	FailOnDrift = paging.FailOnDrift
	// ReportDrift keeps every row, names each sign in Audit.Findings and leaves Audit.Complete false. Repeated pages stay
	// errors. [Client.Items], which has no Audit to return, ends with [ErrPageDrift] after the last row.
	ReportDrift = paging.ReportDrift
)
