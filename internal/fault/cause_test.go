package fault

import (
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const secret = "fictional-secret-7Qz"

// signed is what net/http returns for a request that failed with err.
func signed(err error) error {
	return &url.Error{Op: "Post", URL: "https://x.test/gateway?sign=" + secret, Err: err}
}

// wrapping is an error of a middleware, with what was below it.
type wrapping struct {
	text  string
	below error
}

func (w *wrapping) Error() string { return w.text }
func (w *wrapping) Unwrap() error { return w.below }

func TestCauseHidesItsError(t *testing.T) {
	c := Hide(fmt.Errorf("outer: %w", signed(io.EOF))).Saying("safe")
	require.EqualError(t, c, "safe")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		require.NotContains(t, fmt.Sprintf(verb, *c), secret)
		require.NotContains(t, fmt.Sprintf(verb, struct{ c *Cause }{c}), secret)
	}
	require.ErrorIs(t, c, io.EOF)
	require.NotErrorIs(t, c, io.ErrUnexpectedEOF)
	require.NoError(t, errors.Unwrap(c), "unwrapping would hand the text out")
	require.Empty(t, (*Cause)(nil).String())
}

// The ways in which a URL can lie in the tree of an error, each above the same failure to connect.
func trees(dial error) map[string]error {
	return map[string]error{
		"as net/http returns it":           signed(dial),
		"twice":                            signed(signed(dial)),
		"below a middleware":               fmt.Errorf("mw: %w", signed(dial)),
		"below one that is silent":         &wrapping{"mw failed", signed(dial)},
		"joined":                           errors.Join(errors.New("mw"), signed(dial)),
		"in a text":                        fmt.Errorf("https://x.test/?sign=%s: %w", secret, dial),
		"a query in a text":                fmt.Errorf("/gateway?appid=7&sign=%s: %w", secret, dial),
		"in the text of one that is below": &wrapping{"mw failed", fmt.Errorf("to https://x.test/%s: %w", secret, dial)},
		"beside it":                        &wrapping{"mw failed", errors.Join(dial, errors.New("https://x.test/"+secret))},
	}
}

func TestCauseAsFindsWhatIsBelowAURL(t *testing.T) {
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: io.EOF}
	for reason, err := range trees(dial) {
		var failed net.Error
		require.ErrorAs(t, Hide(err), &failed, reason)
		require.Same(t, dial, failed, reason)
		require.ErrorIs(t, Hide(err), io.EOF, reason)
	}
}

// Nothing that errors.As finds can print a URL, whatever it is asked for.
func TestCauseAsFindsNoURL(t *testing.T) {
	for reason, err := range trees(context.DeadlineExceeded) {
		c := Hide(err)
		var (
			u        *url.Error
			middle   *wrapping
			one      interface{ Unwrap() error }
			many     interface{ Unwrap() []error }
			timeout  interface{ Timeout() bool }
			anything error
		)
		require.False(t, c.As(&u), reason)
		require.False(t, c.As(&middle), reason)
		require.False(t, c.As(&one), reason)
		require.False(t, c.As(&many), reason)
		require.True(t, c.As(&timeout), reason)
		require.True(t, c.As(&anything), reason)
		for _, found := range []any{u, middle, one, many, timeout, anything} {
			for _, verb := range []string{"%v", "%+v", "%#v"} {
				require.NotContains(t, fmt.Sprintf(verb, found), secret, reason)
			}
		}
	}
}

func TestCauseAsFindsNothing(t *testing.T) {
	var failed net.Error
	for reason, err := range map[string]error{
		"nothing fits below the URL": signed(io.EOF),
		"nothing is below the URL":   &url.Error{URL: secret},
	} {
		require.False(t, errors.As(Hide(err), &failed), reason)
		require.Nil(t, failed, "a target is not left with what it must not have")
	}
}

func TestCauseAsWithoutAURL(t *testing.T) {
	typed := &wrapping{"no answer: is it up? yes", io.EOF}
	got, ok := errors.AsType[*wrapping](error(Hide(fmt.Errorf("mw: %w", typed))))
	require.True(t, ok)
	require.Same(t, typed, got)
}

// speaking is an error of a middleware whose own text is harmless, and which tells the URL by other means.
type speaking struct{ by string }

func (e *speaking) told(by string) string {
	if by == e.by {
		return "https://x.test/gateway?sign=" + secret
	}
	return "mw failed"
}
func (e *speaking) Error() string                { return "mw failed" }
func (e *speaking) Timeout() bool                { return true }
func (e *speaking) Temporary() bool              { return true }
func (e *speaking) String() string               { return e.told("String") }
func (e *speaking) GoString() string             { return e.told("GoString") }
func (e *speaking) MarshalText() ([]byte, error) { return []byte(e.told("MarshalText")), nil }
func (e *speaking) MarshalJSON() ([]byte, error) { return json.Marshal(e.told("MarshalJSON")) }
func (e *speaking) LogValue() slog.Value {
	return slog.GroupValue(slog.String("url", e.told("LogValue")))
}
func (e *speaking) Format(f fmt.State, r rune) { _, _ = io.WriteString(f, e.told("Format"+string(r))) }
func (e *speaking) URL() string                { return e.told("URL") }
func (e *speaking) Request() *http.Request {
	r, _ := http.NewRequest(http.MethodGet, e.told("Request"), nil)
	return r
}
func (e *speaking) As(target any) bool {
	given, ok := target.(*interface{ Temporary() bool })
	if ok && e.by == "As" {
		*given = signed(io.EOF).(*url.Error)
	}
	return ok && e.by == "As"
}
func (e *speaking) Unwrap() error {
	if e.by == "Unwrap" {
		return signed(io.EOF)
	}
	return io.EOF
}

// TestCauseAsInterfaces: an error may tell a URL by any of its methods, and may be asked for by any of them.
func TestCauseAsInterfaces(t *testing.T) {
	for _, by := range []string{
		"String", "GoString", "MarshalText", "MarshalJSON", "LogValue", "Formatv", "Formats", "Formatq", "URL", "Request", "As", "Unwrap",
	} {
		for layer, err := range map[string]error{
			"itself": &speaking{by}, "wrapped": fmt.Errorf("mw: %w", &speaking{by}), "joined": errors.Join(io.EOF, &speaking{by}),
		} {
			for _, target := range []any{
				new(error), new(net.Error), new(interface{ Timeout() bool }), new(interface{ Temporary() bool }), new(*url.Error),
				new(interface{ Unwrap() error }), new(interface{ Unwrap() []error }), new(interface{ As(any) bool }), new(fmt.Stringer),
				new(fmt.GoStringer), new(fmt.Formatter), new(json.Marshaler), new(encoding.TextMarshaler), new(slog.LogValuer),
				new(interface{ URL() string }), new(interface{ Request() *http.Request }), new(any),
			} {
				if !Hide(err).As(target) {
					require.Zero(t, reflect.ValueOf(target).Elem().Interface(), "%s by %s, asked for as %T", layer, by, target)
					continue
				}
				asked := reflect.TypeOf(target).Elem().String()
				require.NotContains(t, asked, "URL()", "nobody can look at what that would return")
				require.NotContains(t, asked, "Request()")
				shown := everything(reflect.ValueOf(target).Elem().Interface())
				require.NotContains(t, shown, secret, "%s by %s, asked for as %T", layer, by, target)
			}
		}
	}
}

// paged is an error whose own text is harmless, and which holds what another package of it may print.
type paged struct {
	Page *page `json:",omitempty"`
}

type page struct{ Address, Query string }

func (e *paged) Error() string                { return "mw failed" }
func (e *paged) Print(w io.Writer)            { _, _ = io.WriteString(w, "https://x.test/gateway?sign="+secret) }
func (e *paged) Visit(f func(string))         { f("https://x.test/gateway?sign=" + secret) }
func (e *paged) Format(layout string) string  { return "https://x.test/gateway?sign=" + secret }
func (e *paged) Attempt(number int) (ok bool) { return number > 0 }

// TestCauseAsMethodsThatTakeSomething: a method can tell a text without returning one, and one with the name of a checked method need
// not be that method.
func TestCauseAsMethodsThatTakeSomething(t *testing.T) {
	err := Hide(fmt.Errorf("mw: %w", &paged{}))
	for _, target := range []any{
		new(interface{ Print(io.Writer) }), new(interface{ Visit(func(string)) }), new(interface{ Format(string) string }),
	} {
		require.False(t, err.As(target), "%T", target)
	}
	require.True(t, err.As(new(interface{ Attempt(int) bool })), "numbers and booleans tell no URL")
}

// TestCauseAsJSON: JSON follows pointers, which no verb of fmt does.
func TestCauseAsJSON(t *testing.T) {
	for reason, p := range map[string]page{
		"a URL":   {Address: "https://x.test/" + secret},
		"a query": {Query: "?appid=7&sign=" + secret},
	} {
		var found error
		require.False(t, Hide(&paged{Page: &p}).As(&found), reason)
		require.Nil(t, found, reason)
	}
	var found error
	require.True(t, Hide(&paged{Page: &page{Address: "fictional"}}).As(&found))
}

// everything is what a program can print of what it found.
func everything(found any) string {
	var b strings.Builder
	if s, ok := found.(fmt.Stringer); ok {
		b.WriteString(s.String())
	}
	text, _ := json.Marshal(found)
	b.Write(text)
	slog.New(slog.NewTextHandler(&b, nil)).Info("found", "v", found)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		fmt.Fprintf(&b, verb, found)
	}
	for err, _ := found.(error); err != nil; err = errors.Unwrap(err) {
		fmt.Fprint(&b, err)
	}
	return b.String()
}
