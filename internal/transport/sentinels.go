package transport

import "errors"

// The kinds of failure, for errors.Is. Their texts carry no package name: the
// provider packages re-export them under the same names.
var (
	// ErrInvalidRequest means that the call was refused before any network use.
	ErrInvalidRequest = errors.New("invalid request")
	// ErrAuth means that the provider refused the credentials, the token or the signature.
	ErrAuth = errors.New("authentication failed")
	// ErrRateLimited means that the provider asked for fewer calls, by HTTP 429, or
	// by a Retry-After longer than RetryPolicy.MaxDelay with 408 or 5xx, which is
	// ErrUnavailable as well; see Error.RetryAt.
	ErrRateLimited = errors.New("rate limited")
	// ErrUnavailable means that no usable answer came: a network failure, a
	// time-out, a status 5xx or a redirect.
	ErrUnavailable = errors.New("provider unavailable")
	// ErrMalformedResponse means that the answer is not what the provider documents.
	ErrMalformedResponse = errors.New("malformed response")
	// ErrResponseTooLarge means that the decoded body is longer than the configured limit.
	ErrResponseTooLarge = errors.New("response too large")
	// ErrPageDrift means that the rows or the total changed while pages were read.
	ErrPageDrift = errors.New("pages drifted")
	// ErrPageLoop means that the provider sent the same page again.
	ErrPageLoop = errors.New("page repeated")
	// ErrIncomplete means that fewer rows came than the provider declared.
	ErrIncomplete = errors.New("incomplete result")
)
