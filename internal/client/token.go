package client

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

// TokenMargin is how long before its end a token is renewed, so that it does not end on the way.
const TokenMargin = time.Minute

// BrokenSource returns the rule that the source breaks as far as that can be seen from outside, and "" when it breaks none.
func BrokenSource(src billrecon.TokenSource) string {
	missing := src == nil
	switch src := src.(type) {
	case billrecon.TokenSourceFunc:
		missing = src == nil
	case *billrecon.TokenCache:
		missing = src == nil
	case interface{ Fixed() billrecon.Token }: // a StaticToken
		return brokenToken(src.Fixed().Value)
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

// Source returns src with the rules of this package: a token that could not be sent, signed or masked is an error, and the texts of
// errors are hidden. The cache around it does the rest. It is told of refused tokens if src wants to be.
func Source(provider string, src billrecon.TokenSource) billrecon.TokenSource {
	return checkedSource{provider, src}
}

type checkedSource struct {
	provider string
	src      billrecon.TokenSource
}

// Token asks the source.
func (s checkedSource) Token(ctx context.Context) (billrecon.Token, error) {
	if rule := BrokenSource(s.src); rule != "" {
		return billrecon.Token{}, transport.Invalid(s.provider, "the source of the TokenCache %s", rule)
	}
	t, err := s.src.Token(ctx)
	if err != nil {
		return billrecon.Token{}, Hide("Config.Token", err)
	}
	if rule := brokenToken(t.Value); rule != "" {
		return billrecon.Token{}, transport.Invalid(s.provider, "Config.Token %s", rule)
	}
	return t, nil
}

// Invalidate tells the source.
func (s checkedSource) Invalidate(ctx context.Context, refused billrecon.Token) {
	if src, wants := s.src.(billrecon.TokenInvalidator); wants {
		src.Invalidate(ctx, refused)
	}
}

// brokenToken returns the rule that a token breaks, and "" when it breaks none.
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
