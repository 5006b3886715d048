package transport

import "github.com/billrecon/billrecon"

// Error is the error of every call. New code names package billrecon.
type Error = billrecon.Error

// The policies, under their names in package billrecon.
type (
	RetryPolicy = billrecon.RetryPolicy
	RateLimit   = billrecon.RateLimit
)

// The kinds of failure, under their names in package billrecon.
var (
	ErrInvalidRequest    = billrecon.ErrInvalidRequest
	ErrAuth              = billrecon.ErrAuth
	ErrRateLimited       = billrecon.ErrRateLimited
	ErrUnavailable       = billrecon.ErrUnavailable
	ErrMalformedResponse = billrecon.ErrMalformedResponse
	ErrResponseTooLarge  = billrecon.ErrResponseTooLarge
	ErrPageDrift         = billrecon.ErrPageDrift
	ErrPageLoop          = billrecon.ErrPageLoop
	ErrIncomplete        = billrecon.ErrIncomplete
)
