package transport

import (
	"errors"
	"net/url"
	"reflect"
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

// asHidden is errors.As, and hands no *url.Error out, whose text is the signed
// URL: neither to a target of that type nor to an interface that it satisfies,
// such as net.Error. What is below it is found instead.
func asHidden(err error, target any) bool {
	if _, leaks := target.(**url.Error); leaks || !errors.As(err, target) {
		return false
	}
	found := reflect.ValueOf(target).Elem()
	signed, leaks := found.Interface().(*url.Error)
	if !leaks {
		return true
	}
	found.SetZero()
	return signed != nil && signed.Err != nil && asHidden(signed.Err, target)
}

func (c *cause) Error() string        { return c.text }
func (c *cause) Is(target error) bool { return c.is(target) }
func (c *cause) As(target any) bool   { return c.as(target) }
func (c *cause) withText(s string) *cause {
	return &cause{text: s, is: c.is, as: c.as}
}
