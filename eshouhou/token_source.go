package eshouhou

import (
	"context"
	"errors"

	"github.com/billrecon/billrecon/internal/transport"
)

// source is where the tokens come from: the caller, or TokenApi. Everything secret lives in closures.
func (c Config) source(calls *transport.Client) TokenSource {
	if given := c.Token; given != nil {
		return TokenSourceFunc(func(ctx context.Context) (Token, error) {
			t, err := given.Token(ctx)
			return t, hideCause(err)
		})
	}
	issue := tokenIssuer{
		calls:      calls,
		appID:      c.AppID,
		hours:      c.TokenExpireHours,
		retryCodes: c.RetryCodes,
		sign:       c.signer(),
	}
	return TokenSourceFunc(issue.token)
}

func (c Config) signer() func(timestamp string) string {
	id, secret := c.AppID, c.AppSecret
	return func(timestamp string) string { return Sign(id, secret, timestamp) }
}

// sourceError stands for an error of the caller's TokenSource. Its text may hold a URL with a secret, so it is not shown;
// errors.Is and errors.As still find it.
type sourceError struct{ err error }

func (sourceError) Error() string { return "the TokenSource failed" }

func (e sourceError) Unwrap() error { return e.err }

// hideCause leaves the errors of this module's own calls as they are: their texts are safe.
func hideCause(err error) error {
	var ours *Error
	if err == nil || errors.As(err, &ours) && ours == err {
		return err
	}
	return transport.Errorf(provider, nil, "%w", sourceError{err})
}
