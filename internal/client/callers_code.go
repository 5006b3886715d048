package client

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

// hiddenError keeps an error of the caller's code reachable while its text, which may hold a token, a secret or a URL, is not
// printed.
type hiddenError struct {
	text string
	err  error
}

func (e hiddenError) Error() string { return e.text }
func (e hiddenError) Unwrap() error { return e.err }

// Hide words an error of the caller's code by what is safe: an error of this module, the end of a context, or its type.
func Hide(where string, err error) error {
	var ours *billrecon.Error
	switch {
	case errors.As(err, &ours):
		return hiddenError{where + ": " + ours.Error(), err}
	case errors.Is(err, context.Canceled):
		return hiddenError{where + ": " + context.Canceled.Error(), err}
	case errors.Is(err, context.DeadlineExceeded):
		return hiddenError{where + ": " + context.DeadlineExceeded.Error(), err}
	}
	return hiddenError{fmt.Sprintf("%s returned an error of type %T", where, err), err}
}

// Panicked returns the error of the caller's code that panicked with v. What the runtime panics with holds no data of the caller.
func Panicked(provider, where string, v any) error {
	if err, ok := v.(runtime.Error); ok {
		return transport.Invalid(provider, "%s panicked: %v", where, err)
	}
	return transport.Invalid(provider, "%s panicked with a value of type %T", where, v)
}
