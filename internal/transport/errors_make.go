package transport

import (
	"errors"
	"fmt"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/fault"
)

// Errorf makes an Error of the given kind outside of a call, for example a page
// drift. The text starts with the kind, except for ErrInvalidRequest. A cause
// given with %w stays reachable by errors.Is and errors.As. The arguments must
// be safe to print. It is not retryable.
func Errorf(op string, kind error, format string, args ...any) *billrecon.Error {
	made := fmt.Errorf(format, args...)
	text := made.Error()
	if kind != nil && kind != billrecon.ErrInvalidRequest {
		text = kind.Error() + ": " + text
	}
	return billrecon.NewError(fault.Fault{Op: op, Kind: kind, Cause: fault.Hide(made).Saying(text)})
}

// Invalid makes the error of a request that is refused before any network use:
// ErrInvalidRequest. The text names the field and the rule; the arguments must
// be safe to print.
func Invalid(op, format string, args ...any) error {
	return Errorf(op, billrecon.ErrInvalidRequest, format, args...)
}

// Fail is what Call.Decode returns for a business failure. The kind is one of
// the sentinels, or nil when the provider does not document what the code
// means. With retry the attempt may be repeated. Client.Do scrubs the texts.
func Fail(kind error, code, subCode, message string, retry bool) error {
	return billrecon.NewError(fault.Fault{Kind: kind, Code: code, SubCode: subCode, Message: message, Retry: retry})
}

// Malformed is what Call.Decode returns for a body that is not what the
// provider documents: ErrMalformedResponse. With retry the attempt may be
// repeated, which helps for a body that was cut short. The text of the cause
// must not contain values of the body. A page of more rows than were asked for
// is ErrPageDrift, as the cause says.
func Malformed(cause error, retry bool) error {
	if errors.Is(cause, billrecon.ErrPageDrift) {
		return Errorf("", billrecon.ErrPageDrift, "%w", cause)
	}
	f := malformed(cause)
	f.Retry = retry
	return billrecon.NewError(f)
}

func malformed(cause error) fault.Fault {
	f := fault.Fault{Kind: billrecon.ErrMalformedResponse, Detail: billrecon.ErrMalformedResponse.Error()}
	if cause != nil {
		f.Cause = fault.Hide(cause)
	}
	return f
}

// faultOf returns the description of an Error, a copy that may be changed. An
// error that wraps one keeps its kind; one of any other type is the cause.
func faultOf(err error) *fault.Fault {
	within, known := errors.AsType[*fault.Fault](err)
	if ours(err) {
		return within
	}
	f := &fault.Fault{Cause: fault.Hide(err)}
	if known {
		f.Kind, f.Also, f.Context = within.Kind, within.Also, within.Context
		f.Retry, f.RetryAt = within.Retry, within.RetryAt
	}
	return f
}

// ours reports whether err itself, and not one that it wraps, is an Error.
func ours(err error) bool {
	_, ok := err.(*billrecon.Error)
	return ok
}
