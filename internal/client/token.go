package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

// TokenMargin is how long before its end a token is renewed, so that it does not end on the way.
const TokenMargin = time.Minute

// StaticToken returns a source that always returns this token, which never expires. New checks it with [BrokenSource].
func StaticToken(provider, value string) billrecon.TokenSource {
	return staticToken{provider, func() billrecon.Token { return billrecon.Token{Value: value} }}
}

// staticToken keeps the token in a closure, which prints as an address. It is a type of its own so that New can check it.
type staticToken struct {
	provider string
	get      func() billrecon.Token
}

// Token returns the token.
func (s staticToken) Token(context.Context) (billrecon.Token, error) { return s.get(), nil }

// String hides the token.
func (s staticToken) String() string { return s.provider + ".StaticToken(hidden)" }

// GoString is String.
func (s staticToken) GoString() string { return s.String() }

// Format writes String for every verb.
func (s staticToken) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue is String.
func (s staticToken) LogValue() slog.Value { return slog.StringValue(s.String()) }

// BrokenSource returns the rule that the source breaks as far as that can be seen from outside, and "" when it breaks none.
func BrokenSource(src billrecon.TokenSource) string {
	missing := src == nil
	switch src := src.(type) {
	case billrecon.TokenSourceFunc:
		missing = src == nil
	case *billrecon.TokenCache:
		missing = src == nil
	case staticToken:
		return brokenToken(src.get().Value)
	}
	if missing {
		return "is nil: it is required"
	}
	return ""
}

// Tokens returns the cache that a client asks for tokens: the caller's own, or a new one over the caller's source.
func Tokens(provider string, src billrecon.TokenSource) *billrecon.TokenCache {
	if kept, ok := src.(*billrecon.TokenCache); ok {
		return kept
	}
	return billrecon.NewTokenCache(Source(provider, src), TokenMargin)
}

// Source returns src with its tokens checked, the texts of its errors hidden and its panics made errors: it runs in a goroutine of
// the cache, where a panic would end the process past any recover of the caller.
func Source(provider string, src billrecon.TokenSource) billrecon.TokenSource {
	return billrecon.TokenSourceFunc(func(ctx context.Context) (t billrecon.Token, err error) {
		if rule := BrokenSource(src); rule != "" {
			return t, transport.Invalid(provider, "the source of the TokenCache %s", rule)
		}
		defer func() {
			if v := recover(); v != nil {
				t, err = billrecon.Token{}, Panicked(provider, "Config.Token", v)
			}
		}()
		if t, err = src.Token(ctx); err != nil {
			return billrecon.Token{}, Hide("Config.Token", err)
		}
		return t, checkToken(provider, t)
	})
}

// checkToken refuses a token that could not be sent, signed or masked.
func checkToken(provider string, t billrecon.Token) error {
	if rule := brokenToken(t.Value); rule != "" {
		return transport.Invalid(provider, "Config.Token %s", rule)
	}
	if !t.Expires.IsZero() && !time.Now().Before(t.Expires) {
		return transport.Invalid(provider, "Config.Token returned a token that has expired already")
	}
	return nil
}

func brokenToken(value string) string {
	if value == "" {
		return "returned an empty token"
	}
	if rule := BrokenSecret(value); rule != "" {
		return "returned a token that " + rule
	}
	return ""
}

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
	var ours *transport.Error
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
