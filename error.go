package billrecon

import (
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/billrecon/billrecon/internal/fault"
)

// Error is the error of every method of every client; get at its fields with [errors.As] to a *Error. Its texts are safe to
// print and to log: they hold no query string, header, body, secret or token, in any encoding, and no phone number.
//
// A failure that the provider reports with a code whose meaning it does not document matches none of the sentinels: look at
// Code.
type Error struct {
	// Op is the operation that failed, such as "BillPage".
	Op string
	// HTTPStatus is the status of the last answer, 0 when none came.
	HTTPStatus int
	// Code is the provider's business code as text, empty when it sent none.
	Code string
	// SubCode is the provider's second code, empty when it has none.
	SubCode string
	// Message is the provider's own message, with secrets and phone numbers masked, at most 300 characters long.
	Message string
	// RequestID is the X-Request-Id of the last answer, empty when it sent none.
	RequestID string
	// Attempts counts the requests that were sent, 0 when the call never left the process.
	Attempts int
	// RetryAt is the earliest moment at which the provider wants to be asked again; zero when it did not say.
	RetryAt time.Time

	rest fault.Fault // what is private; the fields above count
}

// NewError is for the packages of this module: nobody else can make its argument.
func NewError(f fault.Fault) *Error {
	return &Error{
		Op: f.Op, HTTPStatus: f.HTTPStatus, Code: f.Code, SubCode: f.SubCode, Message: f.Message,
		RequestID: f.RequestID, Attempts: f.Attempts, RetryAt: f.RetryAt, rest: f,
	}
}

// whole returns a copy of all that is known.
func (e *Error) whole() *fault.Fault {
	f := e.rest
	f.Op, f.HTTPStatus, f.Code, f.SubCode, f.Message = e.Op, e.HTTPStatus, e.Code, e.SubCode, e.Message
	f.RequestID, f.Attempts, f.RetryAt = e.RequestID, e.Attempts, e.RetryAt
	return &f
}

// As is for the packages of this module: it returns false for every type that others can name.
func (e *Error) As(target any) bool {
	f, ours := target.(**fault.Fault)
	if ours {
		*f = e.whole()
	}
	return ours
}

// Error returns one line: provider, operation, HTTP status, code, message, detail and the number of attempts, as far as they
// are known.
func (e *Error) Error() string { return e.whole().Error() }

// Retryable reports whether the same call may succeed when it is made again later. It is false for a write that may have
// reached the provider.
func (e *Error) Retryable() bool { return e.rest.Retry }

// Unwrap returns the kind, which is one of the sentinels; [ErrRateLimited] too when the provider asked for a longer pause than
// RetryPolicy.MaxDelay; the cause; and the context's error when the caller's context ended the call. No text of theirs holds a
// URL, and neither does an error that [errors.As] finds in the cause.
func (e *Error) Unwrap() []error { return e.rest.Unwrap() }

// String returns the text of Error.
func (e *Error) String() string { return e.Error() }

// GoString returns the text of Error, so that %#v shows no internals.
func (e *Error) GoString() string { return e.Error() }

// Format prints the text of Error for every verb, quoted for %q.
func (e *Error) Format(f fmt.State, verb rune) {
	text := e.Error()
	if verb == 'q' {
		text = strconv.Quote(text)
	}
	_, _ = f.Write([]byte(text))
}

// LogValue returns the fields as a group, empty ones left out.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("error", e.Error())}
	text := func(key, value string) {
		if value != "" {
			attrs = append(attrs, slog.String(key, value))
		}
	}
	text("op", e.Op)
	if e.rest.Kind != nil {
		text("kind", e.rest.Kind.Error())
	}
	if e.HTTPStatus != 0 {
		attrs = append(attrs, slog.Int("status", e.HTTPStatus))
	}
	text("code", e.Code)
	text("sub_code", e.SubCode)
	text("request_id", e.RequestID)
	attrs = append(attrs, slog.Int("attempts", e.Attempts), slog.Bool("retryable", e.rest.Retry))
	if !e.RetryAt.IsZero() {
		attrs = append(attrs, slog.Time("retry_at", e.RetryAt))
	}
	return slog.GroupValue(attrs...)
}
