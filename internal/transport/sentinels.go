package transport

import "github.com/billrecon/billrecon"

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
