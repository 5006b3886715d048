package settlement

import (
	"fmt"
	"io"
	"net/url"
	"slices"

	"github.com/billrecon/billrecon/internal/client"
)

// Signer makes the sign (签名) of a request. The provider's rule is not public: use the preset that your document of the
// provider names, or a [SignerFunc] of your own.
type Signer interface {
	// Sign gets the query parameters that are about to be sent (access_token, timestamp, and version if there is one; not
	// sign) and the bytes of the JSON body exactly as they will be sent, and returns the sign. It is called for every
	// attempt, and must be safe for concurrent use. Both arguments are copies.
	//
	// An error, a panic or an empty sign fails the call before any network use. The text of the error is not printed, since
	// it may hold what was signed; errors.Is and errors.As find it.
	Sign(query url.Values, body []byte) (string, error)
}

// SignerFunc makes a [Signer] of a function. Keep the secret inside the function: a function prints as an address. See
// [HideSecrets] for secrets that the provider may send back.
type SignerFunc func(query url.Values, body []byte) (string, error)

// Sign calls f.
func (f SignerFunc) Sign(query url.Values, body []byte) (string, error) { return f(query, body) }

// HideSecrets is signer with the secrets that it uses, so that the client can mask them in a message of the provider, which
// may quote what it signed itself. The presets do that by themselves.
func HideSecrets(signer Signer, secrets ...string) Signer {
	secrets = slices.Clone(secrets)
	s := scheme{name: "HideSecrets", secrets: func() []string { return secrets }}
	for _, secret := range secrets {
		if rule := client.ShortSecret(secret); rule != "" {
			s.rule = "hides a secret that " + rule
		}
	}
	if rule := brokenSigner(signer); rule != "" {
		s.rule = rule
		return s
	}
	if inner, ok := signer.(scheme); ok {
		s.name = inner.name
		s.secrets = func() []string { return slices.Concat(inner.secrets(), secrets) }
	}
	s.sign = signer.Sign
	return s
}

// scheme is a Signer whose secret lives in the closures alone.
type scheme struct {
	name    string
	rule    string // what is wrong with its secret, found when it was made and told by New
	sign    func(query url.Values, body []byte) (string, error)
	secrets func() []string
}

// Sign makes the sign.
func (s scheme) Sign(query url.Values, body []byte) (string, error) {
	if s.rule != "" {
		return "", invalid("Config.Signer %s", s.rule)
	}
	return s.sign(query, body)
}

// String is the name of the scheme.
func (s scheme) String() string { return "settlement." + s.name }

// GoString is String.
func (s scheme) GoString() string { return s.String() }

// Format writes String for every verb.
func (s scheme) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// brokenSigner is the rule that the signer breaks, as far as that can be seen from outside.
func brokenSigner(s Signer) string {
	const missing = "is nil: it is required; SortedSecretParamMD5 is the best guess, your document of the provider must confirm it"
	switch s := s.(type) {
	case nil:
		return missing
	case SignerFunc:
		if s == nil {
			return missing
		}
	case scheme:
		return s.rule
	}
	return ""
}
