package settlement

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/billrecon/billrecon"
)

// TokenSource gives access tokens: its method Token(ctx) returns a [Token] or an error. It must be safe for concurrent use
// and end when its context does. The client keeps what it gets, see [Config]. The text of its errors is not printed, since it
// may hold a credential; errors.Is and errors.As find them.
//
// The provider's token endpoint and the life of its tokens are not public.
type TokenSource = billrecon.TokenSource

// TokenSourceFunc makes a [TokenSource] of a function func(context.Context) (Token, error).
type TokenSourceFunc = billrecon.TokenSourceFunc

// Token is an access token (授权访问凭证, access_token). Printing, logging and marshalling one hides it.
//
//   - Value string: the token itself, a secret.
//   - Expires time.Time: when the provider stops accepting it; zero means never, or not known.
type Token = billrecon.Token

// TokenCache is a [TokenSource] that keeps the token of another one, to be shared by several clients. Make it with
// [NewTokenCache].
//
//   - Token(ctx context.Context) (Token, error): the kept token, or a new one.
//   - Invalidate(used Token): drops the token if it is still the kept one. A client does that when the provider refused it, so
//     that many calls that fail at once cost one new token.
type TokenCache = billrecon.TokenCache

// NewTokenCache makes a [TokenCache] over src that renews a token margin before it expires (half of its life when that is
// shorter than twice the margin). However many calls need a new token at once, src is asked once, and a caller that gives up
// fails alone. A failure is not kept; while the old token is still valid a failed renewal returns it.
//
// One client needs none: it keeps the tokens of any source, with a margin of 60 s.
func NewTokenCache(src TokenSource, margin time.Duration) *TokenCache {
	return billrecon.NewTokenCache(TokenSourceFunc(func(ctx context.Context) (Token, error) {
		if rule := brokenSource(src); rule != "" {
			return Token{}, invalid("the source of the TokenCache %s", rule)
		}
		return askToken(ctx, src)
	}), margin)
}

// StaticToken is a [TokenSource] that always gives this token, which never expires. When the provider refuses it there is no
// other one, and the call fails.
func StaticToken(value string) TokenSource {
	return staticToken{get: func() Token { return Token{Value: value} }}
}

// staticToken keeps the token in a closure, which prints as an address. It is a type of its own so that New can check it.
type staticToken struct{ get func() Token }

// Token returns the token.
func (s staticToken) Token(context.Context) (Token, error) { return s.get(), nil }

// String hides the token.
func (s staticToken) String() string { return "settlement.StaticToken(hidden)" }

// GoString is String.
func (s staticToken) GoString() string { return s.String() }

// Format writes String for every verb.
func (s staticToken) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue is String.
func (s staticToken) LogValue() slog.Value { return slog.StringValue(s.String()) }

// checkToken refuses a token that could not be sent or signed.
func checkToken(t Token) error {
	if rule := brokenToken(t.Value); rule != "" {
		return invalid("Config.Token %s", rule)
	}
	if !t.Expires.IsZero() && !time.Now().Before(t.Expires) {
		return invalid("Config.Token returned a token that has expired already")
	}
	return nil
}

func brokenToken(value string) string {
	if value == "" {
		return "returned an empty token"
	}
	if rule := brokenText(value); rule != "" {
		return "returned a token that " + rule
	}
	return ""
}

// brokenSource is the rule that the source breaks, as far as that can be seen from outside.
func brokenSource(src TokenSource) string {
	missing := src == nil
	switch src := src.(type) {
	case TokenSourceFunc:
		missing = src == nil
	case *TokenCache:
		missing = src == nil
	case staticToken:
		return brokenToken(src.get().Value)
	}
	if missing {
		return "is nil: it is required"
	}
	return ""
}
