package settlement

import (
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Error is the error of every method of this package; use errors.As with a *Error to get at its fields:
//
//   - Op: the operation that failed, such as "ItemPage".
//   - HTTPStatus: the status of the last answer, 0 when none came.
//   - Code: the code (返回码) of a business failure, as text; empty when there was none.
//   - SubCode: always empty, the provider has none.
//   - Message: the msg and the errMsg, secrets and phone numbers masked, at most 300 characters. For code 10016 they come
//     after what to check.
//   - RequestID: the X-Request-Id of the last answer, empty when it sent none.
//   - Attempts: the requests sent, 0 when the call never left the process.
//   - RetryAt: when the provider wants to be asked again, zero when it did not say.
//
// Error() is one line without any query string, header, body or secret. Retryable() tells whether the same call may
// succeed later. The only failure code that the provider documents is 10016 (签名错误), which is [ErrAuth]; any other code
// is no sentinel: look at Code.
type Error = transport.Error

// The kinds of failure, for errors.Is. The same names exist in every provider package.
var (
	// ErrInvalidRequest means that the call was refused before any network use: a Config or ItemQuery breaks a rule.
	ErrInvalidRequest = transport.ErrInvalidRequest
	// ErrAuth means that the sign was refused (code 10016), the token was (a code of Config.TokenExpiredCodes), or the
	// credentials were by HTTP status.
	ErrAuth = transport.ErrAuth
	// ErrRateLimited means that the gateway asked for fewer calls: HTTP 429, or 408 and 5xx with a Retry-After longer than
	// RetryPolicy.MaxDelay, which is ErrUnavailable as well. See Error.RetryAt.
	ErrRateLimited = transport.ErrRateLimited
	// ErrUnavailable means that no usable answer came: a network failure, a time-out, a status 5xx or a redirect.
	ErrUnavailable = transport.ErrUnavailable
	// ErrMalformedResponse means that the answer is not what the provider documents.
	ErrMalformedResponse = transport.ErrMalformedResponse
	// ErrResponseTooLarge means that the decompressed body is longer than Config.MaxResponseBytes.
	ErrResponseTooLarge = transport.ErrResponseTooLarge
	// ErrPageDrift means that the rows changed while pages were read.
	ErrPageDrift = transport.ErrPageDrift
	// ErrPageLoop means that the gateway sent the same page again.
	ErrPageLoop = transport.ErrPageLoop
	// ErrIncomplete means that Config.MaxPages was reached before the end.
	ErrIncomplete = transport.ErrIncomplete
)

// provider is the first word of every error text.
const provider = "settlement"

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error {
	return transport.Invalid(provider, format, args...)
}

// malformed maps a decoding error. A body that is cut short or no JSON at all comes from something between us and the
// provider, so another attempt may help; JSON of the wrong shape will be the same again.
func malformed(err error) error {
	return transport.Malformed(err, wire.Passing(err))
}
