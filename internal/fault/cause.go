package fault

import (
	"errors"
	"net/url"
	"regexp"
)

// Cause keeps an error reachable by [errors.Is] and [errors.As] while nothing can print it: the error sits in closures, and
// only the checked text shows. A cause may hold a signed URL or a piece of a response.
type Cause struct {
	text string
	is   func(target error) bool
	as   func(target any) bool
}

// Hide makes a Cause that shows the text of err. err must not be nil.
func Hide(err error) *Cause {
	return &Cause{
		text: err.Error(),
		is:   func(target error) bool { return errors.Is(err, target) },
		as:   func(target any) bool { return find(err, target) },
	}
}

// Saying returns a Cause of the same error that shows the text instead.
func (c *Cause) Saying(text string) *Cause {
	return &Cause{text: text, is: c.is, as: c.as}
}

// Error returns the text.
func (c *Cause) Error() string { return c.text }

// String returns the text, empty for a nil Cause.
func (c *Cause) String() string {
	if c == nil {
		return ""
	}
	return c.text
}

// Is reports whether the error is the target.
func (c *Cause) Is(target error) bool { return c.is(target) }

// As finds the first error in the tree that fits the target and from which no URL can be printed.
func (c *Cause) As(target any) bool { return c.as(target) }

// find is errors.As without the errors that lead to a URL: a target that is an interface would get them too. What is below
// such an error is found instead.
func find(err error, target any) bool {
	if !leaks(err) {
		return errors.As(err, target)
	}
	for _, below := range unwrapped(err) {
		if find(below, target) {
			return true
		}
	}
	return false
}

// link recognises a URL, and a query without its URL.
var link = regexp.MustCompile(`://|[?&][\w.~%-]+=`)

// leaks reports whether a URL can be printed from the error or from one below it, which whoever has this one can unwrap.
func leaks(err error) bool {
	if signed := new(url.Error); errors.As(err, &signed) || link.MatchString(err.Error()) {
		return true
	}
	for _, below := range unwrapped(err) {
		if leaks(below) {
			return true
		}
	}
	return false
}

// unwrapped are the errors one step below err.
func unwrapped(err error) []error {
	var all []error
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		all = []error{err.Unwrap()}
	case interface{ Unwrap() []error }:
		all = err.Unwrap()
	}
	kept := make([]error, 0, len(all))
	for _, below := range all {
		if below != nil {
			kept = append(kept, below)
		}
	}
	return kept
}
