package transport

import (
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"
)

// Error is the one error type of every provider client. Its texts are safe to
// print and to log: they went through the scrubber.
type Error struct {
	// Op is the operation that failed, such as "BillPage".
	Op string
	// HTTPStatus is the status of the last answer, 0 when none came.
	HTTPStatus int
	// Code is the provider's business code as text, empty when it sent none.
	Code string
	// SubCode is the provider's second code, empty when it has none.
	SubCode string
	// Message is the provider's own message, scrubbed and at most 300 characters long.
	Message string
	// RequestID is the X-Request-Id of the last answer, empty when it sent none.
	RequestID string
	// Attempts counts the requests that were sent, 0 when the call never left the process.
	Attempts int
	// RetryAt is the earliest moment at which the provider wants to be asked
	// again; zero when it did not say.
	RetryAt time.Time

	provider    string
	via         string // the inner operation when this call failed because of another one
	detail      string
	note        string
	maxAttempts int
	kind        error
	cause       *cause
	context     error // context.Canceled or context.DeadlineExceeded
	retry       bool
	reached     bool          // the request may have reached the provider
	after       time.Duration // what Retry-After asked for
	limited     bool          // that is longer than this client waits
	class       string        // for logs
}

// Error returns one line: provider, operation, HTTP status, code, message,
// detail and the number of attempts, as far as they are known.
func (e *Error) Error() string {
	line := strings.Join(e.parts(), ": ")
	if e.note != "" {
		line += "; " + e.note
	}
	return line + e.effort()
}

// effort tells the attempts. Two calls of which a provider client makes one, as
// after a refused token, can have more of them than the policy gives to each.
func (e *Error) effort() string {
	switch {
	case e.Attempts == 0 || e.maxAttempts == 0:
		return ""
	case e.Attempts > e.maxAttempts:
		return fmt.Sprintf(" (after %d attempts)", e.Attempts)
	}
	return fmt.Sprintf(" (attempt %d of %d)", e.Attempts, e.maxAttempts)
}

func (e *Error) parts() []string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(e.provider)
	add(e.Op)
	add(e.via)
	head := len(parts)
	if e.HTTPStatus != 0 && !success(e.HTTPStatus) {
		add("HTTP " + strconv.Itoa(e.HTTPStatus))
	}
	add(e.codes())
	add(e.Message)
	add(e.detail)
	if e.cause != nil {
		add(e.cause.text)
	}
	if len(parts) == head {
		add(e.fallback())
	}
	return parts
}

func (e *Error) codes() string {
	switch {
	case e.Code == "" && e.SubCode == "":
		return ""
	case e.SubCode == "":
		return "code " + e.Code
	case e.Code == "":
		return "sub code " + e.SubCode
	}
	return "code " + e.Code + ", sub code " + e.SubCode
}

func (e *Error) fallback() string {
	switch {
	case e.kind != nil:
		return e.kind.Error()
	case e.context != nil:
		return e.context.Error()
	}
	return "the provider reported a failure"
}

// Retryable reports whether the same call may succeed when it is made again
// later. It is false for a write that may have reached the provider.
func (e *Error) Retryable() bool { return e.retry }

// Unwrap returns the kind (one of the sentinels), ErrRateLimited too when the
// provider asked for a longer pause than is made here, the cause, and the
// context's error when the caller's context ended the call.
func (e *Error) Unwrap() []error {
	var errs []error
	if e.kind != nil {
		errs = append(errs, e.kind)
	}
	if e.limited && e.kind != ErrRateLimited {
		errs = append(errs, ErrRateLimited)
	}
	if e.cause != nil {
		errs = append(errs, e.cause)
	}
	if e.context != nil {
		errs = append(errs, e.context)
	}
	return errs
}

// String is Error.
func (e *Error) String() string { return e.Error() }

// GoString is Error, so that %#v shows no internals.
func (e *Error) GoString() string { return e.Error() }

// Format prints Error for every verb, quoted for %q.
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
	if e.kind != nil {
		text("kind", e.kind.Error())
	}
	if e.HTTPStatus != 0 {
		attrs = append(attrs, slog.Int("status", e.HTTPStatus))
	}
	text("code", e.Code)
	text("sub_code", e.SubCode)
	text("request_id", e.RequestID)
	attrs = append(attrs, slog.Int("attempts", e.Attempts), slog.Bool("retryable", e.retry))
	if !e.RetryAt.IsZero() {
		attrs = append(attrs, slog.Time("retry_at", e.RetryAt))
	}
	return slog.GroupValue(attrs...)
}
