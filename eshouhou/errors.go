package eshouhou

import (
	"errors"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Error is the error of every method of this package; use errors.As with a *Error to get at its fields:
//
//   - Op: the operation that failed, such as "Statement".
//   - HTTPStatus: the status of the last answer, 0 when none came.
//   - Code: the ResultCode of a business failure, as text; empty when there was none.
//   - SubCode: always empty, this provider has none.
//   - Message: the ErrorMsg of a business failure, secrets and phone numbers masked, at most 300 characters.
//   - RequestID: the X-Request-Id of the last answer, empty when it sent none.
//   - Attempts: the requests sent, 0 when the call never left the process. Those for a token, and those before a refused token
//     was renewed, are not in it.
//   - RetryAt: when the provider wants to be asked again, zero when it did not say.
//
// Error() is one line without any query string, header, body, token or secret. Retryable() tells whether the same call may
// succeed later. The provider's result codes are not documented, so a business failure is no sentinel: look at Code.
type Error = transport.Error

// The kinds of failure, for errors.Is. The same names exist in every provider package.
var (
	// ErrInvalidRequest means that the call was refused before any network use: a Config or a work order id breaks a rule.
	ErrInvalidRequest = transport.ErrInvalidRequest
	// ErrAuth means that the credentials or the token were refused by HTTP status, the token after it was renewed once. A
	// refusal by result code is not documented, hence not ErrAuth.
	ErrAuth = transport.ErrAuth
	// ErrRateLimited means that the provider asked for fewer calls: HTTP 429, or 408 and 5xx with a Retry-After longer than
	// RetryPolicy.MaxDelay, which is ErrUnavailable as well. See Error.RetryAt.
	ErrRateLimited = transport.ErrRateLimited
	// ErrUnavailable means that no usable answer came: a network failure, a time-out, a status 5xx or a redirect.
	ErrUnavailable = transport.ErrUnavailable
	// ErrMalformedResponse means that the answer is not what the provider documents.
	ErrMalformedResponse = transport.ErrMalformedResponse
	// ErrResponseTooLarge means that the decompressed body is longer than Config.MaxResponseBytes.
	ErrResponseTooLarge = transport.ErrResponseTooLarge
	// ErrPageDrift is not returned by this package, which has no pages.
	ErrPageDrift = transport.ErrPageDrift
	// ErrPageLoop is not returned by this package, which has no pages.
	ErrPageLoop = transport.ErrPageLoop
	// ErrIncomplete means that the run ended before every id was asked for, because its context ended.
	ErrIncomplete = transport.ErrIncomplete
)

// ErrNoStatement means that the provider answered and the work order has no statement (a ResultValue of null).
var ErrNoStatement = errors.New("no statement")

// provider is the first word of every error text.
const provider = "eshouhou"

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error {
	return transport.Invalid(provider, format, args...)
}

// malformed maps a decoding error. A body that is cut short or no JSON at all comes from something between us and the
// provider, so another attempt may help; JSON of the wrong shape will be the same again.
func malformed(err error) error {
	return transport.Malformed(err, wire.Passing(err))
}
