package billrecon

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// Token is an access token (access_token). Its Value is a secret: printing, logging and marshalling a Token hides it.
type Token struct {
	// Value is the token itself, at most [MaxTokenBytes] long.
	Value string
	// Expires is when the provider stops accepting it; zero means never, or not known.
	Expires time.Time
}

const hiddenToken = "billrecon.Token{hidden}"

// String hides the token.
func (t Token) String() string { return hiddenToken }

// GoString hides the token.
func (t Token) GoString() string { return hiddenToken }

// Format hides the token from every verb, %d and %x too.
func (t Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hiddenToken) }

// LogValue hides the token.
func (t Token) LogValue() slog.Value { return slog.StringValue(hiddenToken) }

// MarshalJSON hides the token, so that a dump of a configuration is safe.
func (t Token) MarshalJSON() ([]byte, error) { return []byte(`"` + hiddenToken + `"`), nil }

// TokenSource returns a valid access token. It must be safe for concurrent use and return when its context ends. A client keeps
// what it gets, see [TokenCache], and asks again shortly before the token expires and after the provider refused it. A source
// over a store that others share should be a [TokenInvalidator] too.
//
// The texts of its errors are not printed by a client, since they may hold a credential; [errors.Is] finds the errors. A
// source that panics or ends its goroutine makes the call fail, not the process.
type TokenSource interface {
	Token(ctx context.Context) (Token, error)
}

// TokenSourceFunc makes a [TokenSource] of a function.
type TokenSourceFunc func(ctx context.Context) (Token, error)

// Token calls f.
func (f TokenSourceFunc) Token(ctx context.Context) (Token, error) { return f(ctx) }

// StaticToken returns a [TokenSource] that always returns this token, which never expires. When the provider refuses it there
// is no other one, and the call fails.
func StaticToken(value string) TokenSource {
	return staticToken{func() Token { return Token{Value: value} }}
}

// staticToken keeps the token in a closure, which prints as an address.
type staticToken struct{ get func() Token }

const hiddenStatic = "billrecon.StaticToken(hidden)"

// Fixed returns the token and the rule that it breaks, "" for none, so that a client can refuse it before it is used.
func (s staticToken) Fixed() (t Token, rule string) {
	t = s.get()
	return t, t.broken(time.Now())
}

// Token returns the token.
func (s staticToken) Token(context.Context) (Token, error) { return s.get(), nil }

// String hides the token.
func (s staticToken) String() string { return hiddenStatic }

// GoString hides the token.
func (s staticToken) GoString() string { return hiddenStatic }

// Format hides the token from every verb.
func (s staticToken) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hiddenStatic) }

// LogValue hides the token.
func (s staticToken) LogValue() slog.Value { return slog.StringValue(hiddenStatic) }
