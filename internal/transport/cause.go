package transport

import (
	"errors"
	"net/url"
)

// cause keeps an error reachable by errors.Is and errors.As while nothing can
// print it: the inner error sits in closures, and only the checked text shows.
// An inner error may hold a signed URL or a piece of a response.
type cause struct {
	text string
	is   func(target error) bool
	as   func(target any) bool
}

func opaque(err error) *cause {
	return &cause{
		text: err.Error(),
		is:   func(target error) bool { return errors.Is(err, target) },
		as:   func(target any) bool { return asHidden(err, target) },
	}
}

func asHidden(err error, target any) bool {
	if _, leaks := target.(**url.Error); leaks {
		return false
	}
	return errors.As(err, target)
}

func (c *cause) Error() string        { return c.text }
func (c *cause) Is(target error) bool { return c.is(target) }
func (c *cause) As(target any) bool   { return c.as(target) }
func (c *cause) withText(s string) *cause {
	return &cause{text: s, is: c.is, as: c.as}
}
