package fault

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
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
	if !asksForText(target) && !leaks(err) {
		return assign(err, target)
	}
	for _, below := range unwrapped(err) {
		if find(below, target) {
			return true
		}
	}
	return false
}

// assign is errors.As, and takes back what an As method of an error gave that is no better than the error.
func assign(err error, target any) bool {
	if !errors.As(err, target) {
		return false
	}
	found := reflect.ValueOf(target).Elem()
	if given, ok := found.Interface().(error); ok && leaks(given) || !ok && printsURL(found.Interface()) {
		found.SetZero()
		return false
	}
	return true
}

// checked has the methods whose texts leaks looks at.
var checked = reflect.TypeFor[interface {
	error
	fmt.Stringer
	fmt.GoStringer
	fmt.Formatter
	json.Marshaler
	encoding.TextMarshaler
	slog.LogValuer
	Is(error) bool
	As(any) bool
}]()

// unwraps are the two forms of the last of them.
var unwraps = []reflect.Type{reflect.TypeFor[func() error](), reflect.TypeFor[func() []error]()}

func isChecked(method reflect.Method) bool {
	known, ok := checked.MethodByName(method.Name)
	return ok && known.Type == method.Type || method.Name == "Unwrap" && slices.Contains(unwraps, method.Type)
}

// asksForText reports whether the target is an interface with another method that can tell a text, such as URL() string or
// Print(io.Writer): what that tells nobody has looked at.
func asksForText(target any) bool {
	t := reflect.TypeOf(target)
	if t == nil || t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Interface {
		return false
	}
	for m := range t.Elem().NumMethod() {
		if method := t.Elem().Method(m); !isChecked(method) && !isPlain(method.Type) {
			return true
		}
	}
	return false
}

// isPlain reports whether a method takes and returns numbers and booleans alone.
func isPlain(method reflect.Type) bool {
	for in := range method.Ins() {
		if !plainKind(in.Kind()) {
			return false
		}
	}
	for out := range method.Outs() {
		if !plainKind(out.Kind()) {
			return false
		}
	}
	return true
}

// plainKind reports whether values of the kind are numbers or booleans.
func plainKind(k reflect.Kind) bool { return k >= reflect.Bool && k <= reflect.Complex128 }

// link recognises a URL, and a query without its URL.
var link = regexp.MustCompile(`:\\?/\\?/|[?&][\w.~%-]+=`)

// leaks reports whether a URL can be printed from the error or from one below it, which whoever has this one can unwrap.
func leaks(err error) bool {
	if signed := new(url.Error); errors.As(err, &signed) || printsURL(err) {
		return true
	}
	for _, below := range unwrapped(err) {
		if leaks(below) {
			return true
		}
	}
	return false
}

// printsURL prints the value in each of the ways in which a program prints one. A panic while it is printed is its text.
func printsURL(v any) bool {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		if link.MatchString(fmt.Sprintf(verb, v)) {
			return true
		}
	}
	for _, print := range []func() any{
		func() any { s, _ := v.(fmt.Stringer); return s.String() },
		func() any { b, _ := json.Marshal(v); return strings.ReplaceAll(string(b), `\u0026`, "&") },
		func() any { s, _ := v.(json.Marshaler); b, _ := s.MarshalJSON(); return string(b) },
		func() any { s, _ := v.(encoding.TextMarshaler); b, _ := s.MarshalText(); return string(b) },
		func() any { s, _ := v.(slog.LogValuer); return s.LogValue().Resolve().String() },
	} {
		if link.MatchString(fmt.Sprint(recovered(print))) {
			return true
		}
	}
	return false
}

// recovered returns what print returns, or what it panics with: without the method that it calls, a nil pointer.
func recovered(print func() any) (v any) {
	defer func() {
		if p := recover(); p != nil {
			v = p
		}
	}()
	return print()
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
