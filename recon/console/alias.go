package console

import "github.com/billrecon/billrecon"

// Error is [billrecon.Error], the error of every method of this package. Code is the code of a business failure, SubCode is always
// empty, and Message is the member message or msg, which the console's page does not document.
//
// Only the code 200 is documented, so a business failure is no sentinel: look at Code.
type Error = billrecon.Error

// The kinds of failure, for errors.Is, as package billrecon documents them. What is special here stands beside them.
var (
	// ErrInvalidRequest is also for an amount or a pay method that has no counterpart in the console, and for a Config.Authorize
	// that panics.
	ErrInvalidRequest = billrecon.ErrInvalidRequest
	ErrPeriodOpen     = billrecon.ErrPeriodOpen
	// ErrAuth is for credentials that were refused by HTTP status (401, 403), and for a Config.Authorize that failed.
	ErrAuth        = billrecon.ErrAuth
	ErrRateLimited = billrecon.ErrRateLimited
	// ErrUnavailable is also for a redirect to a login page.
	ErrUnavailable       = billrecon.ErrUnavailable
	ErrMalformedResponse = billrecon.ErrMalformedResponse
	ErrResponseTooLarge  = billrecon.ErrResponseTooLarge
	// ErrPageDrift means that more rows came than order.num says, or that a code came twice.
	ErrPageDrift = billrecon.ErrPageDrift
	// ErrPageLoop is not returned by this package: the console documents no pages.
	ErrPageLoop = billrecon.ErrPageLoop
	// ErrIncomplete means that the rows are not proven to be all: order.num is larger, or did not come.
	ErrIncomplete = billrecon.ErrIncomplete
)

// RetryPolicy is [billrecon.RetryPolicy]. Config.Authorize runs for every attempt. [Client.SetAuto] is repeated only if its request
// cannot have reached the console, unless Config.RetrySetAuto allows more.
type RetryPolicy = billrecon.RetryPolicy

// RateLimit is [billrecon.RateLimit].
type RateLimit = billrecon.RateLimit

// Audit is [billrecon.Audit], which [Client.CollectOrders] returns. The console replies in one piece: Pages is at most 1, Earlier is
// 0, DeclaredTotal is order.num, Duplicates counts the rows whose code came before, and Next is empty.
type Audit = billrecon.Audit
