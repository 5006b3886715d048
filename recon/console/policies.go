package console

import (
	"github.com/billrecon/billrecon/internal/paging"
	"github.com/billrecon/billrecon/internal/transport"
)

// RetryPolicy says when and how often a failed attempt is repeated. Network failures, time-outs, HTTP 408, 429 and 5xx, and
// bodies that are cut short or no JSON are; nothing else is. Config.Authorize runs for every attempt. [Client.SetAuto] is
// repeated only if its request cannot have reached the console, unless Config.RetrySetAuto allows more.
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

// Audit says what [Client.CollectOrders] did and what it proved. The console answers in one piece, so it is about one page.
//
//   - Pages int: 1, or 0 when none came.
//   - Rows int64: rows handed out.
//   - Earlier int64: always 0.
//   - DeclaredTotal int64, HasTotal bool: order.num, and whether it came.
//   - Duplicates int64: rows whose code came before.
//   - Retries int: attempts that failed before the page came.
//   - Unknown map[string]int64: what was not known, as in [OrderPage]; nil when there was nothing.
//   - Complete bool: the rows equal order.num and no code came twice. False after every error.
//   - Findings []string: sentences about what was noticed, without row contents.
//   - Next Cursor: always empty.
type Audit = paging.Audit
