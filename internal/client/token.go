package client

import (
	"context"
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
	case interface {
		Fixed() (billrecon.Token, string)
	}: // billrecon.StaticToken
		t, rule := src.Fixed()
		if rule == "" {
			rule = brokenToken(t)
		}
		return rule
	}
	if missing {
		return "is nil: it is required"
	}
	return ""
}

func brokenToken(t billrecon.Token) string {
	if rule := BrokenSecret(t.Value); rule != "" {
		return "returned a token that " + rule
	}
	return ""
}

// Tokens is what a client asks for the tokens of Config.Token, and tells which of them was refused. They come through a cache: the
// caller's own, which other clients may share, or a new one.
type Tokens struct {
	provider string
	kept     *billrecon.TokenCache
	timeout  time.Duration
}

// NewTokens makes Tokens of a source that is not broken. timeout limits each wait for it.
func NewTokens(provider string, src billrecon.TokenSource, timeout time.Duration) Tokens {
	kept, shared := src.(*billrecon.TokenCache)
	if !shared {
		kept = billrecon.NewTokenCache(src, TokenMargin)
	}
	return Tokens{provider, kept, timeout}
}

// Token returns a token that can be sent, signed and masked. The text of the source's error is hidden.
func (t Tokens) Token(ctx context.Context) (billrecon.Token, error) {
	limited, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	got, err := t.kept.Token(limited)
	if err != nil && ctx.Err() == nil && limited.Err() != nil {
		return billrecon.Token{}, transport.Errorf(t.provider, billrecon.ErrUnavailable, "the TokenSource gave no token within %v: %w", t.timeout, limited.Err())
	}
	if _, ours := err.(*billrecon.Error); ours {
		return billrecon.Token{}, err // the text is safe: of the cache, or of a call for a token
	}
	if err != nil {
		return billrecon.Token{}, Hide("the TokenSource", err)
	}
	if rule := brokenToken(got); rule != "" {
		return billrecon.Token{}, transport.Invalid(t.provider, "the TokenSource %s", rule)
	}
	return got, nil
}

// Invalidate passes the refused token on.
func (t Tokens) Invalidate(ctx context.Context, refused billrecon.Token) {
	ctx, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	t.kept.Invalidate(ctx, refused)
}
