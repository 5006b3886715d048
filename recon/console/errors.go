package console

import (
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Error is the error of every method of this package; use errors.As with a *Error to get at its fields:
//
//   - Op: the operation that failed, such as "OrderPage".
//   - HTTPStatus: the status of the last answer, 0 when none came.
//   - Code: the code of a business failure, as text; empty when there was none.
//   - SubCode: always empty.
//   - Message: the member message or msg of a failure, which the console's page does not document; secrets and phone numbers
//     masked, at most 300 characters.
//   - RequestID: the X-Request-Id of the last answer, empty when it sent none.
//   - Attempts: the requests sent, 0 when the call never left the process.
//   - RetryAt: when the console wants to be asked again, zero when it did not say.
//
// Error() is one line without any query string, header, body or secret. Retryable() tells whether the same call may
// succeed later. Only the code 200 is documented, so a business failure is no sentinel: look at Code.
type Error = transport.Error

// The kinds of failure, for errors.Is. The same names exist in every provider package.
var (
	// ErrInvalidRequest means that the call was refused before any network use: a Config, a query or an argument breaks a
	// rule, or an amount or a pay method has no counterpart in the console.
	ErrInvalidRequest = transport.ErrInvalidRequest
	// ErrAuth means that the console refused the credentials by HTTP status (401, 403), or that Config.Authorize failed.
	ErrAuth = transport.ErrAuth
	// ErrRateLimited means that the console asked for fewer calls: HTTP 429, or 408 and 5xx with a Retry-After longer than
	// RetryPolicy.MaxDelay, which is ErrUnavailable as well. See Error.RetryAt.
	ErrRateLimited = transport.ErrRateLimited
	// ErrUnavailable means that no usable answer came: a network failure, a time-out, a status 5xx or a redirect, such as
	// one to a login page.
	ErrUnavailable = transport.ErrUnavailable
	// ErrMalformedResponse means that the answer is not what the console's page documents.
	ErrMalformedResponse = transport.ErrMalformedResponse
	// ErrResponseTooLarge means that the decompressed body is longer than Config.MaxResponseBytes.
	ErrResponseTooLarge = transport.ErrResponseTooLarge
	// ErrPageDrift means that more rows came than order.num says, or that a code came twice.
	ErrPageDrift = transport.ErrPageDrift
	// ErrPageLoop means that a page came again. The console has no documented pages, so this package never returns it.
	ErrPageLoop = transport.ErrPageLoop
	// ErrIncomplete means that the rows are not proven to be all: order.num is larger, or did not come.
	ErrIncomplete = transport.ErrIncomplete
)

// provider is the first word of every error text.
const provider = "console"

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error {
	return transport.Invalid(provider, format, args...)
}

// malformed maps a decoding error. A body that is cut short or no JSON at all comes from something between us and the
// console, so another attempt may help; JSON of the wrong shape will be the same again.
func malformed(err error) error {
	return transport.Malformed(err, wire.Passing(err))
}
