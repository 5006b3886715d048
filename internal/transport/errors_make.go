package transport

import (
	"errors"
	"fmt"
)

// Errorf makes an Error of the given kind outside of a call, for example a page
// drift. The text starts with the kind, except for ErrInvalidRequest. A cause
// given with %w stays reachable by errors.Is and errors.As. The arguments must
// be safe to print. It is not retryable.
func Errorf(op string, kind error, format string, args ...any) *Error {
	made := fmt.Errorf(format, args...)
	text := made.Error()
	if kind != nil && kind != ErrInvalidRequest {
		text = kind.Error() + ": " + text
	}
	c := opaque(made)
	c.text = text
	return &Error{Op: op, kind: kind, cause: c}
}

// Invalid makes the error of a request that is refused before any network use:
// ErrInvalidRequest. The text names the field and the rule; the arguments must
// be safe to print.
func Invalid(op, format string, args ...any) error {
	return Errorf(op, ErrInvalidRequest, format, args...)
}

// Fail is what Call.Decode returns for a business failure. The kind is one of
// the sentinels, or nil when the provider does not document what the code
// means. With retry the attempt may be repeated. Client.Do scrubs the texts.
func Fail(kind error, code, subCode, message string, retry bool) error {
	return &Error{kind: kind, Code: code, SubCode: subCode, Message: message, retry: retry}
}

// Malformed is what Call.Decode returns for a body that is not what the
// provider documents: ErrMalformedResponse. With retry the attempt may be
// repeated, which helps for a body that was cut short. The text of the cause
// must not contain values of the body. A page of more rows than were asked for
// is ErrPageDrift, as the cause says.
func Malformed(cause error, retry bool) error {
	if errors.Is(cause, ErrPageDrift) {
		return Errorf("", ErrPageDrift, "%w", cause)
	}
	e := &Error{kind: ErrMalformedResponse, detail: ErrMalformedResponse.Error(), retry: retry}
	if cause != nil {
		e.cause = opaque(cause)
	}
	return e
}

// asError returns a copy of err if it is an *Error. One that wraps an *Error
// keeps its kind; one of any other type becomes the cause.
func asError(err error) *Error {
	if e, ok := err.(*Error); ok {
		copied := *e
		return &copied
	}
	e := &Error{cause: opaque(err)}
	var within *Error
	if errors.As(err, &within) {
		e.kind, e.retry, e.RetryAt, e.context, e.limited = within.kind, within.retry, within.RetryAt, within.context, within.limited
	}
	return e
}
