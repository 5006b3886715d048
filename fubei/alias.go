package fubei

import "github.com/billrecon/billrecon"

// Error is [billrecon.Error], the error of every method of this package. Code is the result_code of a business failure, SubCode
// the sub_code and Message the result_message. Op is "fubei: Bills" when pages contradict each other or the cursor does not fit,
// and "fubei" for a Config or BillQuery that breaks a rule.
//
// Fubei's result codes are not documented, so a business failure is no sentinel: look at Code. Codes seen in public code: 400
// platform error with a sub code, 1004 no such merchant, 4006 store hidden, 9996 bad parameter or no permission, 9999 generic.
type Error = billrecon.Error

// The kinds of failure, for errors.Is, as package billrecon documents them. What is special here stands beside them.
var (
	ErrInvalidRequest = billrecon.ErrInvalidRequest
	ErrPeriodOpen     = billrecon.ErrPeriodOpen
	// ErrAuth is for credentials that were refused by HTTP status. A refused signature comes as a result code that is not
	// documented.
	ErrAuth              = billrecon.ErrAuth
	ErrRateLimited       = billrecon.ErrRateLimited
	ErrUnavailable       = billrecon.ErrUnavailable
	ErrMalformedResponse = billrecon.ErrMalformedResponse
	ErrResponseTooLarge  = billrecon.ErrResponseTooLarge
	ErrPageDrift         = billrecon.ErrPageDrift
	ErrPageLoop          = billrecon.ErrPageLoop
	ErrIncomplete        = billrecon.ErrIncomplete
)

// RetryPolicy is [billrecon.RetryPolicy]. Every attempt has a fresh nonce and sign.
type RetryPolicy = billrecon.RetryPolicy

// RateLimit is [billrecon.RateLimit].
type RateLimit = billrecon.RateLimit

// Audit is [billrecon.Audit], which [Client.CollectBills] returns. Fubei declares a total. Unknown is that of [BillPage], added up.
type Audit = billrecon.Audit

// Cursor is [billrecon.Cursor]: set BillQuery.Cursor to Audit.Next.
type Cursor = billrecon.Cursor

// DriftPolicy is [billrecon.DriftPolicy]: [FailOnDrift], the zero value, or [ReportDrift].
type DriftPolicy = billrecon.DriftPolicy

// What happens when the result set moves while its pages are read: [billrecon.FailOnDrift] and [billrecon.ReportDrift].
const (
	FailOnDrift = billrecon.FailOnDrift
	ReportDrift = billrecon.ReportDrift
)
