// Package fault describes a failure while it is on its way to the caller.
//
// A [Fault] can be changed: the transport names the call, counts attempts and scrubs texts. What users get is a
// billrecon.Error made of it, of whose private part they can neither make nor alter anything, since they cannot import this
// package. Our own packages get a copy of the description back with [errors.As] to a *Fault.
//
// A [Cause] keeps an error reachable while nothing can print it.
package fault

import "time"

// Fault is what is known about a failure. The texts must be safe to print, those of Message and Cause after the transport has
// scrubbed them.
type Fault struct {
	// Op is the operation that failed, such as "BillPage".
	Op string
	// HTTPStatus is the status of the last answer, 0 when none came.
	HTTPStatus int
	// Code and SubCode are the provider's business codes as text, empty when it sent none.
	Code, SubCode string
	// Message is the provider's own message.
	Message string
	// RequestID is the X-Request-Id of the last answer, empty when it sent none.
	RequestID string
	// Attempts counts the requests that were sent, 0 when the call never left the process.
	Attempts int
	// RetryAt is the earliest moment at which the provider wants to be asked again; zero when it did not say.
	RetryAt time.Time

	// Provider is the first word of the text, such as "fubei".
	Provider string
	// Via is the inner operation when this call failed because of another one.
	Via string
	// Detail is what happened, in words of this module.
	Detail string
	// Note is why the failure was not retried.
	Note string
	// MaxAttempts is how many attempts the retry policy allows, 0 when there is no policy.
	MaxAttempts int
	// Kind is one of the sentinels of package billrecon, nil when none fits.
	Kind error
	// Also is a second kind, nil for none.
	Also error
	// Cause is the error behind this one, nil for none.
	Cause *Cause
	// Context is context.Canceled or context.DeadlineExceeded when the caller's context ended the call, else nil.
	Context error
	// Retry says that the same call may succeed when it is made again later.
	Retry bool

	// Reached says that the request may have reached the provider.
	Reached bool
	// After is what the provider's Retry-After asked for.
	After time.Duration
	// Class is the outcome in logs.
	Class string
}

// Unwrap returns the kinds, the cause and the context's error, as far as there are any.
func (f *Fault) Unwrap() []error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	add(f.Kind)
	if f.Also != f.Kind {
		add(f.Also)
	}
	if f.Cause != nil {
		add(f.Cause)
	}
	add(f.Context)
	return errs
}
