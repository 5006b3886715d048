package paging

import (
	"context"
	"errors"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

// errLeft says inside this package that the caller left the loop.
var errLeft = errors.New("the caller left the loop")

// errNoReturn stands in a slot until its fetch returns. A fetch that ends its
// goroutine instead must not pass for an empty page.
var errNoReturn = errors.New("the fetch ended without an answer")

func invalid(op, rule string) error {
	return transport.Invalid(op, "%s", rule)
}

// quiet hides the text of an error of unknown origin, which may hold a URL or a
// row, and keeps the error itself reachable.
type quiet struct{ err error }

func (quiet) Error() string   { return "the fetch failed" }
func (q quiet) Unwrap() error { return q.err }

// fetchError makes a *billrecon.Error of whatever a fetch returned.
func fetchError(op string, page int, err error) error {
	var known *billrecon.Error
	if errors.As(err, &known) {
		return err
	}
	for _, safe := range []error{context.Canceled, context.DeadlineExceeded, errNoReturn} {
		if errors.Is(err, safe) {
			return transport.Errorf(op, nil, "page %d: %w", page, safe)
		}
	}
	return transport.Errorf(op, nil, "page %d: %w", page, quiet{err})
}
