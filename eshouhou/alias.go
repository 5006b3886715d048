package eshouhou

import "github.com/billrecon/billrecon"

// Error is [billrecon.Error], the error of every method of this package. Code is the ResultCode of a business failure, SubCode is
// always empty, and Message is the ErrorMsg. Attempts does not count the requests for a token, nor those before a refused token
// was renewed.
//
// The provider's result codes are not documented, so a business failure is no sentinel: look at Code.
type Error = billrecon.Error

// The kinds of failure, for errors.Is, as package billrecon documents them; [ErrNoStatement] is one more. What is special here
// stands beside them.
var (
	ErrInvalidRequest = billrecon.ErrInvalidRequest
	// ErrPeriodOpen is not returned by this package: a statement has no period.
	ErrPeriodOpen = billrecon.ErrPeriodOpen
	// ErrAuth is for credentials, and for a token after it was renewed once, that were refused by HTTP status. A refusal by
	// result code is not documented.
	ErrAuth              = billrecon.ErrAuth
	ErrRateLimited       = billrecon.ErrRateLimited
	ErrUnavailable       = billrecon.ErrUnavailable
	ErrMalformedResponse = billrecon.ErrMalformedResponse
	ErrResponseTooLarge  = billrecon.ErrResponseTooLarge
	// ErrPageDrift and ErrPageLoop are not returned by this package, which has no pages.
	ErrPageDrift = billrecon.ErrPageDrift
	ErrPageLoop  = billrecon.ErrPageLoop
	// ErrIncomplete means that the run ended before every id was asked for, because its context ended.
	ErrIncomplete = billrecon.ErrIncomplete
)

// RetryPolicy is [billrecon.RetryPolicy]. Every attempt of a token request has a fresh timestamp and sign. The one repeat after a
// refused token is no retry.
type RetryPolicy = billrecon.RetryPolicy

// RateLimit is [billrecon.RateLimit].
type RateLimit = billrecon.RateLimit

// TokenSource is [billrecon.TokenSource]. Set Config.Token to one when tokens come from elsewhere, such as a service that all
// machines share.
type TokenSource = billrecon.TokenSource

// TokenSourceFunc is [billrecon.TokenSourceFunc].
type TokenSourceFunc = billrecon.TokenSourceFunc

// TokenInvalidator is [billrecon.TokenInvalidator]: a source that is told which token was refused, before it is asked for another.
type TokenInvalidator = billrecon.TokenInvalidator

// Token is [billrecon.Token], an access token (access_token).
type Token = billrecon.Token

// StaticToken is [billrecon.StaticToken]. [New] refuses a token that is shorter than 6 characters or longer than 8 KB, has white
// space around it or holds an invisible character.
func StaticToken(value string) TokenSource { return billrecon.StaticToken(value) }
