package billrecon

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// hidden is what every print of a token shows.
const hidden = "billrecon.Token{hidden}"

// Token is an access token. Its Value is a secret: no method prints it.
type Token struct {
	// Value is the token itself.
	Value string
	// Expires is when the provider stops accepting it; zero means never.
	Expires time.Time
}

// String hides the token.
func (t Token) String() string { return hidden }

// GoString hides the token.
func (t Token) GoString() string { return hidden }

// Format hides the token from every verb, %d and %x too.
func (t Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// LogValue hides the token.
func (t Token) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalJSON hides the token, so that a dump of a configuration is safe.
func (t Token) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }

// TokenSource returns a valid access token. It must be safe for concurrent use.
type TokenSource interface {
	Token(ctx context.Context) (Token, error)
}

// TokenSourceFunc makes a TokenSource of a function.
type TokenSourceFunc func(ctx context.Context) (Token, error)

// Token calls f.
func (f TokenSourceFunc) Token(ctx context.Context) (Token, error) { return f(ctx) }

// StaticToken is a TokenSource that always returns the same token, which never expires.
func StaticToken(value string) TokenSource {
	return TokenSourceFunc(func(context.Context) (Token, error) { return Token{Value: value}, nil })
}
