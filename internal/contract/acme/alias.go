package acme

import "github.com/billrecon/billrecon"

// Error is [billrecon.Error]. Code is the member code of a business failure, Message its message.
type Error = billrecon.Error

// Audit is [billrecon.Audit]. Acme declares a total.
type Audit = billrecon.Audit

// Cursor is [billrecon.Cursor].
type Cursor = billrecon.Cursor

// The kinds of failure, for errors.Is, as package billrecon documents them.
var (
	ErrInvalidRequest    = billrecon.ErrInvalidRequest
	ErrPeriodOpen        = billrecon.ErrPeriodOpen
	ErrAuth              = billrecon.ErrAuth
	ErrRateLimited       = billrecon.ErrRateLimited
	ErrUnavailable       = billrecon.ErrUnavailable
	ErrMalformedResponse = billrecon.ErrMalformedResponse
	ErrResponseTooLarge  = billrecon.ErrResponseTooLarge
	ErrPageDrift         = billrecon.ErrPageDrift
	ErrPageLoop          = billrecon.ErrPageLoop
	ErrIncomplete        = billrecon.ErrIncomplete
)
