package settlement

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"

	"github.com/billrecon/billrecon/internal/client"
)

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
	signer, tokens := c.Signer, client.NewTokens(provider, c.Token)
	a := access{
		version: c.Version,
		token:   tokens.Token,
		forget:  tokens.Invalidate,
		sign:    func(query url.Values, body []byte) (string, error) { return askSigner(signer, query, body) },
		secrets: func() []string { return nil },
	}
	if s, ok := signer.(scheme); ok {
		a.secrets = s.secrets
	}
	return a
}

// askSigner gives the signer copies, so that what it was shown is what is sent.
func askSigner(signer Signer, query url.Values, body []byte) (sign string, err error) {
	defer func() {
		if v := recover(); v != nil {
			sign, err = "", client.Panicked(provider, "Config.Signer", v)
		}
	}()
	sign, err = signer.Sign(cloneValues(query), bytes.Clone(body))
	if err != nil {
		return "", client.Hide("Config.Signer", err)
	}
	return sign, checkSign(sign)
}

func checkSign(sign string) error {
	if sign == "" {
		return invalid("Config.Signer returned an empty sign")
	}
	if rule := client.BrokenText(sign); rule != "" {
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
