package settlement

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"time"
)

// tokenMargin is how long before its end a token is renewed, so that it does not end on the way.
const tokenMargin = time.Minute

// errSameToken says that a refresh brought the token that was refused.
var errSameToken = errors.New("the TokenSource has no other token")

// access is what lets a request in. Token, signer and secrets live in the closures alone, so that printing any struct around
// them shows none.
type access struct {
	version string
	token   func(ctx context.Context) (Token, error)
	forget  func(ctx context.Context, used Token)
	sign    func(query url.Values, body []byte) (string, error)
	secrets func() []string
}

func (c Config) access() access {
	source, signer := c.Token, c.Signer
	kept, ok := source.(*TokenCache)
	if !ok {
		kept = NewTokenCache(source, tokenMargin)
	}
	a := access{
		version: c.Version,
		token:   kept.Token,
		forget:  kept.Invalidate,
		sign:    func(query url.Values, body []byte) (string, error) { return askSigner(signer, query, body) },
		secrets: func() []string { return nil },
	}
	if s, ok := signer.(scheme); ok {
		a.secrets = s.secrets
	}
	return a
}

// askToken runs in a goroutine of the cache, where a panic of the source would end the process past any recover of the caller.
func askToken(ctx context.Context, source TokenSource) (t Token, err error) {
	defer func() {
		if v := recover(); v != nil {
			t, err = Token{}, panicked("Config.Token", v)
		}
	}()
	t, err = source.Token(ctx)
	if err != nil {
		return Token{}, hide("Config.Token", err)
	}
	return t, checkToken(t)
}

// askSigner gives the signer copies, so that what it was shown is what is sent.
func askSigner(signer Signer, query url.Values, body []byte) (sign string, err error) {
	defer func() {
		if v := recover(); v != nil {
			sign, err = "", panicked("Config.Signer", v)
		}
	}()
	sign, err = signer.Sign(cloneValues(query), bytes.Clone(body))
	if err != nil {
		return "", hide("Config.Signer", err)
	}
	return sign, checkSign(sign)
}

func checkSign(sign string) error {
	if sign == "" {
		return invalid("Config.Signer returned an empty sign")
	}
	if rule := brokenText(sign); rule != "" {
		return invalid("Config.Signer returned a sign that %s", rule)
	}
	return nil
}

func cloneValues(query url.Values) url.Values {
	clone := maps.Clone(query)
	for name, values := range clone {
		clone[name] = slices.Clone(values)
	}
	return clone
}
