package billrecon

import "errors"

// The kinds of failure, for [errors.Is]. Every client has them under the same names. None is guessed from a code that its
// provider does not document. Their texts name no package.
var (
	// ErrInvalidRequest means that the call was refused before any network use: a Config, a query or an argument breaks a
	// rule, which the text names.
	ErrInvalidRequest = errors.New("invalid request")
	// ErrPeriodOpen means that the period asked for is not over at UTC+8, so that its bill can still grow. No request was
	// sent. A query that asks for an open period explicitly is not refused, but its [Audit] is never Complete.
	ErrPeriodOpen = errors.New("period open")
	// ErrAuth means that the provider refused the credentials, the token or the signature.
	ErrAuth = errors.New("authentication failed")
	// ErrRateLimited means that the provider asked for fewer calls: HTTP 429, or HTTP 408 or 5xx with a Retry-After longer
	// than RetryPolicy.MaxDelay, which is [ErrUnavailable] as well. See Error.RetryAt.
	ErrRateLimited = errors.New("rate limited")
	// ErrUnavailable means that no usable answer came: a network failure, a time-out, HTTP 5xx or a redirect.
	ErrUnavailable = errors.New("provider unavailable")
	// ErrMalformedResponse means that the answer is not what the provider documents.
	ErrMalformedResponse = errors.New("malformed response")
	// ErrResponseTooLarge means that the decompressed body is longer than Config.MaxResponseBytes.
	ErrResponseTooLarge = errors.New("response too large")
	// ErrPageDrift means that the rows or the total changed while pages were read, that rows came which were not asked for,
	// or that a second reading brought other rows.
	ErrPageDrift = errors.New("pages drifted")
	// ErrPageLoop means that the provider sent the same page again.
	ErrPageLoop = errors.New("page repeated")
	// ErrIncomplete means that the rows are not proven to be all: fewer came than the provider declared, it declared no
	// total although it documents one, or Config.MaxPages or Config.MaxRows was reached before the end.
	ErrIncomplete = errors.New("incomplete result")
)
